"""Everything that stands as columns, ready to be asked."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.exploring.asked import Asked
from servanda.exploring.chosen import Chosen
from servanda.exploring.store import Store


class Columns(Store):
    """Columns of everything that stands; what is kept back is in no count."""

    def chosen(self, asked: Asked, *, found: Sequence[int] | None = None) -> Chosen:
        """Give what stands and fits; `found` are positions that a search gave, best first."""
        with self.lock:
            return Chosen(self, asked, found=found)
