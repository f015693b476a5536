"""Tables as pandas data frames, where pandas is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.errors import MissingExtra

if TYPE_CHECKING:
    import pandas

    from servanda.assessing.matrix import Matrix, MatrixCell


def frame_of(matrix: Matrix) -> pandas.DataFrame:
    """Give a matrix as a data frame indexed by row label, one column for each column label."""
    try:
        import pandas  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("frames", needed_for="A data frame") from error
    return pandas.DataFrame(
        [
            [
                _words(
                    matrix.cells.get((row.key, column.key)), matrix.empty.get(column.key, "silent")
                )
                for column in matrix.columns
            ]
            for row in matrix.rows
        ],
        index=pandas.Index([row.label for row in matrix.rows], name=matrix.rows_are),
        columns=pandas.Index([one.label for one in matrix.columns], name=matrix.columns_are),
    )


def _words(cell: MatrixCell | None, empty: str) -> str:
    if cell is None:
        return empty
    if len(cell.pictures) == 1:
        return cell.pictures[0].word
    return "; ".join(f"{one.cell.party}: {one.word}" for one in cell.pictures)
