"""`annotate`: what a document names, in a table or as JSON."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import click

from servanda.cli.printing import Teller, plural, print_problems
from servanda.domain.mention import (
    Mention,
    MentionedActor,
    MentionedDate,
    MentionedPlace,
    MentionedQuantity,
    MentionedReference,
)
from servanda.settings import load_settings
from servanda.wire import encode
from servanda.workflows.annotate import KINDS, annotate_file

#: Widest words in the table; `--json` gives them whole.
WIDTH = 44


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--agreement",
    "agreements",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Find its provisions and parties; repeats.",
)
@click.option("--date", metavar="D", help="The document's own date (EDTF); its own if not given.")
@click.option(
    "--territory",
    "territory",
    multiple=True,
    metavar="WHERE",
    help="Country or division where it plays, by name or code (Ukraine, UA, UA.14); repeats.",
)
@click.option(
    "--kinds",
    default=",".join(KINDS),
    show_default=True,
    metavar="K,K",
    help="Which mentions to give.",
)
@click.option("--all-layers", is_flag=True, help="Also the words of archives, pages and editors.")
@click.option("--json", "json_", is_flag=True, help="One mention a line, as JSON.")
def annotate(
    file: Path,
    agreements: tuple[Path, ...],
    date: str | None,
    territory: tuple[str, ...],
    kinds: str,
    all_layers: bool,
    json_: bool,
) -> None:
    """What does a document name? References, places, dates, quantities, actors.

    Offsets count code points of the document's one text, as `servanda text` prints it. Only the
    author's own words are looked at, unless --all-layers is given. Nothing is recorded.
    """
    source, found = annotate_file(
        file,
        date=date,
        agreement=list(agreements) or None,
        territory=territory or None,
        kinds=[one.strip() for one in kinds.split(",") if one.strip()],
        all_layers=all_layers,
        cache=load_settings().cache,
        progress=Teller(),
    )
    print_problems(source.problems)
    if json_:
        for one in found:
            sys.stdout.buffer.write(encode(one) + b"\n")
        sys.stdout.buffer.flush()
        return
    for line in table(found):
        click.echo(line)
    click.echo(f"{plural(len(found), 'mention')} in {source.name}.")


def table(found: Sequence[Mention]) -> list[str]:
    """Give mentions as lines: where they stand, their kind, their words, what they mean."""
    rows = [(f"{one.start}-{one.end}", one.kind, _short(one.text), _meaning(one)) for one in found]
    widths = [max((_width(row[at]) for row in rows), default=0) for at in range(3)]
    return [
        "  ".join([*(_padded(row[at], widths[at]) for at in range(3)), row[3]]).rstrip()
        for row in rows
    ]


def _meaning(one: Mention) -> str:
    match one:
        case MentionedPlace():
            return _place(one)
        case MentionedDate():
            return f"{one.edtf or 'no date'}, {one.basis}"
        case MentionedReference():
            return _reference(one)
        case MentionedQuantity():
            return _quantity(one)
        case MentionedActor():
            side = "" if one.side == "unknown" else f", {one.side}"
            return f"{one.name}{side}"
        case _:
            return ""


def _place(one: MentionedPlace) -> str:
    if one.id is not None:
        where = "" if one.lat is None or one.lon is None else f" {one.lat:.2f}, {one.lon:.2f}"
        return f"{one.name} [{one.id}]{where}"
    offered = ", ".join(f"{each.name} [{each.id}]" for each in one.candidates[:3])
    return f"unplaced, {one.granularity}" + (f"; may be {offered}" if offered else "")


def _reference(one: MentionedReference) -> str:
    if one.match == "unresolved":
        return f"{one.label or 'a document'}: unresolved"
    where = f"{one.agreement}/{one.provision}" if one.provision else f"{one.agreement} as a whole"
    return f"{where}, NEAR: look at it" if one.match == "near" else where


def _quantity(one: MentionedQuantity) -> str:
    least = "?" if one.min is None else f"{one.min:g}"
    most = "?" if one.max is None else f"{one.max:g}"
    amount = least if one.min is not None and one.min == one.max else f"{least} to {most}"
    return f"{amount} {one.unit or ''}".rstrip()


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= WIDTH else flat[: WIDTH - 1] + "…"


def _width(words: str) -> int:
    """Give how many columns of a terminal words take: Chinese signs two, accents none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in words
    )


def _padded(words: str, width: int) -> str:
    return words + " " * (width - _width(words))
