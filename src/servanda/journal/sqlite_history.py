"""The history read from SQLite's book tables, without the large payloads."""

from __future__ import annotations

import sqlite3
from typing import Any

from servanda.journal.chain import Leaf, Payload
from servanda.journal.codec import entry_of
from servanda.journal.history import MOST_LOOKED_AT, History, HistoryAsked, Line
from servanda.journal.replay import SPACING

#: An entry's payloads that a line needs: of a reading and of a source those after these are large.
_FIRST = {"SourceAdded": 2, "SourceRead": 2}
_MOST = 3


def read_history(
    db: sqlite3.Connection, asked: HistoryAsked, *, before: int, limit: int
) -> History:
    """Give at most `limit` lines with a number below `before`, newest first."""
    lowest = max(0, before - 1 - MOST_LOOKED_AT)
    where, values = ["entry.number < ?", "entry.number > ?"], list[Any]([before, lowest])
    if asked.kinds:
        where.append(f"entry.kind IN ({','.join('?' * len(asked.kinds))})")
        values += asked.kinds
    if asked.since:
        where.append("entry.time >= ?")
        values.append(asked.since)
    if asked.until:
        # "Z" sorts behind every time of the day.
        where.append("entry.time <= ?")
        values.append(f"{asked.until}TZ")
    join = ""
    if asked.actor:
        join = f"JOIN payload ON payload.position = entry.number * {SPACING}"
        where.append("payload.bytes = ?")
        values.append(asked.actor.encode())
    rows = db.execute(
        f"SELECT number, time, kind, hash FROM entry {join} WHERE {' AND '.join(where)}"
        " ORDER BY number DESC LIMIT ?",
        (*values, limit),
    ).fetchall()
    lines = tuple(_line(db, *row) for row in rows)
    return History(lines, lines[-1].number if len(lines) == limit else lowest)


def _line(db: sqlite3.Connection, number: int, time: str, kind: str, hash: bytes) -> Line:
    first = number * SPACING
    rows = db.execute(
        "SELECT role, bytes FROM payload WHERE position >= ? AND position < ? ORDER BY position",
        (first, first + _FIRST.get(kind, _MOST)),
    ).fetchall()
    payloads = tuple(Payload(role, "", None, data) for role, data in rows)
    entry = entry_of(Leaf(number, time, kind, payloads, (), "", hash.hex()))
    proposals = 0
    if kind == "SourceRead":
        (last,) = db.execute(
            "SELECT max(position) FROM payload WHERE position >= ? AND position < ?",
            (first, first + SPACING),
        ).fetchone()
        proposals = int(last) - first - 1
    return Line(number, time, kind, hash.hex(), entry.actor, entry.act, proposals)


def last_number(db: sqlite3.Connection, day: str) -> int:
    """Give the number of the last entry recorded up to the end of a day (UTC); 0 if none."""
    (found,) = db.execute("SELECT max(number) FROM entry WHERE time <= ?", (f"{day}TZ",)).fetchone()
    return int(found or 0)
