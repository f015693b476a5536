"""A language's words for those who act, ready to be looked up; `languages/en/actors.toml` has them.

A word can play several roles: "general" is a title before a name and describes a strike. Which it
may play hangs on its capitals: "US" is a state and "us" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Literal

from servanda.text.languages import vocabulary

#: Kinds of somebody; see the data file. A `thing` is nobody, whatever stands before it.
Sort = Literal[
    "state", "force", "body", "press", "observer", "mediator", "office", "people", "person", "thing"
]
#: What a head noun needs beside it to name somebody.
Need = Literal["bare", "determined", "described", "capital"]
#: How a word is printed: in small letters, with a capital, in capitals only.
SMALL, CAPITAL, CAPITALS = 0, 1, 2


@dataclass(slots=True)
class Roles:
    """What a word or phrase can be, printed in one way; None and False where it cannot."""

    head: Sort | None = None
    need: Need = "bare"
    title: bool = False
    #: The name of the state that this is a name of.
    nation: str | None = None
    #: The state that an adjective or a people belongs to ("Iraqi", "Iraqis").
    origin: str | None = None
    #: An adjective of a nation, people or faith ("Iraqi", "Muslim").
    adjective: bool = False
    #: A noun for people of one ("Iraqis").
    people: bool = False
    #: A capital, which may stand for its government.
    seat: bool = False
    #: A body of the world that is known by its name.
    world: Sort | None = None
    given: bool = False
    describing: bool = False
    never: bool = False
    opener: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What begins with a word: its own roles, None if alone it has none; longer phrases first."""

    roles: Roles | None
    longer: list[tuple[tuple[str, ...], Roles]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The whole vocabulary; `tables` are by how the first word is printed."""

    tables: tuple[Mapping[str, Entry], Mapping[str, Entry], Mapping[str, Entry]]
    #: Words that may be part of a name in small letters, or lead to a longer phrase that may.
    hints: frozenset[str]
    #: Words that make a name a state's.
    stately: frozenset[str]
    #: Nouns that a head in small letters before them only describes.
    things: frozenset[str]
    #: Beginnings and endings of compounds that describe ("anti-", "-led").
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    person_endings: tuple[str, ...]
    not_persons: frozenset[str]
    counting: frozenset[str]
    determiners: frozenset[str]
    theirs: frozenset[str]
    one_of: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    links_anywhere: frozenset[str]
    links_first: frozenset[str]
    links_where: frozenset[str]
    links_later: frozenset[str]
    article: frozenset[str]
    all_of: frozenset[str]
    joints: frozenset[str]
    of: frozenset[str]
    whose_is: frozenset[str]
    after_persons: frozenset[str]
    whose: frozenset[str]
    acts: frozenset[str]
    saying: frozenset[str]
    helping: frozenset[str]
    adverbs: frozenset[str]
    #: What a town or a law also does ("has"); says something of a known name only.
    weak_acts: frozenset[str]
    towards: frozenset[str]
    loosely: frozenset[str]
    powers: frozenset[str]
    land: frozenset[str]
    to: frozenset[str]
    motion: frozenset[str]
    land_things: frozenset[str]


#: Fields that are a list of words in the data file, under the same name.
_LISTS = (
    "determiners", "theirs", "one_of", "particles", "links", "links_anywhere", "links_first",
    "links_where", "links_later", "article", "all_of", "joints", "of", "whose_is", "after_persons",
    "whose", "saying", "helping", "adverbs", "weak_acts", "towards", "loosely", "powers", "land",
    "to", "motion", "land_things",
)  # fmt: skip


@cache
def actor_words(language: str) -> ActorWords:
    """Give a language's words, compiled once."""
    data: Mapping[str, Any] = vocabulary(language, "actors")
    describing = data["describing"]
    verbs = {form for verb in _listed(data["acts"]["plain"]) for form in _forms(verb)}
    said = {
        name: _set(words)
        for section in ("determiners", "names", "acts", "land")
        for name, words in data[section].items()
        if isinstance(words, str)
    }
    tables = _tables(data)
    return ActorWords(
        tables=tables,
        hints=said["particles"].union(word for word, one in tables[SMALL].items() if _hints(one)),
        stately=_set(data["states"]["words"]),
        things=frozenset(one for one, _ in _with_plurals(_listed(data["describes"]["before"]))),
        beginnings=tuple(_listed(describing["beginnings"])),
        endings=tuple(_listed(describing["endings"])),
        adjective_endings=tuple(_listed(describing["adjective_endings"])),
        person_endings=tuple(_listed(describing["person_endings"])),
        not_persons=_set(describing["not_persons"]),
        counting=_set(describing["counting"]),
        acts=frozenset(verbs.union(said["irregular"]) - said["weak_acts"]),
        **{name: said[name] for name in _LISTS},
    )


def _hints(entry: Entry) -> bool:
    """Tell whether a word in small letters can be part of somebody's name."""
    roles = entry.roles
    return bool(entry.longer) or (
        roles is not None and bool(roles.head or roles.title or roles.describing)
    )


@lru_cache(maxsize=4096)
def roles_of(phrase: str, language: str = "en") -> Roles:
    """Give the roles of a word or phrase, printed as it is here; none for an unknown one."""
    words = tuple(one.rstrip(".") for one in phrase.lower().replace("’", "'").split())
    if not words:
        return Roles()
    entry = actor_words(language).tables[_case(phrase.split(maxsplit=1)[0])].get(words[0])
    if entry is None:
        return Roles()
    if len(words) == 1:
        return entry.roles or Roles()
    return next((roles for rest, roles in entry.longer if rest == words[1:]), Roles())


def _case(word: str) -> int:
    if not word[:1].isupper():
        return SMALL
    return CAPITALS if len(word) > 1 and word.isupper() else CAPITAL


def _tables(
    data: Mapping[str, Any],
) -> tuple[Mapping[str, Entry], Mapping[str, Entry], Mapping[str, Entry]]:
    tables = _Tables()
    for need, groups in data["heads"].items():
        for sort, words in groups.items():
            for word, alone in _with_plurals(_listed(words)):
                # "rebels" are somebody, "rebel" before another noun is not.
                mine = "determined" if need == "bare" and not alone else need
                least = CAPITAL if need == "capital" else SMALL
                tables.add(word, {"head": sort, "need": mine}, least=least)
    only_capital = _set(data["titles"]["only_capital"])
    for word in _listed(data["titles"]["words"]):
        tables.add(word, {"title": True}, least=CAPITAL if word in only_capital else SMALL)
    for role, words in (
        ("describing", data["describing"]["words"]),
        ("never", data["names"]["never"]),
        ("given", data["given"]["names"]),
        ("seat", data["seats"]["names"]),
    ):
        for word in _listed(words):
            tables.add(word, {role: True})
    for word in _listed(data["names"]["openers"]):
        # In capitals among small letters ("members of IS") it opens nothing.
        tables.add(word, {"opener": True}, most=CAPITAL)
    for sort, words in data["world"].items():
        for word in _listed(words):
            tables.add(word, {"world": sort})
    _add_nations(tables, data)
    return tables.done()


class _Tables:
    """Phrases by first word, gathered for each way in which the first word may be printed."""

    def __init__(self) -> None:
        self._found: tuple[dict[str, dict[tuple[str, ...], Roles]], ...] = ({}, {}, {})

    def add(
        self, phrase: str, roles: Mapping[str, Any], *, least: int = SMALL, most: int = CAPITALS
    ) -> None:
        """File a phrase under its first word; printed in fewer capitals it is not meant."""
        words = tuple(one.rstrip(".") for one in phrase.lower().replace("’", "'").split())
        for case in range(max(least, _printed(phrase)), most + 1):
            known = self._found[case].setdefault(words[0], {}).setdefault(words, Roles())
            if "head" in roles and (known.head is None or known.need == "described"):
                known.head, known.need = roles["head"], roles["need"]
            for name, value in roles.items():
                if name not in ("head", "need"):
                    setattr(known, name, value)

    def done(self) -> tuple[Mapping[str, Entry], Mapping[str, Entry], Mapping[str, Entry]]:
        tables = [
            {
                first: Entry(
                    phrases.get((first,)),
                    sorted(
                        ((words[1:], roles) for words, roles in phrases.items() if len(words) > 1),
                        key=lambda one: -len(one[0]),
                    ),
                )
                for first, phrases in found.items()
            }
            for found in self._found
        ]
        return tables[0], tables[1], tables[2]


def _printed(phrase: str) -> int:
    """Give how a name must be printed to be meant: as the data has it, or in more capitals."""
    first = phrase.split(maxsplit=1)[0]
    letters = [char for char in first if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters) and " " not in phrase:
        return CAPITALS
    return CAPITAL if letters and letters[0].isupper() else SMALL


def _add_nations(tables: _Tables, data: Mapping[str, Any]) -> None:
    for name, said in data["nations"].items():
        names, _, rest = said.partition(";")
        adjectives, _, nouns = rest.partition(";")
        for one in (name, *_listed(names)):
            tables.add(one, {"nation": name})
        for one in _listed(adjectives):
            tables.add(one, {"adjective": True, "origin": name})
        for one in _listed(nouns) or _listed(adjectives):
            _add_people(tables, one, name)
    for pair in data["peoples"]["nations"].split(";"):
        noun, adjective = _listed(pair)
        tables.add(adjective, {"adjective": True})
        _add_people(tables, noun, None)
    for one in _listed(data["peoples"]["faiths"]):
        tables.add(one, {"adjective": True})
        _add_people(tables, one, None)


def _add_people(tables: _Tables, noun: str, origin: str | None) -> None:
    """Add the plural; nouns that have none of their own ("the Chinese") stay adjectives."""
    low = noun.lower()
    if low.endswith(("ese", "sh", "ch", "ss")):
        return
    if low.endswith("man") and noun not in ("German", "Roman", "Ottoman"):
        plural = f"{noun[:-2]}en"
    else:
        plural = noun if low.endswith("men") else f"{noun}s"
    tables.add(plural, {"people": True, "origin": origin})


def _listed(words: str) -> list[str]:
    return [one for part in re.split(r"[,\n]", words) if (one := part.strip())]


def _set(words: str) -> frozenset[str]:
    return frozenset(_listed(words))


def _with_plurals(words: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Give each word, "word*" also in the plural; False goes with the singular of such a pair."""
    for word in words:
        yield word.rstrip("*"), not word.endswith("*")
        if word.endswith("*"):
            yield _plural(word[:-1]), True


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _forms(verb: str) -> tuple[str, str, str]:
    """Give a regular verb's forms that can follow a subject."""
    if verb.endswith("e"):
        past = verb + "d"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        past = verb[:-1] + "ied"
    else:
        past = verb + "ed"
    return verb, _plural(verb), past
