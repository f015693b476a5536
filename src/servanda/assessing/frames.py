"""Data frames and tables for a notebook, made of flat rows in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.errors import MissingExtra

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")
#: So many rows, and code points of a text, a notebook is shown; the data frame has all.
MOST_ROWS = 200
MOST_TEXT = 160
#: Notebooks set numbers and words to the right and in the middle.
LEFT = ' style="text-align:left;vertical-align:top"'


def frame_of(
    rows: Iterable[Mapping[str, object]], columns: Sequence[str] | None = None
) -> pandas.DataFrame:
    """Give a data frame of flat rows, its columns in this order, also where there is no row.

    Raises:
        MissingExtra: pandas is not installed.
    """
    try:
        import pandas  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("frames", needed_for="A data frame") from error
    return pandas.DataFrame(list(rows), columns=None if columns is None else list(columns))


def table_of(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Give flat rows as a table of HTML for a notebook: every text escaped, no empty column."""
    told = [{name: _short(one.get(name)) for name in columns} for one in rows[:MOST_ROWS]]
    filled = [name for name in columns if not told or any(one[name] for one in told)]
    head = "".join(f"<th{LEFT}>{escape(one)}</th>" for one in filled)
    body = "".join(
        f"<tr>{''.join(f'<td{LEFT}>{escape(one[name])}</td>' for name in filled)}</tr>"
        for one in told
    )
    more = len(rows) - MOST_ROWS
    rest = f"<p>and {more} more rows: .to_frame() has them</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _short(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    text = str(value)
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


class Rows(tuple[T, ...]):
    """Values in their order, each of which is one row of a data frame.

    It is a tuple; `.to_frame()` makes a data frame of it, `.records()` plain rows, and a notebook
    shows it as a table.
    """

    _columns: tuple[str, ...]
    _row: Callable[[T], Iterable[object]]

    def __new__(
        cls,
        values: Iterable[T],
        *,
        columns: Iterable[str],
        row: Callable[[T], Iterable[object]],
    ) -> Rows[T]:
        """Keep values with the names of their columns and how one of them is told as a row."""
        made = super().__new__(cls, values)
        made._columns, made._row = tuple(columns), row
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Give what a copy is made of."""
        return (tuple(self),), {"columns": self._columns, "row": self._row}

    def records(self) -> list[dict[str, object]]:
        """Give one flat row for each value, ready for a data frame or CSV."""
        return [dict(zip(self._columns, self._row(one), strict=True)) for one in self]

    def to_frame(self) -> pandas.DataFrame:
        """Give a pandas DataFrame with one value a row.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of(self.records(), self._columns)

    def _repr_html_(self) -> str:
        return table_of(self.records(), self._columns)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self._columns[:6])} …: .to_frame()>"
