"""The record without its statements and texts, and single statements with what belongs to them.

A page shows some of a million statements. What every page needs beside them (the agreements, the
descriptions of the sources, who read what, what people judged) is read once and kept; what was
recorded since tells which parts of it are read again. A ruling touches none of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from servanda import wire
from servanda.domain.entry import ON_STATEMENTS, Head, SourceDescribed
from servanda.domain.judgement import Judged
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.journal.replay import SPACING
from servanda.journal.sqlite_book import read_head, read_leaf, read_leaves
from servanda.journal.sqlite_record import (
    read_fallen,
    read_marks,
    read_problems,
    read_readings,
    read_source_marks,
)
from servanda.journal.sqlite_shelf import SqliteShelf, as_it_stands
from servanda.journal.views import judged_of, ruling_of, withholding_of

_READINGS = frozenset({"SourceRead", "ProblemNoted"})
_SOURCES = frozenset({"SourceAdded", "SourceDescribed", "SensitivityMarked"})


@dataclass(frozen=True, slots=True)
class _Kept:
    """A source as it is kept, and what tells whether it has changed."""

    state: tuple[object, ...]
    source: Source


class Outlines:
    """Gives the outline of one file, and remembers it from one head to the next."""

    def __init__(self) -> None:
        self._known: Record | None = None
        self._sources: dict[int, _Kept] = {}
        #: By the number of their entries; an entry never changes, so that each is read once.
        self._judged: dict[int, Judged] = {}

    def read(self, db: sqlite3.Connection, shelf: SqliteShelf) -> Record:
        """Give the outline at the head of now.

        It is read in many short steps, so that nobody who writes has to wait for it. What comes
        meanwhile is told by the entries after the head, and read when the outline is asked next.
        """
        head = read_head(db)
        known = self._known
        if known is not None and known.head == head:
            return known
        if known is not None and not _stands(db, known.head):
            # What was known came from a batch that was dropped.
            known, self._sources, self._judged = None, {}, {}
        kinds = self._kinds_since(db, known)
        if known is not None and kinds <= ON_STATEMENTS:
            self._known = replace(known, head=head)
        else:
            self._known = self._read(db, shelf, known, kinds, head)
        return self._known

    def _kinds_since(self, db: sqlite3.Connection, known: Record | None) -> frozenset[str]:
        if known is None:
            return frozenset()
        rows = db.execute("SELECT DISTINCT kind FROM entry WHERE number > ?", (known.head.count,))
        return frozenset(kind for (kind,) in rows)

    def _read(
        self,
        db: sqlite3.Connection,
        shelf: SqliteShelf,
        known: Record | None,
        kinds: frozenset[str],
        head: Head,
    ) -> Record:
        if known is None or "PayloadWithheld" in kinds:
            known, self._sources, self._judged = None, {}, {}
        every = known is None
        found = known or Record(head)
        if every or kinds & _SOURCES:
            found = replace(
                found, sources=self._read_sources(db), source_marks=read_source_marks(db)
            )
        if every or kinds & (_READINGS | _SOURCES):
            found = replace(found, readings=read_readings(db), problems=read_problems(db))
        if every:
            gone = read_leaves(db, kinds=("PayloadWithheld",))
            found = replace(found, withheld=tuple(withholding_of(leaf) for leaf in gone))
        agreements = db.execute("SELECT entry FROM agreement ORDER BY place").fetchall()
        marked = read_marks(db)
        return replace(
            found,
            head=head,
            agreements=tuple(shelf.read_agreement(entry) for (entry,) in agreements),
            sensitive_sources=frozenset(marked["source"]),
            sensitive_statements=frozenset(marked["statement"]),
            sensitive_persons=frozenset(marked["person"]),
            judgements=(judgements := self._read_judgements(db)),
            fallen=read_fallen(db, judgements),
        )

    def _read_judgements(self, db: sqlite3.Connection) -> tuple[Judged, ...]:
        """Give every judgement that stands; those known are not read again."""
        numbers = [one for (one,) in db.execute("SELECT entry FROM judgement ORDER BY entry")]
        found = ((one, self._judged.get(one) or judged_of(read_leaf(db, one))) for one in numbers)
        self._judged = {number: one for number, one in found if one is not None}
        return tuple(self._judged.values())

    def _read_sources(self, db: sqlite3.Connection) -> tuple[Source, ...]:
        """Give every source without its text and its layers; those known are not read again."""
        rows = db.execute(
            "SELECT entry, described, sensitive, corrected FROM source ORDER BY entry"
        )
        kept: dict[int, _Kept] = {}
        for entry, *state in rows.fetchall():
            known = self._sources.get(entry)
            if known is None or known.state != tuple(state):
                known = _Kept(tuple(state), _read_light(db, entry, *state))
            kept[entry] = known
        self._sources = kept
        return tuple(one.source for one in kept.values())


def _stands(db: sqlite3.Connection, head: Head) -> bool:
    row = db.execute("SELECT hash FROM entry WHERE number = ?", (head.count,)).fetchone()
    return row is not None and row[0] == bytes.fromhex(head.hash)


def _read_light(
    db: sqlite3.Connection,
    entry: int,
    described: int | None,
    sensitive: int,
    corrected: str | None,
) -> Source:
    source = wire.decode(_act(db, entry), Source)
    description = source.description
    if described is not None:
        description = wire.decode(_act(db, described), SourceDescribed).description
    return replace(
        source,
        description=description,
        sensitive=bool(sensitive),
        corrected_by=corrected,
        pages=(),
        layers=(),
        brackets=(),
    )


def _act(db: sqlite3.Connection, entry: int) -> bytes:
    with closing(
        db.execute("SELECT bytes FROM payload WHERE position = ?", (entry * SPACING + 1,))
    ) as rows:
        (data,) = rows.fetchone()
    assert isinstance(data, bytes)
    return data


def read_excerpt(
    db: sqlite3.Connection,
    shelf: SqliteShelf,
    outline: Record,
    *,
    statements: Collection[str],
    source: str | None,
) -> Record:
    """Give an outline with these statements and all of this source, with their rulings and texts.

    Ids that do not stand are left out.
    """
    found, rulings, touched = [], {}, {} if source is None else {source: None}
    for statement, ruled, owner in _asked(db, statements, source):
        found.append(statement)
        touched[owner] = None
        if ruled is not None:
            rulings[statement.id] = ruling_of(read_leaf(db, ruled), statement)
    whole = {id: one for id in touched if (one := shelf.source(id)) is not None}
    return replace(
        outline,
        statements=tuple(found),
        rulings=rulings,
        sources=tuple(whole.get(one.id, one) for one in outline.sources),
    )


def _asked(
    db: sqlite3.Connection, ids: Collection[str], source: str | None
) -> Iterator[tuple[Statement, int | None, str]]:
    rows = db.execute(
        "SELECT statement.id, statement.state, statement.ruled, payload.bytes, source.id"
        " FROM statement JOIN payload ON payload.position = statement.payload"
        " JOIN source ON source.entry = statement.source"
        " WHERE statement.position IN (SELECT position FROM statement"
        " WHERE id IN (SELECT value FROM json_each(?1))"
        " UNION SELECT position FROM statement"
        " WHERE source = (SELECT entry FROM source WHERE id = ?2))"
        " ORDER BY statement.position",
        (json.dumps(list(ids)), source),
    ).fetchall()
    for id, state, ruled, data, owner in rows:
        yield as_it_stands(data, id, state), ruled, owner
