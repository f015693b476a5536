"""The derived state in SQLite's tables, written in the same transaction as the entries."""
# ruff: noqa: D102 - what each method gives is said once, in `replay.Shelf`

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from servanda import wire
from servanda.domain.agreement import Agreement
from servanda.domain.entry import AgreementKept, SensitivityMarked, SourceDescribed, SourceRead
from servanda.domain.judgement import Judgement, cell_of, subject_of
from servanda.domain.place import PlaceMention
from servanda.domain.rows import keys_of, rows_of
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, State, Statement
from servanda.errors import BrokenRecord
from servanda.journal.admit import near
from servanda.journal.facts import (
    BLOCK_BITS,
    FactBlock,
    NameKind,
    Packed,
    named,
    pack,
    read_block,
    ruled_anew,
    write_block,
)
from servanda.journal.replay import SPACING, Standing
from servanda.journal.words import searchable, spaced

_STANDING = """
    SELECT statement.position, statement.id, statement.reading, statement.state, statement.ruled,
           statement.payload, payload.bytes
    FROM statement JOIN payload ON payload.position = statement.payload
"""
#: So many blocks at most wait in memory to be written.
_MOST_UNWRITTEN = 500


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
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._blocks: dict[int, _Block] = {}

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
            "SELECT name.key, count(*) FROM name"
            " JOIN link ON link.provision = name.number"
            " JOIN statement ON statement.position = link.position"
            " WHERE name.agreement = ? AND statement.state <> 'rejected'"
            " GROUP BY name.key"
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
            self._retire(source.corrects, by=source.id, number=number)
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
                number=number,
            )
            self._db.execute("DELETE FROM reading WHERE entry = ?", earlier)
        # Two statements, not "INSERT OR REPLACE": one that may have to be undone half-way makes
        # SQLite write out the pending part of the search index, at half the speed of everything.
        self._db.execute(
            "INSERT INTO reading (entry, source, name, version, fingerprint)"
            " VALUES (?, ?, ?, ?, ?)",
            (number, source, act.reader.name, act.reader.version, act.reader.fingerprint),
        )

    def _retire(self, source: str, *, by: str, number: int) -> None:
        """Take away all that stands on a text: a corrected one took its place."""
        entry = self._entry_of(source)
        if entry is not None:
            self._supersede("statement.source = ?", entry, number=number)
            self._db.execute("UPDATE source SET corrected = ? WHERE entry = ?", (by, entry))
            self._last = None

    def _supersede(self, where: str, *values: int, number: int) -> None:
        gone = self._db.execute(f"{_STANDING} WHERE {where}", values).fetchall()
        # While they still stand under their sources.
        self._db.executemany(
            "INSERT OR IGNORE INTO superseded (id, source)"
            " SELECT id, source FROM statement WHERE position = ?",
            [(position,) for position, *_ in gone],
        )
        statements = [
            (position, as_it_stands(data, id, state)) for position, id, _, state, _, _, data in gone
        ]
        self._unlink(statements)
        for position, _ in statements:
            del self._block(position, entry=number).packed[position]
        self._db.executemany(
            "DELETE FROM statement WHERE position = ?", [(position,) for position, _ in statements]
        )

    def put(
        self, statements: Sequence[tuple[int, Statement]], *, reading: int | None, actor: str
    ) -> None:
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
        coder = actor if reading is None else ""
        for position, one in statements:
            entry = position // SPACING
            block = self._block(position, entry=entry, fresh=True)
            block.packed[position] = pack(position, one, self, source=source or 0, coder=coder)
        if self._db.execute("SELECT 1 FROM superseded LIMIT 1").fetchone():
            self._db.executemany(
                "DELETE FROM superseded WHERE id = ?", [(one.id,) for _, one in statements]
            )

    def rule(self, id: str, state: State, *, number: int, actor: str) -> None:
        row = self._db.execute("SELECT position FROM statement WHERE id = ?", (id,)).fetchone()
        if row is None:
            return
        (position,) = row
        packed = self._block(position, entry=number).packed
        coder = self.number("coder", "", actor) if actor else 0
        packed[position] = ruled_anew(packed[position], state=state, ruled=number, coder=coder)
        self._db.execute(
            "UPDATE statement SET state = ?, ruled = ? WHERE position = ?",
            (state, number, position),
        )

    def amend(self, id: str, amended: Statement, *, number: int, position: int, actor: str) -> None:
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
        stands = replace(amended, state="amended")
        self._link([(before.position, stands)], [words])
        self._pack(before.position, stands, number=number, ruled=number, coder=actor)

    def release(self, id: str, *, number: int) -> None:
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
        self._pack(before.position, proposal, number=number)

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
            "INSERT INTO link (provision, position) VALUES (?, ?)", self._links(statements)
        )
        if self._searched:
            self._db.executemany(
                "INSERT INTO search (rowid, words) VALUES (?, ?)",
                [(position, one) for (position, _), one in zip(statements, words, strict=True)],
            )

    def _unlink(self, statements: Sequence[tuple[int, Statement]]) -> None:
        self._db.executemany(
            "DELETE FROM link WHERE provision = ? AND position = ?", self._links(statements)
        )
        if self._searched:
            # An index without content of its own must be told the words that it forgets.
            self._db.executemany(
                "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
                [(position, searchable(one)) for position, one in statements],
            )

    def _links(self, statements: Iterable[tuple[int, Statement]]) -> list[tuple[int, int]]:
        return [
            (self.number("provision", agreement, key), position)
            for position, statement in statements
            for agreement, key in rows_of(statement)
        ]

    # --- what statements are counted by ----------------------------------------------------------

    def number(
        self, kind: NameKind, agreement: str, key: str, mention: PlaceMention | None = None
    ) -> int:
        """Give the number of a name, a new one if it has none."""
        known = self._numbers.get((kind, agreement, key))
        if known is None:
            known = self._numbers[kind, agreement, key] = self._number(
                kind, agreement, key, mention
            )
        return known

    def _number(
        self, kind: NameKind, agreement: str, key: str, mention: PlaceMention | None
    ) -> int:
        row = self._db.execute(
            "SELECT number FROM name WHERE kind = ? AND agreement = ? AND key = ?",
            (kind, agreement, key),
        ).fetchone()
        if row is not None:
            return int(row[0])
        one = named(0, kind, agreement, key, mention)
        return int(
            self._db.execute(
                "INSERT INTO name (kind, agreement, key, label, lat, lon, granularity)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
                (kind, agreement, key, one.label, one.lat, one.lon, one.granularity),
            ).fetchone()[0]
        )

    def _pack(
        self, position: int, one: Statement, *, number: int, ruled: int = 0, coder: str = ""
    ) -> None:
        source = self._entry_of(one.source) or 0
        self._block(position, entry=number).packed[position] = pack(
            position, one, self, source=source, ruled=ruled, coder=coder
        )

    def _block(self, position: int, *, entry: int, fresh: bool = False) -> _Block:
        """Give the block of a position to be changed by an entry; it is written at the flush."""
        number = position >> BLOCK_BITS
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= _MOST_UNWRITTEN:
                self.flush()
            kept = None if fresh else read_kept_block(self._db, number)
            block = self._blocks[number] = _Block(
                dict(read_block(kept)) if kept else {}, entry, kept is not None
            )
        block.entry = entry
        return block

    def flush(self) -> None:
        """Write the blocks that changed."""
        rows: dict[bool, list[tuple[object, ...]]] = {True: [], False: []}
        for number in sorted(self._blocks):
            block = self._blocks[number]
            packed = [block.packed[position] for position in sorted(block.packed)]
            one = write_block(number, packed)
            ids = json.dumps(one.ids) if one.ids else "[]"
            rows[block.kept].append((block.entry, one.records, one.tags, ids, number))
        self._db.executemany(
            "UPDATE fact SET entry = ?, records = ?, tags = ?, ids = ? WHERE number = ?",
            rows[True],
        )
        self._db.executemany(
            "INSERT INTO fact (entry, records, tags, ids, number) VALUES (?, ?, ?, ?, ?)",
            rows[False],
        )
        self._blocks.clear()


@dataclass(slots=True)
class _Block:
    """A block that is being changed: by position what stands, and whether the file has it."""

    packed: dict[int, Packed]
    entry: int
    kept: bool


def read_kept_block(db: sqlite3.Connection, number: int) -> FactBlock | None:
    """Give a block as it was written last."""
    row = db.execute("SELECT records, tags, ids FROM fact WHERE number = ?", (number,)).fetchone()
    return None if row is None else FactBlock(number, row[0], row[1], tuple(json.loads(row[2])))


def as_it_stands(data: bytes, id: str, state: State) -> Statement:
    """Give a statement from its payload, under the id and in the state that it has now."""
    statement = wire.decode(data, Statement)
    if statement.id == id and statement.state == state:
        return statement
    return replace(statement, id=id, state=state)
