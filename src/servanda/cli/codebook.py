"""`codebook`: the words and rules by which people code, printed, edited and kept as versions."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.agreements import dump_codebook
from servanda.cli.options import acting, as_of, dossier, opened, with_sensitive
from servanda.cli.printing import plural
from servanda.cli.visible import visible
from servanda.dossier.codebook import codebook_markdown
from servanda.workflows.codebook import keep_codebook, next_version


@click.command()
@dossier
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--print", "print_", is_flag=True, help="Print it for people, as Markdown.")
@click.option("--dump", is_flag=True, help="Print it as the YAML file to edit.")
@as_of
@with_sensitive
@acting
def codebook(
    dossier: Path,
    file: Path | None,
    print_: bool,
    dump: bool,
    as_of: str | None,
    include_sensitive: bool,
    actor: str,
) -> None:
    """Show the codebook, or keep FILE (YAML) as its new version.

    Codings and ratings name the version that they were made under. What they use cannot vanish: a
    level, or a word. Edit it with `servanda codebook DOSSIER --dump > codebook.yaml`, and with
    --include-sensitive if rules are left out, or the version that you keep lacks them.
    """
    if (file is not None) + print_ + dump > 1:
        raise click.UsageError("Give one of FILE, --print and --dump.")
    if file is not None:
        with opened(dossier) as journal:
            kept, changed = keep_codebook(journal, file, actor=actor)
        told = "is kept" if changed else "stands already, unchanged"
        click.echo(f"{kept.title}, version {kept.version}, {told}.")
        return
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
    if print_:
        click.echo(codebook_markdown(record.codebook, record), nl=False)
    elif dump:
        heading = [
            f"Version {record.codebook.version} of this dossier's codebook. Give your version a "
            f"name of its own (codebook: {next_version(record)}).",
            "Its form: docs/reference/codebook.md.",
        ]
        click.echo(dump_codebook(record.codebook, heading=heading), nl=False)
    else:
        one = record.codebook
        scales = ", ".join(scale.key for scale in one.scales)
        click.echo(f"{one.title}, version {one.version}")
        click.echo(
            f"{plural(len(one.terms), 'word')}, {plural(len(one.rules), 'rule')}, scales: {scales}"
        )
        click.echo("--print shows it, --dump writes the file to edit.")
