"""Build the gazetteer once: names in a trie to be mapped, rows in SQLite, whole or not at all."""

from __future__ import annotations

import gc
import hashlib
import io
import math
import os
import secrets
import shutil
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import marisa_trie

from servanda.places.names import MOST_WORDS, key_of, keys_of
from servanda.places.rows import Row

#: Told what is being done and the share done, 0 to 1.
Progress = Callable[[str, float], None]

TRIE, POSTINGS, ROWS = "names.marisa", "postings.u32", "rows.sqlite"
#: Some 240,000 rows are expected; only the progress shown depends on it.
_EXPECTED = 240_000
_STEP = 20_000
#: Squares to a degree, for the middle of the inhabited land.
_SQUARES = 4
_SCHEMA = """
CREATE TABLE place (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  names TEXT NOT NULL, lat REAL, lon REAL, country TEXT NOT NULL, division TEXT NOT NULL,
  population INTEGER NOT NULL, capital INTEGER NOT NULL) STRICT;
CREATE TABLE division (
  code TEXT PRIMARY KEY, number INTEGER, towns INTEGER NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL,
  north REAL NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def build(
    rows: Iterable[Row],
    folder: Path,
    *,
    everyday: Collection[str] = (),
    progress: Progress | None = None,
) -> None:
    """Build a gazetteer from rows into `folder`, which appears whole or not at all.

    Those of the `everyday` words that are names of places too are kept with it.

    Work goes on in a folder beside it that is renamed at the end. Two builders at once do no harm:
    the first to finish wins, the other throws its work away. What a killed build left behind is
    removed by the next one that finishes.

    Raises:
        OSError: The folder cannot be written, and nobody else built it meanwhile.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = folder.parent / f".{folder.name}-{secrets.token_hex(6)}"
    collecting = gc.isenabled()
    gc.disable()  # millions of small values, none of them in a ring: collecting costs a quarter
    try:
        work.mkdir()
        _write(rows, work, everyday, progress or (lambda _what, _share: None))
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


def _write(rows: Iterable[Row], work: Path, everyday: Collection[str], progress: Progress) -> None:
    names = _Names()
    seen = hashlib.sha256()
    base = sqlite3.connect(work / ROWS)
    try:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        towns = _Towns()
        later: list[tuple[int, Row]] = []
        points = array("d")

        def placed() -> Iterator[tuple[object, ...]]:
            for number, row in enumerate(rows):
                if number % _STEP == 0:
                    progress("Reading the world's places", min(0.6, 0.6 * number / _EXPECTED))
                written = "\n".join(row.names)
                seen.update(f"{row.id} {row.name}\n".encode())
                names.add(number, row)
                if row.lat is None or row.lon is None:
                    later.append((number, row))
                    continue
                points.extend((row.lat, row.lon))
                if row.kind == "town":
                    towns.add(row, row.lat, row.lon)
                yield _columns(number, row, written, row.lat, row.lon)

        insert = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)"
        base.executemany(insert, placed())
        base.executemany(
            insert,
            (
                _columns(number, towns.peopled(row), "\n".join(row.names), *towns.centre(row))
                for number, row in later
            ),
        )
        numbers = {row.division: number for number, row in later if row.kind == "division"}
        base.executemany(
            "INSERT INTO division VALUES (?,?,?,?,?,?,?,?,?)",
            ((code, numbers.get(code), *facts) for code, facts in towns.divisions()),
        )
        base.execute("CREATE INDEX place_division ON place (division)")
        base.execute("CREATE INDEX place_country ON place (country) WHERE kind = 'country'")
        progress("Writing the names", 0.7)
        towns.forget()
        common = names.write(work, everyday)
        for content in (points.tobytes(), (work / TRIE).read_bytes(), common.encode()):
            seen.update(content)
        facts = [(name, str((work / name).stat().st_size)) for name in (TRIE, POSTINGS)]
        facts += [("fingerprint", seen.hexdigest()[:16]), ("common", common)]
        base.executemany("INSERT INTO meta VALUES (?,?)", facts)
        base.commit()
    finally:
        base.close()
    progress("The gazetteer is ready", 1.0)


def _columns(
    number: int, row: Row, names: str, lat: float | None, lon: float | None
) -> tuple[object, ...]:
    return (
        number, row.id, row.kind, row.name, names, lat, lon, row.country, row.division,
        row.population, int(row.capital),
    )  # fmt: skip


