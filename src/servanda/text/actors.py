"""Who is named in a text: bodies, offices, persons, groups, states that act; by general rules.

No list of this or that conflict's parties is needed: a head noun ("ministry", "rebels"), a title
("Gen."), the adjective of a nation before a noun of people, a verb that only somebody does. What a
document explains once ("the Northern Council (NC)", "President Ana Roe") it may shorten later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.domain.span import Span
from servanda.text.actor_holders import holders_in
from servanda.text.actor_names import Named
from servanda.text.actor_phrases import named_in
from servanda.text.actor_units import Sentence
from servanda.text.actor_words import Sort, actor_words
from servanda.text.phrases import lowered
from servanda.text.sentences import sentences

__all__ = ["Actor", "find_actors"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named at `start`-`end`; `name` is the fullest name that the text gives.

    `sort`: state, force, body, press, observer, mediator, office, people, person.
    """

    text: str
    start: int
    end: int
    name: str
    sort: Sort
    reason: str


def find_actors(
    text: str, *, within: Sequence[Span] | None = None, language: str = "en"
) -> list[Actor]:
    """Give who is named in a text, in order, without overlap.

    Args:
        text: Text of one source.
        within: Only look here; the whole text if None.
        language: Whose words to know.
    """
    words = actor_words(language)
    low = lowered(text)
    found: list[Named] = []
    for span in within if within is not None else (Span(0, len(text)),):
        for one in sentences(text, span.start, span.end):
            found.extend(named_in(Sentence(text, low, one.start, one.end, words)))
        found.extend(holders_in(text, span.start, span.end, language))
    found = _without_overlap(found)
    explained = _Explained(text, found)
    return [actor for one in found if (actor := explained.actor(one)) is not None]


def _without_overlap(found: Sequence[Named]) -> list[Named]:
    """Give who was found in reading order; of two that overlap, the one that begins first."""
    kept: list[Named] = []
    taken = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= taken:
            kept.append(one)
            taken = one.end
    return kept


class _Explained:
    """What a document explains once, by the short form in which it may come again."""

    def __init__(self, text: str, found: Sequence[Named]) -> None:
        self._text = text
        self._known: dict[str, Named] = {}
        self._nobody = {one.short for one in found if one.no}
        for one in found:
            if one.no:
                continue
            if one.short:
                self._known.setdefault(one.short, one)
            if one.guess or not one.proper:
                continue
            self._known.setdefault(one.proper, one)
            if one.sort == "person":
                # A surname alone means its bearer once the full name, or a title, was told.
                self._known.setdefault(one.proper.split()[-1], one)

    def actor(self, named: Named) -> Actor | None:
        """Give somebody found with the fullest name that the text has; None for who is nobody."""
        words = self._text[named.start : named.end]
        if named.no or words in self._nobody:
            return None
        name, sort, why = named.full or named.proper or words, named.sort, named.why
        first = self._known.get(named.proper or words)
        if named.guess:
            if first is None or first.guess:
                return None
            sort, why = first.sort, f"“{_plain(first.proper)}” explains it"
        if first is not None and first.proper and named.sort in ("person", "body"):
            name = first.proper
            if first.short == words:
                sort, why = first.sort, f"“{words}” is short for “{_plain(first.proper)}”"
        return Actor(words, named.start, named.end, _plain(name), sort, f"{why}.")


def _plain(name: str) -> str:
    return " ".join(name.split())
