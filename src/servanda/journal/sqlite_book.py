"""Leaves in SQLite's two book tables, and nothing derived."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.domain.entry import Head
from servanda.errors import BrokenRecord
from servanda.journal.chain import NOTHING, Leaf, Payload
from servanda.journal.replay import SPACING

_PAGE = 200


def read_head(db: sqlite3.Connection) -> Head:
    """Give the count and hash of the last entry."""
    row = db.execute("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    return NOTHING if row is None else Head(int(row[0]), _hex(row[1], 32, f"entry {row[0]}"))


def write_leaf(db: sqlite3.Connection, leaf: Leaf) -> None:
    """Keep a leaf."""
    db.execute(
        "INSERT INTO entry (number, time, kind, withheld, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            leaf.number,
            leaf.time,
            leaf.kind,
            bytes.fromhex("".join(leaf.withheld)),
            bytes.fromhex(leaf.previous),
            bytes.fromhex(leaf.hash),
        ),
    )
    first = leaf.number * SPACING
    db.executemany(
        "INSERT INTO payload (position, role, digest, salt, bytes) VALUES (?, ?, ?, ?, ?)",
        [
            (first + index, one.role, bytes.fromhex(one.digest), one.salt, one.data)
            for index, one in enumerate(leaf.payloads)
        ],
    )


def read_leaf(db: sqlite3.Connection, number: int) -> Leaf:
    """Give the leaf of this number.

    Raises:
        BrokenRecord: There is none, though a derived table points at it.
    """
    leaf = next(read_leaves(db, number - 1), None)
    if leaf is None or leaf.number != number:
        raise BrokenRecord(f"Entry {number} is missing, though the derived tables point at it.")
    return leaf


def read_leaves(
    db: sqlite3.Connection, after: int = 0, *, kinds: Iterable[str] = ()
) -> Iterator[Leaf]:
    """Give the leaves with a number above `after`, in order, a few hundred at a time.

    Between the pages nothing is held open, so that a slow reader does not keep writers waiting.

    Raises:
        BrokenRecord: A row holds what no journal wrote.
    """
    wanted = tuple(kinds)
    only = f" AND kind IN ({','.join('?' * len(wanted))})" if wanted else ""
    while True:
        rows = db.execute(
            "SELECT number, time, kind, withheld, previous, hash FROM entry WHERE number > ?"
            f"{only} ORDER BY number LIMIT {_PAGE}",
            (after, *wanted),
        ).fetchall()
        for row in rows:
            yield _leaf(db, row)
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]


def _leaf(db: sqlite3.Connection, row: tuple[Any, ...]) -> Leaf:
    number, time, kind, withheld, previous, hash = row
    where = f"entry {number}"
    if not isinstance(withheld, bytes) or len(withheld) % 32:
        raise BrokenRecord(f"In {where} the list of what it withheld is damaged.")
    if not isinstance(time, str) or not isinstance(kind, str):
        raise BrokenRecord(f"In {where} the time or the kind is damaged.")
    return Leaf(
        number=number,
        time=time,
        kind=kind,
        payloads=tuple(_payloads(db, number)),
        withheld=tuple(withheld[at : at + 32].hex() for at in range(0, len(withheld), 32)),
        previous=_hex(previous, 32, where),
        hash=_hex(hash, 32, where),
    )


def _payloads(db: sqlite3.Connection, number: int) -> list[Payload]:
    first = number * SPACING
    rows = db.execute(
        "SELECT position, role, digest, salt, bytes FROM payload"
        " WHERE position >= ? AND position < ? ORDER BY position",
        (first, first + SPACING),
    ).fetchall()
    for index, (position, role, digest, salt, data) in enumerate(rows):
        if position != first + index:
            raise BrokenRecord(f"Before payload {index + 1} of entry {number} another is missing.")
        if (
            type(role) is not str
            or type(digest) is not bytes
            or len(digest) != 32
            or (salt is not None and type(salt) is not bytes)
            or (data is not None and type(data) is not bytes)
        ):
            raise BrokenRecord(
                f"In payload {index + 1} of entry {number} a column holds what no journal wrote."
            )
    return [Payload(role, digest.hex(), salt, data) for _, role, digest, salt, data in rows]


def _hex(value: object, size: int, where: str) -> str:
    if not isinstance(value, bytes) or len(value) != size:
        raise BrokenRecord(f"In {where} a hash is damaged.")
    return value.hex()


def empty_payloads(db: sqlite3.Connection, digests: Iterable[str]) -> int:
    """Destroy the payloads of these digests with their salts; gives how many there were."""
    gone = {bytes.fromhex(one) for one in digests}
    positions = [
        (position,)
        for position, digest in db.execute(
            "SELECT position, digest FROM payload WHERE bytes IS NOT NULL"
        )
        if digest in gone
    ]
    db.executemany("UPDATE payload SET salt = NULL, bytes = NULL WHERE position = ?", positions)
    return len(positions)
