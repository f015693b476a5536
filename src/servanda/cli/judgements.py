"""`grade`, `derive`, `rate`, `reply`, `rule`, `withdraw`, `judgements`: what people judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from servanda.cli.options import acting, as_of, dossier, opened, with_sensitive
from servanda.cli.printing import plural
from servanda.cli.telling import tell_judgement
from servanda.cli.visible import visible
from servanda.domain.cell import Cell
from servanda.domain.entry import Entry
from servanda.domain.judgement import (
    CellRated,
    DerivationKind,
    DisputeWord,
    Judged,
    UnitCoded,
    Unknown,
    Work,
)
from servanda.errors import ServandaError
from servanda.journal import Journal
from servanda.wire import encode, plain
from servanda.workflows import judge
from servanda.workflows.find_cell import Where

F = TypeVar("F", bound=Callable[..., Any])
#: Words for a cell that a rating fills in by itself.
NOWHERE = Cell("", "")


def cell_parts(command: F) -> F:
    """Add PROVISION, `--place`, `--period` and `--of`: a cell, as a person names it."""
    for decorate in (
        click.option(
            "--of", "party", default="", metavar="PARTY", help="Whose conduct: key or name."
        ),
        click.option(
            "--period", default="", metavar="PERIOD", help="1947, 1947-Q3 or 1947-07; all if not."
        ),
        click.option("--place", default="", metavar="PLACE", help="Its name or id; all if not."),
        click.argument("provision", metavar="PROVISION"),
    ):
        command = decorate(command)
    return command


@click.command()
@dossier
@click.argument("id", metavar="SOURCE|STATEMENT")
@click.argument("letter", metavar="GRADE")
@click.option("--grounds", required=True, help="What the grade rests on.")
@click.option("--topic", default="", metavar="KEY", help="The provision it holds for; all if not.")
@click.option(
    "--confirmed-by", multiple=True, metavar="ID", help="A statement that confirms it; repeats."
)
@acting
def grade(
    dossier: Path,
    id: str,
    letter: str,
    grounds: str,
    topic: str,
    confirmed_by: tuple[str, ...],
    actor: str,
) -> None:
    """Grade a source A to F (reliability), or a statement 1 to 6 (credibility).

    F and 6 mean that it cannot be judged: they are no low marks. Grade each by itself: a good
    source can be wrong, a poor one right. A 1 needs a statement by an independent witness
    (--confirmed-by).
    """
    with opened(dossier) as journal:
        entry = judge.grade(
            journal,
            id,
            letter,
            grounds=grounds,
            topic=topic,
            confirmed_by=confirmed_by,
            actor=actor,
        )
        _tell(journal, entry)


@click.command()
@dossier
@click.argument("source")
@click.option("--copy-of", metavar="SOURCE", help="Its words are that one's.")
@click.option("--translation-of", metavar="SOURCE", help="It says that one in another language.")
@click.option("--drawn-from", metavar="SOURCE", help="It tells what that one told.")
@click.option("--briefed-by", metavar="SOURCE", help="Whoever wrote it knew it from that one.")
@click.option("--independent-of", metavar="SOURCE", help="It hangs on that one in no way.")
@click.option("--why", required=True, help="What shows it.")
@acting
def derive(dossier: Path, source: str, why: str, actor: str, **origins: str | None) -> None:
    """Say how a source hangs on another one: two papers repeating one letter are one witness."""
    given = [(name, origin) for name, origin in origins.items() if origin]
    if len(given) != 1:
        raise ServandaError(
            "Say one thing: --copy-of, --translation-of, --drawn-from, --briefed-by or "
            "--independent-of SOURCE."
        )
    ((name, origin),) = given
    wanted = "independent" if name == "independent_of" else name
    kind = next(one for one in get_args(DerivationKind) if one == wanted)
    with opened(dossier) as journal:
        _tell(journal, judge.derive(journal, source, origin, kind=kind, why=why, actor=actor))


@click.command()
@dossier
@cell_parts
@click.argument("level", metavar="LEVEL|violated|unknown")
@click.option("--scale", default="pam", show_default=True, help="A scale of the codebook.")
@click.option(
    "--unknown",
    type=click.Choice(get_args(Unknown)),
    help="How it is unknown; with a level only `carried_forward`.",
)
@click.option("--work", type=click.Choice(get_args(Work)), help="What was done to know it.")
@click.option("--on", "statements", multiple=True, metavar="ID", help="What it rests on; repeats.")
@click.option("--why", required=True, help="The reasons.")
@acting
def rate(
    dossier: Path,
    provision: str,
    place: str,
    period: str,
    party: str,
    level: str,
    scale: str,
    unknown: Unknown | None,
    work: Work | None,
    statements: tuple[str, ...],
    why: str,
    actor: str,
) -> None:
    """Rate how far a provision is kept, on a declared scale: your own judgement, with reasons."""
    if level == "unknown" and unknown is None:
        raise ServandaError(f"Say how it is unknown: --unknown {'|'.join(get_args(Unknown))}.")
    rating = CellRated(
        NOWHERE,
        scale,
        None,
        why,
        violated=level == "violated",
        unknown=unknown,
        work=work,
        statements=statements,
    )
    with opened(dossier) as journal:
        where = Where(provision, place, period, party)
        _tell(journal, judge.rate(journal, where, rating, level=level, actor=actor))


@click.command()
@dossier
@cell_parts
@click.option("--party", "replying", required=True, metavar="PARTY", help="Who replies.")
@click.option("--text", required=True, help="What it replies, in its words.")
@click.option("--source", metavar="SOURCE", help="The document that brought the reply.")
@acting
def reply(
    dossier: Path,
    provision: str,
    place: str,
    period: str,
    party: str,
    replying: str,
    text: str,
    source: str | None,
    actor: str,
) -> None:
    """Record what a party replies to what is said of it: printed with the cell, never averaged."""
    with opened(dossier) as journal:
        where = Where(provision, place, period, party)
        entry = judge.reply(journal, where, party=replying, text=text, source=source, actor=actor)
        _tell(journal, entry)


@click.command()
@dossier
@cell_parts
@click.option("--sides", required=True, metavar="A,B", help="The sides that speak in it.")
@click.option(
    "--ruling", required=True, type=click.Choice(get_args(DisputeWord)), help="How they stand."
)
@click.option("--why", required=True, help="The reason.")
@acting
def rule(
    dossier: Path,
    provision: str,
    place: str,
    period: str,
    party: str,
    sides: str,
    ruling: DisputeWord,
    why: str,
    actor: str,
) -> None:
    """Rule how the sides' statements in a cell stand to each other, "both stand" among it."""
    with opened(dossier) as journal:
        entry = judge.rule_on_dispute(
            journal,
            Where(provision, place, period, party),
            sides=[one.strip() for one in sides.split(",") if one.strip()],
            ruling=ruling,
            why=why,
            actor=actor,
        )
        _tell(journal, entry)


