"""Find who is named in a text, and which of them are an agreement's parties."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from servanda.domain.agreement import Agreement, Party
from servanda.domain.mention import MentionedActor
from servanda.domain.span import Span
from servanda.text.actor_holders import keeping
from servanda.text.actor_words import actor_words, roles_of
from servanda.text.actors import Actor, find_actors

K = TypeVar("K")

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_OF_BEFORE = re.compile(r"\sof\s+(?:the\s+)?\Z", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
#: Kinds of somebody that are a party's where its name or adjective stands before them.
_ORGANS = frozenset(("state", "force", "office", "person", "body"))
#: Kinds that may stand for the name of which they are the last word: "the Front".
_HEADS = frozenset(("state", "force", "body"))
_SIDES = {"mediator": "mediator", "guarantor": "mediator", "observer": "observer"}
_OWN_SIDES = {"press": "press", "observer": "observer", "mediator": "mediator"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a party; `member` when it is a person who speaks for it."""

    party: Party
    name: str
    written: str
    member: bool

    @property
    def why(self) -> str:
        """What makes these words the party's."""
        verb = "speaks for" if self.member else "is a name of"
        return f"“{self.written}” {verb} {self.party.name}."


@dataclass(frozen=True, slots=True)
class _Seen:
    """Words that name somebody: found by general rules, by a party's names in them, or by both."""

    start: int
    end: int
    actor: Actor | None
    named: tuple[tuple[Span, _Name], ...]


