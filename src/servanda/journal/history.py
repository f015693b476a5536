"""The book as a readable history: who did what when, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from servanda.domain.entry import Act, SourceAdded, SourceRead
from servanda.journal.chain import Leaf
from servanda.journal.codec import entry_of

#: So many entries at most are looked through for one page, so that a filter that fits few of a
#: million is answered as fast as any other: it says how far it looked.
MOST_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class HistoryAsked:
    """Which entries of the history; what is empty asks nothing. Days are UTC, both included."""

    kinds: Collection[str] = ()
    actor: str = ""
    since: str = ""
    until: str = ""

    def fits(self, line: Line) -> bool:
        """Tell whether a line is asked for."""
        day = line.time[:10]
        return (
            (not self.kinds or line.kind in self.kinds)
            and (not self.actor or line.actor == self.actor)
            and (not self.since or day >= self.since)
            and (not self.until or day <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the history tells it; `actor` and `act` are None where they were withheld.

    The act lacks what may be large: the statements of a reading, the bytes and text of a source.
    `proposals` counts the statements of a reading, those withheld since among them.
    """

    number: int
    time: str
    kind: str
    hash: str
    actor: str | None
    act: Act | None
    proposals: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """A page of the history, newest first.

    `looked_to` is the lowest number that was looked at: where the next page goes on before; 0 when
    the beginning of the book was reached.
    """

    lines: tuple[Line, ...]
    looked_to: int


def line_of(leaf: Leaf) -> Line:
    """Give the line of a whole leaf."""
    entry = entry_of(leaf)
    act = entry.act
    proposals = 0
    if isinstance(act, SourceRead):
        proposals = sum(one.role == "statement" for one in leaf.payloads)
        act = replace(act, statements=())
    elif isinstance(act, SourceAdded):
        act = SourceAdded(replace(act.source, text=""), b"")
    return Line(leaf.number, leaf.time, leaf.kind, leaf.hash, entry.actor, act, proposals)
