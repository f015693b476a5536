"""Names and their numbers: one dense index for each sort of name, as it may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from servanda.journal.facts import FactName

Key = tuple[str, str]


class Names:
    """All names of one kind: `keys` are (agreement, key), "" for an agreement where none is meant.

    Names that look the same when names of persons are blacked out are one.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.first: list[FactName] = []
        self._at: dict[Key, int] = {}
        self._of_number: list[int] = []

    def add(self, name: FactName, shown: Callable[[str], str]) -> None:
        """Take in one more."""
        key = (shown(name.agreement), shown(name.key))
        at = self._at.get(key)
        if at is None:
            at = self._at[key] = len(self.keys)
            self.keys.append(key)
            self.first.append(name)
        self._of_number += [-1] * (name.number + 1 - len(self._of_number))
        self._of_number[name.number] = at

    def find(self, key: str, agreement: str = "") -> int:
        """Give the index of a name, -1 if no statement ever bore it."""
        return self._at.get((agreement, key), -1)

    @property
    def indices(self) -> npt.NDArray[np.int32]:
        """Give the index of every number; of numbers that name something else -1."""
        return np.array(self._of_number or [-1], np.int32)


class Lexicon:
    """The names of all kinds."""

    KINDS = ("provision", "place", "party", "side", "coder", "voice")

    def __init__(self, names: Iterable[FactName], shown: Callable[[str], str]) -> None:
        self._shown = shown
        self.of = {kind: Names() for kind in self.KINDS}
        self.highest = 0
        self._tables: dict[str, npt.NDArray[np.int32]] = {}
        self.add(names)

    def add(self, names: Iterable[FactName]) -> bool:
        """Take in what is new; tells whether anything was."""
        before = self.highest
        for one in names:
            if one.number > before:
                self.of[one.kind].add(one, self._shown)
                self.highest = max(self.highest, one.number)
        if self.highest > before:
            self._tables.clear()
        return self.highest > before

    def table(self, kind: str) -> npt.NDArray[np.int32]:
        """Give the index among names of this kind for every number up to the highest."""
        if kind not in self._tables:
            found = self.of[kind].indices
            more = self.highest + 1 - len(found)
            self._tables[kind] = np.concatenate((found, np.full(max(more, 0), -1, np.int32)))
        return self._tables[kind]
