"""A million statements as columns of numbers: choose, count, and see the words of pictures.

columns = Columns(journal.facts(), Shown(journal.frame()))
chosen = columns.chosen(Asked(sides=("mediator",), since="1947-03"))
accepted, proposed = chosen.counts()
table = chosen.pivot("provision", "place")
"""

from servanda.exploring.asked import (
    DIMENSIONS,
    FACETS,
    Asked,
    Dimension,
    Facet,
    FacetValue,
    MonthCount,
    PartyWord,
    Pivot,
    PivotCell,
    PlaceCount,
    Sort,
)
from servanda.exploring.chosen import Chosen
from servanda.exploring.columns import Columns
from servanda.exploring.spoken import Spoken
from servanda.exploring.store import Shown

__all__ = [
    "DIMENSIONS",
    "FACETS",
    "Asked",
    "Chosen",
    "Columns",
    "Dimension",
    "Facet",
    "FacetValue",
    "MonthCount",
    "PartyWord",
    "Pivot",
    "PivotCell",
    "PlaceCount",
    "Shown",
    "Sort",
    "Spoken",
]
