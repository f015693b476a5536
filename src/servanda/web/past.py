"""Earlier states on the desk: each a desk of its own, on a lane of its own, made once.

A state is known by the number of its last entry and never changes, so that its address
(`/as-of/17/...`) can be cited. Everything that a page may ask of the living record can be asked of
it. What is marked sensitive or withheld today is so in the past, too: whenever that changes, all
states are let go of.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from servanda.dossier.pairs import Row
from servanda.errors import ServandaError, StaleAct
from servanda.journal import HistoryAsked, Journal, open_journal, past_journal
from servanda.web.compared import Compared, Comparing, compare
from servanda.web.desk import Desk
from servanda.web.lane import Lane
from servanda.web.shown import Shown
from servanda.workflows.past import find_count

T = TypeVar("T")

#: So many states are kept at once; each holds a file, and some memory while it is asked.
MOST_STATES = 3
#: A page waits so long for a state that is being made; then it says how far that is.
PATIENCE_SECONDS = 2.0
#: After these, an earlier state may show less than it did.
HIDING = ("SensitivityMarked", "PayloadWithheld")
ALL = HistoryAsked()


class PastLane(Lane):
    """A lane on the book as it stood; the file is made by the first who asks."""

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(path, readonly=True)
        self.path = path
        self._count = count
        #: How far it is made.
        self.made = 0
        self._closed = False

    def start(self, work: Callable[[Journal], T]) -> Future[T]:
        """Put some work at the end of the lane.

        Raises:
            StaleAct: The state was let go of meanwhile.
        """
        if self._closed:
            raise StaleAct("What may be shown of this state has just changed: load it again.")
        return super().start(work)

    def close(self) -> None:
        """Let go of the file as soon as the work in hand is done; nobody waits for it."""
        self._closed = True
        self._finish(wait=False)

    def _open(self) -> Journal:
        def tell(number: int) -> None:
            if self._closed:
                raise StaleAct("Nobody asks for this state any more.")
            self.made = number

        living = open_journal(str(self._path), readonly=True)
        try:
            return past_journal(living, self._count, tell=tell)
        finally:
            living.close()


class ComparingThen(Comparing):
    """Compares the statements of an earlier state in its own lane, after the page in hand."""

    def __init__(self, lane: PastLane, *, include_sensitive: bool) -> None:
        super().__init__(lane.path, include_sensitive=include_sensitive)
        self._lane = lane
        self._begun: set[Row] = set()

    def later(self, row: Row, ids: Sequence[str], length: str, stamp: object) -> None:
        """Compare a row's statements behind the page that asks; a state never changes."""
        if row in self._begun:
            return
        self._begun.add(row)
        wanted = list(ids)

        def work(journal: Journal) -> None:
            record = Shown(journal, include_sensitive=self._include_sensitive).excerpt(
                journal, statements=wanted
            )
            found = compare(record, row, length=length)
            self._known[row] = Compared(found, record.head.count, stamp)

        self._lane.start(work)

    @property
    def waiting(self) -> int:
        """How many rows are being compared."""
        return len(self._begun - set(self._known))


class PastDesk(Desk):
    """A desk on which an earlier state lies; nothing can be written on it."""

    def __init__(self, desk: Desk, count: int) -> None:
        super().__init__(
            desk.path,
            desk.keys,
            desk.hosts,
            include_sensitive=desk.include_sensitive,
            coder=desk.coder,
        )
        self.intake.close()
        self.lane = PastLane(desk.path, count)
        # Whatever lane a page asks in, the state lies in this one.
        for name, value in list(vars(self).items()):
            if isinstance(value, Lane) and value is not self.lane:
                value.close()
                setattr(self, name, self.lane)
        self._comparing = ComparingThen(self.lane, include_sensitive=desk.include_sensitive)

    def close(self) -> None:
        """Let go of the file, which is then gone."""
        self.lane.close()


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier state that is shown: its last entry and when that was recorded.

    `count` is the number of entries that the record has now, `now` the address of the same page
    today.
    """

    number: int
    time: str
    count: int
    now: str = "/"

    @property
    def root(self) -> str:
        """What every address within this state begins with."""
        return f"/as-of/{self.number}"


@dataclass
class State:
    """An earlier state, and whether its file is made."""

    desk: PastDesk
    past: Past
    ready: Future[None]


class Pasts:
    """The earlier states that were asked for last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        #: Finds out which state is meant: on its own lane, so that nobody waits for it.
        self._lane = Lane(desk.path, readonly=True)
        self._states: OrderedDict[int, State] = OrderedDict()
        self._seen = 0

    async def number_of(self, when: str) -> int:
        """Give the number of the last entry of the state that is meant: a day, a head, a report.

        Raises:
            ServandaError: There is no such state.
        """

        def find(journal: Journal) -> int:
            number = find_count(journal, when.strip())
            if number == 0:
                (first,) = journal.history(ALL, before=2, limit=1).lines or (None,)
                began = f": it begins on {first.time[:10]}" if first else ""
                raise ServandaError(f"Nothing was recorded yet on {when.strip()[:40]}{began}.")
            return number

        return await self._lane.run(find)

    async def state(self, number: int) -> State:
        """Give a state; it is being made if it was not asked for lately.

        Raises:
            ServandaError: The record never had so many entries.
        """

        def look(journal: Journal) -> tuple[Past, bool]:
            count = journal.head().count
            find_count(journal, str(number))
            changed = False
            if count != self._seen:
                hidden = journal.history(HistoryAsked(kinds=HIDING), before=count + 1, limit=1)
                # Where more entries came than one look goes through: better once too often.
                latest = hidden.lines[0].number if hidden.lines else hidden.looked_to
                changed = latest > self._seen
                self._seen = count
            lines = journal.history(ALL, before=number + 1, limit=1).lines
            if not lines:
                raise ServandaError("Before its first entry a record shows nothing.")
            return Past(number, lines[0].time, count), changed

        past, changed = await self._lane.run(look)
        if changed:
            self.forget()
        known = self._states.get(number)
        if known and known.ready.done() and known.ready.exception():
            del self._states[number]
        if number not in self._states:
            desk = PastDesk(self._desk, number)
            ready = desk.lane.start(lambda _: None)
            self._states[number] = State(desk, past, ready)
        self._states.move_to_end(number)
        while len(self._states) > MOST_STATES:
            _, old = self._states.popitem(last=False)
            old.desk.close()
        state = self._states[number]
        state.past = past
        return state

    def forget(self) -> None:
        """Let go of all states: what may be shown of them has changed."""
        for one in self._states.values():
            one.desk.close()
        self._states.clear()

    def close(self) -> None:
        """Let go of everything."""
        self.forget()
        self._lane.close()
