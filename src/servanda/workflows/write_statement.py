"""A person writes a statement: words on a page, filled in by the reader as far as it can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from servanda.domain.entry import StatementWritten
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import PartyMention, Statement
from servanda.domain.when import When
from servanda.errors import ServandaError
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

    What has words of its own outside the spans is left out or keeps its meaning without them.
    Without any that overlaps, only what the document tells of itself is filled in.
    """
    own = [one for one in known if one.source == source.id]
    overlaps = [(one, sum(_overlap(one, span) for span in spans)) for one in own]
    best = max(overlaps, key=lambda pair: pair[1], default=(None, 0))
    model = best[0] if best[1] else None
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
        exceptions=tuple(one for one in model.exceptions if _inside(one.start, one.end, spans)),
        about=_parties(model.about, spans),
        responsible=_parties(model.responsible, spans),
        affected=_parties(model.affected, spans),
        knowing=model.knowing,
        places=tuple(one for one in model.places if _inside(one.start, one.end, spans)),
        when=_loose(model.when, spans),
        quantities=tuple(one for one in model.quantities if _inside(one.start, one.end, spans)),
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
