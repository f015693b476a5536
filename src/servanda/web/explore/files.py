"""A view as a file to take away: the matrix and the statements as CSV and JSON.

Every row of a CSV stands alone: it names the head of the record and what was asked. Texts that a
spreadsheet would take for a formula are guarded as in the report's tables; JSON has every text
letter for letter, and the words' definitions beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.dossier.tables import to_csv
from servanda.dossier.words import terms
from servanda.exploring import Pivot
from servanda.saying import N_, _
from servanda.web.explore.address import View
from servanda.web.explore.names import Names

#: The columns of a matrix's CSV; the first two pairs are those of the rows and columns chosen.
COLUMNS = (
    "rows_are",
    "row",
    "row_name",
    "columns_are",
    "column",
    "column_name",
    "judged",
    "judged_name",
    "picture_accepted",
    "statements_accepted",
    "picture_with_proposals",
    "proposals",
    "picture_means",
    "agreement",
    "head",
    "asked",
)
NOTE = N_(
    "Numbers are statements that stand in a field, never acts, victims or breaches, and are not to "
    "be added up. picture_accepted rests on what people accepted; picture_with_proposals has what "
    "machines propose added. Silence is not compliance."
)


#: A table of more fields than these has no records of the empty ones.
MOST_FIELDS = 50_000


def picture_records(pivot: Pivot, names: Names) -> Iterator[dict[str, Any]]:
    """Give a flat record for each party judged in each field, and one for each empty field."""
    sparse = len(pivot.rows) * len(pivot.columns) > MOST_FIELDS
    for row in pivot.rows:
        for column in pivot.columns:
            common = {
                "row": row.key,
                "row_name": names.of(pivot.rows_are, row.key),
                "column": column.key,
                "column_name": names.of(pivot.columns_are, column.key),
            }
            cell = pivot.cells.get((row.key, column.key))
            for one in cell.words if cell else ():
                yield {
                    **common,
                    "judged": one.party,
                    "judged_name": names.of("party", one.party),
                    "picture_accepted": one.accepted,
                    "statements_accepted": one.statements_accepted,
                    "picture_with_proposals": one.with_proposals,
                    "proposals": one.statements_with_proposals - one.statements_accepted,
                }
            if not sparse and (cell is None or not cell.words):
                word = pivot.empty.get(column.key, "silent")
                yield {
                    **common,
                    "judged": None,
                    "judged_name": None,
                    "picture_accepted": word,
                    "statements_accepted": 0,
                    "picture_with_proposals": word,
                    "proposals": 0,
                }


def picture_csv(view: View, pivot: Pivot, names: Names, *, head: str) -> str:
    """Give the matrix as CSV, a row for each party judged in each field."""
    words = terms("pictures")
    common = (pivot.agreement, head, view.address())
    rows = (
        [
            pivot.rows_are,
            one["row"],
            one["row_name"],
            pivot.columns_are,
            one["column"],
            one["column_name"],
            one["judged"],
            one["judged_name"],
            one["picture_accepted"],
            one["statements_accepted"],
            one["picture_with_proposals"],
            one["proposals"],
            words[one["picture_with_proposals"]].means,
            *common,
        ]
        for one in picture_records(pivot, names)
    )
    return to_csv(list(COLUMNS), rows)


def picture_json(
    view: View, pivot: Pivot, names: Names, *, head: str, counts: tuple[int, int]
) -> dict[str, Any]:
    """Give the matrix as an object: the head, what was asked, the definitions, the fields."""
    return {
        "head": head,
        "asked": dict_of(view),
        "address": view.address(),
        "agreement": pivot.agreement,
        "rows": pivot.rows_are,
        "columns": pivot.columns_are,
        "accepted": counts[0],
        "proposed": counts[1],
        "note": _(NOTE),
        "words": {key: one.means for key, one in terms("pictures").items()},
        "fields": list(picture_records(pivot, names)),
    }


def dict_of(view: View) -> dict[str, list[str]]:
    """Give what an address asks, each name with its values."""
    found: dict[str, list[str]] = {}
    for name, value in view.pairs():
        if name not in ("row", "column", "open", "facet", "page") and not name.startswith("find-"):
            found.setdefault(name, []).append(value)
    return found