class Actors:
    """The parties of the loaded agreements by their names, ready for any number of texts."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._parties = {one.key: one for agreement in agreements for one in agreement.parties}
        self._names: dict[str, list[_Name]] = defaultdict(list)
        words: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, set[str]] = defaultdict(set)
        nations: dict[str, set[str]] = defaultdict(set)
        states: set[str] = set()
        surnames: dict[str, set[_Name]] = defaultdict(set)
        for party in (one for agreement in agreements for one in agreement.parties):
            for alias in map(_bare, (party.name, *party.aliases)):
                self._file(_Name(party, party.name, alias, member=False))
                said = _WORD.findall(alias)
                for word in said:
                    told = _told(word)
                    if told.apart and word[0].isupper() and len(word) > 1:
                        words[word.lower()].add(party.key)
                    if told.nation:
                        nations[told.nation].add(party.key)
                    if told.stately and party.role == "party":
                        states.add(party.key)
                if len(said) > 1:
                    heads[_head(alias)].add(party.key)
            for member in party.members:
                self._file(_Name(party, member, member, member=True))
                if " " in member.strip():
                    surnames[member.split()[-1]].add(_Name(party, member, member, member=True))
        self._pattern = _pattern_of(self._names)
        self._surnames = _of_one(surnames)
        #: Words that only one party's names have ("Arvenian"), and last words ("Front").
        self._adjectives = _of_one(words)
        self._heads = _of_one(heads)
        #: States that only one party's names speak of, and the only state among those who signed.
        self._nations = _of_one(nations)
        self._state = next(iter(states)) if len(states) == 1 else None

    def _file(self, name: _Name) -> None:
        folded = _folded(name.written)
        if folded:
            self._names[folded].append(name)

    def find(
        self, text: str, *, within: Sequence[Span] | None = None, language: str = "en"
    ) -> list[MentionedActor]:
        """Give who is named, in reading order; a party's own names go before general rules."""
        general = find_actors(text, within=within, language=language)
        found: list[MentionedActor] = []
        heads: dict[str, Party | None] = {}
        last = 0
        for seen in _joined(text, _together(text, general, self._named(text, within))):
            if "\n\n" in text[last : seen.start] or "\n\r\n" in text[last : seen.start]:
                heads.clear()
            last = seen.start
            found.append(self._mention(text, self._with_surname(seen), heads))
        return found

    def _named(self, text: str, within: Sequence[Span] | None) -> list[tuple[Span, _Name]]:
        if self._pattern is None:
            return []
        found: list[tuple[Span, _Name]] = []
        for span in within if within is not None else (Span(0, len(text)),):
            for match in self._pattern.finditer(text, span.start, span.end):
                name = self._meant(match[0])
                if name is not None:
                    found.append((Span(*match.span()), name))
        return found

    def _meant(self, words: str) -> _Name | None:
        """Give whose name the words are, if one party's only; a capital of its file must stand."""
        names = self._names[_folded(words)]
        if len({one.party.key for one in names}) != 1:
            return None
        small = any(not one.written[:1].isupper() for one in names)
        return names[0] if words[:1].isupper() or small else None

    def _with_surname(self, seen: _Seen) -> _Seen:
        """Add who speaks for a party, where only the surname stands: "Ms Haro"."""
        actor = seen.actor
        if actor is None or seen.named or actor.sort != "person":
            return seen
        surname = actor.name.split()[-1]
        member = self._surnames.get(surname)
        span = Span(actor.end - len(surname), actor.end)
        return replace(seen, named=((span, member),)) if member is not None else seen

    def _mention(self, text: str, seen: _Seen, heads: dict[str, Party | None]) -> MentionedActor:
        actor, named = seen.actor, seen.named
        words = text[seen.start : seen.end]
        party, why = self._whose(text, seen, heads)
        whole = next((one for span, one in named if span == Span(seen.start, seen.end)), None)
        person = next((one for _, one in named if one.member), None)
        name = whole.name if whole else person.name if person else None
        if name is None:
            assert actor is not None
            name = actor.name if party is None or actor.sort == "person" else party.name
        reasons = (actor.reason,) if actor is not None else ()
        if party is not None:
            side = _SIDES.get(party.role, party.key)
        else:
            side = _OWN_SIDES.get(actor.sort, "unknown") if actor is not None else "unknown"
        return MentionedActor(
            start=seen.start, end=seen.end, text=words, name=name,
            party=party.key if party is not None else None, side=side,
            reasons=(*reasons, why) if why else reasons,
        )  # fmt: skip

    def _whose(
        self, text: str, seen: _Seen, heads: dict[str, Party | None]
    ) -> tuple[Party | None, str]:
        """Give the party that somebody is or belongs to, and the words that say so."""
        if seen.named:
            several = {one.party.key for _, one in seen.named}
            name = seen.named[0][1]
            party, why = (name.party, name.why) if len(several) == 1 else (None, "")
        else:
            party, why = None, ""
        actor = seen.actor
        head = _head(text[seen.start : seen.end])
        if actor is None:
            heads[head] = party
            return party, why
        bare = roles_of(_plain(actor.text).lower()).head is not None
        if party is None and not seen.named and actor.sort in _ORGANS:
            if bare and head in heads:
                party = heads[head]
                why = f"“{head}” was said of {party.name} before." if party else ""
            else:
                party, why = self._belongs(text, actor, head, bare=bare)
        if actor.sort in _HEADS and not bare:
            heads[head] = party
        return party, why

    def _adjective(self, actor: Actor) -> tuple[Party, str] | None:
        """Give the party whose adjective stands before an organ, and the adjective.

        A body's proper name that shares a word with a party's ("the Moro National Front") is
        another's, and so is one with a further name in it.
        """
        words = _WORD.findall(actor.text)
        if actor.sort == "person":
            words = words[: -len(_WORD.findall(actor.name)) or None]
        elif actor.sort == "body" and words[-1][0].isupper():
            return None
        named = [word for word in words if word[0].isupper() and _told(_bare_word(word)).apart]
        keys = {self._adjectives.get(_bare_word(word).lower()) for word in named}
        key = next(iter(keys)) if len(keys) == 1 else None
        return (self._parties[key], named[0]) if key is not None else None

    def _belongs(  # noqa: PLR0911 - a list of rules, the first that fits
        self, text: str, actor: Actor, head: str, *, bare: bool
    ) -> tuple[Party | None, str]:
        """Read whose an organ is by its adjective, its state, or because nobody else has one."""
        adjective = self._adjective(actor)
        if adjective is not None:
            party, word = adjective
            return party, f"“{word}” stands only in names of {party.name}."
        determined = _THE.search(text[max(0, actor.start - 8) : actor.start]) is not None
        first = _WORD.match(actor.text)
        if first and determined and first[0] != actor.text and first[0][0].isupper():
            key = self._heads.get(first[0].lower().replace("’", "'").removesuffix("'s"))
            if key is not None:  # "the Front's fighters"
                party = self._parties[key]
                return party, f"“the {first[0]}” is short for a name of {party.name}."
        if actor.sort not in _HEADS or _OF.match(text, actor.end):
            return None, ""
        words = _plain(actor.text)
        nation = _told(words).nation
        if nation is not None:
            key = self._nations.get(nation)
            party_of = self._parties[key] if key else None
            return party_of, f"“{words}” is the state of {party_of.name}." if party_of else ""
        if (
            bare
            and head in self._heads
            and _THE.search(text[max(0, actor.start - 8) : actor.start])
        ):
            party = self._parties[self._heads[head]]
            return party, f"“the {head}” is short for a name of {party.name}."
        if bare and actor.sort == "state" and self._state is not None:
            party = self._parties[self._state]
            return party, f"{party.name} is the only state among the parties."
        return None, ""


