"""A matrix that a notebook shows as the picture that the site prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from servanda.assessing import Matrix
from servanda.assessing.matrix import MatrixCell
from servanda.domain.cell import NOBODY
from servanda.domain.record import Record
from servanda.dossier.charts.matrix import ColumnGroup, Field, draw_matrix

#: More rows or columns than these make no picture that can be read; data frames have all.
MOST_ROWS = 60
MOST_COLUMNS = 24


@dataclass(frozen=True, slots=True, repr=False)
class PicturedMatrix(Matrix):
    """A matrix with the names that its picture needs.

    `accepted` are the fields that people's rulings alone give, to draw beside what is proposed.
    """

    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[tuple[str, str], MatrixCell] = field(default_factory=dict)

    def _repr_svg_(self) -> str:
        judged = {one.cell.party for cell in self.cells.values() for one in cell.pictures}
        # In the order of the agreement, what names nobody last.
        parties = sorted(judged, key=lambda one: [*self.names, one].index(one))
        # A column stands below a party only where somebody speaks of that party in it.
        columns = [
            (party, column)
            for party in parties
            for column in self.columns
            if any(self._word(self.cells, row.key, column.key, party) for row in self.rows)
        ]
        shown = columns[:MOST_COLUMNS]
        groups = [
            ColumnGroup(
                self.names.get(party, party),
                [column.label for judged, column in shown if judged == party],
            )
            for party in dict.fromkeys(party for party, _ in shown)
        ]
        rows = [
            (row.label, [self._field(row.key, column.key, party) for party, column in shown])
            for row in self.rows[:MOST_ROWS]
        ]
        left = len(columns) - len(shown), max(0, len(self.rows) - MOST_ROWS)
        more = f" Not shown: {left[0]} columns, {left[1]} rows." if any(left) else ""
        basis = (
            "Solid: from what people accepted. Hatched: with proposals added, where that changes "
            "the word."
            if self.proposals
            else "From what people accepted."
        )
        caption = f"{basis} An empty field is silence, not compliance, or was not read.{more}"
        return draw_matrix(groups, rows, title=self.title, caption=caption)

    def _field(self, row: str, column: str, party: str) -> Field:
        word = self._word(self.cells, row, column, party)
        if not self.proposals:
            return Field(word, None)
        accepted = self._word(self.accepted, row, column, party)
        return Field(accepted, None if accepted == word else word)

    @staticmethod
    def _word(
        cells: Mapping[tuple[str, str], MatrixCell], row: str, column: str, party: str
    ) -> str | None:
        cell = cells.get((row, column))
        pictures = cell.pictures if cell else ()
        return next((one.word for one in pictures if one.cell.party == party), None)


def pictured(matrix: Matrix, record: Record, *, accepted: Matrix | None = None) -> PicturedMatrix:
    """Give a matrix that can draw itself; `accepted` is the same one without proposals."""
    agreement = next(one for one in record.agreements if one.key == matrix.agreement)
    return PicturedMatrix(
        **{one.name: getattr(matrix, one.name) for one in fields(Matrix)},
        title=agreement.title,
        names={one.key: one.name for one in agreement.parties} | {NOBODY: "nobody named"},
        accepted=accepted.cells if accepted else {},
    )
