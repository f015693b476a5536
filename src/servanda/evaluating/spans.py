"""Were the statements found? Precision, recall and F1 of their words."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.evaluating.counts import Key, Measure, f1, share
from servanda.evaluating.matching import Outcome

OF = "statements"


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count a pair, a missed statement or a false alarm."""
    if one.gold:
        yield (OF, "gold"), 1
        yield (OF, "recalled or merged"), bool(one.found) or one.within_another
    if one.found:
        yield (OF, "found"), 1
        yield (OF, "no further piece"), not (one.gold is None and one.within_another)
    if one.gold and one.found:
        yield (OF, "paired"), 1
        yield (OF, "exact"), one.exact


def _measure(key: str, name: str, formula: str) -> Measure:
    right = "exact" if key.startswith("exact") else "paired"
    made = {
        "precision": share(right, "found", of=OF),
        "recall": share(right, "gold", of=OF),
        "f1": f1(right, "gold", "found", of=OF),
    }
    return Measure(f"statements.{key}", "Statements", name, formula, made[key.rpartition(".")[2]])


MEASURES = (
    _measure("precision", "precision", "found statements that answer a gold one / all found"),
    _measure("recall", "recall", "gold statements that a found one answers / all gold"),
    _measure("f1", "F1", "2 x pairs / (all gold + all found)"),
    _measure("exact.precision", "precision, exact", "pairs on the very same words / all found"),
    _measure("exact.recall", "recall, exact", "pairs on the very same words / all gold"),
    _measure("exact.f1", "F1, exact", "2 x pairs on the very same words / (all gold + all found)"),
    Measure(
        "statements.lenient.precision",
        "Statements",
        "precision, pieces forgiven",
        "pairs / found statements that are no further piece of a gold one already answered",
        share("paired", "no further piece", of=OF),
    ),
    Measure(
        "statements.lenient.recall",
        "Statements",
        "recall, merged forgiven",
        "gold statements answered, or lying in a statement that answers another one / all gold",
        share("recalled or merged", "gold", of=OF),
    ),
)
