"""Which statements of each side judge each party: the first of them, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from servanda.exploring.lines import party_line
from servanda.exploring.slice import Slice
from servanda.journal.facts import STATES

_PROPOSED, _REJECTED = STATES.index("proposed"), STATES.index("rejected")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one side says about one party: the first ids by date, and counts, never their sum."""

    party: str
    side: str
    ids: tuple[str, ...]
    accepted: int
    proposed: int


def spoken_of(chosen: Slice, *, most: int) -> list[Spoken]:
    """Give what each side says about each party, `most` ids of each, the earliest first."""
    columns = chosen.columns
    line = party_line(chosen)
    rows = chosen.rows[line.which]
    side = columns.names.table("side")[chosen.of["side"][rows]].astype(np.int64)
    sides = columns.names.of["side"].keys
    account = line.key * max(len(sides), 1) + side
    # What has no date has the lowest number, and stands last.
    month = chosen.of["told_first"][rows].astype(np.int64)
    month[month < 0] = np.iinfo(np.int64).max
    order = np.lexsort((chosen.of["position"][rows], month, account))
    state = chosen.state[line.which][order]
    account, rows = account[order], rows[order]
    starts = np.flatnonzero(np.concatenate(([True], account[1:] != account[:-1])))
    ends = [*starts[1:].tolist(), len(account)] if len(account) else []
    found = []
    for start, end in zip(starts.tolist() if len(account) else [], ends, strict=True):
        party, by = divmod(int(account[start]), max(len(sides), 1))
        own = state[start:end]
        proposed = int((own == _PROPOSED).sum())
        accepted = len(own) - proposed - int((own == _REJECTED).sum())
        ids = tuple(columns.table.id(row) for row in rows[start : min(start + most, end)].tolist())
        found.append(Spoken(line.keys[party], sides[by][1], ids, accepted, proposed))
    return found
