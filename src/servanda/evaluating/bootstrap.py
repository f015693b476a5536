"""How far a figure would move on other material like this: the bootstrap, seeded."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
#: Low and high end of an interval; None where it cannot be told.
Interval = tuple[float, float] | None
LEVEL = 0.95
#: Fewer draws than this share in which a figure can be made at all give no interval.
ENOUGH = 0.5


def intervals(
    units: Sequence[Mapping[K, float]],
    figures: Callable[[Mapping[K, float]], Mapping[str, float | None]],
    *,
    draws: int,
    seed: int,
) -> dict[str, Interval]:
    """Give each figure's 95 % percentile interval over resamples of these units.

    Units are drawn with replacement, as many as there are; figures are made anew from the sum of
    what was drawn. A draw in which a figure has nothing to count is left out for that figure. Where
    every draw gives the same value there is no interval: 1 of 1 right is not certain to stay so.

    Args:
        units: What each unit of resampling adds to the counts.
        figures: Makes all figures from summed counts.
        draws: How many resamples; 0 gives no intervals, and so does a single unit.
        seed: The same seed gives the same intervals.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13. When units
    hold the counts of two readers and figures their differences, this is the paired bootstrap of
    Koehn 2004, Statistical Significance Tests for Machine Translation Evaluation.
    """
    drawn: dict[str, list[float]] = defaultdict(list)
    if len(units) < 2:
        return {}
    # Units that count the same are one column with a weight: most pairs come out alike.
    kinds = Counter(frozenset(one.items()) for one in units)
    weights = list(accumulate(kinds.values()))
    columns: dict[K, list[tuple[int, float]]] = defaultdict(list)
    for at, kind in enumerate(kinds):
        for key, amount in kind:
            columns[key].append((at, amount))
    dice = random.Random(seed)
    for _ in range(draws):
        times = Counter(dice.choices(range(len(kinds)), cum_weights=weights, k=len(units)))
        total = {
            key: sum(times[at] * amount for at, amount in column) for key, column in columns.items()
        }
        for name, value in figures(total).items():
            if value is not None:
                drawn[name].append(value)
    return {name: _interval(sorted(values), draws) for name, values in drawn.items()}


def _interval(values: Sequence[float], draws: int) -> Interval:
    if len(values) < ENOUGH * draws or values[0] == values[-1]:
        return None
    outside = (1 - LEVEL) / 2
    low = int(outside * len(values))
    return values[low], values[len(values) - 1 - low]
