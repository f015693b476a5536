"""`sample` and `code`: several people code the same units apart from each other, and blind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from servanda.assessing.code_fields import OPEN
from servanda.cli.asking import MOST_LISTED, Asker
from servanda.cli.options import acting, dossier, opened, with_sensitive
from servanda.cli.printing import plural
from servanda.cli.visible import visible
from servanda.domain.coding import STATEMENT
from servanda.domain.judgement import Code, Unit, UnitCoded
from servanda.errors import ServandaError
from servanda.workflows.code import CodingTask
from servanda.workflows.code_sheet import read_sheet, write_sheet
from servanda.workflows.sample import DEFAULT_FIELDS, Wanted, draw_sample
from servanda.workflows.show_unit import Shown

KEYS = "?  what the words mean   -  leave open   n  note   s  skip   u  undo   q  stop, go on later"


@click.command()
@dossier
@click.argument("name")
@click.option(
    "--of",
    type=click.Choice(["statements", "cells"]),
    default="statements",
    show_default=True,
    help="Passages of statements, or cells to rate.",
)
@click.option("--n", "number", type=int, default=50, show_default=True, help="How many.")
@click.option("--seed", type=int, default=0, show_default=True, help="Draws the same ones again.")
@click.option("--provision", "provisions", multiple=True, metavar="K", help="Only on it; repeats.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["proposed", "accepted", "amended", "rejected"]),
    help="Only statements in this state; all but rejected ones if not given. Repeats.",
)
@click.option(
    "--fields",
    default=",".join(DEFAULT_FIELDS),
    show_default=True,
    metavar="A,B",
    help="What is coded: statement, kind, stance, extent, level, knowing, provision, about, or a "
    "field of your codebook.",
)
@click.option("--stratified", is_flag=True, help="One for each provision in turn.")
@click.option("--scale", default="", help="Of cells: the scale on which they are rated.")
@click.option("--period", "periods", multiple=True, help="Of cells: 2021, 2021-Q3; repeats.")
@click.option("--place", "places", multiple=True, help="Of cells: a place; repeats.")
@click.option("--party", "parties", multiple=True, help="Of cells: whose conduct; repeats.")
@acting
@click.pass_context
def sample(
    context: click.Context,
    dossier: Path,
    name: str,
    of: str,
    number: int,
    seed: int,
    provisions: tuple[str, ...],
    states: tuple[str, ...],
    fields: str,
    stratified: bool,
    scale: str,
    periods: tuple[str, ...],
    places: tuple[str, ...],
    parties: tuple[str, ...],
    actor: str,
) -> None:
    """Draw a sample for several people to code: the same seed draws the same units.

    What a reader proposed for them is kept as one more coding, and shown to no coder. Two
    statements on the same words are drawn once. What no reader found cannot be drawn.
    """
    given = context.get_parameter_source("fields") is click.core.ParameterSource.COMMANDLINE
    wanted = Wanted(
        name,
        of=of,
        number=number,
        seed=seed,
        provisions=provisions,
        states=states,
        fields=tuple(one.strip() for one in fields.split(",") if one.strip()) if given else (),
        by_provision=stratified,
        scale=scale,
        periods=periods,
        places=places,
        parties=parties,
    )
    with opened(dossier) as journal:
        drawn = draw_sample(journal, wanted, actor=actor)
    click.echo(f"{drawn.name}: {drawn.how}")
    click.echo(f"To be coded: {', '.join(drawn.fields)}. Codebook {drawn.codebook}.")
    click.echo(f"Next, each coder apart: servanda code {dossier} {drawn.name} --as NAME")


@click.command()
@dossier
@click.argument("name")
@click.option(
    "--sheet", type=click.Path(path_type=Path), metavar="OUT.csv", help="Write a sheet to fill in."
)
@click.option(
    "--from",
    "filled",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Record the codes of a filled sheet.",
)
@click.option("--dry-run", is_flag=True, help="With --from: check it, and record nothing.")
@click.option("--again", is_flag=True, help="Go through the units that you coded already, too.")
@with_sensitive
@acting
def code(
    dossier: Path,
    name: str,
    sheet: Path | None,
    filled: Path | None,
    dry_run: bool,
    again: bool,
    include_sensitive: bool,
    actor: str,
) -> None:
    """Code a sample, one unit at a time: blind, and each answer is kept at once.

    Neither a reader's labels nor anybody else's codes are shown. Stop when you like: the next call
    goes on. To code in a spreadsheet, write a sheet with --sheet and bring it back with --from.
    """
    if sheet is not None and filled is not None:
        raise click.UsageError("Give one of --sheet and --from.")
    if dry_run and filled is None:
        raise click.UsageError("--dry-run checks a file: give it with --from.")
    with opened(dossier, readonly=True) as journal:
        # A filled sheet shows nothing, and its codes are of any unit that it names.
        whole = include_sensitive or filled is not None
        task = CodingTask(visible(journal, include_sensitive=whole), name, actor=actor)
    if sheet is not None:
        _write(task, sheet)
    elif filled is not None:
        _bring(dossier, task, filled, dry_run=dry_run)
    else:
        _Session(dossier, task).run(list(task.sample.units) if again else task.waiting)


def _write(task: CodingTask, out: Path) -> None:
    text = write_sheet(task)
    try:
        # A spreadsheet takes a CSV for UTF-8 only with the mark.
        with out.open("x", encoding="utf-8-sig", newline="") as stream:
            stream.write(text)
    except FileExistsError:
        raise ServandaError(
            f"{out} is already there, and codes may be in it. Choose another name."
        ) from None
    click.echo(f"{out}: {plural(len(task.sample.units), 'unit')}. Fill in these columns:")
    for field in task.fields:
        words = ", ".join(
            f"{one.word} ({one.name})" if one.name else one.word
            for one in field.choices[:MOST_LISTED]
        )
        more = ", …" if len(field.choices) > MOST_LISTED else ""
        join = " (several with ; between)" if field.several else ""
        click.echo(f"  {field.name}: {words}{more}{join}")
    click.echo(f"  {OPEN} leaves a field open; an empty line is not coded.")


def _bring(dossier: Path, task: CodingTask, file: Path, *, dry_run: bool) -> None:
    read = read_sheet(file, task)
    left = f", {plural(read.blank, 'unit')} left empty" if read.blank else ""
    known = {unit: (one.codes, one.note) for unit, one in task.done.items()}
    new = [one for one in read.codings if one.unit not in known]
    changed = [
        one for one in read.codings if known.get(one.unit) not in (None, (one.codes, one.note))
    ]
    same = len(read.codings) - len(new) - len(changed)
    told = (
        f"{plural(len(new), 'unit')} coded, {len(changed)} changed, {same} as they stand{left}, "
        f"by {task.actor}"
    )
    if dry_run:
        click.echo(f"{file} can be recorded: {told}. Nothing was recorded.")
        return
    with opened(dossier) as journal:
        task.record(journal, read.codings)
    click.echo(f"Recorded: {told}.")


class _Session:
    """A coder before a terminal: goes through units, and records each as soon as it is coded."""

    def __init__(self, dossier: Path, task: CodingTask) -> None:
        self._dossier = dossier
        self._task = task
        self._asker = Asker()

    def run(self, units: Sequence[Unit]) -> None:
        """Go through the units until all are coded or the coder stops."""
        task = self._task
        name = task.sample.name
        total = len(task.sample.units)
        done = set(task.done)
        click.echo(
            f"Sample {name}: {plural(total, 'unit')}, {len(done)} coded by {task.actor}. "
            f"Codebook {task.codebook}."
        )
        if units:
            click.echo(KEYS)
            click.echo(f"The rules: servanda codebook {self._dossier} --print")
        at = 0
        while at < len(units):
            unit = units[at]
            click.echo(f"\n[{at + 1} of {len(units)} to code, {len(done)} of {total} coded]")
            move = self._unit(unit)
            if isinstance(move, UnitCoded):
                with opened(self._dossier) as journal:
                    task.record(journal, [move])
                done.add(unit.id)
                move = "on"
            if move == "stop":
                break
            at = max(0, at - 1) if move == "back" else at + 1
        left = total - len(done)
        click.echo(
            f"\n{len(done)} of {total} coded."
            + (f" To go on: servanda code {self._dossier} {name} --as {task.actor}" if left else "")
        )

    def _unit(self, unit: Unit) -> UnitCoded | str:
        """Ask for the codes of one unit; gives the coding, or where to go: on, back or stop."""
        shown = self._task.show(unit)
        if not shown.passages and not shown.promise:
            click.echo("Its words have been withheld; it cannot be coded.")
            return "on"
        tell_unit(shown)
        fields = self._task.fields
        codes: list[Code] = []
        note = ""
        while len(codes) < len(fields):
            field = fields[len(codes)]
            answer = self._asker.field(field)
            if answer.command == "undo" and codes:
                codes.pop()
            elif answer.command == "note":
                note = self._asker.line("  note > ") or ""
            elif answer.command:
                return {"stop": "stop", "skip": "on", "undo": "back"}[answer.command]
            else:
                codes.append(Code(field.name, answer.value))
                if codes[-1] == Code(STATEMENT, "no"):
                    break
        sample, version = self._task.sample.name, self._task.codebook
        return UnitCoded(sample, unit.id, tuple(codes), version, note)


def tell_unit(shown: Shown) -> None:
    """Print what a coder sees of a unit."""
    if shown.promise:
        click.echo(shown.promise)
    for one in shown.passages:
        click.echo(f"{one.where}")
        context = f"{one.before}⟦{one.words}⟧{one.after}"
        for line in context.splitlines():
            if line.strip():
                click.echo(f"    {line}")
    if not shown.passages:
        click.echo("    (nothing was read that speaks of it)")
    if shown.more:
        click.echo(f"    ({shown.more} more passages in the dossier)")
