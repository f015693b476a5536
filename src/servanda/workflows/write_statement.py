"""A person writes a statement: words on a page, filled in by the reader as far as it can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from servanda.domain.entry import StatementWritten
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import PartyMention, Statement
from servanda.domain.when import When
from servanda.errors import QuoteNotFound, ServandaError
from servanda.journal import Journal
from servanda.places import open_finder
from servanda.saying import _
from servanda.text.anchors import locate
from servanda.workflows.read_sources import choose_reader
from servanda.workflows.write import bare_statement

#: A statement is the smallest passage that one could accept alone; a page is none.
LONGEST = 4_000
#: Longer texts are not read anew to fill in one form.
LONGEST_READ = 300_000


def find_words(source: Source, words: str, *, near: int | None = None) -> Span:
    """Give where typed or selected words stand in a source, by the first rule of quotes.

    Raises:
        QuoteNotFound: They do not stand there.
        ServandaError: None were given, or far too many.
    """
    if not words.strip():
        raise ServandaError(_("Select or type the words that the statement quotes."))
    if len(words) > LONGEST:
        raise ServandaError(
            f"A statement quotes one passage; these are {len(words):,} characters, and "
            f"{LONGEST:,} are the most. Choose the sentence that says it."
        )
    return locate(words, source.text, near=near, source=source.name)


def find_named(source: Source, words: str, spans: Sequence[Span]) -> Span:
    """Give where words that name a place stand within the passages that a statement quotes.

    Raises:
        ServandaError: They stand in none of them.
    """
    for span in spans:
        try:
            found = locate(words, span.cut(source.text), source=source.name)
        except QuoteNotFound:
            continue
        return Span(span.start + found.start, span.start + found.end)
    raise ServandaError(
        _(
            "“{place}” does not stand in the words that the statement quotes. Write the place as "
            "the text does, or add the words that name it first."
        ).format(place=words[:80])
    )


def read_again(record: Record, source: Source, *, cache: Path) -> tuple[Statement, ...]:
    """Give what the reader of rules finds in a source; nothing where it cannot read it."""
    reader = choose_reader("rules")
    if len(source.text) > LONGEST_READ or reader.reads(source) is not None:
        return ()
    finder = open_finder(record.agreements, cache=cache)
    return reader.read(source, record.agreements, finder).statements


def draft_statement(
    source: Source, spans: Sequence[Span], *, known: Sequence[Statement]
) -> Statement:
    """Give a statement that quotes spans, filled in from the one in `known` that fits them best.

    The places, quantities and exceptions that the spans name are those of all statements that
    overlap them, and so are the parties: nothing is lost where a span takes in a second sentence.
    What has words of its own outside the spans is left out or keeps its meaning without them.
    Without any that overlaps, only what the document tells of itself is filled in.
    """
    own = [one for one in known if one.source == source.id]
    overlaps = [(one, sum(_overlap(one, span) for span in spans)) for one in own]
    touching = [one for one, shared in sorted(overlaps, key=lambda pair: -pair[1]) if shared]
    model = touching[0] if touching else None
    neighbour = model or min(own, key=lambda one: abs(one.start - spans[0].start), default=None)
    side = neighbour.side if neighbour else source.description.side or "unknown"
    drafted = replace(
        bare_statement(source, spans),
        voice=neighbour.voice if neighbour else (),
        side=side,
        as_of=_loose(neighbour.as_of) if neighbour else None,
    )
    if model is None:
        return drafted
    return replace(
        drafted,
        kind=model.kind,
        stance=model.stance,
        extent=model.extent,
        provisions=tuple(replace(one, confidence=None) for one in model.provisions),
        level=model.level,
        exceptions=_named([one.exceptions for one in touching], spans),
        # Who kept or broke something is another in a sentence that says the opposite.
        about=_all_parties([one.about for one in touching if one.stance == model.stance], spans),
        responsible=_all_parties([one.responsible for one in touching], spans),
        affected=_all_parties([one.affected for one in touching], spans),
        knowing=model.knowing,
        places=_named([one.places for one in touching], spans),
        when=_loose(model.when, spans),
        quantities=_named([one.quantities for one in touching], spans),
    )


def write_statement(journal: Journal, statement: Statement, *, actor: str) -> tuple[Statement, int]:
    """Record a statement that a person wrote; its id is the hash of its entry.

    Gives it as it stands, and the number of the entry.
    """
    with journal.batch(actor=actor) as batch:
        entry = batch.append(StatementWritten(statement))
    written = journal.statement(entry.hash)
    assert written is not None
    return written, entry.number


def _overlap(statement: Statement, span: Span) -> int:
    return sum(
        max(0, min(one.end, span.end) - max(one.start, span.start)) for one in statement.quotes
    )


def _inside(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)


class _Words(Protocol):
    """What stands at words of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Named = TypeVar("_Named", bound=_Words)


def _named(each: Sequence[Sequence[_Named]], spans: Sequence[Span]) -> tuple[_Named, ...]:
    """Give what several statements name within spans, in order; the first to name words counts."""
    kept: list[_Named] = []
    for one in (one for some in each for one in some):
        taken = any(other.start < one.end and one.start < other.end for other in kept)
        if not taken and _inside(one.start, one.end, spans):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _all_parties(
    each: Sequence[Sequence[PartyMention]], spans: Sequence[Span]
) -> tuple[PartyMention, ...]:
    """Give the parties of the first statement, and those that others name within the spans."""
    first = _parties(each[0], spans) if each else ()
    known = {one.party for one in first if one.party}
    more = _named(each[1:], spans)
    return (*first, *(one for one in more if not one.party or one.party not in known))


def _parties(mentions: Sequence[PartyMention], spans: Sequence[Span]) -> tuple[PartyMention, ...]:
    return tuple(
        one if _inside(one.start, one.end, spans) else replace(one, text="", start=0, end=0)
        for one in mentions
        if one.party or _inside(one.start, one.end, spans)
    )


def _loose(when: When | None, spans: Sequence[Span] = ()) -> When | None:
    """Give a date that keeps its value, and its words only where they stand in the passage."""
    if when is None or when.start is None or when.end is None:
        return when
    if _inside(when.start, when.end, spans):
        return when
    return replace(when, start=None, end=None)
