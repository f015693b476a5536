"""Names to numbers: what is filed under each name, as files to be mapped as they lie."""

from __future__ import annotations

import io
import sys
from array import array
from collections.abc import Collection, Iterator
from itertools import accumulate
from pathlib import Path

import marisa_trie

from servanda.places.names import key_of, keys_of
from servanda.places.rows import Row

TRIE, POSTINGS = "names.marisa", "postings.u32"
#: So many names are written at a time.
_TOGETHER = 10_000


class Names:
    """Files places under their names: one line of a buffer a name, one number beside it.

    A dict of the names would take 200 MB and be no faster.
    """

    def __init__(self) -> None:
        self._lines, self._waiting = io.BytesIO(), list[str]()
        self._filed = array("I")
        self._countries: set[str] = set()

    def add(self, number: int, row: Row) -> None:
        """File a row under its names; the lowest bit of what is filed tells its chief name."""
        chief = key_of(row.name)
        if row.kind == "country":
            self._countries.add(chief)
        if chief:
            self._waiting.append(chief)
            self._filed.append(number << 1 | 1)
        if row.names:
            others = keys_of(row.names)
            others.discard(chief)
            self._waiting += others
            self._filed.extend([number << 1] * len(others))
        if len(self._waiting) > _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        self._lines.write("\n".join([*self._waiting, ""]).encode())
        self._waiting.clear()

    def _keys(self) -> Iterator[str]:
        return map(str.rstrip, io.TextIOWrapper(io.BytesIO(self._lines.getbuffer()), "utf-8"))

    def write(self, work: Path, words: Collection[str]) -> str:
        """Write trie and postings: first where each name's places begin, then the places.

        Unsigned 32-bit numbers, little-endian, so that the file can be mapped as it lies. Gives
        those of the `words` that are names, in order, blanks between; no country's own name, for
        that is so frequent that a capital at the beginning of a sentence is no chance.
        """
        if self._waiting:
            self._flush()
        trie = marisa_trie.Trie(self._keys())
        trie.save(str(work / TRIE))
        named = array("I", map(trie.__getitem__, self._keys()))
        offsets = array("I", bytes(4 * (len(trie) + 1)))
        for name in named:
            offsets[name + 1] += 1
        offsets = array("I", accumulate(offsets))
        places, free = array("I", bytes(4 * len(named))), offsets[:]
        for name, filed in zip(named, self._filed, strict=True):
            places[free[name]] = filed
            free[name] += 1
        with (work / POSTINGS).open("wb") as file:
            for numbers in (array("I", [len(trie)]), offsets, places):
                if sys.byteorder == "big":
                    numbers.byteswap()
                numbers.tofile(file)
        return " ".join(sorted(one for one in words if one in trie and one not in self._countries))
