"""Build the gazetteer once: names in a trie to be mapped, rows in SQLite, whole or not at all."""

from __future__ import annotations

import gc
import hashlib
import os
import secrets
import shutil
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from servanda.places.filing import POSTINGS, TRIE, Names
from servanda.places.rows import Row
from servanda.places.towns import Towns

#: Told what is being done and the share done, 0 to 1.
Progress = Callable[[str, float], None]

ROWS = "rows.sqlite"
#: Some 240,000 rows are expected; only the progress shown depends on it.
_EXPECTED = 240_000
_STEP = 20_000
_SCHEMA = """
CREATE TABLE place (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  names TEXT NOT NULL, lat REAL, lon REAL, country TEXT NOT NULL, division TEXT NOT NULL,
  population INTEGER NOT NULL, capital INTEGER NOT NULL, reckoned INTEGER NOT NULL,
  source TEXT NOT NULL) STRICT;
CREATE TABLE division (
  code TEXT PRIMARY KEY, number INTEGER, towns INTEGER NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL,
  north REAL NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
_INSERT = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
_INDICES = """
CREATE INDEX place_division ON place (division);
CREATE INDEX place_country ON place (country) WHERE kind = 'country';
UPDATE division SET number =
  (SELECT number FROM place WHERE division = code AND kind = 'division' ORDER BY number LIMIT 1);
"""


def build(
    rows: Iterable[Row],
    folder: Path,
    *,
    added: Iterable[Row] = (),
    everyday: Collection[str] = (),
    progress: Progress | None = None,
) -> None:
    """Build a gazetteer from rows into `folder`, which appears whole or not at all.

    Work goes on in a folder beside it that is renamed at the end. Two builders at once do no harm:
    the first to finish wins, the other throws its work away. What a killed build left behind is
    removed by the next one that finishes.

    Args:
        rows: The world's places.
        folder: Where the gazetteer will be.
        added: The user's own: one that the world has already takes its place, the rest are new.
        everyday: Words of every day, kept with it; those that are names of places apart.
        progress: Told what is being done and the share done.

    Raises:
        OSError: The folder cannot be written, and nobody else built it meanwhile.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = folder.parent / f".{folder.name}-{secrets.token_hex(6)}"
    collecting = gc.isenabled()
    gc.disable()  # millions of small values, none of them in a ring: collecting costs a quarter
    try:
        work.mkdir()
        with closing(sqlite3.connect(work / ROWS)) as base:
            base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
            writing = _Writing(base, progress or (lambda _what, _share: None))
            writing.world(rows)
            writing.more(added)
            writing.finish(work, everyday)
        os.rename(work, folder)
    except (OSError, sqlite3.Error):
        shutil.rmtree(work, ignore_errors=True)
        if not (folder / ROWS).is_file():
            raise
        return
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    finally:
        if collecting:
            gc.enable()
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


class _Writing:
    """One gazetteer being written: rows as they come, names at the end."""

    def __init__(self, base: sqlite3.Connection, progress: Progress) -> None:
        self._base, self._progress = base, progress
        self._names, self._towns = Names(), Towns()
        self._seen = hashlib.sha256()
        self._count = 0

    def world(self, rows: Iterable[Row]) -> None:
        """Write the world's places; what has no point stands in the middle of its towns."""
        towns, later = self._towns, list[tuple[int, Row]]()
        points = array("d")

        def placed() -> Iterator[tuple[object, ...]]:
            for number, row in enumerate(rows):
                self._tell(number, "Reading the world's places", number / _EXPECTED)
                self._count = number + 1
                self._seen.update(f"{row.id} {row.name}\n".encode())
                self._names.add(number, row)
                if row.lat is None or row.lon is None:
                    later.append((number, row))
                    continue
                points.extend((row.lat, row.lon))
                if row.kind == "town":
                    towns.add(row, row.lat, row.lon)
                yield _columns(number, row)

        insert = self._base.executemany
        insert(_INSERT, placed())
        insert(_INSERT, (_columns(number, towns.placed(row), True) for number, row in later))
        insert(
            "INSERT INTO division VALUES (?,NULL,?,?,?,?,?,?,?)",
            ((code, *facts) for code, facts in towns.divisions()),
        )
        self._seen.update(points.tobytes())

    def more(self, rows: Iterable[Row]) -> None:
        """Write the user's own places over the world's, or beside them."""
        indexed = False
        for count, row in enumerate(rows):
            if not indexed:
                self._base.execute("CREATE INDEX place_id ON place (id)")
                indexed = True
            self._tell(count, "Adding your gazetteer", 0.6 + count / (count + _EXPECTED) / 10)
            self._seen.update(repr(row).encode())
            if not row.division and row.lat is not None and row.lon is not None:
                division = self._towns.division_near(row.lat, row.lon)
                if not row.country or division.startswith(f"{row.country}."):
                    row = row._replace(division=division, country=division[:2])  # noqa: PLW2901
            self._put(row)

    def _put(self, row: Row) -> None:
        known = self._base.execute(
            "SELECT number, name, names FROM place WHERE id = ?", (row.id,)
        ).fetchone()
        if known is None:
            self._base.execute(_INSERT, _columns(self._count, row))
            self._names.add(self._count, row)
            self._count += 1
            return
        number, name, names = known
        before = {name, *names.split("\n")}
        new = [one for one in dict.fromkeys((row.name, *row.names)) if one not in before]
        self._names.add(number, row._replace(name=name, names=tuple(new)))
        self._base.execute(
            "UPDATE place SET names = ?, population = max(population, ?), source = ?,"
            " lat = coalesce(?, lat), lon = coalesce(?, lon), reckoned = reckoned AND ? IS NULL"
            " WHERE number = ?",
            (
                "\n".join([*filter(None, names.split("\n")), *new]), row.population, row.source,
                row.lat, row.lon, row.lat, number,
            ),
        )  # fmt: skip

    def finish(self, work: Path, everyday: Collection[str]) -> None:
        """Write the names, and what tells whether all is whole."""
        self._base.executescript(_INDICES)
        self._progress("Writing the names", 0.7)
        del self._towns
        common = self._names.write(work, everyday)
        words = " ".join(sorted(everyday))
        for content in ((work / TRIE).read_bytes(), common.encode(), words.encode()):
            self._seen.update(content)
        facts = [(name, str((work / name).stat().st_size)) for name in (TRIE, POSTINGS)]
        facts += [("fingerprint", self._seen.hexdigest()[:16]), ("common", common)]
        facts.append(("everyday", words))
        self._base.executemany("INSERT INTO meta VALUES (?,?)", facts)
        self._base.commit()
        self._progress("The gazetteer is ready", 1.0)

    def _tell(self, count: int, what: str, share: float) -> None:
        if count % _STEP == 0:
            self._progress(what, min(0.69, share if what.startswith("Adding") else 0.6 * share))


def _columns(number: int, row: Row, reckoned: bool = False) -> tuple[object, ...]:
    return (
        number, row.id, row.kind, row.name, "\n".join(row.names), row.lat, row.lon, row.country,
        row.division, row.population, int(row.capital), int(reckoned), row.source,
    )  # fmt: skip
