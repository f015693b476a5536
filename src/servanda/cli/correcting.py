"""`correct`: a mended text takes the place of a document's, and rulings go with it."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.options import acting, dossier, opened
from servanda.cli.printing import plural
from servanda.errors import ServandaError
from servanda.settings import load_settings
from servanda.workflows.correct import Correction, Doubtful, correct_text, plan_correction
from servanda.workflows.rule import find_source

#: Words are cut so that a line of a list stays a line.
_WIDTH = 90


@click.command()
@dossier
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only show what would become of the rulings.")
@acting
def correct(dossier: Path, source: str, file: Path, dry_run: bool, actor: str) -> None:
    """Put a corrected text (FILE, plain text) in the place of a document's.

    `servanda text DOSSIER SOURCE > FILE` gives the text to correct. The earlier version stays in
    the record. The new one is read anew; rulings go over where their words stand unchanged, and
    what reads otherwise now is proposed again.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ServandaError(f"{file.name} cannot be opened: {error.strerror or error}.") from error
    cache = load_settings().cache
    with opened(dossier, readonly=dry_run) as journal:
        id = find_source(journal, source).id
        if dry_run:
            done = plan_correction(journal, id, data, cache=cache)
        else:
            done = correct_text(journal, id, data, cache=cache, actor=actor)
    _tell(done, planned=dry_run)


def _tell(done: Correction, *, planned: bool) -> None:
    click.echo(
        f"{done.newer.id} {'would take' if planned else 'takes'} the place of {done.older.id} "
        f"({done.older.name})."
    )
    click.echo(
        f"{plural(done.carried, 'ruling')} carried over, {plural(done.proposed, 'proposal')} to "
        "rule on."
    )
    if done.doubtful:
        click.echo(f"{plural(len(done.doubtful), 'statement')} to look at again:")
        for one in done.doubtful:
            click.echo(f"  {_say(one)}")


def _say(one: Doubtful) -> str:
    read = _cut(one.earlier.quote)
    if not one.id:
        return f"{one.earlier.id[:12]} read “{read}”; these words are gone"
    return f"{one.id[:12]} reads “{_cut(one.words)}”, and read “{read}”"


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
