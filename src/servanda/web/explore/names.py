"""What is printed for the keys of a picture: provisions, places, parties, sources, periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.domain.agreement import Agreement
from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY
from servanda.dossier.dates import short_period
from servanda.dossier.edition import Edition, Row
from servanda.dossier.words import label
from servanda.exploring import Columns
from servanda.saying import _

_WORDS = {"stance": "stances", "kind": "kinds", "state": "states"}


@dataclass(frozen=True, slots=True)
class Names:
    """Names by dimension or facet and key, as the dossier's pages print them."""

    edition: Edition
    agreement: Agreement | None
    columns: Columns

    def of(self, dimension: str, key: str) -> str:
        """Give what to print for a key."""
        if dimension in _WORDS:
            return label(_WORDS[dimension], key)
        by_dimension = {
            "provision": self._provision,
            "place": self._place,
            "party": self._party,
            "side": self.edition.side_name,
            "source": self._source,
            "period": self._period,
        }
        return by_dimension[dimension](key) if dimension in by_dimension else key

    def _provision(self, key: str) -> str:
        return self.edition.row_name(Row(self._owner, key))

    def _party(self, key: str) -> str:
        return _("no party named") if key == NOBODY else self.edition.party_name(self._owner, key)

    def _place(self, key: str) -> str:
        return _("no place named") if key == NO_PLACE else self.columns.place_name(key)

    def _source(self, key: str) -> str:
        source = self.columns.record.source_by_id.get(key)
        return source.shown_name if source else key

    @staticmethod
    def _period(key: str) -> str:
        return _("no date") if key == NO_DATE else short_period(key)

    @property
    def _owner(self) -> str:
        return self.agreement.key if self.agreement else ""

    def parties_in_order(self, keys: Sequence[str]) -> list[str]:
        """Give parties as their agreement has them, those it does not know later, nobody last."""
        row = Row(self._owner, "")
        return sorted(keys, key=lambda one: self.edition.party_order(row, one))
