"""A statement as a page of a terminal: its words in context, and why it was read so."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.dossier.windows import legible, window

#: How many code points of context stand before and after a quote.
AROUND = 160


def show_statement(one: Statement, record: Record) -> str:
    """Give everything about a statement in lines; words stand as they do on the page."""
    return "\n".join(_lines(one, record))


def _lines(one: Statement, record: Record) -> Iterator[str]:
    yield from _words_in_place(one, record)
    yield from _what_it_says(one)
    yield from _how_we_know(one, record)


def _words_in_place(one: Statement, record: Record) -> Iterator[str]:
    source = record.source_by_id.get(one.source)
    yield f"{one.id}  ({one.state})"
    if source:
        yield f"in     {source.shown_name}  [{source.id}]"
    for quote in one.quotes:
        where = f"line {quote.line}" if quote.page is None else f"page {quote.page}"
        yield f"where  {where}, {quote.start}-{quote.end}, layer {quote.layer}"
        if source:
            hidden = record.hidden_spans.get(source.id, ())
            first = max(0, quote.start - AROUND)
            before = legible(window(source.text, first, quote.start, hidden))
            after = legible(window(source.text, quote.end, quote.end + AROUND, hidden))
            yield f"       …{_flat(before)}⟦{_flat(quote.quote)}⟧{_flat(after)}…"


def _what_it_says(one: Statement) -> Iterator[str]:
    yield f"says   {one.kind}, {one.stance}{f', extent {one.extent}' if one.extent else ''}"
    for link in one.provisions:
        label = f" (“{link.label}”)" if link.label else ""
        yield f"on     {link.agreement}/{link.key}{label}, {link.basis}"
    if not one.provisions:
        row = "the agreement as a whole" if one.level == "whole" else "no known provision"
        yield f"on     {row}"
    yield f"about  {_who(one) or 'nobody named'}"
    chain = " ← ".join(f"{voice.name} {voice.role}" for voice in one.voice)
    yield f"voice  {one.side}{': ' + chain if chain else ''}; knowing: {one.knowing}"
    for place in one.places:
        where = f"{place.name} [{place.id}]" if place.id else "unplaced"
        yield f"place  {place.text} ({place.role}, {place.granularity}): {where}. {place.reason}"
    for name, moment in (("when", one.when), ("as of", one.as_of)):
        if moment:
            yield f"{name:6} {moment.edtf or 'no date'} (“{moment.text}”, {moment.basis})"
    for exception in one.exceptions:
        yield f"except “{_flat(exception.text)}”"
    for number in one.quantities:
        yield f"number “{number.text}”: {number.min} to {number.max} {number.unit or ''}".rstrip()
    for link_to in one.links:
        yield f"link   {link_to.type} {link_to.id}"


def _how_we_know(one: Statement, record: Record) -> Iterator[str]:
    by = f"{one.reader.name} {one.reader.version}" if one.reader else "a person"
    yield f"by     {by}"
    if ruling := record.rulings.get(one.id):
        why = f": {ruling.why}" if ruling.why else ""
        yield f"ruled  {ruling.state} by {ruling.actor} on {ruling.time}{why}"
    for reason in one.reasons:
        yield f"why    {reason}"


def _who(one: Statement) -> str:
    return ", ".join(who.party or who.name or who.text for who in one.about)


def _flat(words: str) -> str:
    return " ".join(words.split())
