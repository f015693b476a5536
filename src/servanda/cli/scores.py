"""`scores`: how far an agreement is carried out, by people's ratings, with what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from servanda.assessing.periods import first_day
from servanda.assessing.rating_basis import basis_note
from servanda.assessing.series import Counting, PeriodScore, ScoreSeries
from servanda.cli.options import as_of, dossier, one_agreement, opened, with_sensitive
from servanda.cli.printing import plural
from servanda.cli.visible import visible
from servanda.domain.agreement import Agreement
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record
from servanda.dossier.kept_back import say_kept_back
from servanda.wire import encode
from servanda.workflows.scores import scores_of


@click.command()
@dossier
@one_agreement
@click.option("--scale", default="pam", show_default=True, help="A scale of the codebook.")
@click.option(
    "--by",
    type=click.Choice(get_args(Counting)),
    default="year",
    show_default=True,
    help="Calendar years, years from the signing, quarters or months.",
)
@click.option("--place", default="", metavar="PLACE", help="Only ratings of this place.")
@click.option(
    "--of", "--party", "party", default="", metavar="PARTY", help="Only what this party owes."
)
@click.option("--rater", metavar="NAME", help="Only this person's ratings.")
@click.option("--carry-forward", is_flag=True, help="Keep a level until another is given; marked.")
@as_of
@with_sensitive
@click.option(
    "--json", "json_", is_flag=True, help="One series a line, every figure with its cells."
)
@click.option("--svg", type=click.Path(path_type=Path), help="Draw the scores into this file.")
def scores(
    dossier: Path,
    agreement: str | None,
    scale: str,
    by: Counting,
    place: str,
    party: str,
    rater: str | None,
    carry_forward: bool,
    as_of: str | None,
    include_sensitive: bool,
    json_: bool,
    svg: Path | None,
) -> None:
    """Give the score of each period, its interval, its coverage, and what it is made of.

    A score comes from people's ratings (`servanda rate`, or a table that was imported), never from
    statements. What nobody rated is unknown: it widens the interval, it is no zero.
    """
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
    found = scores_of(
        record,
        agreement=agreement,
        scale=scale,
        by=by,
        place=place,
        party=party,
        rater=rater,
        carry_forward=carry_forward,
    )
    if not found:
        click.echo("No agreement stood in this dossier then.", err=True)
    for one in found:
        if json_:
            click.echo(encode(one.series))
            continue
        for line in _told(one.series, record):
            click.echo(line)
    if svg is not None and found:
        svg.write_text(found[0]._repr_svg_(), encoding="utf-8")
        click.echo(f"Look: {svg}", err=True)


def _told(series: ScoreSeries, record: Record) -> Iterator[str]:
    agreement = next(one for one in record.agreements if one.key == series.agreement)
    if not series.periods:
        kept_back = say_kept_back(record, "CellRated")
        unrated = not series.left_out and not kept_back
        asked = "nobody has rated it" if unrated else "nothing that is shown is scored"
        yield (
            f"{agreement.title}: {asked} on {series.scale.name} yet. Rate a provision "
            "with `servanda rate`, or bring a table with `servanda import`."
        )
        yield from _left_out(series)
        if kept_back:
            yield f"  {kept_back}"
        return
    last = series.periods[-1]
    yield f"{agreement.title}, {series.scale.name}: {plural(last.score.units, 'provision')} scored"
    yield f"{'period':10} {'score':>6} {'low':>6} {'high':>6} {'known':>9} {'violated':>9}"
    for one in series.periods:
        yield _line(one)
    yield ""
    yield f"{last.window.name}, each by its own name:"
    for figure in last.headlines.all:
        made = f"{figure.numerator:g} of {figure.denominator:g}" if figure.unit else ""
        yield f"  {figure.name}: {figure}{f' ({made})' if made else ''} = {figure.formula}"
    yield f"  levels: {_levels(last)}"
    weighed = last.weighed
    if weighed.weighted != weighed.unweighted:
        yield (
            f"  by the project's own weights: {_number(weighed.weighted.value)} (unweighted "
            f"{_number(weighed.unweighted.value)})"
        )
    yield from _parts(last, agreement)
    for one in series.periods:
        if one.differing:
            names = ", ".join(level.provision for level in one.differing[:5])
            yield (
                f"  {one.window.name}: ratings differ on "
                f"{plural(len(one.differing), 'provision')}, unknown until a third person settles "
                f"it: {names}"
            )
    if last.carried:
        yield f"  carried forward from an earlier period: {len(last.carried)}"
    weak = Counter(
        act.cell
        for _, act in record.judged(CellRated)
        if "rejected" in basis_note(act, record.statement_by_id)
    )
    rejected = sum(
        weak[level.cell] for period in series.periods for level in period.levels if level.cell
    )
    if rejected:
        rest = "rests" if rejected == 1 else "rest"
        yield f"  {plural(rejected, 'level')} {rest} on statements that a person rejected"
    yield from _longer(series)
    yield from _left_out(series)


def _longer(series: ScoreSeries) -> Iterator[str]:
    """Say where a rating of a longer period stands: "1947" by quarters in the fourth alone."""
    longer = {
        (level.cell.period, one.window.name)
        for one in series.periods
        for level in one.levels
        if level.cell and level.level is not None and not level.carried
        if first_day(level.cell.period) < one.window.start
    }
    if longer and series.by != "anniversary":
        period, window = min(longer)
        yield (
            "  a rating counts in the period that its own ends in, and in none before: one of "
            f"{period} in {window}"
        )


#: Why ratings are in no score, as a line says it after their number.
LEFT_OUT = {
    "place": "of other places than the one asked for, or of single places (--place PLACE)",
    "party": "of other parties than the one asked for",
    "period": "without a period: a score is of a period (rate with --period)",
    "heading": "of headings below which something is rated, which counts instead",
    "not owed": "on provisions that this party is not said to owe",
}


def _left_out(series: ScoreSeries) -> Iterator[str]:
    for why, count in series.left_out:
        yield f"  not in this figure: {plural(count, 'rating')} {LEFT_OUT[why]}"


def _line(one: PeriodScore) -> str:
    score = one.score
    known = f"{score.known}/{score.units}"
    return (
        f"{one.window.name:10} {_number(score.value):>6} {score.low:>6.1f} {score.high:>6.1f} "
        f"{known:>9} {score.violated:>9}"
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _levels(one: PeriodScore) -> str:
    told = one.distribution
    rows = [*reversed(told.levels), told.violated, told.unknown]
    return " · ".join(f"{row.name} {row.count}" for row in rows)


def _parts(last: PeriodScore, agreement: Agreement) -> Iterator[str]:
    for kind, heading in (("theme", "themes"), ("obligor", "who owes"), ("tag", "sets")):
        parts = [one for one in last.parts if one.kind == kind]
        for at, one in enumerate(parts):
            party = agreement.party(one.name) if kind == "obligor" else None
            name = party.name if party else one.name
            lead = f"  {heading + ':':10}" if at == 0 else " " * 12
            known = f"{one.score.known}/{one.score.units} known"
            between = f"{one.score.low:.1f} to {one.score.high:.1f}"
            yield f"{lead}{name}: {_number(one.score.value)} ({between}; {known})"
