"""`deadlines`, `changes`: what is due, and what is otherwise than it was."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.assessing import provision_name
from servanda.assessing.changes import Changes, PictureChange
from servanda.assessing.deadlines import Deadline
from servanda.cli.options import (
    as_of,
    dossier,
    one_agreement,
    opened,
    with_proposals,
    with_sensitive,
)
from servanda.cli.printing import line_of, plural
from servanda.cli.telling import say_cell, tell_judgement
from servanda.cli.visible import tell_left_out
from servanda.domain.agreement import Agreement
from servanda.domain.record import Record
from servanda.wire import encode
from servanda.workflows.times import deadlines_of, what_changed


@click.command()
@dossier
@one_agreement
@click.option("--on", metavar="DATE", help="The day on which to look, 1947-07-12; today if not.")
@with_proposals
@as_of
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="One deadline a line.")
def deadlines(
    dossier: Path,
    agreement: str | None,
    on: str | None,
    proposals: bool,
    as_of: str | None,
    include_sensitive: bool,
    json_: bool,
) -> None:
    """Say what falls due when, by the agreement's own clock, and what is overdue."""
    with opened(dossier, readonly=True) as journal:
        record, found = deadlines_of(
            journal,
            on=on,
            proposals=proposals,
            agreement=agreement,
            as_of=as_of,
            include_sensitive=include_sensitive,
        )
    if not include_sensitive:
        tell_left_out(record)
    if json_:
        for one in found:
            click.echo(encode(one))
        return
    by_key = {one.key: one for one in record.agreements}
    for one in found:
        click.echo(_deadline(one, by_key[one.agreement]))
    if not found:
        click.echo("No provision of these agreements states when it falls due.")


def _deadline(one: Deadline, agreement: Agreement) -> str:
    provision = agreement.provision(one.provision)
    name = provision_name(provision) if provision else one.provision
    owing = ", ".join(_party(key, agreement) for key in one.obligors)
    owed = f", owed by {owing}" if owing else ""
    return f"{one.latest or 'no day':10}  {one.word:9} {name}{owed}\n{'':22}{one.why}"


def _party(key: str, agreement: Agreement) -> str:
    party = agreement.party(key)
    return party.name if party else key


@click.command()
@dossier
@click.option(
    "--since",
    required=True,
    metavar="STATE",
    help="A head or entry number, a day (2024-05-01: from its beginning), or the name of a report "
    "that was issued.",
)
@with_proposals
@as_of
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="All of it as one object.")
def changes(
    dossier: Path,
    since: str,
    proposals: bool,
    as_of: str | None,
    include_sensitive: bool,
    json_: bool,
) -> None:
    """Say what changed since an earlier state: documents, rulings, judgements, pictures.

    With --as-of it tells what changed between two earlier states.
    """
    with opened(dossier, readonly=True) as journal:
        record, found = what_changed(
            journal,
            since=since,
            proposals=proposals,
            as_of=as_of,
            include_sensitive=include_sensitive,
        )
    if not include_sensitive:
        tell_left_out(record)
    if json_:
        click.echo(encode(found))
        return
    click.echo(f"from head {found.before}\nto head   {found.now}")
    for line in _told(found, record):
        click.echo(line)


def _told(found: Changes, record: Record) -> list[str]:
    lines = [f"new document: {one.name}" for one in found.sources]
    lines += [f"gone document: {one}" for one in found.gone_sources]
    lines += [f"agreement: {one.title}, a new version" for one in found.agreements]
    lines += [f"picture: {_picture(one, record)}" for one in found.pictures]
    lines += [f"was {one.before}: {line_of(one.statement)}" for one in found.ruled]
    lines += [f"new: {line_of(one)}" for one in found.accepted]
    lines += [f"judgement: {tell_judgement(one, record)}" for one in found.judgements]
    lines += [f"withdrawn: {tell_judgement(one, record)}" for one in found.withdrawn]
    if found.proposed:
        lines.append(f"{plural(len(found.proposed), 'statement')} newly proposed, not ruled on")
    if found.gone:
        lines.append(f"{plural(len(found.gone), 'statement')} no longer stand")
    return lines or ["Nothing changed."]


def _picture(one: PictureChange, record: Record) -> str:
    because = f" (see {', '.join(one.because[:3])})" if one.because else ""
    return f"{say_cell(one.cell, record)}: {one.before} then, {one.now} now{because}"
