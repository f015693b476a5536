"""The current state read from the derived tables, each value from its payload."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from servanda.domain.judgement import Judged, statements_of
from servanda.domain.problem import Problem
from servanda.domain.record import Record, Ruling
from servanda.domain.statement import ReaderMark, Statement
from servanda.journal.codec import problems_in
from servanda.journal.replay import SPACING
from servanda.journal.sqlite_book import read_head, read_leaf, read_leaves
from servanda.journal.sqlite_shelf import SqliteShelf, as_it_stands
from servanda.journal.views import judged_of, ruling_of, withholding_of


def read_record(db: sqlite3.Connection, shelf: SqliteShelf) -> Record:
    """Give everything that stands; the caller sees to it that nothing changes meanwhile."""
    statements, ruled = _statements(db)
    sources = db.execute(
        "SELECT entry, described, sensitive, corrected FROM source ORDER BY entry"
    ).fetchall()
    marked = read_marks(db)
    return Record(
        head=read_head(db),
        agreements=tuple(
            shelf.read_agreement(entry)
            for (entry,) in db.execute("SELECT entry FROM agreement ORDER BY place").fetchall()
        ),
        sources=tuple(shelf.read_source(*row) for row in sources),
        statements=statements,
        readings=read_readings(db),
        rulings=_rulings(db, ruled),
        problems=read_problems(db),
        withheld=tuple(
            withholding_of(leaf) for leaf in read_leaves(db, kinds=("PayloadWithheld",))
        ),
        sensitive_sources=frozenset(marked["source"]),
        sensitive_statements=frozenset(marked["statement"]),
        sensitive_persons=frozenset(marked["person"]),
        source_marks=read_source_marks(db),
        judgements=(judgements := tuple(read_judged(db))),
        fallen=read_fallen(db, judgements),
    )


def _statements(
    db: sqlite3.Connection,
) -> tuple[tuple[Statement, ...], list[tuple[Statement, int]]]:
    rows = db.execute(
        "SELECT statement.id, statement.state, statement.ruled, payload.bytes FROM statement"
        " JOIN payload ON payload.position = statement.payload ORDER BY statement.position"
    )
    statements, ruled = [], []
    for id, state, number, data in rows:
        statement = as_it_stands(data, id, state)
        statements.append(statement)
        if number is not None:
            ruled.append((statement, number))
    return tuple(statements), ruled


def _rulings(db: sqlite3.Connection, ruled: list[tuple[Statement, int]]) -> dict[str, Ruling]:
    return {one.id: ruling_of(read_leaf(db, number), one) for one, number in ruled}


def read_marks(db: sqlite3.Connection) -> dict[str, set[str]]:
    """Give what is marked sensitive, by what it is: sources, statements, persons."""
    marked: dict[str, set[str]] = {"source": set(), "statement": set(), "person": set()}
    for subject, name in db.execute("SELECT subject, name FROM mark"):
        marked[subject].add(name)
    return marked


def read_judged(db: sqlite3.Connection, *kinds: str) -> Iterator[Judged]:
    """Give the judgements that stand, of these kinds if any are named, in their order."""
    # An index begins with the kind, so that questions are found without a look at ratings.
    where = f" WHERE kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    entries = db.execute(f"SELECT entry FROM judgement{where} ORDER BY entry", kinds).fetchall()
    found = (judged_of(read_leaf(db, number)) for (number,) in entries)
    return (one for one in found if one is not None)


def read_fallen(db: sqlite3.Connection, judgements: Iterable[Judged]) -> dict[str, str]:
    """Give the sources of statements that judgements name and that no longer stand."""
    named = sorted({id for one in judgements for id in statements_of(one.act)})
    rows = db.execute(
        "SELECT superseded.id, source.id FROM json_each(?) AS named"
        " CROSS JOIN superseded ON superseded.id = named.value"
        " JOIN source ON source.entry = superseded.source",
        (json.dumps(named),),
    )
    return dict(rows.fetchall())


def read_readings(db: sqlite3.Connection) -> dict[str, tuple[ReaderMark, ...]]:
    """Give the readers that read each source."""
    readings: dict[str, tuple[ReaderMark, ...]] = {}
    for source, *mark in db.execute(
        "SELECT source.id, name, version, fingerprint FROM reading"
        " JOIN source ON source.entry = reading.source ORDER BY reading.entry"
    ):
        readings[source] = (*readings.get(source, ()), ReaderMark(*mark))
    return readings


def read_problems(db: sqlite3.Connection) -> tuple[Problem, ...]:
    """Give what was noted of files and in the readings that stand, in order."""
    rows = db.execute(
        "SELECT entry.kind, payload.bytes FROM entry"
        f" JOIN payload ON payload.position = entry.number * {SPACING} + 1"
        " WHERE entry.kind = 'ProblemNoted' OR entry.number IN (SELECT reading.entry FROM reading)"
        " ORDER BY entry.number"
    )
    return tuple(problem for kind, act in rows for problem in problems_in(kind, act))


def read_source_marks(db: sqlite3.Connection) -> dict[str, str]:
    """Give the salted digest of each source's bytes."""
    rows = db.execute(
        "SELECT source.id, payload.digest FROM source"
        f" JOIN payload ON payload.position = source.entry * {SPACING} + 2 ORDER BY source.entry"
    )
    return {id: digest.hex() for id, digest in rows}
