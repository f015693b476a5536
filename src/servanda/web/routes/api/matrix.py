"""The matrix of pictures, from accepted statements and with proposals added."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.assessing import Dimension
from servanda.errors import ServandaError, UnknownThing
from servanda.exploring import Asked as AskedOfColumns
from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.routes.api.shown import Name


class AskedMatrix(Asks, frozen=True, kw_only=True):
    """Which matrix."""

    agreement: Annotated[
        Name | None, Meta(description="Its key; may be left out where there is one.")
    ] = None
    rows: Dimension = "provision"
    columns: Dimension = "place"
    parent: Annotated[Name | None, Meta(description="Show the provisions below this one.")] = None


class MatrixField(msgspec.Struct, frozen=True):
    """One field of the matrix about one party: its word, and how many statements it rests on."""

    row: str
    column: str
    judged: str | None
    picture: str
    statements: int


class Matrix(msgspec.Struct, frozen=True):
    """The matrix twice: from accepted statements, and with proposals added; never their sum."""

    head: str
    agreement: str
    rows: str
    columns: str
    accepted: list[MatrixField]
    with_proposals: list[MatrixField]


def show_matrix(call: Call, asked: AskedMatrix) -> Matrix:
    """Pictures by two dimensions, from accepted statements and with proposals added."""
    if asked.rows == asked.columns:
        raise ServandaError("Rows and columns are the same: choose two dimensions.")
    columns = call.desk.columns(call.journal)
    agreements = {one.key: one for one in columns.record.agreements}
    keys = list(agreements)
    key = asked.agreement or (keys[0] if len(keys) == 1 else "")
    if key not in keys:
        raise UnknownThing("agreement", key[:80], nearest=tuple(keys[:5]))
    if asked.parent is not None and agreements[key].provision(asked.parent) is None:
        raise UnknownThing("provision", asked.parent[:80])
    chosen = columns.chosen(AskedOfColumns(agreement=key))
    table = chosen.pivot(asked.rows, asked.columns, parent=asked.parent)
    both = [
        [
            msgspec.convert(
                {**one, "row": one[asked.rows], "column": one[asked.columns]}, MatrixField
            )
            for one in table.records(proposals=proposals)
        ]
        for proposals in (False, True)
    ]
    return Matrix(str(call.journal.head()), key, asked.rows, asked.columns, *both)


OPERATIONS: Operations = [
    Operation("GET", "/api/matrix", AskedMatrix, Matrix, show_matrix, lane="pages"),
]
