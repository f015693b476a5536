"""`report`, `export`: the record as something to hand on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from servanda.cli.options import (
    as_of,
    by_confidence,
    dossier,
    in_language,
    one_agreement,
    opened,
    period,
)
from servanda.cli.printing import Teller
from servanda.cli.visible import tell_left_out
from servanda.dossier import public_record
from servanda.saying import Language
from servanda.workflows.export import FORMATS, export_to
from servanda.workflows.report import report as write_report
from servanda.workflows.times import record_of


@click.command()
@dossier
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder of the site."
)
@click.option("--title", help="Title of the dossier; made from its agreements if not given.")
@one_agreement
@period
@as_of
@in_language
@click.option("--include-sensitive", is_flag=True, help="Also print what is marked sensitive.")
@click.option(
    "--questions", is_flag=True, help="Also print what coders asked each other about statements."
)
def report(
    dossier: Path,
    out: Path,
    title: str | None,
    agreement: str | None,
    period: str,
    as_of: str | None,
    language: Language,
    include_sensitive: bool,
    questions: bool,
) -> None:
    """Write a static site: open it from disk, print it, publish it; its data lie beside it."""
    with opened(dossier, readonly=True) as journal:
        record = record_of(journal, as_of, agreement=agreement)
        history = tuple(one for one in journal.entries() if one.number <= record.head.count)
    written = write_report(
        record,
        out,
        title=title,
        language=language,
        period=period,
        include_sensitive=include_sensitive,
        questions=questions,
        history=history,
        progress=Teller(),
    )
    if not include_sensitive:
        tell_left_out(public_record(record))
    click.echo(written.words)
    click.echo(f"\nhead {record.head}\nLook: {written.first_page}")


@click.command()
@dossier
@click.option("--as", "format", required=True, type=click.Choice(FORMATS))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Standard output if not given.")
@by_confidence
@click.option("--include-sensitive", is_flag=True, help="Also give what is marked sensitive.")
def export(
    dossier: Path, format: str, out: Path | None, threshold: float | None, include_sensitive: bool
) -> None:
    """Take the record away.

    \b
    jsonl    statements, one object a line
    csv      a folder of tables with their data dictionary
    geojson  places with what is said of them
    journal  every entry with its payloads, to verify without this program or to import whole
    dossier  a copy to share, with all that is sensitive withheld

    The head it was made from is printed on standard error.
    """
    with opened(dossier, readonly=True) as journal:
        head = export_to(
            journal,
            format,
            out=out,
            stream=sys.stdout.buffer,
            threshold=threshold,
            include_sensitive=include_sensitive,
        )
        if not include_sensitive:
            tell_left_out(public_record(journal.record()))
    click.echo(f"head {head}", err=True)
