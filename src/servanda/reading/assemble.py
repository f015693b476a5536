"""From drafts to statements: quotes cut, places, dates and quantities found, links and ids set."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Extent,
    Quantity,
    Quote,
    ReaderMark,
    Stance,
    Statement,
    StatementLink,
    Voice,
)  # fmt: skip
from servanda.domain.when import When
from servanda.reading.confidence import confidence
from servanda.reading.context import Context
from servanda.reading.cues import Cues
from servanda.reading.draft import Draft
from servanda.reading.exceptions import exceptions
from servanda.reading.ids import statement_id
from servanda.reading.reasons import reasons_of
from servanda.reading.voices import knowing
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


def assemble(
    found: Sequence[Draft], context: Context, places: PlaceFinder, mark: ReaderMark
) -> list[Statement]:
    """Give the drafts as statements, in reading order."""
    if not found:
        return []
    source = context.source
    spans = [(one.unit.span, *one.more) for one in found]
    within = _merged([span for one in spans for span in one])
    dates = find_dates(source.text, anchor=source.description.written, within=within)
    numbered = [
        one.span for draft in found for one in draft.unit.sentence.references if one.numbers
    ]
    dated = [Span(one.start or 0, one.end or 0) for one in dates if one.basis != "event"]
    standing = _Found(
        places.find(source, within=within),
        dates,
        find_quantities(source.text, within=within, taken=[*dated, *numbered]),
        _as_of(source),
        [match.start() for match in _LINE_END.finditer(source.text)],
    )
    ids = _ids(source.id, spans, mark)
    links = _links(found, ids, source)
    return [
        _statement(draft, context, standing, spans[number], (ids[number], links[number], mark))
        for number, draft in enumerate(found)
    ]


def _ids(source: str, spans: Sequence[tuple[Span, ...]], mark: ReaderMark) -> list[str]:
    seen: Counter[tuple[Span, ...]] = Counter()
    ids: list[str] = []
    for one in spans:
        ids.append(statement_id(source, one, mark.fingerprint, seen[one]))
        seen[one] += 1
    return ids


def _links(
    found: Sequence[Draft], ids: list[str], source: Source
) -> list[tuple[StatementLink, ...]]:
    """Give each statement's links: what it is an example of, corrects, or repeats word for word."""
    first: dict[str, str] = {}
    out: list[tuple[StatementLink, ...]] = []
    for draft, id in zip(found, ids, strict=True):
        links: list[StatementLink] = []
        if draft.example_of is not None:
            links.append(StatementLink("example_of", ids[draft.example_of]))
        if draft.corrects is not None:
            links.append(StatementLink("corrects", ids[draft.corrects]))
        words = " ".join(draft.unit.span.cut(source.text).split())
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
    draft: Draft, context: Context, standing: _Found, spans: tuple[Span, ...],
    named: tuple[str, tuple[StatementLink, ...], ReaderMark],
) -> Statement:  # fmt: skip
    id, links, mark = named
    source, unit = context.source, draft.unit
    quotes = tuple(_quote(source, span, standing.lines) for span in spans)
    known, known_words = knowing(unit.cues)
    stance, extent = _stance(draft)
    return Statement(
        id=id,
        source=source.id,
        start=quotes[0].start,
        end=quotes[0].end,
        quote=quotes[0].quote,
        layer=quotes[0].layer,
        quotes=quotes,
        kind=draft.kind,
        stance=stance,
        extent=extent,
        provisions=draft.aim.links,
        level=draft.aim.level,
        exceptions=exceptions(unit.cues, unit.first, unit.last),
        about=draft.who.about,
        responsible=draft.who.responsible,
        affected=draft.who.affected,
        voice=_voice(draft, context),
        side=draft.side,
        knowing=known,
        places=tuple(_standing(standing.places, spans)),
        when=_when(unit.cues, _standing(standing.dates, spans[:1])),
        as_of=standing.as_of,
        quantities=tuple(_standing(standing.quantities, spans[:1])),
        links=links,
        state="proposed",
        reader=mark,
        confidence=confidence(draft, context),
        reasons=reasons_of(draft, known_words),
    )


def _when(cues: Cues, dates: Sequence[When]) -> When | None:
    """Give the first date that dates the conduct; "recently" and "now" date nothing."""
    vague = cues.grammar["vague_time"]
    return next((one for one in dates if one.text.lower() not in vague), None)


def _quote(source: Source, span: Span, lines: Sequence[int]) -> Quote:
    at = span.start
    line = bisect_left(lines, at) + 1
    # Only the author's own words are read (see `document`).
    return Quote(at, span.end, span.cut(source.text), source.page_at(at), line, "author")


def _stance(draft: Draft) -> tuple[Stance, Extent | None]:
    if draft.judgement is None:
        return "unclear", None
    if draft.kind != "denial":
        return draft.judgement.stance, draft.judgement.extent
    # Who denies a breach says that it was kept; who denies the keeping says the opposite.
    denied: dict[Stance, Stance] = {"broken": "kept", "kept": "broken"}
    return denied.get(draft.judgement.stance, "unclear"), None


def _voice(draft: Draft, context: Context) -> tuple[Voice, ...]:
    """Give the chain of voices, from who asserts it outwards."""
    chain = context.speaker.chain
    said = draft.unit.said
    if said is None or said.name.lower() in ("we", "i"):
        return chain
    name = context.indexes.parties.name_of(said.party) if said.party else _one_line(said.name)
    through = tuple(Voice(_one_line(one), "reports") for one in said.through)
    author = tuple(Voice(one.name, "reports") if one.role == "asserts" else one for one in chain)
    return (Voice(name, "asserts"), *through, *author)


def _one_line(words: str) -> str:
    return " ".join(words.split())
