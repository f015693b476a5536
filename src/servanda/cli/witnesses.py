"""`witnesses`: which sources speak for themselves, and which repeat another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from servanda.cli.options import as_of, dossier, opened
from servanda.cli.printing import plural
from servanda.cli.telling import HANGS
from servanda.cli.visible import visible
from servanda.domain.derivation import Derivation
from servanda.domain.record import Record
from servanda.wire import encode
from servanda.workflows.witnesses import Witnesses, witnesses_of

#: Who says that a source comes from another.
BASES = {"stated": "described", "text": "found in the texts", "coder": "set by a coder"}


@click.command()
@dossier
@click.option("--include-sensitive", is_flag=True, help="Also name what is marked sensitive.")
@as_of
@click.option("--json", "json_", is_flag=True, help="All of it as one object.")
def witnesses(dossier: Path, include_sensitive: bool, as_of: str | None, json_: bool) -> None:
    """Say which sources are one witness, and why: two papers that print one letter count once.

    Sources hang together by their descriptions, by their own words (`servanda compare` shows
    these), and by what coders set with `servanda derive`, which comes before both.
    """
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
    found = witnesses_of(record)
    if json_:
        click.echo(encode(found))
        return
    for line in _lines(found, record):
        click.echo(line)


def _lines(found: Witnesses, record: Record) -> Iterator[str]:
    for number, group in enumerate(found.groups, 1):
        yield f"Witness {number}" + (
            f": {len(group.sources)} sources" if len(group.sources) > 1 else ""
        )
        for source in group.sources:
            yield f"   {_name(source, record)}"
            for link in group.links[source]:
                yield f"      {_why(link, record)}"
    for act in found.set_apart:
        names = _name(act.source, record), _name(act.origin, record)
        yield f"Set apart by a coder: {names[0]} is independent of {names[1]}: {act.why}"
    count = len(found.groups)
    told = "1 witness" if count == 1 else f"{count} witnesses at most"
    apart = (
        f"; {found.without_texts} if what the texts suggest did not count"
        if found.without_texts != count
        else ""
    )
    yield f"{plural(len(record.sources), 'source')}, {told}{apart}."


def _why(link: Derivation, record: Record) -> str:
    held = link.origin in record.source_by_id
    origin = _name(link.origin, record) if held else "a document that is not held"
    return f"{HANGS[link.kind]} {origin}, {BASES[link.basis]}: {link.reason}"


def _name(id: str, record: Record) -> str:
    source = record.source_by_id.get(id)
    return f"{source.name} [{id}]" if source else id