@click.command()
@dossier
@click.argument("entry", type=int)
@click.option("--why", required=True, help="The reason.")
@acting
def withdraw(dossier: Path, entry: int, why: str, actor: str) -> None:
    """Take back a judgement that stands, by the number of its entry; the journal keeps it."""
    with opened(dossier) as journal:
        taken = judge.withdraw(journal, entry, why=why, actor=actor)
        click.echo(f"Withdrawn: {tell_judgement(taken, journal.record())}")


@click.command()
@dossier
@as_of
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="One judgement a line.")
def judgements(dossier: Path, as_of: str | None, include_sensitive: bool, json_: bool) -> None:
    """List the judgements that stand: grades, ratings, replies, rulings, codings, reports.

    Codings are counted, not told, so that whoever still codes stays blind; --json has each.
    """
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
    codings: Counter[tuple[str, str]] = Counter()
    for one in record.judgements:
        if json_:
            click.echo(encode({"kind": type(one.act).__name__, **plain(one)}))
        elif isinstance(one.act, UnitCoded):
            codings[one.actor, one.act.sample] += 1
        else:
            click.echo(f"{one.entry:>6}  {tell_judgement(one, record)}")
    for (actor, sample), count in sorted(codings.items()):
        click.echo(f"        {actor} codes {plural(count, 'unit')} of the sample {sample}")


def _tell(journal: Journal, entry: Entry) -> None:
    record = journal.record()
    found = next(one for one in record.judgements if one.entry == entry.number)
    assert isinstance(found, Judged)
    click.echo(f"{found.entry:>6}  {tell_judgement(found, record)}")
