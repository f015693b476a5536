"""`sensitivity`: what hangs on one source, one side, one coder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from servanda.assessing.sensitivity import Grain, Removal, RemovalKind
from servanda.cli.options import (
    as_of,
    dossier,
    one_agreement,
    opened,
    with_proposals,
    with_sensitive,
)
from servanda.cli.telling import say_cell
from servanda.cli.visible import visible
from servanda.domain.record import Record
from servanda.wire import encode
from servanda.workflows.sensitivity import Hanging, what_hangs

#: So many of each kind are printed; `--json` gives all.
MOST = 8


@click.command()
@dossier
@one_agreement
@click.option(
    "--grain",
    type=click.Choice(get_args(Grain)),
    default="provision",
    show_default=True,
    help="Pictures of provisions, or of every place and period by itself.",
)
@click.option("--scale", default="pam", show_default=True, help="The scale of the score.")
@with_proposals
@as_of
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="All of it, one agreement a line.")
@click.option("--svg", type=click.Path(path_type=Path), help="Draw it into this file.")
def sensitivity(
    dossier: Path,
    agreement: str | None,
    grain: Grain,
    scale: str,
    proposals: bool,
    as_of: str | None,
    include_sensitive: bool,
    json_: bool,
    svg: Path | None,
) -> None:
    """Say what would be otherwise without each source, witness, side, coder or unsure proposal."""
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
    found = what_hangs(record, agreement=agreement, proposals=proposals, grain=grain, scale=scale)
    for one in found:
        if json_:
            click.echo(encode({"pictures": one.pictures, "scores": one.scores}))
            continue
        for line in _told(one, record):
            click.echo(line)
    if svg is not None and found:
        svg.write_text(found[0]._repr_svg_(), encoding="utf-8")
        click.echo(f"Look: {svg}", err=True)


def _told(one: Hanging, record: Record) -> Iterator[str]:
    told = one.pictures
    own = next(found for found in record.agreements if found.key == told.agreement)
    counted = "accepted statements and proposals" if told.proposals else "accepted statements"
    yield (
        f"{own.title}, {counted}: {told.on_one_witness} of {told.pictures} pictures would say "
        "something else without one of the witnesses."
    )
    headings: tuple[tuple[RemovalKind, str], ...] = (
        ("witness", "without one witness"),
        ("side", "without one side"),
        ("coder", "without what one coder ruled on"),
        ("confidence", "without proposals less sure than"),
    )
    for kind, heading in headings:
        removals = told.of(kind)
        if removals:
            yield f"\n{heading}:"
        for removal in removals[:MOST]:
            yield from _removal(removal, one, record)
        if len(removals) > MOST:
            yield f"  and {len(removals) - MOST} more (--json)"
    if one.score is not None and one.scores:
        value = one.score.score.value
        yield f"\nscore of {one.score.window.name}, {_number(value)}, without one:"
        for without in one.scores:
            name = one.names.get(without.key, without.key)
            score = without.score
            yield (
                f"  {without.kind} {name}: {_number(score.value)} "
                f"({score.low:.1f} to {score.high:.1f})"
            )


def _removal(removal: Removal, one: Hanging, record: Record) -> Iterator[str]:
    name = one.names.get(removal.key, removal.key)
    yield f"  {removal.changed:>4} of {one.pictures.pictures:<5} {name}"
    for example in removal.examples[:2]:
        cell = say_cell(example.cell, record)
        yield f"{'':16}{cell}: {example.before}, without it {example.after}"


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:.1f}"
