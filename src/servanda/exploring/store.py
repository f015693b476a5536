"""Everything that stands as columns of numbers: filled once, patched as acts come in."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.assessing.independence import Lineage, lineage_of
from servanda.assessing.periods import PeriodLength
from servanda.domain.record import Record
from servanda.exploring.names import Lexicon
from servanda.exploring.sources import Sources
from servanda.exploring.table import Ints, Table
from servanda.exploring.when import length_of
from servanda.journal.facts import Facts

#: So many patches are remembered by the rows that they changed.
_MOST_CHANGES = 2_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a dossier may be shown: its record without statements, and how names are told.

    `hidden` are ids of statements that are kept back; sources that are not in the record are, too.
    """

    record: Record
    hidden: frozenset[str] = frozenset()
    name: Callable[[str], str] = str
    #: Whether anything is kept back or blacked out.
    cut: bool = False


class Store:
    """Columns of everything that stands; what is kept back is in no count."""

    def __init__(self, facts: Facts, shown: Shown) -> None:
        self.lock = threading.RLock()
        #: Raised whenever anything changed; what is kept for later belongs to one version.
        self.version = 0
        #: Raised when more changed than rulings that accept.
        self.said = 0
        #: Raised when a statement came, or stands elsewhere or less surely than before.
        self.layout = 0
        self.shown = shown
        self.names = Lexicon(facts.names, shown.name)
        self.table = Table(facts.blocks)
        self.sources = Sources(facts.sources, shown.record)
        size = self.table.size
        self.source = np.full(len(self.table.stands), -1, np.int32)
        self.source[:size] = self.sources.index(self.table.of["source"][:size])
        self._hidden = frozenset(shown.hidden)
        #: Rows that would stand if they were not kept back.
        self.kept_back = np.zeros(len(self.table.stands), np.bool_)
        #: The rows that changed, by the version that changed them; the oldest are forgotten.
        self._changes: deque[tuple[int, Ints]] = deque(maxlen=_MOST_CHANGES)
        self._hide(np.arange(size))
        #: The version that last changed anything in a source, by its index.
        self._touched = np.zeros(len(self.sources.ids) + 1, np.int64)
        self._kept: dict[object, tuple[object, object]] = {}
        self.lineage: Lineage = lineage_of(shown.record)
        #: The tables looked at last, which `kept` keeps up.
        self.tables: OrderedDict[Hashable, object] = OrderedDict()

    @property
    def record(self) -> Record:
        """The record without its statements, as it may be shown."""
        return self.shown.record

    def _hide(self, rows: Ints) -> None:
        before = self.table.stands[rows]
        self.table.stands[rows] &= self.source[rows] >= 0
        if self._hidden:
            for row in rows.tolist():
                if self.table.stands[row] and self.table.id(row) in self._hidden:
                    self.table.stands[row] = False
        self.kept_back[rows] = before & ~self.table.stands[rows]

    def hides(self, id: str) -> bool:
        """Tell whether a statement stands that is kept back."""
        rows = np.flatnonzero(self.kept_back[: self.table.size])
        return any(self.table.id(row) == id for row in rows.tolist())

    def changed_since(self, version: int) -> Ints | None:
        """Give the rows that changed after a version; None if that is too long ago."""
        if version == self.version:
            return np.zeros(0, np.int64)
        if not self._changes or self._changes[0][0] > version + 1:
            return None
        return np.unique(np.concatenate([rows for at, rows in self._changes if at > version]))

    def patch(self, facts: Facts) -> int:
        """Take in what changed since; gives how many rows did."""
        with self.lock:
            self.names.add(facts.names)
            changed = [np.zeros(0, np.int64)]
            before = self.table.moves
            for block in facts.blocks:
                rows = self.table.patch(block)
                if len(self.source) < len(self.table.stands):
                    more = len(self.table.stands) - len(self.source)
                    self.source = np.concatenate((self.source, np.full(more, -1, np.int32)))
                    self.kept_back = np.concatenate((self.kept_back, np.zeros(more, np.bool_)))
                self.source[rows] = self.sources.index(self.table.of["source"][rows])
                self._hide(rows)
                self._touched[self.source[rows]] = self.version + 1
                changed.append(rows)
            self.version += 1
            self._changes.append((self.version, np.concatenate(changed)))
            if self.table.moves != before:
                self.layout += 1
            if self.table.moves != before or facts.kinds - {"StatementAccepted"}:
                self.said += 1
            return len(self._changes[-1][1])

    def describe(
        self, shown: Shown, sources: Sequence[tuple[int, str]], *, beside: bool = False
    ) -> None:
        """Let the record beside the statements be as it is now; none of its sources has gone.

        With `beside` only such judgements are new by which nothing is counted.
        """
        with self.lock:
            before = self.shown.record
            self.shown = shown
            if beside:
                return
            if (
                shown.record.sources is not before.sources
                or shown.record.readings != before.readings
            ):
                self.sources = Sources(sources, shown.record)
                more = len(self.sources.ids) + 1 - len(self._touched)
                self._touched = np.concatenate((self._touched, np.zeros(more, np.int64)))
            self.lineage = lineage_of(shown.record)
            self.version += 1
            self.said += 1

    def changed_in(self, source: str) -> int:
        """Give the version that last changed anything in a source."""
        return int(self._touched[self.sources.find(source)])

    def keep(
        self,
        name: object,
        make: Callable[[], object],
        *,
        said: bool = False,
        layout: bool = False,
        by: object = None,
    ) -> object:
        """Give what is made of this version, made once.

        With `said` it outlives what only accepts; with `layout` all that moves no statement; with
        `by` all that leaves this as it is.
        """
        version: object = self.layout if layout else self.said if said else self.version
        version = version if by is None else by
        known = self._kept.get(name)
        if known is None or known[0] != version:
            if len(self._kept) > 64:
                self._kept.clear()
            known = self._kept[name] = (version, make())
        return known[1]

    @property
    def length(self) -> PeriodLength:
        """The length of a period that the span of the statements asks for."""
        found = self.keep("length", lambda: length_of(self.table), said=True)
        assert isinstance(found, str)
        return found  # type: ignore[return-value]

    def place_name(self, key: str) -> str:
        """Give the name to print for a place: the agreement's own before any other."""
        names = self.keep("place names", self._place_names, said=True)
        assert isinstance(names, dict)
        name: str = names.get(key) or key.removeprefix("~")
        return name

    def _place_names(self) -> dict[str, str]:
        names = self.names.of["place"]
        found = {
            key: self.shown.name(first.label)
            for (_, key), first in zip(names.keys, names.first, strict=True)
            if first.label
        }
        for agreement in self.record.agreements:
            found.update({place.id: place.name for place in agreement.territory.places})
        return found

    def side_name(self, key: str) -> str:
        """Give the name to print for a side: its party's, or the word itself."""
        for agreement in self.record.agreements:
            if party := agreement.party(key):
                return party.name
        return key

    def row_of(self, position: int) -> int:
        """Give the row of a statement's position, -1 if none stands there."""
        rows = self.table.rows_at(np.array([position]))
        return int(rows[0]) if len(rows) else -1
