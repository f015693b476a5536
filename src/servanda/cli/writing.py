"""`write`, `amend`: what a person says of a passage, in fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from servanda.cli.options import acting, dossier, opened
from servanda.cli.printing import line_of
from servanda.domain.statement import Extent, Kind, Stance
from servanda.settings import load_settings
from servanda.workflows import amending, rule
from servanda.workflows.write import write as write_statement

F = TypeVar("F", bound=Callable[..., Any])


def saying(command: F) -> F:
    """Add the fields of a statement as options."""
    for decorate in (
        click.option(
            "--exception",
            "exceptions",
            multiple=True,
            metavar="WORDS",
            help="Words of the document that it excepts; repeats.",
        ),
        click.option(
            "--voice",
            "voices",
            multiple=True,
            metavar="NAME",
            help="Who asserts it; repeat for who hands it on, as NAME or `NAME: translates`.",
        ),
        click.option(
            "--place",
            "places",
            multiple=True,
            metavar="WORDS",
            help="Words of the document that name where; repeats.",
        ),
        click.option(
            "--when", metavar="DATE", help="When it happened, as people say it or as EDTF."
        ),
        click.option(
            "--side", help="Whose voice: a party's key, or mediator, observer, press, unknown."
        ),
        click.option(
            "--about", multiple=True, metavar="PARTY", help="Whose conduct it judges; repeats."
        ),
        click.option("--whole", is_flag=True, help="It speaks of the agreement as a whole."),
        click.option("--provision", "provisions", multiple=True, metavar="KEY", help="Repeats."),
        click.option("--extent", type=click.Choice(get_args(Extent))),
    ):
        command = decorate(command)
    return command


@click.command()
@dossier
@click.argument("source")
@click.option(
    "--quote",
    "quotes",
    multiple=True,
    required=True,
    metavar="WORDS",
    help="Its words as they stand in the document; spacing is free. Repeats.",
)
@click.option("--kind", type=click.Choice(get_args(Kind)), required=True)
@click.option("--stance", type=click.Choice(get_args(Stance)), required=True)
@saying
@acting
def write(dossier: Path, source: str, quotes: tuple[str, ...], actor: str, **said: Any) -> None:
    """Write a statement that no reader found. Its words are cut from the document.

    Side, voice and date of telling come from the document's description where you do not say them.
    """
    with opened(dossier) as journal:
        one = write_statement(
            journal,
            source,
            quotes,
            amending.Amendment(**said),
            cache=load_settings().cache,
            actor=actor,
        )
    click.echo(line_of(one))


@click.command()
@dossier
@click.argument("id")
@click.option("--kind", type=click.Choice(get_args(Kind)))
@click.option("--stance", type=click.Choice(get_args(Stance)))
@saying
@click.option("--nobody", is_flag=True, help="It names nobody whose conduct it judges.")
@click.option("--nowhere", is_flag=True, help="It names no place.")
@click.option("--why", default="", help="The reason for the change.")
@acting
def amend(dossier: Path, id: str, why: str, actor: str, **said: Any) -> None:
    """Rule that a statement stands, with changes. Its words stay those of the page."""
    with opened(dossier) as journal:
        record = journal.record()
        old = rule.find_statement(journal, id)
        page = amending.page_at(record, old.source, old.start, cache=load_settings().cache)
        changes = amending.changes_of(record, amending.Amendment(**said), page=page)
        changed = rule.amend(journal, id, changes=changes, why=why, actor=actor)
    click.echo(line_of(changed))
