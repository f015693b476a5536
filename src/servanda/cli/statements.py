"""`list`, `show`, `accept`, `reject`, `sensitive`, `withhold`: ruling on statements."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

import click

from servanda.cli.options import acting, as_of, by_confidence, dossier, opened, with_sensitive
from servanda.cli.printing import line_of, plural
from servanda.cli.questions import tell_threads
from servanda.cli.showing import show_statement
from servanda.cli.visible import tell_marked, visible
from servanda.domain.statement import Statement
from servanda.dossier import public_record
from servanda.evaluating import at_least
from servanda.journal import Journal
from servanda.wire import encode, statement_object
from servanda.workflows import rule
from servanda.workflows.also_written import also_written
from servanda.workflows.inquire import threads_in
from servanda.workflows.past import journal_as_of

ids = click.argument("ids", metavar="ID...", nargs=-1, required=True)


@click.command("list")
@dossier
@click.option("--state", type=click.Choice(["proposed", "accepted", "amended", "rejected"]))
@click.option("--provision", metavar="KEY", help="Only statements on this provision.")
@click.option("--source", metavar="ID", help="Only statements in this document.")
@click.option("--search", metavar="WORDS", help="Only statements with these words, best first.")
@click.option("--asked", is_flag=True, help="Only statements with an open question.")
@by_confidence
@as_of
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="One statement object a line.")
def list_(
    dossier: Path,
    state: str | None,
    provision: str | None,
    source: str | None,
    search: str | None,
    asked: bool,
    threshold: float | None,
    as_of: str | None,
    include_sensitive: bool,
    json_: bool,
) -> None:
    """List statements: what each says, about whom, and whether a person ruled on it."""
    with opened(dossier, readonly=True) as journal:
        if source is not None:
            source = rule.find_source(journal, source).id
        if provision is not None:
            rule.verify_provision(journal, provision)
        book = journal_as_of(journal, as_of)
        found = book.statements(state=state, provision=provision, source=source, search=search)
        if asked:
            about = {one.statement for one in threads_in(book) if not one.closed}
            found = (one for one in found if one.id in about)
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
        shown = record.statement_by_id
        count = 0
        for each in at_least(found, threshold):
            one = shown.get(each.id)
            if one is None:
                continue
            count += 1
            click.echo(encode(statement_object(one)) if json_ else line_of(one))
    if not json_:
        click.echo(plural(count, "statement"), err=True)


@click.command()
@dossier
@click.argument("id")
@click.option("--json", "json_", is_flag=True, help="The statement object.")
def show(dossier: Path, id: str, json_: bool) -> None:
    """Show a statement: its words in their context, and why it was read so."""
    with opened(dossier, readonly=True) as journal:
        one = rule.find_statement(journal, id)
        record = journal.record()
        threads = [each for each in threads_in(journal) if each.statement == one.id]
    tell_marked(record, source=one.source, statement=one.id)
    if json_:
        click.echo(encode(statement_object(one)))
    else:
        # Beside it the words of another one that is marked are not shown.
        spans = public_record(record).hidden_spans
        click.echo(show_statement(one, replace(record, hidden_spans=spans)))
        for line in tell_threads(threads):
            click.echo(line)


@click.command()
@dossier
@ids
@acting
def accept(dossier: Path, ids: tuple[str, ...], actor: str) -> None:
    """Rule that statements stand as proposed."""
    with opened(dossier) as journal:
        accepted = rule.accept(journal, ids, actor=actor)
        record = journal.record()
    for one in accepted:
        tell_marked(record, source=one.source, statement=one.id)
        click.echo(line_of(one))


@click.command()
@dossier
@ids
@click.option("--why", required=True, help="The reason, for those who read the record later.")
@acting
def reject(dossier: Path, ids: tuple[str, ...], why: str, actor: str) -> None:
    """Rule that statements do not stand."""
    with opened(dossier) as journal:
        rejected = rule.reject(journal, ids, why=why, actor=actor)
    click.echo(f"{plural(len(rejected), 'statement')} rejected.")


@click.command()
@dossier
@click.argument("name")
@click.option("--person", is_flag=True, help="NAME is a person's name as the texts write it.")
@click.option("--statement", is_flag=True, help="NAME is a statement's id.")
@click.option("--lift", is_flag=True, help="Lift the mark instead of setting it.")
@click.option("--why", default="", help="The reason.")
@acting
def sensitive(
    dossier: Path, name: str, person: bool, statement: bool, lift: bool, why: str, actor: str
) -> None:
    """Mark a source (or statement, or person) sensitive: it leaves in no report or export."""
    subject = "person" if person else "statement" if statement else "source"
    with opened(dossier) as journal:
        full = rule.mark_sensitive(
            journal, subject=subject, name=name, sensitive=not lift, why=why, actor=actor
        )
        marked = rule.find_statement(journal, full) if statement else None
        beside = _on_the_same_words(journal, marked) if marked and not lift else []
        others = also_written(journal, full) if person and not lift else []
    click.echo(f"{subject} {full} is {'no longer ' if lift else ''}marked sensitive.")
    if others:
        click.echo(f"Also written {', '.join(f'“{one}”' for one in others)}: mark these too with")
    for one in others:
        click.echo(f"  servanda sensitive {dossier} {shlex.quote(one)} --person")
    if marked is not None and not lift:
        click.echo("Reports print its words beside no other quote: “[…]” stands there.")
        click.echo(
            _stays(
                marked.source,
                "Mark the document to keep them inside: "
                f"`servanda sensitive {dossier} {marked.source}`.",
            )
        )
    if beside:
        click.echo("Statements on some of the same words, which stay shown: mark these too with")
    for one in beside:
        click.echo(f"  servanda sensitive {dossier} {one} --statement")


@click.command()
@dossier
@click.argument("id")
@click.option("--why", required=True, help="The reason, which stays in the record.")
@click.confirmation_option(
    prompt="This destroys the words for ever, here. Copies and backups keep theirs. Go on?"
)
@acting
def withhold(dossier: Path, id: str, why: str, actor: str) -> None:
    """Destroy what a source (with all that quotes it) or a statement holds; the chain proves."""
    with opened(dossier) as journal:
        statement = journal.statement(id)
        rule.withhold(journal, id, why=why, actor=actor)
    click.echo("Withheld. Readers will see “withheld” and the date. Delete older backups yourself.")
    if statement is not None:
        click.echo(
            _stays(
                statement.source,
                "Withhold the document to destroy them: `servanda withhold"
                f" {dossier} {statement.source} --why REASON`, or mark it: `servanda sensitive"
                f" {dossier} {statement.source}`.",
            )
        )


def _on_the_same_words(journal: Journal, marked: Statement) -> list[str]:
    """Give the ids of statements not marked that quote words of this one."""
    known = journal.record().sensitive_statements
    return [
        one.id
        for one in journal.statements(source=marked.source)
        if one.id != marked.id
        and one.id not in known
        and any(a.start < b.end and b.start < a.end for a in one.quotes for b in marked.quotes)
    ]


def _stays(source: str, remedy: str) -> str:
    """Say that a statement's words still stand in its document, and what helps."""
    return f"Its words stay in the text of document {source}, and where others quote it. {remedy}"
