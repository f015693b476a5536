"""The world gazetteer, opened: names mapped from disk, rows fetched when asked for."""

from __future__ import annotations

import mmap
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import marisa_trie

from servanda.errors import ServandaError
from servanda.places.build import POSTINGS, ROWS, TRIE, Progress, build
from servanda.places.everyday import everyday_words
from servanda.places.rows import Row, geonames_rows, source_fingerprint


class GazetteerError(ServandaError):
    """The gazetteer can be neither opened nor built; says where and why."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The gazetteer could not be made ready in {folder}: {why}. "
            "Make that folder writable, free some 150 MB there, or choose another cache folder."
        )


#: Answers about the beginnings of names that are kept; the most that one text makes us remember.
_MOST_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the gazetteer. `chief` tells that the name asked for is its own first name.

    `named` counts the names it is recorded under: how well attested it is.
    """

    id: str
    kind: str
    name: str
    lat: float | None
    lon: float | None
    country: str
    division: str
    population: int
    capital: bool
    named: int
    chief: bool = False

    @property
    def is_area(self) -> bool:
        """Tell whether it is more than a town: a division, a country, a continent."""
        return self.kind != "town"


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division as its towns show it: how many, their centre and their box."""

    code: str
    name: str
    towns: int
    lat: float
    lon: float
    box: tuple[float, float, float, float]


class Gazetteer:
    """Names to places. Opening maps two files; nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(
            f"file:{folder / ROWS}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        meta = dict(self._base.execute("SELECT name, value FROM meta"))
        for name in (TRIE, POSTINGS):
            if (folder / name).stat().st_size != int(meta[name]):
                raise OSError(f"{name} is not whole")
        self.fingerprint: str = meta["fingerprint"]
        #: Everyday words that are names of places too, in small letters.
        self.common = frozenset(meta["common"].split())
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / TRIE))
        with (folder / POSTINGS).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._numbers = memoryview(mapped)
        self._count = int.from_bytes(self._numbers[:4], "little")
        self._begins: dict[str, bool] = {}
        self._goes_on: dict[str, bool] = {}

    def begins(self, word: str) -> bool:
        """Tell whether a name begins with this folded word."""
        known = self._begins.get(word)
        if known is None:
            if len(self._begins) > _MOST_REMEMBERED:
                self._begins.clear()
            known = self._begins[word] = word in self._trie or self.goes_on(word)
        return known

    def goes_on(self, words: str) -> bool:
        """Tell whether a longer name begins with these folded words."""
        known = self._goes_on.get(words)
        if known is None:
            if len(self._goes_on) > _MOST_REMEMBERED:
                self._goes_on.clear()  # a text made to fill memory shall not
            known = next(self._trie.iterkeys(words + " "), None) is not None
            self._goes_on[words] = known
        return known

    def prefixes(self, words: str) -> list[str]:
        """Give the names with which these folded words begin, shortest first."""
        found: list[str] = self._trie.prefixes(words)
        return found

    def knows(self, key: str) -> bool:
        """Tell whether some place has this name."""
        return key in self._trie

    def sites(self, key: str) -> tuple[Site, ...]:
        """Give the places of this name, the more populous first."""
        return self._sites(key)

    @lru_cache(maxsize=20_000)  # noqa: B019 - one gazetteer is open per process
    def _sites(self, key: str) -> tuple[Site, ...]:
        if key not in self._trie:
            return ()
        at = self._trie[key]
        begin, end = self._number(1 + at), self._number(2 + at)
        start = 2 + self._count
        filed = {
            number >> 1: number & 1
            for number in map(self._number, range(start + begin, start + end))
        }
        marks = ",".join("?" * min(len(filed), 900))
        found = self._base.execute(
            "SELECT number, id, kind, name, names, lat, lon, country, division, population, capital"
            f" FROM place WHERE number IN ({marks})",
            list(filed)[:900],
        )
        sites = [_site(row, chief=bool(filed[row[0]])) for row in found]
        return tuple(sorted(sites, key=lambda site: (-site.population, -site.named, site.id)))

    def _number(self, index: int) -> int:
        return int.from_bytes(self._numbers[4 * index : 4 * index + 4], "little")

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def division(self, code: str) -> Division | None:
        """Give a first-level division by its GeoNames code; None if no town is filed under it."""
        row = self._base.execute(
            "SELECT d.code, coalesce(p.name, d.code), d.towns, d.lat, d.lon, d.west, d.south,"
            " d.east, d.north FROM division d LEFT JOIN place p ON p.number = d.number"
            " WHERE d.code = ?",
            (code,),
        ).fetchone()
        return Division(row[0], row[1], row[2], row[3], row[4], row[5:]) if row else None

    def named_in(self, divisions: Iterable[str]) -> Iterator[tuple[Site, list[str]]]:
        """Give every place of these divisions with all its names."""
        for code in divisions:
            for row in self._base.execute(
                "SELECT number, id, kind, name, names, lat, lon, country, division, population,"
                " capital FROM place WHERE division = ?",
                (code,),
            ):
                yield _site(row, chief=True), [row[3], *row[4].split("\n")]

    def divisions_of(self, country: str) -> list[str]:
        """Give the codes of a country's first-level divisions."""
        rows = self._base.execute("SELECT code FROM division WHERE code LIKE ?", (f"{country}.%",))
        return [row[0] for row in rows]

    def country(self, code: str) -> Site | None:
        """Give a country by its ISO 3166-1 code."""
        row = self._base.execute(
            "SELECT number, id, kind, name, names, lat, lon, country, division, population, capital"
            " FROM place WHERE kind = 'country' AND country = ?",
            (code,),
        ).fetchone()
        return _site(row, chief=True) if row else None


def open_gazetteer(cache: Path, *, progress: Progress | None = None) -> Gazetteer:
    """Give the world gazetteer from the cache folder, building it there the first time.

    The build takes some seconds and 150 MB of disk; opening afterwards takes milliseconds. Another
    version of the data gets a folder of its own; files that are not whole are built anew.

    Raises:
        GazetteerError: The folder cannot be written or the data is missing.
    """
    folder = cache / f"gazetteer-{source_fingerprint()}"
    return open_built(folder, geonames_rows, everyday=everyday_words, progress=progress)


def open_built(
    folder: Path,
    rows: Callable[[], Iterable[Row]],
    *,
    everyday: Callable[[], Collection[str]] = frozenset,
    progress: Progress | None = None,
) -> Gazetteer:
    """Open the gazetteer in `folder`; build it from `rows` if it is not there or not whole."""
    try:
        return Gazetteer(folder)
    except (OSError, sqlite3.Error, KeyError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        build(rows(), folder, everyday=everyday(), progress=progress)
        return Gazetteer(folder)
    except (OSError, sqlite3.Error, KeyError, ValueError) as error:
        raise GazetteerError(folder.parent, str(error)) from error


def _site(row: tuple[object, ...], *, chief: bool) -> Site:
    _number, id, kind, name, names, lat, lon, country, division, population, capital = row
    return Site(
        id, kind, name, lat, lon, country, division, population,  # type: ignore[arg-type]
        bool(capital), names.count("\n") + 2 if names else 1, chief,  # type: ignore[attr-defined]
    )  # fmt: skip
