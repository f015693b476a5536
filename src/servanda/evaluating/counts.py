"""Figures as functions of counts: what is counted once can be added up over any resample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from servanda.evaluating.matching import Outcome

#: What is counted, and of which label: `("gold",)`, `("kind", "verdict", "incident")`.
Key = tuple[str, ...]
Counts = Mapping[Key, float]
#: What one outcome adds to the counts.
Tally = Callable[[Outcome], Iterator[tuple[Key, float]]]


class Value(NamedTuple):
    """A figure's value and what it was made from; None where there was nothing to count.

    A median has no numerator; its denominator is how many numbers it is the median of.
    """

    value: float | None
    numerator: float | None
    denominator: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's key, the group it is shown in, its name, and its formula for those who read it.

    `better` is which way is better; `unit` is "" for a share from 0 to 1.
    """

    key: str
    group: str
    name: str
    formula: str
    of: Callable[[Counts], Value]
    better: str = "higher"
    unit: str = ""


def ratio(numerator: float, denominator: float) -> Value:
    """Give a share, or nothing when there is nothing to share."""
    return Value(numerator / denominator if denominator else None, numerator, denominator)


def share(right: str, all: str, *, of: str) -> Callable[[Counts], Value]:
    """Give the share of one count in another, both counted under `of`."""
    return lambda counts: ratio(counts.get((of, right), 0), counts.get((of, all), 0))


def f1(right: str, gold: str, found: str, *, of: str) -> Callable[[Counts], Value]:
    """Give F1, the harmonic mean of precision and recall, as 2 x right / (gold + found).

    Source: van Rijsbergen 1979, Information Retrieval, chapter 7 (E measure with beta 1).
    """
    return lambda counts: ratio(
        2 * counts.get((of, right), 0), counts.get((of, gold), 0) + counts.get((of, found), 0)
    )
