"""From the units of a sentence to who is named in it: bodies, offices, persons, groups, states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.text.actor_names import Named, Names
from servanda.text.actor_units import Sentence, Unit
from servanda.text.actor_words import SMALL, Sort

#: A name of a person has no more words than this, a body's name no more links ("of", "and").
_MOST_NAMES, _MOST_LINKS = 5, 5
#: Kinds of somebody of whom "a" one is somebody already ("a spokesman", not "a government").
_SINGLE = frozenset(("office", "people", "force", "press", "observer", "mediator"))
_WHY: dict[Sort, str] = {
    "state": "“{}” is an organ of a state",
    "force": "“{}” means people under arms",
    "body": "“{}” is a body of people",
    "press": "“{}” speaks to the public",
    "observer": "“{}” watches and reports",
    "mediator": "“{}” stands between the sides",
    "office": "“{}” is an office that somebody holds",
    "people": "“{}” means people",
    "person": "“{}” is a person",
    "thing": "“{}” is a thing",
}


def named_in(sentence: Sentence) -> list[Named]:
    """Give who is named in a sentence, in order, without overlap."""
    return list(_Phrases(sentence).read())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A head noun with what stands before it: units `first` up to `to`, the head at `head`."""

    units: list[Unit]
    first: int
    head: int
    to: int

    @property
    def noun(self) -> Unit:
        """The head noun."""
        return self.units[self.head]

    @property
    def lead(self) -> list[Unit]:
        """What stands before it and describes it."""
        return self.units[self.first : self.head]


class _Phrases:
    """Reads a sentence's runs of units from left to right."""

    def __init__(self, sentence: Sentence) -> None:
        self.s = sentence
        self.chunks = sentence.chunks()
        self.begins = {chunk[0].first: chunk for chunk in self.chunks}
        self.ends = {chunk[-1].last: chunk for chunk in self.chunks}
        self.names = Names(sentence)
        #: Token up to which words are taken.
        self.done = 0

    def read(self) -> Iterator[Named]:
        """Give who is named, in order."""
        for chunk in self.chunks:
            rest = [unit for unit in chunk if unit.first >= self.done]
            while rest:
                found, used = self._next(rest)
                self.done = max(self.done, rest[used - 1].last)
                yield from found
                rest = [unit for unit in rest[used:] if unit.first >= self.done]

    def _next(self, units: list[Unit]) -> tuple[list[Named], int]:
        """Read the first phrase of a run: what it names and how many units it took."""
        head = _head(units)
        if head is None:
            return self.names.read(units)
        unit = units[head]
        if unit.roles.title or unit.roles.head == "office":
            to = _name_ends(units, head + 1)
            if to > head + 1:
                return [self._person(units, head, to)], to
        if unit.roles.head is None:
            # A title that no name follows is nobody.
            return self.names.read(units[:head]) if head else ([], 1)
        to = head + 1
        if unit.case == SMALL and not unit.owns:
            while to < len(units) and (units[to].namelike or units[to].acronym):
                to += 1  # "the armed group Haro"
        if unit.roles.head == "thing":
            return [], to
        found = self._headed(_Phrase(units, _first(units, self.s), head, to))
        if found:
            return found, to
        return self.names.read(units[:head]) if head else ([], 1)

    # ---------------------------------------------------------------- persons with their office

    def _person(self, units: list[Unit], head: int, to: int) -> Named:
        first, last = units[_first(units[: head + 1], self.s)], units[to - 1]
        end = last.end
        if not last.owns and self.s.after(last.last) in self.s.words.whose_is:
            owner = self.begins.get(last.last + 1)
            if owner is not None and owner[0].roles.nation and self.s.joined(last.last):
                end, self.done = owner[0].end, owner[0].last  # "King Hassan of Morocco"
        proper = self.s.cut(units[head + 1], last)
        why = f"“{self.s.cut(units[head], units[head])}” stands before a person's name"
        return Named(first.start, end, "person", why, proper=proper)

    # ---------------------------------------------------------------- bodies, offices, groups

    def _headed(self, phrase: _Phrase) -> list[Named]:
        units, noun = phrase.units, phrase.noun
        last = units[phrase.to - 1]
        token, end, owner = last.last, last.end, False
        if phrase.to == phrase.head + 1 and not noun.owns:
            tail = self._whose(noun)
            if tail is not None:
                (token, end), owner = tail, True
        if not owner and self._describes(noun):
            return []
        start = self._start(phrase, owner=owner)
        if start is None:
            return []
        self.done = token
        sort = noun.roles.head
        assert sort is not None
        capitals = noun.case != SMALL or any(unit.namelike for unit in units[phrase.first :])
        proper = self.s.text[units[phrase.first].start : end] if capitals else ""
        why = _WHY[sort].format(self.s.cut(noun, noun))
        one = Named(start, end, sort, why, proper=proper, short=self.names.short_after(end))
        return [*self._sharing(phrase, end), one]

    def _describes(self, noun: Unit) -> bool:
        """Tell whether a head in small letters only describes a noun: "military exercises"."""
        after = self.s.after(noun.last)
        if noun.case != SMALL or noun.owns or after not in self.s.words.things:
            return False
        return noun.roles.head not in ("state", "body") or after not in (
            self.s.words.acts | self.s.words.weak_acts
        )

    def _start(self, phrase: _Phrase, *, owner: bool) -> int | None:
        """Give where somebody's name begins; None if what stands there is not enough for one."""
        units, noun, words = phrase.units, phrase.noun, self.s.words
        first = units[phrase.first]
        before = self.s.before(first.first)
        lead = phrase.lead
        named = owner or any(
            unit.known or unit.namelike or unit.owns or unit.roles.head
            or (unit.roles.describing and "-" in unit.low)
            for unit in lead
        )  # fmt: skip
        need = noun.roles.need
        if need == "bare" or named or phrase.to > phrase.head + 1:
            return first.start
        single = noun.roles.head in _SINGLE or " " in noun.low
        if need == "described":
            theirs = before in words.theirs and noun.roles.head != "state"
            crowd = noun.roles.head == "people" and bool(lead)
            return first.start if theirs or crowd else None
        if before in words.determiners or lead or (before in words.one_of and single):
            return first.start
        if need == "determined" and noun.case != SMALL and first.first > 0:
            return first.start
        return self._described(first, single=single)

    def _described(self, first: Unit, *, single: bool) -> int | None:
        """Read an unknown adjective after "the": "the provisional council"."""
        words, at = self.s.words, first.first - 1
        if at < 1 or not self.s.joined(at) or not self.s.joined(at - 1):
            return None
        low, before = self.s.lows[at], self.s.lows[at - 1]
        led = before in words.determiners or (before in words.one_of and single)
        if led and low.endswith(words.adjective_endings) and low not in words.determiners:
            return self.s.starts[at]
        return None

    def _sharing(self, phrase: _Phrase, end: int) -> list[Named]:
        """Give the others who share a head: "Hungarian" in "Hungarian and Romanian officials"."""
        lead = phrase.units[phrase.first]
        if not lead.known or phrase.first == phrase.head:
            return []
        shared = self.s.text[lead.end : end]
        found: list[Named] = []
        at = lead.first
        linked = self.s.before(at) in self.s.words.joints
        while linked:
            at -= 1 if self.s.joined(at - 1) else 0
            chunk = self.ends.get(at)
            others = [one for one in chunk or () if not one.roles.describing]
            if chunk is None or len(others) != 1 or not _adjective(others[0]):
                break
            one = others[0]
            why = f"“{' '.join(shared.split())}” is said of this too"
            full = f"{self.s.cut(one, one)}{shared}"
            sort = phrase.noun.roles.head or "state"
            found.insert(0, Named(one.start, one.end, sort, why, full=full))
            at = chunk[0].first
            linked = self.s.comma(at - 1)
        return found

    # ---------------------------------------------------------------- whose: "of the Front"

    def _whose(self, noun: Unit) -> tuple[int, int] | None:
        """Read on after a head: "of Defence", "of the Northern Front"; gives last token and end."""
        s = self.s
        proper = noun.case != SMALL
        at, found = noun.last, None
        for number in range(_MOST_LINKS if proper else 1):
            link = s.after(at)
            if link not in (s.words.links if proper else s.words.of):
                break
            if proper and not self._may_link(link, number, noun):
                break
            to = at + 1
            while s.after(to) in s.words.all_of and to - at < 3:
                to += 1
            chunk = self.begins.get(to)
            if chunk is None or not s.joined(to - 1):
                break
            owner = _owner(chunk, noun, whose=link in s.words.whose_is)
            if owner is None:
                break
            at = owner.last
            found = (at, owner.end)
            if owner.owns:
                break
        return found

    def _may_link(self, link: str, number: int, noun: Unit) -> bool:
        """Tell whether a small word goes on with a body's name after its head."""
        words = self.s.words
        if link in words.links_anywhere:
            return True
        if number > 0:
            return link in words.links_later
        body = noun.roles.head == "body"
        return link in words.links_first or (link in words.links_where and body)


