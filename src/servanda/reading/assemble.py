"""From drafts to statements: quotes cut, places, dates and quantities found, links and ids set."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Extent,
    Quote,
    ReaderMark,
    Stance,
    Statement,
    StatementLink,
    Voice,
)  # fmt: skip
from servanda.domain.when import When
from servanda.reading.context import Context
from servanda.reading.drafts import Draft
from servanda.reading.exceptions import exceptions
from servanda.reading.ids import statement_id
from servanda.reading.reasons import stance_reason
from servanda.reading.voices import knowing
from servanda.text.dates import bounds, find_dates
from servanda.text.port import PlaceFinder
from servanda.text.quantities import find_quantities


class _Standing(Protocol):
    @property
    def start(self) -> int | None: ...


S = TypeVar("S", bound=_Standing)


def assemble(
    found: Sequence[Draft], context: Context, places: PlaceFinder, mark: ReaderMark
) -> list[Statement]:
    """Give the drafts as statements, in reading order."""
    if not found:
        return []
    source = context.source
    spans = [one.unit.span for one in found]
    within = _merged([*spans, *(span for one in found for span in one.more)])
    mentions = places.find(source, within=within)
    dates = find_dates(source.text, anchor=source.description.written, within=within)
    quantities = find_quantities(source.text, within=within)
    as_of = _as_of(source)
    seen: Counter[Span] = Counter()
    ids: list[str] = []
    for span in spans:
        ids.append(statement_id(source.id, [span], mark.fingerprint, seen[span]))
        seen[span] += 1
    out: list[Statement] = []
    for number, draft in enumerate(found):
        span = spans[number]
        when = next(iter(_standing(dates, span)), None)
        links = (
            ()
            if draft.example_of is None
            else (StatementLink("example_of", ids[draft.example_of]),)
        )
        out.append(
            _statement(
                draft, context, mark, ids[number], span, links, when, as_of,
                tuple(one for part in (span, *draft.more) for one in _standing(mentions, part)),
                tuple(_standing(quantities, span)),
            )
        )  # fmt: skip
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


def _standing(things: Sequence[S], span: Span) -> list[S]:
    starts = [one.start or 0 for one in things]
    return list(things[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def _as_of(source: Source) -> When | None:
    written = source.description.written
    if not written:
        return None
    earliest, latest = bounds(written)
    return When(written, None, None, written, earliest, latest, "stated")


def _statement(
    draft: Draft, context: Context, mark: ReaderMark, id: str, span: Span,
    links: tuple[StatementLink, ...], when: When | None, as_of: When | None,
    places: tuple, quantities: tuple,
) -> Statement:  # fmt: skip
    source, unit = context.source, draft.unit
    quotes = tuple(_quote(source, one) for one in (span, *draft.more))
    quote = quotes[0]
    known, known_words = knowing(unit.cues)
    stance: Stance = "unclear"
    extent: Extent | None = None
    reasons: list[str] = []
    if draft.judgement is not None:
        stance, extent = draft.judgement.stance, draft.judgement.extent
        if draft.kind == "denial":
            stance, extent = _denied(stance), None
        reasons.append(stance_reason(unit, draft.judgement))
    if draft.kind_reason:
        reasons.append(draft.kind_reason)
    reasons.extend(draft.aim.reasons)
    if not draft.aim.reasons:
        reasons.append(f"No provision is named or clearly meant; it {draft.tie}.")
    reasons.extend(draft.who.reasons)
    if unit.said is not None:
        reasons.append(f"“{unit.said.name} {unit.said.verb}” hands on somebody's claim.")
    if known_words:
        reasons.append(f"“{known_words}” says how it is known.")
    if draft.note:
        reasons.append(draft.note)
    return Statement(
        id=id, source=source.id, start=span.start, end=span.end, quote=quote.quote, layer=quote.layer,
        quotes=quotes, kind=draft.kind, stance=stance, extent=extent, provisions=draft.aim.links,
        level=draft.aim.level, exceptions=exceptions(unit.cues, unit.first, unit.last),
        about=draft.who.about, responsible=draft.who.responsible, affected=draft.who.affected,
        voice=_voice(draft, context), side=draft.side, knowing=known, places=places, when=when,
        as_of=as_of, quantities=quantities, links=links, state="proposed", reader=mark,
        confidence=None, reasons=tuple(reasons),
    )  # fmt: skip


def _quote(source: Source, span: Span) -> Quote:
    at = span.start
    return Quote(
        at,
        span.end,
        span.cut(source.text),
        source.page_at(at),
        source.line_at(at),
        source.layer_at(at),
    )


def _denied(stance: Stance) -> Stance:
    """Give the stance of somebody who denies it."""
    flipped: dict[Stance, Stance] = {
        "broken": "kept",
        "kept": "broken",
        "partly": "unclear",
        "unclear": "unclear",
    }
    return flipped[stance]


def _voice(draft: Draft, context: Context) -> tuple[Voice, ...]:
    chain = context.speaker.chain
    said = draft.unit.said
    if said is None or said.name.lower() in ("we", "i"):
        return chain
    name = (
        context.indexes.parties.name_of(said.party) if said.party else " ".join(said.name.split())
    )
    reporting = tuple(Voice(one.name, "reports") if one.role == "asserts" else one for one in chain)
    return (Voice(name, "asserts"), *reporting)
