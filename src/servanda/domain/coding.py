"""What coders code apart from each other: the fields, their words, and who a coder is."""

from __future__ import annotations

from typing import Final, get_args

from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CELL_UNIT,
    Cause,
    SourceGrade,
    StatementGrade,
    Unknown,
    cell_parts,
)
from servanda.domain.statement import Extent, Kind, Knowing, Level, Stance

#: Whether a passage says anything about keeping; a coder who says no leaves the rest open.
STATEMENT: Final = "statement"
#: Fields whose words are the agreement's own: keys of its promises, and of its parties.
PROVISION, ABOUT = "provision", "about"
OPEN_FIELDS: Final = (PROVISION, ABOUT)
#: The field of a cell: a level of the scale, `violated`, or a kind of not knowing.
RATING: Final = "rating"
VIOLATED: Final = "violated"
NOT_STATED: Final = "not_stated"
NOBODY_NAMED: Final = "nobody"
#: The fields of a statement that have fixed words, in the order in which they are asked.
STATEMENT_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    STATEMENT: ("yes", "no"),
    "kind": get_args(Kind),
    "stance": get_args(Stance),
    "extent": (*get_args(Extent), NOT_STATED),
    "level": get_args(Level),
    "knowing": get_args(Knowing),
}
#: Fields of a codebook whose words are not for a project to choose.
FIXED: Final[dict[str, tuple[str, ...]]] = {
    **STATEMENT_FIELDS,
    "unknown": get_args(Unknown),
    "cause": get_args(Cause),
    "source_grade": get_args(SourceGrade),
    "statement_grade": get_args(StatementGrade),
}
#: Names that mean something else in a sheet or a command, so no field of a project's own.
RESERVED: Final = frozenset(
    (*OPEN_FIELDS, RATING, "unit", "note", "source", "page", "line", "before", "passage", "after")
)
#: Words from lowest to highest where an order has a meaning; other words stand outside it.
ORDERED: Final[dict[str, tuple[str, ...]]] = {
    "stance": ("broken", "partly", "kept"),
    "extent": ("none", "minimal", "intermediate", "full"),
}
#: How the name of a coder begins that is a machine. No person may be called so.
READER: Final = "reader:"


def is_reader(actor: str) -> bool:
    """Tell whether a coder is a machine."""
    return actor.startswith(READER)


def cell_unit(cell: Cell) -> str:
    """Give the id of the unit that is this cell: `cell:accord/roads//2021`."""
    return CELL_UNIT + "/".join(cell_parts(cell)).rstrip("/")
