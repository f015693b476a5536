"""The sources of a dossier as columns: which were read, whose they are, what comes from what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from servanda.assessing.independence import Lineage
from servanda.domain.record import Record
from servanda.exploring.table import Array, Bools


class Sources:
    """Sources by an index, in the order of the record; -1 is one that is not shown."""

    def __init__(self, entries: Sequence[tuple[int, str]], record: Record) -> None:
        shown = record.source_by_id
        self.ids = [id for _, id in entries]
        self._entries = np.array([number for number, _ in entries], np.int64)
        self.shown: Bools = np.array([id in shown for id in self.ids], np.bool_)
        self._at = {id: at for at, id in enumerate(self.ids) if id in shown}
        held = [shown.get(id) for id in self.ids]
        self.sides = [one.description.side if one else None for one in held]
        self.read: Bools = np.array([bool(record.readings.get(id)) for id in self.ids], np.bool_)
        self.whole: Bools = np.array(
            [one is not None and one.description.complete is not False for one in held], np.bool_
        )

    def index(self, entries: Array) -> npt.NDArray[np.int32]:
        """Give the index of the source that each of these entries added."""
        if not len(self._entries):
            return np.full(len(entries), -1, np.int32)
        at = np.searchsorted(self._entries, entries.astype(np.int64)).astype(np.int32)
        at[at >= len(self._entries)] = 0
        wrong = (self._entries[at] != entries) | ~self.shown[at]
        at[wrong] = -1
        return at

    def find(self, id: str) -> int:
        """Give the index of a source, -1 if none that is shown bears this id."""
        return self._at.get(id, -1)


class Kin:
    """Which sources share an origin with another: only these can be one witness with it."""

    def __init__(self, sources: Sources, lineage: Lineage) -> None:
        by_origin: dict[str, list[int]] = {}
        origins_of: dict[int, frozenset[str]] = {}
        for at, id in enumerate(sources.ids):
            if sources.shown[at]:
                origins_of[at] = lineage.origins(id)
                for origin in origins_of[at]:
                    by_origin.setdefault(origin, []).append(at)
        related = {at for members in by_origin.values() if len(members) > 1 for at in members}
        size = len(sources.ids)
        self.any = bool(related)
        self.related: Bools = np.zeros(size, np.bool_)
        #: The one origin of each, as a number; -1 where there are several.
        self.origin = np.full(size, -1, np.int64)
        self.rank = np.zeros(size, np.int64)
        numbers = {origin: at for at, origin in enumerate(by_origin)}
        ordered = sorted(related, key=lambda at: lineage.nearness(sources.ids[at]))
        for rank, at in enumerate(ordered):
            self.rank[at] = rank
            self.related[at] = True
            if len(origins_of[at]) == 1:
                self.origin[at] = numbers[next(iter(origins_of[at]))]
        self._lineage = lineage
        self._ids = sources.ids

    def nearest(self, sources: Sequence[int]) -> set[int]:
        """Give the sources among these that count: of each witness the nearest to its origin."""
        by_id = {self._ids[at]: at for at in sources}
        return {by_id[one.sources[0]] for one in self._lineage.witnesses(by_id)}
