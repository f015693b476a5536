"""A table of pictures: any two of provision, place, period, side and party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from servanda.assessing.frames import frame_of
from servanda.domain.cell import Picture, PictureWord

if TYPE_CHECKING:
    import pandas

Dimension = Literal["provision", "place", "period", "side", "party"]
DIMENSIONS: tuple[Dimension, ...] = ("provision", "place", "period", "side", "party")


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column: its key and what to print for it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The pictures of one field of the table, one for each party judged there.

    `statements` is how many different statements stand in it, counted or beside;
    it is not a count of acts, victims or breaches.
    """

    pictures: tuple[Picture, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of pictures at one level of the provisions' tree.

    `cells` holds only fields in which something was said; `empty` tells `silent` from `unread`
    for every other column. `proposals` tells whether unruled proposals are in it.
    """

    agreement: str
    rows_are: Dimension
    columns_are: Dimension
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: dict[tuple[str, str], MatrixCell]
    empty: dict[str, PictureWord]
    proposals: bool
    parent: str | None = None

    def records(self) -> list[dict[str, object]]:
        """Give one flat row for each picture of each field, ready for a data frame or CSV."""
        found: list[dict[str, object]] = []
        for row in self.rows:
            for column in self.columns:
                cell = self.cells.get((row.key, column.key))
                common = {
                    self.rows_are: row.key,
                    self.columns_are: column.key,
                    "proposals": self.proposals,
                }
                if cell is None:
                    word = self.empty.get(column.key, "silent")
                    found.append({**common, "judged": None, "picture": word, "statements": 0})
                    continue
                found.extend(
                    {
                        **common,
                        "judged": picture.cell.party,
                        "picture": picture.word,
                        "statements": sum(
                            len(one.counted) + len(one.beside) for one in picture.accounts
                        ),
                    }
                    for picture in cell.pictures
                )
        return found

    def to_frame(self) -> pandas.DataFrame:
        """Give the table as a pandas DataFrame: rows by columns, the pictures' words in it.

        Where several parties are judged in one field, their words are joined as
        "party: word; party: word".

        Raises:
            MissingExtra: pandas is not installed.
        """
        # By position first: two places may bear one name.
        fields = [
            {str(at): self._words(row.key, column.key) for at, column in enumerate(self.columns)}
            for row in self.rows
        ]
        return (
            frame_of(fields, [str(at) for at in range(len(self.columns))])
            .set_axis([one.label for one in self.rows], axis=0)
            .set_axis([one.label for one in self.columns], axis=1)
            .rename_axis(index=self.rows_are, columns=self.columns_are)
        )

    def __repr__(self) -> str:
        size = f"{len(self.rows)} x {len(self.columns)}"
        return f"<matrix of {self.agreement}, {self.rows_are} x {self.columns_are}: {size}>"

    def _words(self, row: str, column: str) -> str:
        cell = self.cells.get((row, column))
        if cell is None:
            return self.empty.get(column, "silent")
        if len(cell.pictures) == 1:
            return cell.pictures[0].word
        return "; ".join(f"{one.cell.party}: {one.word}" for one in cell.pictures)
