"""`add`, `read`, `sources`, `text`, `describe`: documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from servanda.cli.options import acting, described, describing, dossier, opened, with_sensitive
from servanda.cli.printing import Teller, plural, print_problems
from servanda.cli.visible import tell_marked, visible
from servanda.settings import load_settings
from servanda.wire import encode
from servanda.workflows.add_sources import add_sources, find_documents
from servanda.workflows.read_sources import read_sources
from servanda.workflows.rule import describe as describe_source
from servanda.workflows.rule import find_source
from servanda.workflows.sides import with_side


@click.command()
@dossier
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--sensitive", is_flag=True, help="Mark these documents sensitive from the start.")
@describing
@acting
def add(dossier: Path, files: tuple[Path, ...], sensitive: bool, actor: str, **flags: Any) -> None:
    """Keep documents: their bytes, their description and layers; show what is wrong with them.

    A folder is gone through. FILE.yaml beside FILE describes it; flags correct both.
    """
    documents = find_documents(files)
    if not documents:
        raise click.UsageError("there is no document in what was given.")
    given = described(flags)
    with opened(dossier) as journal:
        results = add_sources(
            journal,
            documents,
            actor=actor,
            given=with_side(journal.record(), given),
            sensitive=sensitive,
            progress=Teller(),
        )
        gone = [one for one in journal.record().withheld if one.subject == "source"]
    new = [one for one in results if one.new]
    known = [one for one in results if one.source is not None and not one.new]
    refused = [one for one in results if one.source is None]
    for one in new:
        assert one.source is not None
        about = one.source.description
        told = ", ".join(filter(None, (about.title, about.written)))
        click.echo(f"{one.source.id}  {one.name}{'  ' + told if told else ''}")
    click.echo(f"{plural(len(new), 'new source')}, {len(known)} already there.")
    if new and gone:
        # The salt went with the bytes, so that nobody, and not we either, can recognise them.
        reasons = "; ".join(f"{one.time[:10]}, {one.why}" for one in gone[-3:])
        click.echo(
            f"{plural(len(gone), 'document')} withheld from this dossier ({reasons}). Servanda "
            "cannot tell whether a new one is the same: look, and withhold it again if it is.",
            err=True,
        )
    if given is not None:
        for one in known:
            assert one.source is not None
            click.echo(
                f"{one.name}: already there; what you gave of it was not recorded. Use "
                f"`servanda describe {dossier} {one.source.id}` with the same options.",
                err=True,
            )
    problems = [problem for one in results for problem in one.problems]
    if problems:
        click.echo(f"{plural(len(problems), 'problem')}:", err=True)
        print_problems(problems)
    if refused:
        sys.exit(1)


@click.command()
@dossier
@click.option("--reader", "readers", multiple=True, default=("rules",), show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="In how many processes; worth it from some hundred documents on.",
)
@acting
def read(dossier: Path, readers: tuple[str, ...], workers: int, actor: str) -> None:
    """Have readers propose statements. Interrupt at will: the next run goes on from there.

    A document is read once by the same reader with the same settings, agreements and gazetteer;
    when one of them changed, a new reading replaces the proposals that nobody ruled on.
    """
    with opened(dossier) as journal:
        run = read_sources(
            journal,
            cache=load_settings().cache,
            actor=actor,
            reader_names=readers,
            workers=workers,
            progress=Teller(),
        )
    click.echo(
        f"{plural(run.read, 'source')} read, {run.already} read before: "
        f"{plural(run.proposed, 'statement')} proposed."
    )
    if run.unread:
        click.echo(f"{plural(len(run.unread), 'source')} unread:", err=True)
        print_problems(run.unread)


@click.command()
@dossier
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="One source's description a line, as JSON.")
def sources(dossier: Path, include_sensitive: bool, json_: bool) -> None:
    """List the documents, and which of them nobody read."""
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive)
    for one in record.sources:
        if json_:
            click.echo(encode({"id": one.id, "name": one.name, "description": one.description}))
            continue
        state = "read" if record.readings.get(one.id) else "UNREAD"
        state = "corrected" if one.corrected_by else state
        title = one.shown_name
        date = one.description.written or "no date"
        side = one.description.side or "side unknown"
        click.echo(f"{one.id}  {state:6}  {date}  {side}  {title}")


@click.command()
@dossier
@click.argument("source")
def text(dossier: Path, source: str) -> None:
    """Print a source's one text, exactly as offsets count it."""
    with opened(dossier, readonly=True) as journal:
        found = find_source(journal, source)
        tell_marked(journal.record(), source=found.id)
    sys.stdout.buffer.write(found.text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


@click.command()
@dossier
@click.argument("source")
@describing
@acting
def describe(dossier: Path, source: str, actor: str, **flags: Any) -> None:
    """Correct a document's archival description. What it was before stays in the journal."""
    given = described(flags)
    if given is None:
        raise click.UsageError("give at least one thing to correct, such as --written 1947-07-12.")
    with opened(dossier) as journal:
        known = with_side(journal.record(), given)
        assert known is not None
        changed = describe_source(journal, source, given=known, actor=actor)
    click.echo(f"{changed.id} is described anew. Read again to have its dates count.")
