"""The data dictionary: every table and column of the data files, what it is and what it is not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means, its unit, and where its words are told."""

    name: str
    means: str
    unit: str = ""
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table: what a row is, what rows are not a count of, and the columns in order."""

    name: str
    row: str
    not_a_count_of: str
    columns: tuple[Column, ...]


@cache
def table_kinds() -> Mapping[str, TableKind]:
    """Give the data dictionary, read from `dictionary.toml`."""
    text = files("servanda.dossier").joinpath("dictionary.toml").read_text("utf-8")
    return {
        name: TableKind(
            name,
            one["row"],
            one["not_a_count_of"],
            tuple(
                Column(key, column["means"], column.get("unit", ""), column.get("vocabulary", ""))
                for key, column in one["columns"].items()
            ),
        )
        for name, one in tomllib.loads(text).items()
    }


DICTIONARY_COLUMNS = ["file", "column", "means", "unit", "vocabulary", "a_row_is", "not_a_count_of"]


def dictionary_rows() -> Iterator[list[Value]]:
    """Give the dictionary itself, one row for each column of each table."""
    for kind in table_kinds().values():
        for one in kind.columns:
            yield [
                f"{kind.name}.csv",
                one.name,
                one.means,
                one.unit,
                one.vocabulary,
                kind.row,
                kind.not_a_count_of,
            ]
