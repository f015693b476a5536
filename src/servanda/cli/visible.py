"""What a command may show: without --include-sensitive nothing that is marked, and a word on it.

The word goes to standard error, so that what a program reads stays clean.
"""

from __future__ import annotations

import click

from servanda.cli.printing import plural
from servanda.cli.showing import show_statement
from servanda.domain.record import Record
from servanda.dossier.kept_back import list_kept_back
from servanda.dossier.public import Blackened, what_is_hidden
from servanda.journal import Journal
from servanda.workflows.times import record_of


def visible(journal: Journal, *, include_sensitive: bool, as_of: str | None = None) -> Record:
    """Give the record as a command may show it, and tell what is left out of it."""
    record = record_of(journal, as_of, include_sensitive=include_sensitive)
    if not include_sensitive:
        tell_left_out(record)
    return record


def tell_left_out(public: Record) -> None:
    """Say on standard error how much is left out of a public record; nothing if nothing is."""
    told = left_out(public)
    if told:
        click.echo(f"Left out, marked sensitive: {told}. --include-sensitive shows it.", err=True)


def left_out(public: Record) -> str:
    """Give "1 document, 3 statements, 2 ratings": what a public record lacks; "" if nothing."""
    hidden = what_is_hidden(public)
    if not hidden:
        return ""
    counts = (
        (len(hidden.marks), "document"),
        (hidden.statements, "statement"),
        (hidden.persons, "name"),
    )
    return ", ".join([*(plural(*one) for one in counts if one[0]), *list_kept_back(public)])


def tell_marked(record: Record, *, source: str, statement: str = "") -> None:
    """Say on standard error that the one thing named and shown is marked sensitive, if it is."""
    if statement in record.sensitive_statements:
        what = "This statement"
    elif source in record.sensitive_sources or record.source_by_id[source].sensitive:
        what = "This document" if not statement else "The document of this statement"
    elif record.sensitive_persons and holds_marked_name(record, source, statement):
        click.echo("It holds a name that is marked sensitive: do not pass it on.", err=True)
        return
    else:
        return
    click.echo(f"{what} is marked sensitive: do not pass on what is shown here.", err=True)


def holds_marked_name(record: Record, source: str, statement: str) -> bool:
    """Tell whether a marked name stands in a document, or in what is known of a statement."""
    names = Blackened(record.sensitive_persons)
    if statement:
        shown = show_statement(record.statement_by_id[statement], record)
        return names.of(shown) != shown
    text = record.source_by_id[source].text
    return names.of(text) != text
