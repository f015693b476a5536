"""`try`, `draft`, `new`, `agreement`: where work begins."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import Any

import click
import msgspec

from servanda.cli.options import acting, described, describing, dossier, opened, period
from servanda.cli.printing import Teller, plural, print_problems
from servanda.settings import load_settings
from servanda.wire import statement_object
from servanda.workflows.draft import draft as draft_file
from servanda.workflows.keep_agreement import keep_agreement, new_dossier
from servanda.workflows.report import report as write_report
from servanda.workflows.try_document import try_document

a_file = click.Path(path_type=Path)


@click.command("try")
@click.argument("file", type=a_file)
@click.option(
    "--agreement", "agreements", multiple=True, type=a_file, help="Judge against this; repeats."
)
@click.option(
    "-o", "--out", type=a_file, help="Where to write the site; FILE-servanda if not given."
)
@click.option("--open", "open_", is_flag=True, help="Open the first page in the browser.")
@click.option("--json", "json_", is_flag=True, help="Print the statements, one a line; no site.")
@period
@describing
def try_(
    file: Path,
    agreements: tuple[Path, ...],
    out: Path | None,
    open_: bool,
    json_: bool,
    period: str,
    **flags: Any,
) -> None:
    """What does one document say about the keeping of an agreement? No set-up.

    Without --agreement the provisions and parties are named by the document's own words. All that
    is found is a proposal.
    """
    settings = load_settings()
    record = try_document(
        file,
        agreements,
        cache=settings.cache,
        actor=settings.coder,
        given=described(flags),
        progress=Teller(),
    )
    print_problems([*(p for one in record.sources for p in one.problems), *record.problems])
    if json_:
        for one in record.statements:
            sys.stdout.buffer.write(msgspec.json.encode(statement_object(one)) + b"\n")
        sys.stdout.buffer.flush()
        return
    out = out or Path(f"{file.name}-servanda")
    written = write_report(record, out, period=period, progress=Teller())
    click.echo(written.words)
    click.echo(f"\nLook: {written.first_page}")
    if open_:
        webbrowser.open(written.first_page.resolve().as_uri())


@click.command()
@click.argument("file", type=a_file)
@click.option("-o", "--out", type=a_file, help="Write the YAML here instead of standard output.")
@click.option("--key", help="The agreement's key; from its title if not given.")
def draft(file: Path, out: Path | None, key: str | None) -> None:
    """Read the tree of provisions from an agreement's own text, to be corrected by hand."""
    drafted = draft_file(file, key=key)
    text = drafted.to_yaml()
    print_problems(drafted.problems)
    if out is None:
        click.echo(text, nl=False)
        return
    if out.exists():
        raise click.UsageError(
            f"{out} is already there; a draft never overwrites your corrections."
        )
    out.write_text(text, encoding="utf-8")
    count = sum(1 for _ in drafted.agreement.walk())
    click.echo(f"{out}: {plural(count, 'provision')}. Correct it by hand, then `servanda new`.")


@click.command()
@dossier
@click.option(
    "--agreement",
    "agreements",
    multiple=True,
    required=True,
    type=a_file,
    help="An agreement's YAML file; repeats.",
)
@acting
def new(dossier: Path, agreements: tuple[Path, ...], actor: str) -> None:
    """Begin a dossier: one file that will hold agreements, documents and the journal."""
    for one in new_dossier(dossier, agreements, actor=actor):
        click.echo(f"{one.key}: {one.title} ({plural(sum(1 for _ in one.walk()), 'provision')})")
    click.echo(f"{dossier} is begun. Next: servanda add {dossier} FILES")


@click.command()
@dossier
@click.argument("file", type=a_file)
@acting
def agreement(dossier: Path, file: Path, actor: str) -> None:
    """Keep an agreement, or a new version of one. A key with statements cannot vanish."""
    with opened(dossier) as journal:
        kept, changed = keep_agreement(journal, file, actor=actor)
    count = plural(sum(1 for _ in kept.walk()), "provision")
    told = "is kept" if changed else "was there already, unchanged"
    click.echo(f"{kept.key} ({count}) {told}.")
