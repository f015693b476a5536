"""What a mapping file says of a table: where its columns are and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from servanda.domain.judgement import Unknown

TableKind = Literal["ratings", "events"]
#: The columns that a table of each kind may have.
COLUMNS: Final[dict[TableKind, tuple[str, ...]]] = {
    "ratings": (
        "provision", "period", "place", "party", "level", "violated", "unknown", "work", "why",
        "coder",
    ),
    "events": (
        "text", "date", "place", "provision", "kind", "stance", "about", "responsible", "affected",
        "side", "source", "coder",
    ),
}  # fmt: skip
#: What a table of each kind cannot do without.
NEEDED: Final[dict[TableKind, tuple[str, ...]]] = {"ratings": ("provision",), "events": ("text",)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the words of its header, and the line of the mapping file that names it."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a word in a table of ratings means; nothing of it: the cell is left out."""

    level: float | None = None
    violated: bool = False
    unknown: Unknown | None = None

    @property
    def nothing(self) -> bool:
        """Whether a cell with this word is no rating at all."""
        return self == Given()


@dataclass(frozen=True, slots=True)
class Periods:
    """The columns of a wide table that are periods: those listed, or all that a pattern fits.

    `named` gives what stands over a column and the period it means, "" to read it from the header.
    """

    line: int
    pattern: str = ""
    named: tuple[tuple[Column, str], ...] = ()


#: A provision as agreement and key; None: rows of it are left out.
Row = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """All that a mapping file says; words are folded as names are compared.

    Args:
        file: Its name, for messages.
        header: Rows of the header, counted from 1 as a person counts them.
        always: What holds where a row has no such column, or a blank in it.
        blank: What a blank cell of a rating means.
        dates: Patterns such as `DD/MM/YYYY`; without one a date must be plain.
        periods: Wide form; None for one rating a row.
        across: `provisions` where each column that is not mapped is one, and a row is a period.
        only: Columns, and the words in them that make a row count.
        periods_of_days: Whether a day in a period column stands for its month, quarter or year.
    """

    kind: TableKind
    file: str
    columns: Mapping[str, Column]
    sheet: str = ""
    header: tuple[int, ...] = ()
    separator: str = ""
    agreement: str = ""
    scale: str = "pam"
    always: Mapping[str, str] = field(default_factory=dict)
    periods: Periods | None = None
    across: Literal["", "provisions"] = ""
    only: tuple[tuple[Column, frozenset[str]], ...] = ()
    periods_of_days: Literal["", "month", "quarter", "year"] = ""
    blank: Given = Given()
    values: Mapping[str, Given] = field(default_factory=dict)
    provisions: Mapping[str, Row] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    stances: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    language: str = "en"