def _adjective(unit: Unit) -> bool:
    return unit.roles.adjective or unit.acronym or bool(unit.roles.world)


def _owner(units: list[Unit], noun: Unit, *, whose: bool) -> Unit | None:
    """Give the last unit of who, or what, stands after "of"."""
    if all(unit.case == SMALL for unit in units):
        return None
    head = _head(units)
    if head is not None and units[head].roles.title and not units[head].roles.head:
        return None
    if head is not None and (noun.case == SMALL or units[head].case != SMALL):
        to = head + 1
        while units[head].case == SMALL and to < len(units) and units[to].namelike:
            to += 1
        return units[to - 1]
    if noun.case == SMALL and (not whose or (units[0].roles.adjective and len(units) == 1)):
        # "children from X" come from there; "rebels from the X Front" belong to it.
        return units[0] if units[0].acronym or units[0].roles.world else None
    last = None
    for unit in units:
        if unit.case == SMALL:
            break
        last = unit
        if unit.owns:
            break
    return last


def _head(units: list[Unit]) -> int | None:
    """Give the unit that a run's first phrase turns on: the last head before a name, or a title."""
    found: int | None = None
    for at, unit in enumerate(units):
        following = units[at + 1] if at + 1 < len(units) else None
        named = following is not None and following.namelike
        if unit.roles.title and named:
            return at
        if unit.roles.head or unit.roles.title:
            found = at
            if following is None or (unit.case == SMALL and named):
                return found
    return found


def _name_ends(units: list[Unit], at: int) -> int:
    """Give where a person's name that begins at `at` ends."""
    to = at
    while to < len(units) and to - at < _MOST_NAMES and units[to].namelike:
        to += 1
        if units[to - 1].owns:
            break
    return to


def _first(units: list[Unit], sentence: Sentence) -> int:
    """Give the first unit of a phrase, leaving words of number and measure before it aside."""
    for at, unit in enumerate(units):
        if unit.case != SMALL or unit.low not in sentence.words.counting:
            return at
    return 0