class _Names:
    """Files places under their names: one line of a buffer a name, one number beside it.

    A dict of the names would take 200 MB and be no faster.
    """

    def __init__(self) -> None:
        self._lines = io.BytesIO()
        self._filed = array("I")
        self._countries: set[str] = set()

    def add(self, number: int, row: Row) -> None:
        """File a row under its names; the lowest bit of what is filed tells its chief name."""
        chief = key_of(row.name)
        if row.kind == "country":
            self._countries.add(chief)
        keys = [
            key
            for key in keys_of((row.name, *row.names))
            if len(key) > 1 and not key.isdigit() and key.count(" ") < MOST_WORDS
        ]  # no finder looks for others
        if keys:
            self._lines.write("\n".join([*keys, ""]).encode())
            self._filed.extend([number << 1 | (key == chief) for key in keys])

    def _keys(self) -> Iterator[str]:
        return map(str.rstrip, io.TextIOWrapper(io.BytesIO(self._lines.getbuffer()), "utf-8"))

    def write(self, work: Path, words: Collection[str]) -> str:
        """Write trie and postings: first where each name's places begin, then the places.

        Unsigned 32-bit numbers, little-endian, so that the file can be mapped as it lies. Gives
        those of the `words` that are names, in order, blanks between; no country's own name, for
        that is so frequent that a capital at the beginning of a sentence is no chance.
        """
        trie = marisa_trie.Trie(self._keys())
        trie.save(str(work / TRIE))
        named = array("I", map(trie.__getitem__, self._keys()))
        offsets = array("I", bytes(4 * (len(trie) + 1)))
        for name in named:
            offsets[name + 1] += 1
        offsets = array("I", accumulate(offsets))
        places, free = array("I", bytes(4 * len(named))), offsets[:]
        for name, filed in zip(named, self._filed, strict=True):
            places[free[name]] = filed
            free[name] += 1
        with (work / POSTINGS).open("wb") as file:
            for numbers in (array("I", [len(trie)]), offsets, places):
                if sys.byteorder == "big":
                    numbers.byteswap()
                numbers.tofile(file)
        return " ".join(sorted(one for one in words if one in trie and one not in self._countries))


class _Towns:
    """Adds up towns, so that what has no point of its own stands at the centre of theirs.

    Each quarter of a degree that holds a town counts once: the middle of the inhabited land.
    Weighted by inhabitants, a province would stand in its largest city.
    """

    def __init__(self) -> None:
        self._sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self._points: dict[str, tuple[array[float], array[float]]] = defaultdict(
            lambda: (array("d"), array("d"))
        )
        self._squares: set[tuple[str, int, int]] = set()
        self._people: dict[str, int] = defaultdict(int)

    def add(self, row: Row, lat: float, lon: float) -> None:
        """Add a town; in a square that its division has already it only adds inhabitants."""
        rows, columns = int(lat * _SQUARES), int(lon * _SQUARES)
        if row.division:
            lons, lats = self._points[row.division]
            lons.append(lon)
            lats.append(lat)
            self._people[row.division] += row.population
            if (row.division, rows, columns) in self._squares:
                return
        for code in (row.country, row.division):
            if code and (code, rows, columns) not in self._squares:
                self._squares.add((code, rows, columns))
                north, east = math.radians(lat), math.radians(lon)
                # a square is narrower towards the poles: weigh it by its area
                flat = math.cos(north) ** 2
                sums = self._sums[code]
                sums[0] += flat * math.cos(east)
                sums[1] += flat * math.sin(east)
                sums[2] += math.cos(north) * math.sin(north)

    def forget(self) -> None:
        """Let go of the towns, before the names need the memory."""
        self._points.clear()
        self._squares.clear()

    def peopled(self, row: Row) -> Row:
        """Give a division with its towns' inhabitants, other rows as they are."""
        if row.kind != "division":
            return row
        return row._replace(population=self._people[row.division])

    def centre(self, row: Row) -> tuple[float | None, float | None]:
        """Give the centre of a division, a country or a former state."""
        codes = row.members or (row.division or row.country,)
        parts = [self._sums[code] for code in codes if code in self._sums]
        return _point([sum(axis) for axis in zip(*parts, strict=True)]) if parts else (None, None)

    def divisions(
        self,
    ) -> Iterator[tuple[str, tuple[int, float, float, float, float, float, float]]]:
        """Give each division's towns counted, its centre, and the box that holds nearly all.

        A hundredth at each end is left out: GeoNames files some towns under a wrong division.
        """
        for code in sorted(self._points):
            lat, lon = _point(self._sums[code])
            lons, lats = (sorted(axis) for axis in self._points[code])
            cut = len(lons) // 100
            last = len(lons) - 1 - cut
            yield code, (len(lons), lat, lon, lons[cut], lats[cut], lons[last], lats[last])


def _point(vector: list[float]) -> tuple[float, float]:
    x, y, z = vector
    lat = math.degrees(math.atan2(z, math.hypot(x, y)))
    return round(lat, 5), round(math.degrees(math.atan2(y, x)), 5)
