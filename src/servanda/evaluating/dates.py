"""Over the pairs: was the date of the act read right?"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.evaluating.alike import date_of
from servanda.evaluating.counts import Key, Measure, f1, share
from servanda.evaluating.matching import Outcome


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count whether the EDTF value of `when` is letter for letter that of gold."""
    if one.gold is None or one.found is None:
        return
    wanted, read = date_of(one.gold), date_of(one.found)
    yield ("dates", "pairs"), 1
    yield ("dates", "right"), wanted == read
    yield ("dates", "gold"), wanted is not None
    yield ("dates", "found"), read is not None
    yield ("dates", "given right"), wanted is not None and wanted == read


MEASURES = (
    Measure(
        "dates.exact",
        "Dates",
        "value right",
        "pairs with the same EDTF value, or none in both / pairs",
        share("right", "pairs", of="dates"),
    ),
    Measure(
        "dates.told.exact",
        "Dates",
        "value right where gold gives one",
        "pairs with the same EDTF value / pairs in which gold gives a date",
        share("given right", "gold", of="dates"),
    ),
    Measure(
        "dates.f1",
        "Dates",
        "F1 of values",
        "2 x values that gold and reader share / (values of gold + values of the reader)",
        f1("given right", "gold", "found", of="dates"),
    ),
)
