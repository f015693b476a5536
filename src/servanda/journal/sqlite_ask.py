"""Questions to the derived tables: statements by state, provision, source or words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from servanda.domain.entry import Head
from servanda.domain.statement import Statement
from servanda.journal.facts import FactBlock, FactName, Facts
from servanda.journal.replay import SPACING
from servanda.journal.sqlite_book import read_head
from servanda.journal.sqlite_shelf import SqliteShelf, as_it_stands
from servanda.journal.views import Screen
from servanda.journal.words import PREFIX_LETTERS, terms

_PAGE = 500
#: From so many texts on that all have the words, they are not ranked any more.
_RANKED = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asks for; None asks nothing."""

    state: str | None = None
    provision: str | None = None
    source: str | None = None
    search: str | None = None

    def where(self) -> tuple[str, list[object]]:
        """Give the conditions on a statement's own row in SQL, and their values."""
        conditions, values = ["1"], list[object]()
        if self.state is not None:
            conditions.append("statement.state = ?")
            values.append(self.state)
        if self.source is not None:
            conditions.append("statement.source = (SELECT entry FROM source WHERE id = ?)")
            values.append(self.source)
        return " AND ".join(conditions), values


def statements(db: sqlite3.Connection, asked: Asked) -> Iterator[Statement]:
    """Give the statements that fit, a page at a time, so that a million need no memory.

    Between the pages nothing is held open; what a search or a provision's list found is read one
    by one, and left out if it was superseded since.
    """
    if asked.search is not None:
        positions = _found(db, asked)
    elif asked.provision is not None:
        positions = _linked(db, asked, asked.provision)
    else:
        yield from _in_order(db, asked)
        return
    hide = asked.search is not None and asked.source is None
    screen = read_screen(db) if hide else None
    for position in positions:
        statement = _statement_at(db, position)
        if statement is not None and (screen is None or screen.shows(statement)):
            yield statement


def _in_order(db: sqlite3.Connection, asked: Asked) -> Iterator[Statement]:
    where, values = asked.where()
    after = 0
    while True:
        rows = db.execute(
            "SELECT statement.position, statement.id, statement.state, payload.bytes FROM statement"
            " JOIN payload ON payload.position = statement.payload"
            f" WHERE statement.position > ? AND {where}"
            f" ORDER BY statement.position LIMIT {_PAGE}",
            (after, *values),
        ).fetchall()
        for _, id, state, data in rows:
            yield as_it_stands(data, id, state)
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]


_OF_PROVISION = (
    "SELECT link.position FROM name JOIN link ON link.provision = name.number"
    " WHERE name.kind = 'provision' AND (name.key = ? OR name.agreement || '/' || name.key = ?)"
)


def _linked(db: sqlite3.Connection, asked: Asked, provision: str) -> list[int]:
    """Give the positions of what links to a provision, in order."""
    where, values = asked.where()
    rows = db.execute(
        f"SELECT statement.position FROM statement WHERE statement.position IN ({_OF_PROVISION})"
        f" AND {where} ORDER BY statement.position",
        (provision, provision, *values),
    )
    return [position for (position,) in rows.fetchall()]


def positions(db: sqlite3.Connection, search: str, most: int) -> list[int]:
    """Give where statements stand in which all the words stand, in order."""
    match = match_expression(search)
    if not match:
        return []
    rows = db.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?", (match, most)
    ).fetchall()
    found = [position for (position,) in rows]
    screen = read_screen(db)
    if not screen.names_persons:
        return found
    return [
        position
        for position in found
        if (one := _statement_at(db, position)) is not None and screen.shows(one)
    ]


def _statement_at(db: sqlite3.Connection, position: int) -> Statement | None:
    row = db.execute(
        "SELECT statement.id, statement.state, payload.bytes FROM statement"
        " JOIN payload ON payload.position = statement.payload WHERE statement.position = ?",
        (position,),
    ).fetchone()
    return None if row is None else as_it_stands(row[2], row[0], row[1])


def _found(db: sqlite3.Connection, asked: Asked) -> list[int]:
    """Give the positions of what the words find, best first."""
    match = match_expression(asked.search or "")
    if not match:
        return []
    where, values = asked.where()
    if asked.provision is not None:
        where += f" AND statement.position IN ({_OF_PROVISION})"
        values += [asked.provision, asked.provision]
    rows = db.execute(
        "SELECT search.rowid FROM search JOIN statement ON statement.position = search.rowid"
        f" WHERE search MATCH ? AND {where} ORDER BY search.rank, search.rowid",
        (match, *values),
    )
    return [position for (position,) in rows.fetchall()]


def match_expression(search: str) -> str:
    """Give what the index is asked: every phrase, its last word as a beginning if long enough."""
    return " AND ".join(
        '"' + " ".join(words) + '"' + (" *" if len(words[-1]) >= PREFIX_LETTERS else "")
        for words in terms(search)
    )


def read_screen(db: sqlite3.Connection) -> Screen:
    """Give the screen of what is marked sensitive now."""
    marks: dict[str, set[str]] = {"source": set(), "statement": set(), "person": set()}
    for subject, name in db.execute("SELECT subject, name FROM mark"):
        marks[subject].add(name)
    return Screen(sources=marks["source"], statements=marks["statement"], persons=marks["person"])


