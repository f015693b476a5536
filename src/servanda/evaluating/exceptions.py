"""Over the pairs: was what a statement excepts found?"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.evaluating.counts import Key, Measure, f1, share
from servanda.evaluating.matching import Outcome


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count the exceptions of a pair, one to one: two answer each other when they share words."""
    if one.gold is None or one.found is None:
        return
    waiting = list(one.found.exceptions)
    yield ("exceptions", "gold"), len(one.gold.exceptions)
    yield ("exceptions", "found"), len(waiting)
    right = 0
    for wanted in one.gold.exceptions:
        sharing = [
            (min(wanted.end, said.end) - max(wanted.start, said.start), at)
            for at, said in enumerate(waiting)
        ]
        most, at = max(sharing, default=(0, 0))
        if most > 0:
            del waiting[at]
            right += 1
    yield ("exceptions", "right"), right


MEASURES = (
    Measure(
        "exceptions.precision",
        "Exceptions",
        "precision",
        "exceptions that share words with one of gold / exceptions of the reader",
        share("right", "found", of="exceptions"),
    ),
    Measure(
        "exceptions.recall",
        "Exceptions",
        "recall",
        "exceptions that share words with one of gold / exceptions of gold",
        share("right", "gold", of="exceptions"),
    ),
    Measure(
        "exceptions.f1",
        "Exceptions",
        "F1",
        "2 x exceptions that share words / (exceptions of gold + of the reader)",
        f1("right", "gold", "found", of="exceptions"),
    ),
)
