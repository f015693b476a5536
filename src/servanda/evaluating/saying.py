"""Figures as they are printed, the same on a terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.evaluating.counts import Measure
from servanda.evaluating.evaluation import Difference, Trial
from servanda.evaluating.figures import MEASURES, Figure
from servanda.evaluating.labels import Confusion
from servanda.evaluating.units import Resampling

#: Printed where there was nothing to count.
NOTHING = "–"


def say_trial(trial: Trial) -> Iterator[str]:
    """Give a whole trial as lines for a terminal: figures with their counts, tables of labels."""
    gold = [one.gold for one in trial.evaluations[0].matching.outcomes if one.gold]
    sources = len({one.source for one in gold})
    yield f"Gold: {trial.gold}, {len(gold):,} in {sources:,} source{'' if sources == 1 else 's'}."
    results = list(zip(trial.readers, trial.evaluations, strict=True))
    for reader, one in results:
        found = sum(1 for outcome in one.matching.outcomes if outcome.found)
        yield (
            f"{reader.name} {reader.version} ({reader.fingerprint}): {found:,} found, "
            f"{len(one.matching.pairs):,} of them answer gold."
        )
    yield say_resampling(trial.evaluations[0].resampling)
    yield from (f"Note: {one}" for one in trial.notes)
    yield from _say_figures(trial)
    for reader, one in results:
        yield from _say_confusion(f"Stance: gold in lines, {reader.name} in columns", one.stance)
        yield from _say_confusion(f"Kind: gold in lines, {reader.name} in columns", one.kind)


def _say_figures(trial: Trial) -> Iterator[str]:
    if trial.differences:
        first, second = (one.name[:40] for one in trial.readers)
        yield f"\n{'':45}{first:44}{second:44}{second} less {first}"
    group = ""
    for at, measure in enumerate(MEASURES):
        if measure.group != group:
            group = measure.group
            yield f"\n{group}"
        line = f"  {measure.name:42}"
        for one in trial.evaluations:
            figure = one.figures[at]
            value, counted = say_value(measure, figure.value), say_counted(figure)
            line += f" {value:7} {counted:>14}  {say_interval(measure, figure):18} "
        if trial.differences:
            apart = trial.differences[at]
            value = say_value(measure, apart.value, signed=True)
            line += f" {value:7}  {say_interval(measure, apart)}"
        yield line.rstrip()


def _say_confusion(title: str, table: Confusion) -> Iterator[str]:
    heads = (*table.labels, "missed")
    wide = [max(7, len(one) + 2) for one in heads]
    yield f"\n{title}\n"
    yield f"  {'':12}" + "".join(f"{one:>{w}}" for one, w in zip(heads, wide, strict=True))
    lines = [(*row, missed) for row, missed in zip(table.rows, table.missed, strict=True)]
    named = [*zip(table.labels, lines, strict=True), ("false alarm", table.alarms)]
    for name, row in named:
        cells = "".join(f"{n or '·':>{w}}" for n, w in zip(row, wide, strict=False))
        yield f"  {name:12}{cells}"


def say_value(measure: Measure, value: float | None, *, signed: bool = False) -> str:
    """Give "0.714", "12 km", "+0.031", or a dash where there is no value."""
    if value is None:
        return NOTHING
    sign = "+" if signed else ""
    return f"{value:{sign},.0f} {measure.unit}" if measure.unit else f"{value:{sign}.3f}"


def say_counted(figure: Figure) -> str:
    """Give what a figure was made from: "30 / 42"; a median's is how many numbers it has."""
    if figure.numerator is None:
        return f"of {figure.denominator:,g}"
    return f"{_round(figure.numerator)} / {_round(figure.denominator)}"


def say_interval(measure: Measure, one: Figure | Difference) -> str:
    """Give "0.581 to 0.832", or nothing where no interval can be told."""
    if one.low is None or one.high is None:
        return ""
    signed = isinstance(one, Difference)
    low, high = (say_value(measure, end, signed=signed) for end in (one.low, one.high))
    return f"{low} to {high}"


def say_resampling(drawn: Resampling) -> str:
    """Give how the intervals were made, in a sentence."""
    if drawn.units < 2 or not drawn.draws:
        return "There are no intervals: they need two units at least to draw from."
    return (
        f"Intervals: 95 %, bootstrap over {drawn.units:,} {drawn.unit}s, {drawn.draws:,} draws "
        f"from seed {drawn.seed}. A figure that no draw moves has none; that is no certainty."
    )


def _round(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}"
