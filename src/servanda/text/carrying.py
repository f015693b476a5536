"""Statements carried over to a corrected text: every span finds its words again, or is told of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from servanda.domain.place import PlaceMention, Variant
from servanda.domain.source import Layer, Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Excerpt,
    PartyMention,
    Quantity,
    Quote,
    Statement,
)
from servanda.domain.when import When
from servanda.text.versions import Alignment, align, find_again, same_words

T = TypeVar("T", PlaceMention, Excerpt, PartyMention, Quantity, Variant)


@dataclass(frozen=True, slots=True)
class Carried:
    """A statement on the corrected text; `same` tells whether every quote reads as it did."""

    statement: Statement
    same: bool


class Carrier:
    """Two versions of a text laid side by side, ready to carry statements from one to the other."""

    def __init__(self, older: Source, newer: Source) -> None:
        self._older = older
        self._newer = newer
        self.alignment: Alignment = align(older.text, newer.text)

    def span(self, start: int, end: int) -> Span | None:
        """Give where a span of the older text stands in the newer."""
        return find_again(Span(start, end), self.alignment, self._older.text, self._newer.text)

    def carry(self, statement: Statement) -> Carried | None:
        """Give a statement on the corrected text; None where a quote's words are gone.

        Mentions take the corrected words. One whose words are gone keeps its meaning without them
        where it can (a party by its key, a date by its value), and is left out else.
        """
        spans = [self.span(one.start, one.end) for one in statement.quotes]
        if not spans or None in spans:
            return None
        quotes = tuple(self._quote(one) for one in spans if one is not None)
        first = quotes[0]
        pairs = zip(statement.quotes, quotes, strict=True)
        carried = replace(
            statement,
            source=self._newer.id,
            start=first.start,
            end=first.end,
            quote=first.quote,
            layer=first.layer,
            quotes=quotes,
            exceptions=self._each(statement.exceptions),
            about=self._parties(statement.about),
            responsible=self._parties(statement.responsible),
            affected=self._parties(statement.affected),
            places=tuple(
                replace(one, variants=self._each(one.variants))
                for one in self._each(statement.places)
            ),
            when=self._when(statement.when),
            as_of=self._when(statement.as_of),
            quantities=self._each(statement.quantities),
            links=(),
        )
        return Carried(carried, all(same_words(a.quote, b.quote) for a, b in pairs))

    def _quote(self, span: Span) -> Quote:
        newer = self._newer
        return Quote(
            span.start,
            span.end,
            span.cut(newer.text),
            newer.page_at(span.start),
            newer.line_at(span.start),
            newer.layer_at(span.start),
        )

    def _each(self, mentions: Iterable[T]) -> tuple[T, ...]:
        found: list[T] = []
        for one in mentions:
            if one.start == one.end:
                found.append(one)
            elif span := self.span(one.start, one.end):
                words = span.cut(self._newer.text)
                found.append(replace(one, text=words, start=span.start, end=span.end))
        return tuple(found)

    def _parties(self, mentions: Iterable[PartyMention]) -> tuple[PartyMention, ...]:
        found: list[PartyMention] = []
        for one in mentions:
            kept = self._each([one])
            if not kept and one.party:
                kept = (replace(one, text="", start=0, end=0),)
            found += kept
        return tuple(found)

    def _when(self, when: When | None) -> When | None:
        if when is None or when.start is None or when.end is None:
            return when
        span = self.span(when.start, when.end)
        if span is None:
            return replace(when, start=None, end=None)
        return replace(when, text=span.cut(self._newer.text), start=span.start, end=span.end)


def with_marks_of(newer: Source, older: Source) -> Source:
    """Give a corrected text with the pages, layers and brackets of the one that it corrects.

    A person types words, and knows nothing of layers: whose words a passage holds does not change
    when a letter of it is mended. What was put in belongs to the layer of what stands before it.
    """
    if not older.text or not newer.text:
        return newer
    carrier = Carrier(older, newer)
    ends = [_end(carrier, one.start, one.end) for one in older.layers]
    layers = tuple(
        replace(one, start=start, end=end)
        for one, start, end in _covering(older.layers, ends, len(newer.text))
    )
    page_ends = [_end(carrier, one.start, one.end) for one in older.pages]
    pages = tuple(
        Span(start, end) for _, start, end in _covering(older.pages, page_ends, len(newer.text))
    )
    brackets = []
    for bracket in older.brackets:
        placed = carrier.span(bracket.start, bracket.end)
        if placed is not None and same_words(
            older.text[bracket.start : bracket.end], placed.cut(newer.text)
        ):
            brackets.append(replace(bracket, start=placed.start, end=placed.end))
    return replace(
        newer,
        pages=pages,
        layers=layers or newer.layers,
        brackets=tuple(brackets),
        template=older.template,
        description=older.description,
    )


def _end(carrier: Carrier, start: int, end: int) -> int | None:
    """Give where a stretch ends in the newer text; None where nothing is left of it."""
    placed = carrier.alignment.span(Span(start, end)) if start < end else None
    return placed.end if placed else None


M = TypeVar("M", Layer, Span)


def _covering(
    stretches: tuple[M, ...], ends: list[int | None], size: int
) -> list[tuple[M, int, int]]:
    """Give stretches that follow one another from 0 to the end, without gap or overlap."""
    left = [(one, end) for one, end in zip(stretches, ends, strict=True) if end is not None]
    found, at = [], 0
    for number, (one, wanted) in enumerate(left, 1):
        end = size if number == len(left) else max(at, wanted)
        if end > at:
            found.append((one, at, end))
            at = end
    return found
