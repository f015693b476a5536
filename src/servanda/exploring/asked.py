"""What a view asks for, and the values that it gets back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from servanda.assessing.matrix import Heading
from servanda.domain.cell import PictureWord

Dimension = Literal["provision", "place", "period", "side", "party", "source"]
DIMENSIONS: tuple[Dimension, ...] = ("provision", "place", "period", "side", "party", "source")
#: What `Chosen.facet` counts by.
Facet = Literal[
    "provision", "place", "side", "party", "source", "stance", "state", "kind", "coder"
]  # fmt: skip
FACETS: tuple[Facet, ...] = (
    "provision", "place", "side", "party", "source", "stance", "state", "kind", "coder",
)  # fmt: skip
Sort = Literal["record", "text", "unsure", "disputed", "newest", "date", "found"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view asks for; empty asks nothing.

    Several values of one field widen the choice, several fields narrow it. Without `states`,
    what was rejected is left out, as in every picture. `provision` takes what is below it, too;
    a statement is at a place also where it is only inherited from a larger one, and between two
    months also where a longer interval reaches in. `words` are looked up by the journal before.
    """

    agreement: str = ""
    provision: str = ""
    places: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    #: Months like "1947-03", inclusive; `(no date)` in either asks for what has none.
    since: str = ""
    until: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that could be chosen, and how many statements would be: never their sum."""

    key: str
    accepted: int
    proposed: int
    rejected: int = 0
    #: What to print for it.
    label: str = ""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many statements stand in a month, or may: of an interval that reaches over it.

    The month of what has no date is "".
    """

    month: str
    accepted: int
    proposed: int
    maybe_accepted: int = 0
    maybe_proposed: int = 0


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many statements are told of a place, and where it lies (WGS 84), None if nobody knows.

    `inherited_` are those told of a larger place around it; no sum is made of the two. The key of
    what has no place is `(no place)`.
    """

    key: str
    name: str
    lat: float | None
    lon: float | None
    granularity: str
    accepted: int
    proposed: int
    inherited_accepted: int = 0
    inherited_proposed: int = 0


@dataclass(frozen=True, slots=True)
class PartyWord:
    """One party's picture in one field: from what was accepted (None: nothing), and with proposals.

    The numbers are of statements that stand there in their own right, counted or beside.
    """

    party: str
    accepted: PictureWord | None
    with_proposals: PictureWord
    statements_accepted: int
    statements_with_proposals: int


@dataclass(frozen=True, slots=True)
class PivotCell:
    """A field of the table: a word for each party judged, and how many different statements."""

    words: tuple[PartyWord, ...]
    accepted: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Pivot:
    """A table of the words of pictures, as `assessing.Matrix` has them, twice.

    `cells` holds the fields in which something was said; `empty` is the word of every other field
    of a column. `rows_left_out` and `columns_left_out` tell how many lighter ones are not shown.
    """

    agreement: str
    rows_are: Dimension
    columns_are: Dimension
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: Mapping[tuple[str, str], PivotCell]
    empty: Mapping[str, PictureWord]
    #: Keys of rows and columns that what was accepted alone would have.
    accepted_rows: tuple[str, ...] = ()
    accepted_columns: tuple[str, ...] = ()
    parent: str | None = None
    rows_left_out: int = 0
    columns_left_out: int = 0

    def records(self, *, proposals: bool) -> list[dict[str, object]]:
        """Give the flat rows that `Matrix.records` gives: one for each picture of each field."""
        rows = self.rows if proposals else _kept(self.rows, self.accepted_rows)
        columns = self.columns if proposals else _kept(self.columns, self.accepted_columns)
        found: list[dict[str, object]] = []
        for row in rows:
            for column in columns:
                common = {
                    self.rows_are: row.key,
                    self.columns_are: column.key,
                    "proposals": proposals,
                }
                cell = self.cells.get((row.key, column.key))
                said = [
                    {
                        **common,
                        "judged": one.party,
                        "picture": one.with_proposals if proposals else one.accepted,
                        "statements": one.statements_with_proposals
                        if proposals
                        else one.statements_accepted,
                    }
                    for one in (cell.words if cell else ())
                    if proposals or one.accepted is not None
                ]
                empty = {**common, "judged": None, "picture": self.empty[column.key]}
                found.extend(said or [{**empty, "statements": 0}])
        return found


def _kept(headings: tuple[Heading, ...], keys: tuple[str, ...]) -> list[Heading]:
    known = set(keys)
    return [one for one in headings if one.key in known]
