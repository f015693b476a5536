"""Write a statement that no reader found: its words cut from the document, the rest a person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from servanda.domain.entry import StatementWritten
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Quote, Statement, Voice
from servanda.domain.when import When
from servanda.errors import ServandaError
from servanda.journal import Journal
from servanda.saying import _
from servanda.text.anchors import locate
from servanda.text.edtf import bounds
from servanda.workflows.amending import Amendment, changes_of, page_at
from servanda.workflows.rule import find_source, find_statement


def write(
    journal: Journal,
    source: str,
    quotes: Sequence[str],
    wanted: Amendment,
    *,
    cache: Path,
    actor: str,
) -> Statement:
    """Record a statement as a person makes it; it stands at once.

    What the person does not say comes from the document's description: its side, its writer, its
    date. The words are found loosely and kept exactly; each further quote is looked for nearest to
    the first.

    Args:
        journal: The dossier.
        source: Id or file name of the document.
        quotes: Its words, one or several passages.
        wanted: What the statement says.
        cache: Where the gazetteer lies.
        actor: Who writes it.

    Raises:
        QuoteNotFound: Words that do not stand in the document; the closest passage is named.
        UnknownThing: No such document, provision or party.
        ServandaError: A person has written it there already.
    """
    found = find_source(journal, source)
    record = journal.record()
    spans: list[Span] = []
    for words in quotes:
        near = spans[0].start if spans else None
        spans.append(locate(words, found.text, near=near, source=found.id))
    if not spans:
        raise ServandaError(_("A statement has its words: quote them."))
    page = page_at(record, found.id, spans[0].start, cache=cache)
    changes: dict[str, Any] = changes_of(record, wanted, page=page)
    one = replace(bare_statement(found, spans), **changes)
    for there in record.statements:
        if there.reader is None and _saying(there) == _saying(one):
            raise ServandaError(
                f"{there.id[:12]} says the same of these words already. Change it with "
                "`servanda amend`."
            )
    with journal.batch(actor=actor) as batch:
        entry = batch.append(StatementWritten(one))
    return find_statement(journal, entry.hash)


def _saying(one: Statement) -> tuple[object, ...]:
    return one.source, one.quotes, one.kind, one.stance, one.provisions, one.about


def bare_statement(source: Source, spans: Sequence[Span]) -> Statement:
    """Give a statement of which only the words and the document are known."""
    about = source.description
    quotes = tuple(
        Quote(
            one.start,
            one.end,
            one.cut(source.text),
            source.page_at(one.start),
            source.line_at(one.start),
            source.layer_at(one.start),
        )
        for one in spans
    )
    return Statement(
        id="",
        source=source.id,
        start=quotes[0].start,
        end=quotes[0].end,
        quote=quotes[0].quote,
        layer=quotes[0].layer,
        quotes=quotes,
        kind="verdict",
        stance="unclear",
        extent=None,
        provisions=(),
        level="unmapped",
        exceptions=(),
        about=(),
        responsible=(),
        affected=(),
        voice=tuple(Voice(name, "asserts") for name in about.creators),
        side=about.side or "unknown",
        knowing="unknown",
        places=(),
        when=None,
        as_of=_written(about.written),
        quantities=(),
        links=(),
        state="accepted",
        reader=None,
        confidence=None,
        reasons=(),
    )


def _written(date: str | None) -> When | None:
    if not date:
        return None
    earliest, latest = bounds(date)
    return When(date, None, None, date, earliest, latest, "stated")
