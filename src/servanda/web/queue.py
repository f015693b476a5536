"""The queue: which statements, in which order; all of it stands in the address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import overload
from urllib.parse import urlencode

from servanda.exploring import Asked as Wanted
from servanda.exploring import Sort
from servanda.exploring.table import Ints as Rows
from servanda.journal import Journal
from servanda.journal.history import HistoryAsked
from servanda.saying import N_
from servanda.web.explore.address import not_known
from servanda.web.standing import Standing

#: How the queue may be sorted: the key in the address, and what is printed.
SORTS = {
    "unsure": N_("least sure first"),
    "disputed": N_("most disputed first"),
    "text": N_("in the order of the texts"),
}
STATES = {
    "proposed": N_("proposals"),
    "accepted": N_("accepted"),
    "amended": N_("amended"),
    "rejected": N_("rejected"),
    "all": N_("everything"),
}
_SORTED: dict[str, Sort] = {"unsure": "unsure", "disputed": "disputed", "text": "text"}
PACE_MINUTES = 10
#: How the journal writes a time.
TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; "" asks nothing."""

    sort: str = "unsure"
    state: str = "proposed"
    #: `agreement/key`, or `(whole)`, or `(unmapped)`.
    provision: str = ""
    source: str = ""
    #: "open": only what has an open question.
    asked: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """Read an address; what it does not know asks nothing."""
        found = cls(**{one.name: given[one.name] for one in fields(cls) if one.name in given})
        if found.sort not in SORTS:
            found = replace(found, sort=cls.sort)
        return found if found.state in STATES else replace(found, state=cls.state)

    @staticmethod
    def wrong(given: Mapping[str, str]) -> list[str]:
        """Give in words what an address asks for that no queue knows."""
        return not_known(
            {name: [value] for name, value in given.items() if value},
            {"sort": SORTS, "state": STATES, "asked": ("open",)},
        )

    def address(self, **more: str) -> str:
        """Give the address of this queue, at a statement or with something else added."""
        plain = Asked()
        said = {
            one.name: value
            for one in fields(self)
            if (value := getattr(self, one.name)) != getattr(plain, one.name)
        }
        added = {key: value for key, value in more.items() if value}
        return f"/queue?{urlencode(said | added)}" if said or added else "/queue"

    def of_columns(self) -> Wanted:
        """Give the same as it is asked of the columns."""
        agreement, _, key = self.provision.rpartition("/")
        return Wanted(
            agreement=agreement,
            provision=key,
            sources=(self.source,) if self.source else (),
            states=tuple(one for one in STATES if one != "all")
            if self.state == "all"
            else (self.state,),
        )


class Queue(Sequence[str]):
    """The ids of a queue's statements in its order; how they read is asked of what stands."""

    def __init__(self, standing: Standing, rows: Rows) -> None:
        self._table = standing.columns.table
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self._table.id(row) for row in self._rows[at].tolist()]
        return self._table.id(int(self._rows[at]))

    def place(self, id: str) -> int | None:
        """Give where in the queue a statement stands, from 0; None if it does not."""
        for row in self._table.rows_of([id]).tolist():
            found = (self._rows == row).nonzero()[0]
            if len(found):
                return int(found[0])
        return None

    def mark(self) -> str:
        """Give a short digest of the whole list as it stands, for a form that rules on all of it.

        A statement is what was recorded at its position, as the last ruling on it left it.
        """
        of = self._table.of
        told = hashlib.sha256(of["position"][self._rows].tobytes())
        told.update(of["ruled"][self._rows].tobytes())
        return told.hexdigest()[:16]


def in_queue(standing: Standing, asked: Asked, *, among: Iterable[str] | None = None) -> Queue:
    """Give the statements of a queue in its order; with `among`, only those of these ids."""
    columns = standing.columns
    found = None
    if among is not None:
        found = columns.table.of["position"][columns.table.rows_of(among)].tolist()
    chosen = columns.chosen(asked.of_columns(), found=found)
    return Queue(standing, chosen.ordered(_SORTED[asked.sort]))


@dataclass(frozen=True)
class Pace:
    """How the work goes on: what is left and done, and how fast this coder rules."""

    left: int
    done: int
    today: int
    a_minute: float


def pace_of(standing: Standing, journal: Journal, coder: str, *, now: datetime) -> Pace:
    """Give the pace of a coder: rulings that stand of the last ten minutes, in a minute."""
    left, done = standing.numbers()
    columns = standing.columns
    size = columns.table.size
    own = columns.names.of["coder"].find(columns.shown.name(coder))
    numbers = columns.table.of["ruled"][:size][
        columns.table.stands[:size]
        & (columns.names.table("coder")[columns.table.of["coder"][:size]] == own)
        & (columns.table.of["coder"][:size] > 0)
    ]
    today = numbers[numbers > journal.last_on(f"{now - timedelta(days=1):%Y-%m-%d}")]
    recent = numbers[numbers > journal.last_on(f"{now - timedelta(minutes=PACE_MINUTES):{TIME}}")]
    # Whoever began two minutes ago is not five times slower.
    minutes = 1.0
    if len(recent):
        minutes = max(1.0, (now - _time(journal, int(recent.min()))).total_seconds() / 60)
    return Pace(left=left, done=done, today=len(today), a_minute=len(recent) / minutes)


def _time(journal: Journal, number: int) -> datetime:
    line = journal.history(HistoryAsked(), before=number + 1, limit=1).lines[0]
    return datetime.strptime(line.time, TIME).replace(tzinfo=UTC)
