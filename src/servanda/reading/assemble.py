"""From drafts to statements: quotes cut, places, dates and quantities found, links and ids set."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol, TypeVar

from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Quantity,
    Quote,
    ReaderMark,
    Statement,
    StatementLink,
)  # fmt: skip
from servanda.domain.when import When
from servanda.reading.context import Context
from servanda.reading.draft import Draft, Told
from servanda.reading.ids import statement_id
from servanda.text.dates import bounds, find_dates
from servanda.text.port import PlaceFinder
from servanda.text.quantities import find_quantities

_LINE_END = re.compile("\n")
#: A sentence shorter than this may stand twice in a text and mean two things.
SHORTEST_REPEATED = 40


class _Standing(Protocol):
    @property
    def start(self) -> int | None: ...


S = TypeVar("S", bound=_Standing)


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands where in a source's drafts, found in one pass over all of them."""

    places: Sequence[PlaceMention]
    dates: Sequence[When]
    quantities: Sequence[Quantity]
    as_of: When | None
    #: Where lines end.
    lines: Sequence[int]
    #: Words that date nothing.
    vague: AbstractSet[str]


def assemble(
    found: Sequence[Draft], context: Context, places: PlaceFinder, mark: ReaderMark
) -> list[Statement]:
    """Give the drafts as statements, in reading order."""
    if not found:
        return []
    source = context.source
    told = [one.told for one in found if one.told is not None]
    spans = [one.spans for one in told]
    within = _merged([span for one in spans for span in one])
    dates = find_dates(source.text, anchor=source.description.written, within=within)
    numbered = [span for one in told for span in one.numbered]
    dated = [Span(one.start or 0, one.end or 0) for one in dates if one.basis != "event"]
    standing = _Found(
        places.find(source, within=within),
        dates,
        find_quantities(source.text, within=within, taken=[*dated, *numbered]),
        _as_of(source),
        [match.start() for match in _LINE_END.finditer(source.text)],
        context.indexes.lexicon.grammar["vague_time"],
    )
    ids = _ids(source.id, spans, mark)
    links = _links(found, spans, ids, source)
    return [
        _statement(draft, one, source, standing, (ids[number], links[number], mark))
        for number, (draft, one) in enumerate(zip(found, told, strict=True))
    ]


def _ids(source: str, spans: Sequence[tuple[Span, ...]], mark: ReaderMark) -> list[str]:
    seen: Counter[tuple[Span, ...]] = Counter()
    ids: list[str] = []
    for one in spans:
        ids.append(statement_id(source, one, mark.fingerprint, seen[one]))
        seen[one] += 1
    return ids


def _links(
    found: Sequence[Draft], spans: Sequence[tuple[Span, ...]], ids: list[str], source: Source
) -> list[tuple[StatementLink, ...]]:
    """Give each statement's links: what it is an example of, corrects, or repeats word for word."""
    first: dict[str, str] = {}
    out: list[tuple[StatementLink, ...]] = []
    for draft, (span, *_), id in zip(found, spans, ids, strict=True):
        links: list[StatementLink] = []
        if draft.example_of is not None:
            links.append(StatementLink("example_of", ids[draft.example_of]))
        if draft.corrects is not None:
            links.append(StatementLink("corrects", ids[draft.corrects]))
        words = " ".join(span.cut(source.text).split())
        earlier = first.setdefault(words, id)
        if earlier != id and len(words) >= SHORTEST_REPEATED:
            links.append(StatementLink("repeats", earlier))
        out.append(tuple(links))
    return out


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Give the spans in order, joined where they touch, so that nothing is looked at twice."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _standing(things: Sequence[S], spans: Sequence[Span]) -> list[S]:
    """Give the things that stand in these spans; `things` are in the order of the text."""
    found: list[S] = []
    for span in spans:
        low = bisect_left(things, span.start, key=_start)
        found.extend(things[low : bisect_left(things, span.end, key=_start)])
    return found


def _start(thing: _Standing) -> int:
    return thing.start or 0


def _as_of(source: Source) -> When | None:
    written = source.description.written
    if not written:
        return None
    earliest, latest = bounds(written)
    return When(written, None, None, written, earliest, latest, "stated")


def _statement(
    draft: Draft, told: Told, source: Source, standing: _Found,
    named: tuple[str, tuple[StatementLink, ...], ReaderMark],
) -> Statement:  # fmt: skip
    id, links, mark = named
    quotes = tuple(_quote(source, span, standing.lines) for span in told.spans)
    return Statement(
        id=id,
        source=source.id,
        start=quotes[0].start,
        end=quotes[0].end,
        quote=quotes[0].quote,
        layer=quotes[0].layer,
        quotes=quotes,
        kind=draft.kind,
        stance=told.stance,
        extent=told.extent,
        provisions=draft.aim.links,
        level=draft.aim.level,
        exceptions=told.exceptions,
        about=draft.who.about,
        responsible=draft.who.responsible,
        affected=draft.who.affected,
        voice=told.voice,
        side=draft.side,
        knowing=told.knowing,
        places=tuple(_standing(standing.places, told.spans)),
        when=_when(_standing(standing.dates, told.spans[:1]), standing.vague),
        as_of=standing.as_of,
        quantities=tuple(_standing(standing.quantities, told.spans[:1])),
        links=links,
        state="proposed",
        reader=mark,
        confidence=told.confidence,
        reasons=told.reasons,
    )


def _when(dates: Sequence[When], vague: AbstractSet[str]) -> When | None:
    """Give the first date that dates the conduct; "recently" and "now" date nothing."""
    return next((one for one in dates if one.text.lower() not in vague), None)


def _quote(source: Source, span: Span, lines: Sequence[int]) -> Quote:
    at = span.start
    line = bisect_left(lines, at) + 1
    # Only the author's own words are read (see `document`).
    return Quote(at, span.end, span.cut(source.text), source.page_at(at), line, "author")
