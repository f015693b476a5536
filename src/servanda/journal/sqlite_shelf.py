"""The derived state in SQLite's tables, written in the same transaction as the entries."""
# ruff: noqa: D102 - what each method gives is said once, in `replay.Shelf`

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from servanda import wire
from servanda.domain.agreement import Agreement
from servanda.domain.entry import AgreementKept, SensitivityMarked, SourceDescribed, SourceRead
from servanda.domain.judgement import Judgement, cell_of, subject_of
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, State, Statement
from servanda.errors import BrokenRecord
from servanda.journal.admit import near
from servanda.journal.replay import SPACING, Standing
from servanda.journal.tally import STANCES, keys_of, places_of, quarter_of, rows_of, slot_of
from servanda.journal.words import searchable, spaced

_STANDING = """
    SELECT statement.position, statement.id, statement.reading, statement.state, statement.ruled,
           statement.payload, payload.bytes
    FROM statement JOIN payload ON payload.position = statement.payload
"""
_SLOTS = [f"{who}_{stance}" for who in "rp" for stance in STANCES]
_RAISE = (
    f"INSERT INTO tally (place, provision, quarter, {', '.join(_SLOTS)})"
    f" VALUES (?, ?, ?{', ?' * len(_SLOTS)}) ON CONFLICT DO UPDATE SET "
    + ", ".join(f"{one} = {one} + excluded.{one}" for one in _SLOTS)
)
#: A cell waits as one number, which is looked up and sorted fastest: from the left place, row,
#: and in the last 16 bits the quarter, moved up so that the two that are below 0 fit.
_PLACE, _ROW, _QUARTERS = 40, 16, 2
_LAST_BITS = (1 << _ROW) - 1
_ROWS = (1 << (_PLACE - _ROW)) - 1
#: So many cells at most wait in memory for their counts to be written.
_MOST_UNWRITTEN = 50_000


