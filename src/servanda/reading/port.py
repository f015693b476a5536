"""What a reader must be: a value in, values out; it never sees the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from servanda.domain.agreement import Agreement
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.text.port import PlaceFinder


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader proposes for one source; `problems` are passages it could not read."""

    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()


class Reader(Protocol):
    """A machine that proposes statements. Found through the entry-point group `servanda.readers`.

    The same source, agreements and finder give the same reading, in any process.
    """

    name: str
    version: str

    def mark(self, agreements: Sequence[Agreement], places: PlaceFinder) -> ReaderMark:
        """Name this reader with these inputs: the fingerprint changes when any of them does."""
        ...

    def reads(self, source: Source) -> str | None:
        """Say why this source cannot be read (language, no text); None if it can."""
        ...

    def read(self, source: Source, agreements: Sequence[Agreement], places: PlaceFinder) -> Reading:
        """Propose statements about the keeping of these agreements, in reading order."""
        ...
