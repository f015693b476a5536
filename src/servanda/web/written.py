"""A statement that somebody writes: what the form holds, and how the reader fills it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.errors import ServandaError
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.desk import Desk
from servanda.web.spans import span_of, trimmed
from servanda.workflows.write_statement import draft_statement, read_again

#: So many sources' readings are remembered while people write on them.
MOST_FOUND = 20
#: A statement that quotes more passages than this is several.
MOST_QUOTES = 12


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as the form lists it: how it is named there, its words and its line."""

    name: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What somebody writes on: a source with its whole text, and what readers proposed on it.

    `record` has the agreements and this source's statements, `marks` theirs as they stand.
    """

    source: Source
    record: Record
    known: tuple[Statement, ...]
    marks: dict[str, str]


def ground_of(desk: Desk, journal: Journal, id: str) -> Ground:
    """Give a source to write on; what takes long is done with it outside of the desk's lanes.

    Raises:
        UnknownThing: There is none that may be shown.
        ServandaError: It is shown with names blacked out, so that its words stand elsewhere.
    """
    with desk.parts(journal) as parts:
        report = parts.report_on(id)
        record = report.edition.record
        shown = report.whole_source(
            id,
            otherwise=_(
                "In this text names are blacked out, so that nothing can be quoted from it "
                "here. Open the desk with --include-sensitive to write on it."
            ),
        )
        own = [one for one in record.statements if one.source == id]
        marked = [(one.id, report.marked(one.id)) for one in own]
        return Ground(
            shown,
            record,
            tuple(one for one in own if one.reader and one.state != "rejected"),
            {id: found[1] for id, found in marked if found},
        )


def read_spans(given: Sequence[str], source: Source) -> tuple[Span, ...]:
    """Give the passages that a form or an address names, in the order of the text.

    Raises:
        ServandaError: A span that is none, or far too many.
    """
    found: list[Span] = []
    for one in given:
        span = span_of(one)
        if span is None or span.end > len(source.text) or trimmed(span, source.text) is None:
            raise ServandaError(_("The form does not say which words: select them again."))
        found.append(span)
    return in_order(found)


def in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Give passages in the order of the text; one that lies in another is part of it.

    Raises:
        ServandaError: Two overlap, or there are far too many.
    """
    kept: list[Span] = []
    for one in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if kept and kept[-1].holds(one):
            continue
        if kept and kept[-1].overlaps(one):
            raise ServandaError(_("Two of these passages overlap: select them as one."))
        kept.append(one)
    if len(kept) > MOST_QUOTES:
        raise ServandaError(
            _("A statement quotes {most} passages at most: write several statements.").format(
                most=MOST_QUOTES
            )
        )
    return tuple(kept)


def draft(desk: Desk, ground: Ground, spans: Sequence[Span]) -> tuple[Statement, bool]:
    """Give a statement on these words, and whether the reader makes anything of them."""
    source, known = ground.source, ground.known
    if desk.cache is not None and not all(_touched(one, known) for one in spans):
        key = (source.id, str([one.key for one in ground.record.agreements]))
        if key not in desk.found:
            if len(desk.found) >= MOST_FOUND:
                desk.found.clear()
            desk.found[key] = read_again(ground.record, source, cache=desk.cache)
        known += desk.found.get(key, ())
    drafted = draft_statement(source, spans, known=known)
    return drafted, drafted.stance != "unclear" or bool(drafted.provisions)


def _touched(span: Span, known: Sequence[Statement]) -> bool:
    return any(one.start < span.end and span.start < one.end for one in known)


def list_quotes(statement: Statement) -> list[Quoted]:
    """Give the passages of a statement as its form lists them."""
    return [
        Quoted(f"{one.start}-{one.end}", " ".join(one.quote.split()), one.line or 1)
        for one in statement.quotes
    ]


def as_written(drafted: Statement, changes: dict[str, object]) -> Statement:
    """Give a drafted statement with what its form changes."""
    return replace(drafted, **changes)  # type: ignore[arg-type]
