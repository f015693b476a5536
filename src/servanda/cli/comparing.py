"""`compare`: which sources repeat one another, and how many witnesses there are."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from servanda.assessing.independence import lineage_of
from servanda.cli.options import dossier, opened, with_sensitive
from servanda.cli.printing import QUOTE_WIDTH, plural
from servanda.cli.visible import visible
from servanda.domain.derivation import Likeness
from servanda.domain.source import Source
from servanda.wire import encode
from servanda.workflows.compare_sources import compare_sources

#: From so much of one of the two on, a likeness is told without being asked for.
TELLING = 0.5
#: How many pairs are printed.
MOST = 40


@click.command()
@dossier
@click.option("--all", "all_", is_flag=True, help="Also pairs that share only a passage.")
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="All pairs with their passages, one a line.")
def compare(dossier: Path, all_: bool, include_sensitive: bool, json_: bool) -> None:
    """Find sources that repeat one another's words, and count the independent witnesses.

    Only the authors' own words are compared, and quotations of the agreement are free. What is
    found counts for nothing until somebody says so with `servanda derive`.
    """
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive)
    found = compare_sources(record)
    if json_:
        for one in found:
            click.echo(encode(one))
        return
    found.sort(key=lambda one: -max(one.share_of_one, one.share_of_other))
    told = [one for one in found if all_ or one.kind != "shared passages" or _most(one) >= TELLING]
    for one in told[:MOST]:
        _tell(one, record.source_by_id, dossier)
    if len(told) > MOST:
        click.echo(f"... and {len(told) - MOST} more: `--json` gives all.")
    if rest := len(found) - len(told):
        click.echo(f"{plural(rest, 'pair')} more share only passages: `--all` shows them.")
    witnesses = lineage_of(record).witnesses(one.id for one in record.sources)
    count = "1 witness" if len(witnesses) == 1 else f"{len(witnesses)} independent witnesses"
    click.echo(
        f"{plural(len(record.sources), 'source')}, {count} as far as descriptions and coders say."
    )


def _most(one: Likeness) -> float:
    return max(one.share_of_one, one.share_of_other)


def _tell(one: Likeness, sources: Mapping[str, Source], dossier: Path) -> None:
    earlier, later = sources[one.one], sources[one.other]
    passage = one.passages[0]
    click.echo(
        f"{earlier.name} and {later.name}: {one.kind}, "
        f"{one.share_of_one:.0%} of the first and {one.share_of_other:.0%} of the second"
    )
    words = " ".join(passage.one.cut(earlier.text).split())
    if len(words) > QUOTE_WIDTH:
        words = words[: QUOTE_WIDTH - 1] + "…"
    click.echo(f"  {passage.words} words: “{words}”")
    kind = "--drawn-from" if one.kind == "shared passages" else "--copy-of"
    act = shlex.join(["servanda", "derive", str(dossier), later.id, kind, earlier.id])
    click.echo(f"  if so: {act} --why REASON")