def _bare_word(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _head(words: str) -> str:
    """Give the noun that a name turns on: "army" of "army of the three districts"."""
    found = _WORD.findall(_OF.split(words, maxsplit=1)[0])
    return found[-1].lower() if found else ""


def _together(
    text: str, general: Sequence[Actor], named: Sequence[tuple[Span, _Name]]
) -> Iterator[_Seen]:
    """Give both in reading order; where they overlap, the longer, with all names that it holds."""
    items: list[tuple[int, int, Actor | None, _Name | None]] = [
        (one.start, one.end, one, None) for one in general
    ]
    items += [(span.start, span.end, None, name) for span, name in named]
    items.sort(key=lambda one: (one[0], -one[1], one[2] is None))
    held: _Seen | None = None
    for start, end, actor, name in items:
        mine = ((Span(start, end), name),) if name is not None else ()
        if held is None or start >= held.end:
            if held is not None:
                yield held
            held = _Seen(start, end, actor, mine)
        elif name is not None and end <= held.end:
            held = replace(held, named=held.named + mine)
        elif name is not None and held.actor is not None and not held.named:
            # A party's name that begins inside is surer: what stands before it is whose it is.
            whose = _OF_BEFORE.search(text, held.start, start)
            held = _Seen(held.start if whose else start, end, held.actor if whose else None, mine)
        elif actor is not None and (start, end) == (held.start, held.end):
            held = replace(held, actor=actor)
    if held is not None:
        yield held


def _joined(text: str, seen: Iterable[_Seen]) -> Iterator[_Seen]:
    """Give "the command" and "of the army of the Front" as one, and with the party's name."""
    held: _Seen | None = None
    for one in seen:
        if (
            held is not None and held.actor is not None and not held.named and one.named
            and held.actor.sort in _ORGANS and _OF.fullmatch(text, held.end, one.start)
        ):  # fmt: skip
            held = _Seen(held.start, one.end, held.actor, one.named)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


@dataclass(frozen=True, slots=True)
class _Told:
    """What a word in a party's name tells: whether it sets the party apart, its state, if any."""

    apart: bool
    nation: str | None
    stately: bool


@cache
def _told(word: str) -> _Told:
    roles = roles_of(word)
    common = roles.head or roles.title or roles.describing or roles.opener or roles.never
    stately = word.lower() in actor_words("en").stately
    return _Told(not common or roles.adjective, roles.nation or roles.origin, stately)


def _bare(alias: str) -> str:
    return _ARTICLE.sub("", _plain(alias), count=1) if _ARTICLE.match(alias) else _plain(alias)


def _folded(name: str) -> str:
    return _plain(name).lower().replace("’", "'")


def _plain(words: str) -> str:
    return " ".join(words.split())


def _pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Give a pattern of whole names, however spaced, the longest first; None without any."""
    longest_first = sorted(names, key=lambda one: (-len(one), one))
    if not longest_first:
        return None
    spaced = (
        r"\s{1,20}".join(re.escape(word).replace("'", "['’]") for word in one.split())
        for one in longest_first
    )
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(spaced)})(?!\w|-(?!{keeping()}(?!\w)))", re.IGNORECASE
    )


def _of_one(keys: Mapping[str, set[K]]) -> dict[str, K]:
    """Give the words that mean one thing only, with what they mean."""
    return {word: next(iter(many)) for word, many in keys.items() if len(many) == 1}