def statement(db: sqlite3.Connection, shelf: SqliteShelf, id: str) -> Statement | None:
    """Give one statement by its id or an unambiguous beginning of it."""
    known = shelf.standing(id)
    if known is None and id:
        fitting = db.execute(
            "SELECT id FROM statement WHERE id >= ?1 AND id < ?1 || char(1114111) LIMIT 2", (id,)
        ).fetchall()
        known = shelf.standing(fitting[0][0]) if len(fitting) == 1 else None
    return None if known is None else known.statement


def sources_with(db: sqlite3.Connection, search: str) -> Iterator[str]:
    """Give the ids of sources in whose text all the words stand, best first.

    Of words that stand nearly everywhere none is the best: their sources come in order.
    """
    match = match_expression(search)
    if match:
        hits = db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM text_search WHERE text_search MATCH ? LIMIT ?)",
            (match, _RANKED),
        ).fetchone()[0]
        if hits >= _RANKED:
            yield from _texts_in_order(db, match)
            return
        rows = db.execute(
            "SELECT source.id FROM text_search JOIN source ON source.entry = text_search.rowid"
            " WHERE text_search MATCH ? AND NOT source.sensitive"
            " ORDER BY text_search.rank, text_search.rowid",
            (match,),
        ).fetchall()
        yield from (id for (id,) in rows)


def _texts_in_order(db: sqlite3.Connection, match: str) -> Iterator[str]:
    after = 0
    while rows := db.execute(
        "SELECT source.entry, source.id, source.sensitive FROM text_search"
        " JOIN source ON source.entry = text_search.rowid"
        " WHERE text_search MATCH ? AND text_search.rowid > ? ORDER BY text_search.rowid LIMIT 200",
        (match, after),
    ).fetchall():
        yield from (id for _, id, sensitive in rows if not sensitive)
        after = rows[-1][0]


def facts(db: sqlite3.Connection, *, since: Head | None, named: int) -> Facts:
    """Give what statements are counted by, or only what changed since a head.

    The caller sees to it that nothing changes meanwhile.
    """
    head = read_head(db)
    kinds = _kinds_since(db, since) if since is not None else None
    # What was withheld is derived anew, and names have other numbers then.
    whole = kinds is None or "PayloadWithheld" in kinds or since is None
    after, known = (0, 0) if whole or since is None else (since.count, named)
    rows = db.execute(
        # The plus sign keeps SQLite from walking through all blocks to have them in order.
        "SELECT number, records, tags, ids FROM fact WHERE entry > ? ORDER BY +number"
        if after
        else "SELECT number, records, tags, ids FROM fact WHERE entry >= ? ORDER BY number",
        (after,),
    )
    return Facts(
        names=tuple(
            FactName(*row)
            for row in db.execute(
                "SELECT number, kind, agreement, key, label, lat, lon, granularity FROM name"
                " WHERE number > ? ORDER BY number",
                (known,),
            )
        ),
        blocks=tuple(
            FactBlock(number, records, tags, () if ids == "[]" else tuple(json.loads(ids)))
            for number, records, tags, ids in rows
        ),
        sources=tuple(db.execute("SELECT entry, id FROM source ORDER BY entry").fetchall()),
        head=head,
        since=None if whole else since,
        kinds=kinds or frozenset(),
    )


def _kinds_since(db: sqlite3.Connection, since: Head) -> frozenset[str] | None:
    """Give the kinds of the entries after a head; None if the book does not continue it."""
    row = db.execute("SELECT hash FROM entry WHERE number = ?", (since.count,)).fetchone()
    if row is None or bytes(row[0]).hex() != since.hash:
        return None
    rows = db.execute("SELECT DISTINCT kind FROM entry WHERE number > ?", (since.count,))
    return frozenset(kind for (kind,) in rows)


def source_bytes(db: sqlite3.Connection, shelf: SqliteShelf, id: str) -> bytes | None:
    """Give the bytes of a source as received; None if withheld or unknown."""
    row = db.execute("SELECT entry FROM source WHERE id = ?", (id,)).fetchone()
    return None if row is None else shelf.bytes_at(row[0] * SPACING + 2)


def rulings(db: sqlite3.Connection, ids: Collection[str], *, before: int) -> list[int]:
    """Give the numbers of the entries that ruled on these statements or wrote them, in order.

    Acts are small: a hundred thousand of them are looked through in a fraction of a second.
    """
    wanted = json.dumps(list(ids))
    rows = db.execute(
        "SELECT entry.number FROM entry CROSS JOIN payload"
        f" ON payload.position = entry.number * {SPACING} + 1"
        " WHERE entry.number < ?1 AND entry.kind IN ('StatementAccepted', 'StatementAmended',"
        " 'StatementRejected', 'RulingWithdrawn') AND payload.bytes IS NOT NULL"
        " AND json_extract(CAST(payload.bytes AS TEXT), '$.statement')"
        " IN (SELECT value FROM json_each(?2))"
        " UNION ALL SELECT number FROM entry WHERE number < ?1 AND kind = 'StatementWritten'"
        " AND lower(hex(hash)) IN (SELECT value FROM json_each(?2))",
        (before, wanted),
    ).fetchall()
    return sorted(number for (number,) in rows)
