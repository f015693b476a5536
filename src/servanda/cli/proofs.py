"""`check`, `backup`, `history`, `schema`: can the record be trusted?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from servanda.cli.options import dossier, opened, with_sensitive
from servanda.cli.printing import print_problems
from servanda.domain.entry import Head
from servanda.dossier.public import Blackened
from servanda.errors import ServandaError
from servanda.wire import statement_schema

#: Exit code of `check` when the record does not prove.
BROKEN = 3


@click.command()
@dossier
@click.option("--extends", metavar="HEAD", help="Prove that the record continues this head.")
def check(dossier: Path, extends: str | None) -> None:
    """Recompute chain, digests, quotes and derived tables; print the head."""
    with opened(dossier, readonly=True) as journal:
        problems = list(journal.check(extends=_head(extends) if extends else None))
        if problems:
            click.echo(f"{dossier} does not prove:", err=True)
            print_problems(problems)
            sys.exit(BROKEN)
        head = journal.head()
    told = " and continues the head given" if extends else ""
    click.echo(f"{dossier} proves{told}: {head.count:,} entries.\nhead {head}")


def _head(text: str) -> Head:
    count, _, hash = text.partition(":")
    if not count.isdigit() or not hash:
        raise ServandaError(
            f"{text!r} is no head. A head is COUNT:HASH, as `servanda check` prints it."
        )
    return Head(int(count), hash)


@click.command()
@dossier
@click.argument("copy", type=click.Path(path_type=Path))
def backup(dossier: Path, copy: Path) -> None:
    """Copy a dossier, also while others work in it. The copy holds everything, as confidential."""
    with opened(dossier) as journal:
        head = journal.backup(copy)
    click.echo(f"{copy} holds {head.count:,} entries.\nhead {head}")


@click.command()
@dossier
@click.option("--after", type=int, default=0, help="Only entries with a higher number.")
@with_sensitive
def history(dossier: Path, after: int, include_sensitive: bool) -> None:
    """Print the journal: who did what, when; never what was said."""
    with opened(dossier, readonly=True) as journal:
        persons = () if include_sensitive else journal.record().sensitive_persons
        names = Blackened(persons)
        for one in journal.entries(after):
            click.echo(
                f"{one.number:>6}  {one.time}  {names.of(one.actor or '(withheld)')}  {one.kind}"
            )


@click.command()
def schema() -> None:
    """Print the JSON Schema of a statement: what export gives, import takes, and gold is."""
    click.echo(json.dumps(statement_schema(), indent=2, ensure_ascii=False))
