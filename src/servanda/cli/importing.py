"""`import`: statements, a whole journal, or a table of ratings or events."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from servanda.cli.options import acting, dossier, opened
from servanda.cli.printing import plural
from servanda.cli.tables import MOST, tell_plan
from servanda.errors import ServandaError
from servanda.settings import load_settings
from servanda.workflows.import_ import import_file
from servanda.workflows.import_table import plan_table, record_plan
from servanda.workflows.suggest_mapping import suggest_mapping as suggested

#: How the names of tables end.
TABLES = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"))


@click.command("import")
@dossier
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="FILE is a table (CSV, Excel): how to read it, as a mapping file says.",
)
@click.option(
    "--suggest-mapping",
    is_flag=True,
    help="Print a first mapping of a table, from its header, to be corrected.",
)
@click.option("--dry-run", is_flag=True, help="Say what it would do with the table; do nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave out what cannot be brought in of the table.")
@click.option("--sensitive", is_flag=True, help="Mark the table sensitive from the start.")
@acting
def import_(
    dossier: Path,
    file: Path,
    mapping: Path | None,
    suggest_mapping: bool,
    dry_run: bool,
    skip_bad: bool,
    sensitive: bool,
    actor: str,
) -> None:
    """Bring in statements, a whole journal into a dossier that is not there yet, or a table.

    A table of ratings or of events comes in as its mapping file says, all of it or nothing. Look
    first: --dry-run.
    """
    if suggest_mapping:
        with opened(dossier, readonly=True) as journal:
            click.echo(suggested(journal, file), nl=False)
        return
    if mapping is not None:
        _import_table(
            dossier,
            file,
            mapping,
            dry_run=dry_run,
            skip_bad=skip_bad,
            sensitive=sensitive,
            actor=actor,
        )
        return
    if dry_run or skip_bad or sensitive:
        raise click.UsageError("--dry-run, --skip-bad and --sensitive go with a table: --mapping.")
    if file.suffix.lower() in TABLES:
        raise ServandaError(
            f"{file.name} looks like a table: say how to read it with --mapping MAP.yaml, and "
            "have a first one written with --suggest-mapping (docs/how-to/import-a-table.md)."
        )
    done = import_file(dossier, file, actor=actor)
    if done.entries is not None:
        click.echo(f"{plural(done.entries, 'entry', 'entries')} brought in.\nhead {done.head}")
        return
    click.echo(
        f"{plural(done.added, 'statement')} brought in, {done.known} already there"
        + (f"; {plural(done.ruled, 'ruling')} on those recorded." if done.ruled else ".")
    )
    if done.left_alone:
        click.echo(
            f"{plural(done.left_alone, 'proposal')} left out: another reading of the same document "
            "by the same reader stands here, and theirs is no higher version of it."
        )


def _import_table(
    dossier: Path,
    file: Path,
    mapping: Path,
    *,
    dry_run: bool,
    skip_bad: bool,
    sensitive: bool,
    actor: str,
) -> None:
    with opened(dossier, readonly=dry_run) as journal:
        plan = plan_table(journal, file, mapping, cache=load_settings().cache, actor=actor)
        for line in tell_plan(plan, journal.record()):
            click.echo(line)
        if plan.refused:
            click.echo(f"{len(plan.refused):,} cannot be brought in:", err=True)
            for one in plan.refused[:MOST]:
                click.echo(f"  {one}", err=True)
            if len(plan.refused) > MOST:
                click.echo(f"  and {len(plan.refused) - MOST:,} more", err=True)
        if dry_run:
            click.echo("Nothing was recorded: this was a dry run.")
            sys.exit(1 if plan.refused and not skip_bad else 0)
        done = record_plan(journal, plan, actor=actor, skip_bad=skip_bad, sensitive=sensitive)
    click.echo(f"{done:,} recorded." if done else "Nothing new to record.")
