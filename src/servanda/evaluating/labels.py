"""Kind and stance: accuracy, macro-F1, and which label was taken for which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from servanda.domain.statement import Kind, Stance
from servanda.evaluating.counts import Counts, Key, Measure, Value, ratio
from servanda.evaluating.matching import Outcome

#: In place of a label that the other side does not have: missed, or a false alarm.
NONE = ""
LABELS: dict[str, tuple[str, ...]] = {"kind": get_args(Kind), "stance": get_args(Stance)}


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often gold's label (row) met the reader's (column), over the pairs.

    `labels` are those that occur, in the order of precedence. `missed` counts gold statements
    that nothing answers, by gold's label; `alarms` found ones that answer nothing, by the
    reader's.
    """

    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    missed: tuple[int, ...]
    alarms: tuple[int, ...]


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count which label was taken for which; "" where a side has no statement."""
    for field in LABELS:
        wanted = getattr(one.gold, field) if one.gold else NONE
        read = getattr(one.found, field) if one.found else NONE
        yield (field, wanted, read), 1


def confusion(counts: Counts, field: str) -> Confusion:
    """Give the table of a field, `kind` or `stance`."""
    names = tuple(
        one
        for one in LABELS[field]
        if any(key[0] == field and one in key[1:] and n for key, n in counts.items())
    )

    def number(wanted: str, read: str) -> int:
        return round(counts.get((field, wanted, read), 0))

    return Confusion(
        names,
        tuple(tuple(number(a, b) for b in names) for a in names),
        tuple(number(one, NONE) for one in names),
        tuple(number(NONE, one) for one in names),
    )


def _accuracy(field: str) -> Callable[[Counts], Value]:
    def of(counts: Counts) -> Value:
        labels = LABELS[field]
        total = sum(counts.get((field, a, b), 0) for a in labels for b in labels)
        return ratio(sum(counts.get((field, a, a), 0) for a in labels), total)

    return of


def _class_f1(field: str, *, end_to_end: bool) -> Callable[[Counts, str], Value]:
    others: Sequence[str] = (*LABELS[field], NONE) if end_to_end else LABELS[field]

    def of(counts: Counts, label: str) -> Value:
        gold = sum(counts.get((field, label, one), 0) for one in others)
        found = sum(counts.get((field, one, label), 0) for one in others)
        return ratio(2 * counts.get((field, label, label), 0), gold + found)

    return of


def _macro_f1(field: str, *, end_to_end: bool = False) -> Callable[[Counts], Value]:
    """Give the unweighted mean of the labels' F1, over the labels that gold or reader uses.

    Source: the averaged F1 of Opitz and Burst 2019, Macro F1 and Macro F1.
    """
    class_f1 = _class_f1(field, end_to_end=end_to_end)

    def of(counts: Counts) -> Value:
        made = [class_f1(counts, one).value for one in LABELS[field]]
        known = [one for one in made if one is not None]
        return ratio(sum(known), len(known))

    return of


def _admissions(part: str) -> Callable[[Counts], Value]:
    def of(counts: Counts) -> Value:
        labels = LABELS["kind"]
        right = counts.get(("kind", "admission", "admission"), 0)
        gold = sum(counts.get(("kind", "admission", one), 0) for one in labels)
        found = sum(counts.get(("kind", one, "admission"), 0) for one in labels)
        return ratio(right, found if part == "precision" else gold)

    return of


def _measures(field: str) -> tuple[Measure, ...]:
    group = field.capitalize()
    return (
        Measure(
            f"{field}.accuracy",
            group,
            "accuracy",
            f"pairs with the same {field} / pairs",
            _accuracy(field),
        ),
        Measure(
            f"{field}.macro_f1",
            group,
            "macro-F1",
            f"mean F1 of every {field} that occurs in a pair, each counted alike",
            _macro_f1(field),
        ),
        Measure(
            f"{field}.macro_f1.end_to_end",
            group,
            "macro-F1, misses and false alarms counted",
            f"mean F1 of every {field} that occurs, where a missed statement and a false alarm "
            "are mistakes too",
            _macro_f1(field, end_to_end=True),
        ),
    )


MEASURES = (
    *_measures("stance"),
    *_measures("kind"),
    Measure(
        "admissions.precision",
        "Admissions",
        "precision",
        "pairs that both call an admission / pairs that the reader calls one",
        _admissions("precision"),
    ),
    Measure(
        "admissions.recall",
        "Admissions",
        "recall",
        "pairs that both call an admission / pairs that gold calls one",
        _admissions("recall"),
    ),
    Measure(
        "admissions.f1",
        "Admissions",
        "F1",
        "2 x pairs that both call an admission / (pairs that gold + that the reader calls one)",
        lambda counts: _class_f1("kind", end_to_end=False)(counts, "admission"),
    ),
)