class SqliteShelf:
    """Reads and writes the derived tables; remembers the last source, whose text is asked often."""

    def __init__(self, connection: sqlite3.Connection, *, searched: bool = True) -> None:
        self._db = connection
        #: Whether the search index is kept too; a rebuild made to compare goes without.
        self._searched = searched
        self._version = -1
        self.forget()

    def refresh(self) -> None:
        """Let go of what is remembered if another program has written since."""
        (version,) = self._db.execute("PRAGMA main.data_version").fetchone()
        if version != self._version:
            self.forget()
            self._version = version

    def forget(self) -> None:
        """Let go of what is remembered, after a transaction was dropped."""
        self._last: Source | None = None
        self._provisions: frozenset[tuple[str, str]] | None = None
        self._rows: dict[tuple[str, str], int] = {}
        self._places: dict[str, int] = {}
        self._counted: dict[int, list[int]] = {}

    # --- asked by the rules of admission ---------------------------------------------------------

    def source(self, id: str) -> Source | None:
        if self._last is None or self._last.id != id:
            row = self._db.execute(
                "SELECT entry, described, sensitive, corrected FROM source WHERE id = ?", (id,)
            ).fetchone()
            if row is None:
                return None
            self._last = self.read_source(*row)
        return self._last

    def read_source(
        self, entry: int, described: int | None, sensitive: int, corrected: str | None
    ) -> Source:
        """Give a source from its payloads, described as it was last."""
        source = wire.decode(self.bytes_at(entry * SPACING + 1), Source)
        text = self.bytes_at(entry * SPACING + 3).decode()
        description = source.description
        if described is not None:
            act = wire.decode(self.bytes_at(described * SPACING + 1), SourceDescribed)
            description = act.description
        return replace(
            source,
            text=text,
            description=description,
            sensitive=bool(sensitive),
            corrected_by=corrected,
        )

    def bytes_at(self, position: int) -> bytes:
        """Give the bytes of the payload at this position.

        Raises:
            BrokenRecord: There are none, though a derived table says so.
        """
        row = self._db.execute(
            "SELECT bytes FROM payload WHERE position = ?", (position,)
        ).fetchone()
        if row is None or not isinstance(row[0], bytes):
            raise BrokenRecord(
                f"Entry {position // SPACING}: its payload {position % SPACING + 1} is missing, "
                "though the derived tables point at it. Run `servanda check`."
            )
        return row[0]

    def agreement(self, key: str) -> Agreement | None:
        row = self._db.execute("SELECT entry FROM agreement WHERE key = ?", (key,)).fetchone()
        return None if row is None else self.read_agreement(row[0])

    def read_agreement(self, entry: int) -> Agreement:
        """Give the agreement that an entry brought."""
        return wire.decode(self.bytes_at(entry * SPACING + 1), AgreementKept).agreement

    def provisions(self) -> frozenset[tuple[str, str]]:
        if self._provisions is None:
            entries = self._db.execute("SELECT entry FROM agreement").fetchall()
            self._provisions = frozenset(
                (agreement.key, key)
                for agreement in [self.read_agreement(entry) for (entry,) in entries]
                for key in keys_of(agreement)
            )
        return self._provisions

    def keys_in_use(self, agreement: str) -> dict[str, int]:
        rows = self._db.execute(
            "SELECT provision.key, count(*) FROM provision"
            " JOIN link ON link.provision = provision.number"
            " JOIN statement ON statement.position = link.position"
            " WHERE provision.agreement = ? AND statement.state <> 'rejected'"
            " GROUP BY provision.key"
            " UNION ALL SELECT provision, count(*) FROM judgement"
            " WHERE agreement = ? AND provision <> '' GROUP BY provision",
            (agreement, agreement),
        )
        used: Counter[str] = Counter()
        for key, count in rows:
            used[key] += count
        return used

    def standing(self, id: str) -> Standing | None:
        row = self._db.execute(f"{_STANDING} WHERE statement.id = ?", (id,)).fetchone()
        if row is None:
            return None
        position, id, reading, state, ruled, payload, data = row
        return Standing(
            position=position,
            statement=as_it_stands(data, id, state),
            reading=reading,
            amended=payload != position,
            ruled=ruled,
        )

    def standing_elsewhere(self, ids: Sequence[str], *, source: str) -> str | None:
        row = self._db.execute(
            "SELECT statement.id FROM json_each(?) AS asked"
            " CROSS JOIN statement ON statement.id = asked.value"
            " JOIN source ON source.entry = statement.source WHERE source.id <> ? LIMIT 1",
            (json.dumps(ids), source),
        ).fetchone()
        return None if row is None else str(row[0])

    def was_superseded(self, id: str) -> bool:
        row = self._db.execute("SELECT 1 FROM superseded WHERE id = ?", (id,)).fetchone()
        return row is not None

    def reader_on(self, source: str, name: str) -> ReaderMark | None:
        row = self._db.execute(
            "SELECT name, version, fingerprint FROM reading"
            " JOIN source ON source.entry = reading.source WHERE source.id = ? AND name = ?",
            (source, name),
        ).fetchone()
        return None if row is None else ReaderMark(*row)

    def described_since(self, source: str, name: str) -> bool:
        return (
            self._db.execute(
                "SELECT 1 FROM reading JOIN source ON source.entry = reading.source"
                " WHERE source.id = ? AND name = ? AND described > reading.entry",
                (source, name),
            ).fetchone()
            is not None
        )

    def nearest(self, kind: str, name: str) -> tuple[str, ...]:
        table = "source" if kind == "source" else "statement"
        rows = self._db.execute(
            f"SELECT id FROM (SELECT id FROM {table} WHERE id >= ?1 ORDER BY id LIMIT 1000)"
            f" UNION SELECT id FROM (SELECT id FROM {table} WHERE id < ?1 ORDER BY id DESC"
            " LIMIT 1000)",
            (name,),
        )
        return near(name, [id for (id,) in rows])

    # --- filled by replay ------------------------------------------------------------------------

    def keep_agreement(self, number: int, agreement: Agreement) -> None:
        self._db.execute(
            "INSERT INTO agreement (place, key, entry) VALUES (?1, ?2, ?1)"
            " ON CONFLICT (key) DO UPDATE SET entry = excluded.entry",
            (number, agreement.key),
        )
        self._provisions = None

    def add_source(self, number: int, source: Source) -> None:
        self._db.execute(
            "INSERT INTO source (entry, id, described, sensitive, corrected)"
            " VALUES (?, ?, NULL, ?, NULL)",
            (number, source.id, source.sensitive),
        )
        if source.corrects:
            self._retire(source.corrects, by=source.id)
        if source.sensitive:
            self._set_mark("source", source.id, number)
        if self._searched:
            self._db.execute(
                "INSERT INTO text_search (rowid, text) VALUES (?, ?)",
                (number, spaced(source.text)),
            )

    def describe_source(self, number: int, act: SourceDescribed) -> None:
        self._db.execute("UPDATE source SET described = ? WHERE id = ?", (number, act.source))
        self._last = None

    def begin_reading(self, number: int, act: SourceRead) -> None:
        source = self._entry_of(act.source)
        if source is None:
            return
        earlier = self._db.execute(
            "SELECT entry FROM reading WHERE source = ? AND name = ?", (source, act.reader.name)
        ).fetchone()
        if earlier is not None:
            self._supersede(
                "statement.source = ? AND statement.ruled IS NULL AND statement.reading = ?",
                source,
                earlier[0],
            )
            self._db.execute("DELETE FROM reading WHERE entry = ?", earlier)
        # Two statements, not "INSERT OR REPLACE": one that may have to be undone half-way makes
        # SQLite write out the pending part of the search index, at half the speed of everything.
        self._db.execute(
            "INSERT INTO reading (entry, source, name, version, fingerprint)"
            " VALUES (?, ?, ?, ?, ?)",
            (number, source, act.reader.name, act.reader.version, act.reader.fingerprint),
        )

    def _retire(self, source: str, *, by: str) -> None:
        """Take away all that stands on a text: a corrected one took its place."""
        entry = self._entry_of(source)
        if entry is not None:
            self._supersede("statement.source = ?", entry)
            self._db.execute("UPDATE source SET corrected = ? WHERE entry = ?", (by, entry))
            self._last = None

    def _supersede(self, where: str, *values: int) -> None:
        gone = self._db.execute(f"{_STANDING} WHERE {where}", values).fetchall()
        statements = [
            (position, as_it_stands(data, id, state)) for position, id, _, state, _, _, data in gone
        ]
        self._unlink(statements)
        self._db.executemany(
            "DELETE FROM statement WHERE position = ?", [(position,) for position, _ in statements]
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO superseded (id) VALUES (?)",
            [(one.id,) for _, one in statements],
        )

    def put(self, statements: Sequence[tuple[int, Statement]], *, reading: int | None) -> None:
        if not statements:
            return
        source = self._entry_of(statements[0][1].source)
        standing = {
            id for (id,) in self._db.execute("SELECT id FROM statement WHERE source = ?", (source,))
        }
        if standing:
            statements = [one for one in statements if one[1].id not in standing]
        words = [searchable(one) for _, one in statements]
        self._db.executemany(
            "INSERT INTO statement (position, id, source, reading, state, ruled, payload, words)"
            " VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?1, ?6)",
            [
                (position, one.id, source, reading, one.state, found_by)
                for (position, one), found_by in zip(statements, words, strict=True)
            ],
        )
        self._link(statements, words)
        if self._db.execute("SELECT 1 FROM superseded LIMIT 1").fetchone():
            self._db.executemany(
                "DELETE FROM superseded WHERE id = ?", [(one.id,) for _, one in statements]
            )

    def rule(self, id: str, state: State, *, number: int) -> None:
        before = self.standing(id)
        if before is None:
            return
        self._count([(before.position, before.statement)], -1)
        self._count([(before.position, replace(before.statement, state=state))], 1)
        self._db.execute(
            "UPDATE statement SET state = ?, ruled = ? WHERE id = ?", (state, number, id)
        )

    def amend(self, id: str, amended: Statement, *, number: int, position: int) -> None:
        before = self.standing(id)
        if before is None:
            return
        self._unlink([(before.position, before.statement)])
        words = searchable(amended)
        self._db.execute(
            "UPDATE statement SET state = 'amended', ruled = ?, payload = ?, words = ?"
            " WHERE id = ?",
            (number, position, words, id),
        )
        self._link([(before.position, replace(amended, state="amended"))], [words])

    def release(self, id: str) -> None:
        before = self.standing(id)
        if before is None:
            return
        self._unlink([(before.position, before.statement)])
        proposal = as_it_stands(self.bytes_at(before.position), id, "proposed")
        words = searchable(proposal)
        # It belongs to the reading that stands now, so that the next one supersedes it.
        self._db.execute(
            "UPDATE statement SET state = 'proposed', ruled = NULL, payload = position, words = ?1,"
            " reading = coalesce((SELECT entry FROM reading WHERE reading.source = statement.source"
            " AND name = ?2), reading) WHERE id = ?3",
            (words, proposal.reader.name if proposal.reader else "", id),
        )
        self._link([(before.position, proposal)], [words])

    def mark(self, number: int, act: SensitivityMarked) -> None:
        if act.sensitive:
            self._set_mark(act.subject, act.name, number)
        else:
            self._db.execute(
                "DELETE FROM mark WHERE subject = ? AND name = ?", (act.subject, act.name)
            )
        if act.subject == "source":
            self._db.execute(
                "UPDATE source SET sensitive = ? WHERE id = ?", (act.sensitive, act.name)
            )
            self._last = None

    def _set_mark(self, subject: str, name: str, number: int) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO mark (subject, name, entry) VALUES (?, ?, ?)",
            (subject, name, number),
        )

    def judge(self, number: int, act: Judgement, *, actor: str) -> None:
        cell = cell_of(act)
        row = (cell.agreement, cell.provision) if cell else (None, None)
        self._db.execute(
            "INSERT OR REPLACE INTO judgement (entry, kind, subject, agreement, provision)"
            " VALUES (?, ?, ?, ?, ?)",
            (number, type(act).__name__, subject_of(act, actor=actor), *row),
        )

    def judged(self, entry: int) -> bool:
        row = self._db.execute("SELECT 1 FROM judgement WHERE entry = ?", (entry,)).fetchone()
        return row is not None

    def withdraw(self, entry: int) -> None:
        self._db.execute("DELETE FROM judgement WHERE entry = ?", (entry,))

    def _entry_of(self, source: str) -> int | None:
        row = self._db.execute("SELECT entry FROM source WHERE id = ?", (source,)).fetchone()
        return None if row is None else int(row[0])

    # --- links, the summary and the search index -------------------------------------------------

    def _link(self, statements: Sequence[tuple[int, Statement]], words: Sequence[str]) -> None:
        """Put what follows from statements that stand now; `words` are what each is found by."""
        self._db.executemany(
            "INSERT INTO link (provision, position) VALUES (?, ?)", self._count(statements, 1)
        )
        if self._searched:
            self._db.executemany(
                "INSERT INTO search (rowid, words) VALUES (?, ?)",
                [(position, one) for (position, _), one in zip(statements, words, strict=True)],
            )

    def _unlink(self, statements: Sequence[tuple[int, Statement]]) -> None:
        self._db.executemany(
            "DELETE FROM link WHERE provision = ? AND position = ?", self._count(statements, -1)
        )
        if self._searched:
            # An index without content of its own must be told the words that it forgets.
            self._db.executemany(
                "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
                [(position, searchable(one)) for position, one in statements],
            )

    def _count(self, statements: Iterable[tuple[int, Statement]], by: int) -> list[tuple[int, int]]:
        """Raise the counts of statements by so much, and give their links.

        The counts are written when the shelf is flushed.
        """
        links: list[tuple[int, int]] = []
        row_numbers, place_numbers, counted = self._rows, self._places, self._counted
        for position, statement in statements:
            rows = [row_numbers.get(row) or self._row(row) for row in rows_of(statement)]
            links += [(row, position) for row in rows]
            slot = slot_of(statement)
            if slot is None:
                continue
            quarter = quarter_of(statement)
            for key in places_of(statement):
                place = place_numbers.get(key) or self._place(key)
                for row in rows:
                    cell = (place << _PLACE) + (row << _ROW) + quarter + _QUARTERS
                    counts = counted.get(cell)
                    if counts is None:
                        counts = counted[cell] = [0] * len(_SLOTS)
                    counts[slot] += by
        if len(counted) > _MOST_UNWRITTEN:
            self.flush()
        return links

    def flush(self) -> None:
        """Write the counts that changed."""
        self._db.executemany(
            _RAISE,
            [
                (
                    cell >> _PLACE,
                    (cell >> _ROW) & _ROWS,
                    (cell & _LAST_BITS) - _QUARTERS,
                    *self._counted[cell],
                )
                for cell in sorted(self._counted)
            ],
        )
        self._counted.clear()

    def _row(self, row: tuple[str, str]) -> int:
        number = self._rows.get(row)
        if number is None:
            self._db.execute("INSERT OR IGNORE INTO provision (agreement, key) VALUES (?, ?)", row)
            (number,) = self._db.execute(
                "SELECT number FROM provision WHERE agreement = ? AND key = ?", row
            ).fetchone()
            self._rows[row] = int(number)
        return int(number)

    def _place(self, key: str) -> int:
        number = self._places.get(key)
        if number is None:
            self._db.execute("INSERT OR IGNORE INTO place (key) VALUES (?)", (key,))
            (number,) = self._db.execute(
                "SELECT number FROM place WHERE key = ?", (key,)
            ).fetchone()
            self._places[key] = int(number)
        return int(number)


def as_it_stands(data: bytes, id: str, state: State) -> Statement:
    """Give a statement from its payload, under the id and in the state that it has now."""
    statement = wire.decode(data, Statement)
    if statement.id == id and statement.state == state:
        return statement
    return replace(statement, id=id, state=state)
