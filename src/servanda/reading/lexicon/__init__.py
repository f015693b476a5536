"""The words that judge, as data: one TOML file per language, compiled once per process."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.reading.inflect import verb_forms
from servanda.reading.phrases import Entry, PhraseTable


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word can do: its group ("verb.harm", "noun.promise", "idiom.broken") and form.

    `section` and `kind` are the group's two halves; a `deed` is no part of a name.
    """

    group: str
    form: str = ""
    section: str = field(init=False)
    kind: str = field(init=False)
    deed: bool = field(init=False)

    def __post_init__(self) -> None:
        section, _, kind = self.group.partition(".")
        object.__setattr__(self, "section", section)
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "deed", self.group.startswith(_DEEDS))


#: Groups that a word cannot be in when it is part of a name.
_DEEDS = (
    "verb.", "noun.harm", "noun.combat", "noun.toll", "noun.hinder", "noun.lack", "noun.progress",
    "noun.breach", "status.", "noun.people", "noun.tension",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What a word can do: what it begins, and whether it can carry a clause."""

    entry: Entry[Cue] | None
    #: It helps a verb or ends like one in the past.
    past: bool
    #: The cues that it is by itself, one of each group.
    alone: tuple[Cue, ...]


#: A word that begins nothing and carries nothing, as most are.
QUIET = Head(None, False, ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's cues, its words of grammar as sets, and the digest that names the file."""

    table: PhraseTable[Cue]
    grammar: dict[str, frozenset[str]]
    digest: str
    #: Words that can begin something worth a closer look: the others are passed over at once.
    triggers: frozenset[str]
    #: Words of arms and mines: beside one of seeing, they deserve that look as well.
    sighted: frozenset[str]
    #: Every word of the file that can begin a cue, and the words of grammar.
    known: frozenset[str]
    #: Words that speak of promises and their keeping.
    promises: frozenset[str]
    #: Irregular forms and their plain verb ("withdrew", "withdraw").
    plain: dict[str, str]
    #: First words of pairs in which they are no cue, and second words of pairs that turn them.
    paired: frozenset[str]
    #: Matters of peace agreements, as the file has them (see `matters`).
    matters: tuple[dict[str, Any], ...]
    #: What was found of each word met so far (see `cues`).
    heads: dict[str, Head] = field(default_factory=dict, compare=False, repr=False)


#: Sections whose phrases become cues, and the name that their groups begin with.
_SECTIONS = {
    "nouns": "noun",
    "status": "status",
    "idioms": "idiom",
    "degree": "degree",
    "exceptions": "exception",
    "courtesy": "courtesy",
    "method": "method",
    "knowing": "knowing",
    "voice": "voice",
}
#: Lists of the grammar that hold phrases of several words and so are cues too.
_GRAMMAR_CUES = ("irony", "correction", "same_there", "example", "subordinate")
#: Groups without which a passage cannot judge anything.
_JUDGING = (
    "verb.fulfil", "verb.benefit", "verb.stand", "verb.fall", "verb.allow", "verb.hold",
    "verb.breach", "verb.comply", "verb.harm", "verb.hinder", "verb.deny", "verb.admit",
    "verb.demand", "noun.breach", "noun.harm", "noun.combat", "noun.toll", "noun.hinder",
    "noun.promise", "noun.lack", "noun.progress", "noun.tension", "verb.start", "verb.fail",
    "idiom.", "status.",
)  # fmt: skip


#: Sets of the grammar made of others of its sets: what is asked of many words is asked once.
_UNIONS = {
    "helping": ("be", "have", "do", "modal", "adverb", "negative"),
    "mood": ("modal", "finite_aux"),
    "no_modifier": ("determiner", "preposition", "finite_aux"),
    "no_noun": ("finite_aux", "preposition", "adverb", "determiner"),
}
_PROMISES = frozenset(("noun.promise", "noun.fulfil", "verb.fulfil", "noun.breach"))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Give the compiled lexicon of a language.

    Raises:
        KeyError: There is no lexicon of this language.
    """
    path = files(__name__).joinpath(f"{language}.toml")
    if not path.is_file():
        raise KeyError(language)
    data = path.read_bytes()
    tables = tomllib.loads(data.decode("utf-8"))
    table: PhraseTable[Cue] = PhraseTable()
    triggers: set[str] = set()
    _add_verbs(table, tables, triggers)
    for section, prefix in _SECTIONS.items():
        for group, phrases in tables[section].items():
            for phrase in phrases:
                _add_phrase(table, phrase, Cue(f"{prefix}.{group}"), triggers)
    for group in _GRAMMAR_CUES:
        for phrase in tables["grammar"][group]:
            _add_phrase(table, phrase, Cue(f"grammar.{group}"), triggers)
    grammar = {name: frozenset(words) for name, words in tables["grammar"].items()}
    for name, parts in _UNIONS.items():
        grammar[name] = frozenset().union(*(grammar[part] for part in parts))
    return Lexicon(
        table,
        grammar,
        hashlib.sha256(data).hexdigest(),
        frozenset(triggers),
        frozenset(
            words[-1]
            for group in ("arms", "mines")
            for phrase in tables["nouns"][group]
            for words in _plurals(phrase.split())
        ),
        frozenset(table.first).union(*grammar.values()),
        frozenset(word for word, cue in table.alone() if cue.group in _PROMISES),
        {form: verb for verb, forms in tables["irregular"].items() for form in forms},
        frozenset(pair.split()[0] for pair in grammar["other_sense"]).union(
            pair.split()[1] for pair in grammar["said_already"]
        ),
        tuple(tables["matters"]),
    )


def _add_verbs(table: PhraseTable[Cue], tables: dict[str, Any], triggers: set[str]) -> None:
    irregular = tables["irregular"]
    doubling = frozenset(tables["spelling"]["doubling"])
    for group, verbs in tables["verbs"].items():
        for verb in verbs:
            head, *tail = verb.split()
            for form, name in verb_forms(head, irregular=irregular, doubling=doubling).items():
                for rest in _plurals(tail):
                    _add(table, [form, *rest], Cue(f"verb.{group}", name), triggers)


def _add_phrase(table: PhraseTable[Cue], phrase: str, cue: Cue, triggers: set[str]) -> None:
    for words in _plurals([word.removesuffix("'s") for word in phrase.replace("’", "'").split()]):
        _add(table, words, cue, triggers)


def _add(table: PhraseTable[Cue], words: list[str], cue: Cue, triggers: set[str]) -> None:
    table.add(words, cue)
    if cue.group.startswith(_JUDGING):
        # Where the phrase stands, its longest word does: that one is looked for first.
        triggers.add(max(words, key=len))


def _plurals(words: list[str]) -> list[list[str]]:
    """Give the phrase as it stands and, for a word with "*", with its plural."""
    if not any(word.endswith("*") for word in words):
        return [words]
    singular = [word.rstrip("*") for word in words]
    plural = [_plural(word[:-1]) if word.endswith("*") else word for word in words]
    return [singular, plural]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"
