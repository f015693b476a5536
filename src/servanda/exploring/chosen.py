"""What a view chose among everything that stands: counts, facets, months, places, a page."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from servanda.domain.cell import NO_PLACE
from servanda.exploring.asked import (
    Dimension,
    Facet,
    FacetValue,
    MonthCount,
    Pivot,
    PlaceCount,
    Sort,
)
from servanda.exploring.facets import facet_of
from servanda.exploring.kept import kept_pivot, kept_places
from servanda.exploring.order import ordered, page_of
from servanda.exploring.slice import Slice
from servanda.exploring.spoken import Spoken, spoken_of
from servanda.exploring.table import Ints
from servanda.exploring.when import month_name
from servanda.journal.facts import NO_MONTH, STATES
from servanda.saying import spoken

_PROPOSED, _REJECTED = STATES.index("proposed"), STATES.index("rejected")


class Chosen(Slice):
    """The statements that fit, of one moment: what comes in later is not among them."""

    def counts(self) -> tuple[int, int]:
        """Give how many were accepted and how many are proposed: never their sum."""
        numbers = np.bincount(self.state, minlength=len(STATES))
        proposed, rejected = int(numbers[_PROPOSED]), int(numbers[_REJECTED])
        return int(numbers.sum()) - proposed - rejected, proposed

    def total(self) -> int:
        """Give how many fit, whatever their state."""
        return len(self.rows)

    def facet(self, name: Facet, *, limit: int | None = None) -> list[FacetValue]:
        """Give the values of one facet with their counts, as if nothing were asked of it.

        The weightiest first if there are more than `limit`; else in the order of their kind.
        """
        with self.columns.lock:
            made = self._kept(("facet", name, limit), lambda: facet_of(self, name, limit=limit))
            assert isinstance(made, list)
            return list(made)

    def pivot(
        self,
        rows: Dimension,
        columns: Dimension,
        *,
        parent: str | None = None,
        most_rows: int | None = None,
        most_columns: int | None = None,
    ) -> Pivot:
        """Give the table of the words of pictures; with a limit, the weightiest lines of it.

        Everything is looked at as these statements tell it: a choice of one stance or one source
        gives the words that this part alone would have.
        """
        with self.columns.lock:
            return kept_pivot(
                self,
                rows,
                columns,
                parent=parent,
                most_rows=most_rows,
                most_columns=most_columns,
                tag=spoken().tag,
            )

    def _kept(self, name: tuple[object, ...], make: Callable[[], object]) -> object:
        """Give what was made of the same choice before, as long as nothing has changed."""
        if self.found is not None or self.version != self.columns.version:
            return make()
        return self.columns.keep((*name, self.asked, spoken().tag), make)

    def months(self) -> list[MonthCount]:
        """Give the months in which something stands, in order; what has no date last, as ""."""
        first, last = (
            self.of[f"told_{end}"][self.rows].astype(np.int64) for end in ("first", "last")
        )
        ruled = (self.state != _PROPOSED) & (self.state != _REJECTED)
        proposed = self.state == _PROPOSED
        dated = first != NO_MONTH
        found: list[MonthCount] = []
        if dated.any():
            low, high = int(first[dated].min()), int(last[dated].max())
            if high - low > _LONGEST:
                low = high - _LONGEST
            first = np.maximum(first, low)
            sure = dated & (first == last)
            numbers = [
                np.bincount(first[sure & one] - low, minlength=high - low + 1)
                for one in (ruled, proposed)
            ] + [
                _over(
                    first[dated & ~sure & one] - low,
                    last[dated & ~sure & one] - low,
                    high - low + 1,
                )
                for one in (ruled, proposed)
            ]
            stacked = np.stack(numbers)
            found += [
                MonthCount(month_name(low + at), *(int(one) for one in stacked[:, at]))
                for at in np.flatnonzero(stacked.any(axis=0)).tolist()
            ]
        if not dated.all():
            none = ~dated
            found.append(MonthCount("", int((none & ruled).sum()), int((none & proposed).sum())))
        return found

    def places(self) -> list[PlaceCount]:
        """Give the places of which something is told, by their key; `(no place)` last."""
        with self.columns.lock:
            line = kept_places(self)
            # For each standing: told of it or inherited, and ruled on, proposed or rejected.
            kinds = np.zeros(len(STATES), np.int64)
            kinds[_PROPOSED], kinds[_REJECTED] = 1, 2
            told = line.key * 6 + line.inherited * 3 + kinds[self.of["state"][line.row]]
            table = np.bincount(told, minlength=len(line.keys) * 6).reshape(-1, 6)
            numbers = [table[:, at] for at in (0, 1, 3, 4)]
            names = self.columns.names.of["place"]
            known = {
                place.id: place
                for one in self.columns.record.agreements
                for place in one.territory.places
            }
            found: list[PlaceCount] = []
            for at in np.flatnonzero(np.stack(numbers).any(axis=0)).tolist():
                key = line.keys[at]
                counts = [int(one[at]) for one in numbers]
                first = names.first[at] if at < len(names.first) else None
                place = known.get(key)
                lat, lon = (first.lat, first.lon) if first else (None, None)
                found.append(
                    PlaceCount(
                        key,
                        self.columns.place_name(key),
                        place.lat if place and place.lat is not None else lat,
                        place.lon if place and place.lon is not None else lon,
                        place.granularity if place else (first.granularity if first else ""),
                        *counts,
                    )
                )
            return sorted(found, key=lambda one: (one.key == NO_PLACE, one.key))

    def spoken(self, *, most: int) -> list[Spoken]:
        """Give what each side says about each party: so many ids, and counts."""
        with self.columns.lock:
            return spoken_of(self, most=most)

    def ordered(self, sort: Sort) -> Ints:
        """Give the rows that fit, in an order."""
        with self.columns.lock:
            return ordered(self, sort)

    def ids(self, *, sort: Sort = "record", offset: int = 0, limit: int = 100) -> list[str]:
        """Give a page of ids of statements in this order."""
        with self.columns.lock:
            return [self.columns.table.id(row) for row in page_of(self, sort, offset, limit)]


#: The most months that are looked at, back from the last: a slip of a year must not cost memory.
_LONGEST = 12 * 1200


def _over(first: Ints, last: Ints, width: int) -> Ints:
    steps = np.zeros(width + 1, np.int64)
    np.add.at(steps, first, 1)
    np.add.at(steps, last + 1, -1)
    return np.cumsum(steps)[:width]
