"""`brief`: ten pages for a mediator, as HTML and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from servanda.cli.options import acting, dossier, one_agreement, opened, period
from servanda.dossier.brief import Audience
from servanda.dossier.brief.spoken import brief_words
from servanda.workflows.brief import brief as write_brief


@click.command()
@dossier
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for brief.html and brief.pdf, or the name of one of the two.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(get_args(Audience)),
    default="public",
    show_default=True,
    help="public and parties see nothing that is marked sensitive; internal does.",
)
@click.option("--party", metavar="P", help="Put this party's own obligations first.")
@click.option(
    "--since",
    metavar="STATE",
    help="Tell what changed since a head, a day, or the name of a report; since the last brief "
    "issued to this audience if not given.",
)
@click.option("--title", default="", help="Title; made from the agreements if not given.")
@click.option("--no-pdf", is_flag=True, help="Write the HTML alone.")
@click.option("--issued-as", metavar="NAME", help="Record that it was handed out, as NAME.")
@one_agreement
@period
@acting
def brief(
    dossier: Path,
    out: Path,
    audience: Audience,
    party: str | None,
    since: str | None,
    title: str,
    no_pdf: bool,
    issued_as: str | None,
    agreement: str | None,
    period: str,
    actor: str,
) -> None:
    """Write a brief for a mediator: ten pages at most, as HTML and PDF of the same words.

    What was promised, what each side says of it, where they contradict each other and what would
    settle it, admissions, what nobody has reported, and what to ask whom next. The PDF needs an
    extra: pip install 'servanda[pdf]'.
    """
    with opened(dossier, readonly=not issued_as) as journal:
        written = write_brief(
            journal,
            out,
            audience=audience,
            party=party,
            since=since,
            title=title,
            agreement=agreement,
            period=period,
            pdf=not no_pdf,
            issued_as=issued_as,
            actor=actor,
        )
    click.echo(brief_words(written.brief))
    if written.undrawn:
        scripts = ", ".join(written.undrawn)
        click.echo(
            f"No font on this machine draws {scripts}: the PDF says so where such words stand, the "
            "HTML holds them.",
            err=True,
        )
    click.echo(f"\nhead {written.brief.head}")
    if issued_as:
        click.echo(f"issued as {issued_as}, digest {written.digest}")
    for file in written.files:
        click.echo(f"Look: {file}")
