"""A row of the matrix, and a cell's two pictures: from what people accepted, and with proposals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from servanda.assessing import Fact
from servanda.domain.cell import Picture


@dataclass(frozen=True, order=True, slots=True)
class Row:
    """A row of the matrix, which has a page of its own: an agreement's key and a provision's."""

    agreement: str
    key: str


@dataclass(frozen=True)
class Pair:
    """A cell's picture from what people accepted, and with what readers propose added."""

    accepted: Picture | None
    proposed: Picture | None

    @property
    def spoken(self) -> bool:
        """Tell whether anything at all stands in the cell."""
        return self.ruled + self.open > 0

    def statements(self, proposals: bool) -> tuple[str, ...]:
        """Give the ids of all that stands in the cell, each once."""
        picture = self.proposed if proposals else self.accepted
        if picture is None:
            return ()
        found = {
            id: None
            for one in picture.accounts
            for id in (*one.counted, *one.beside, *one.inherited)
        }
        return tuple(found)

    @cached_property
    def ruled(self) -> int:
        """How many accepted statements stand in the cell."""
        return len(self.statements(False))

    @cached_property
    def open(self) -> int:
        """How many proposals stand in the cell: those alone, never the sum."""
        return len(self.statements(True)) - self.ruled

    @property
    def changed(self) -> bool:
        """Tell whether proposals give a word that people's rulings alone do not."""
        if not self.open or self.proposed is None:
            return False
        return not self.ruled or self.accepted is None or self.accepted.word != self.proposed.word

    @property
    def word(self) -> str | None:
        """The word that people's rulings alone give; None where nobody ruled on anything."""
        return self.accepted.word if self.ruled and self.accepted else None

    @property
    def word_with(self) -> str | None:
        """The word with proposals added; None where there is no proposal."""
        return self.proposed.word if self.open and self.proposed else None

    @property
    def best(self) -> Picture | None:
        """The picture to lead with: what people accepted, else what is proposed."""
        return self.accepted if self.ruled else self.proposed


#: By the key of a column, then by the party judged.
Pairs = dict[str, dict[str, Pair]]


def keys_along(fact: Fact, columns: str) -> tuple[str, ...]:
    """Give the keys that a fact has along one dimension, inherited ones included."""
    if columns == "place":
        return (*fact.places, *fact.inherited_places)
    if columns == "period":
        return (*fact.periods, *fact.inherited_periods)
    return (fact.statement.side,) if columns == "side" else fact.parties
