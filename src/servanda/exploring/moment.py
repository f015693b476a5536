"""What is asked of the columns as they are at one moment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from servanda.domain.agreement import Agreement
from servanda.exploring.asked import Asked
from servanda.exploring.store import Store


class Moment:
    """Columns as they are now, which stay what they are when others grow in their place."""

    def __init__(self, columns: Store, asked: Asked, *, found: Sequence[int] | None = None) -> None:
        self.columns = columns
        self.asked = asked
        #: The version of the columns that this is of.
        self.version = columns.version
        self.size = columns.table.size
        #: The columns as they are now; grown ones are others.
        self.of = columns.table.of
        self.source = columns.source
        self.found = None if found is None else columns.table.rows_at(np.array(found, np.uint64))

    @property
    def agreement(self) -> Agreement | None:
        """The agreement that is asked for, or the only one, or the first."""
        agreements = self.columns.record.agreements
        if not self.asked.agreement:
            return agreements[0] if agreements else None
        return next((one for one in agreements if one.key == self.asked.agreement), None)

    @property
    def provisions(self) -> frozenset[str] | None:
        """The keys of rows that are asked for; None for all."""
        if not self.asked.provision:
            return None
        own = self.agreement
        top = own.provision(self.asked.provision) if own else None
        return (
            frozenset(one.key for one in top.walk()) if top else frozenset({self.asked.provision})
        )
