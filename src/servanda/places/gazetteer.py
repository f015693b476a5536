"""The world gazetteer, opened: names mapped from disk, rows fetched when asked for."""

from __future__ import annotations

import mmap
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie

from servanda.errors import ServandaError
from servanda.places.added import added_files, added_rows
from servanda.places.build import ROWS, Progress, build
from servanda.places.everyday import everyday_words
from servanda.places.filing import POSTINGS, TRIE
from servanda.places.names import key_of
from servanda.places.rows import Row, geonames_rows, source_fingerprint


class GazetteerError(ServandaError):
    """The gazetteer can be neither opened nor built; says where and why."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The gazetteer could not be made ready in {folder}: {why}. "
            "Make that folder writable, free some 100 MB there, or choose another cache folder."
        )


#: Answers about the beginnings of names that are kept; the most that one text makes us remember.
_MOST_REMEMBERED = 200_000
_COLUMNS = (
    "number, id, kind, name, names, lat, lon, country, division, population, capital, reckoned,"
    " source"
)
#: Kinds that only an added gazetteer brings.
_MINOR = frozenset({"district", "region", "water", "spot"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the gazetteer. `chief` tells that the name asked for is its own first name.

    `kind` as in `Row`. `named` counts the names it is recorded under: how well attested it is.
    `reckoned` tells that its point is the middle of where its towns lie; `source` credits a
    gazetteer that the user added, "" GeoNames as the packages bring it.
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
    reckoned: bool = False
    source: str = ""

    @property
    def is_area(self) -> bool:
        """Tell whether it is more than a point: a division, a country, a river."""
        return self.kind not in ("town", "spot")

    @property
    def is_minor(self) -> bool:
        """Tell whether only an added gazetteer knows such: a district, a river, a mountain."""
        return self.kind in _MINOR

    @property
    def is_unbounded(self) -> bool:
        """Tell whether it is a region or a sea that we know by name only, without a point."""
        return self.lat is None and not self.source and self.kind in ("region", "water")

    @property
    def credit(self) -> str:
        """Name the gazetteer that it comes from."""
        return self.source or "GeoNames"


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
        self._everyday: str = meta["everyday"]
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / TRIE))
        with (folder / POSTINGS).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._numbers = memoryview(mapped)
        self._count = int.from_bytes(self._numbers[:4], "little")
        self._begins: dict[str, bool] = {}
        self._goes_on: dict[str, bool] = {}

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Everyday words, names or not, in small letters."""
        return frozenset(self._everyday.split())

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
            f"SELECT {_COLUMNS} FROM place WHERE number IN ({marks})",
            list(filed)[:900],
        )
        sites = [_site(row, chief=bool(filed[row[0]])) for row in found]
        return tuple(sorted(sites, key=lambda site: (-site.population, -site.named, site.id)))

    @lru_cache(maxsize=20_000)  # noqa: B019 - as above
    def names_area(self, key: str) -> bool:
        """Tell whether a country or a first-level division has this name."""
        return any(site.kind in ("country", "division") for site in self.sites(key))

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
                f"SELECT {_COLUMNS} FROM place WHERE division = ?", (code,)
            ):
                yield _site(row, chief=True), [row[3], *row[4].split("\n")]

    def divisions_of(self, country: str) -> list[str]:
        """Give the codes of a country's first-level divisions."""
        rows = self._base.execute("SELECT code FROM division WHERE code LIKE ?", (f"{country}.%",))
        return [row[0] for row in rows]

    def country(self, code: str) -> Site | None:
        """Give a country by its ISO 3166-1 code."""
        row = self._base.execute(
            f"SELECT {_COLUMNS} FROM place WHERE kind = 'country' AND country = ?", (code,)
        ).fetchone()
        return _site(row, chief=True) if row else None

    def by_id(self, id: str) -> tuple[Site, list[str]] | None:
        """Give a place by its id ("geonames:1529114") with all its names, its own first."""
        row = self._base.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (id,)).fetchone()
        return (
            (_site(row, chief=True), [row[3], *filter(None, row[4].split("\n"))]) if row else None
        )

    def search(self, name: str, *, most: int = 50) -> list[tuple[str, Site]]:
        """Give the places of this name, the more populous first; then those whose name goes on.

        Each with the folded name by which it was found.
        """
        key = key_of(name)
        longer = islice(self._trie.iterkeys(key), 10 * most) if key else ()
        found: dict[str, tuple[str, Site]] = {}
        for one in (key, *longer):
            for site in self.sites(one):
                found.setdefault(site.id, (one, site))
        return list(found.values())[:most]

    def label(self, site: Site) -> str:
        """Give a place's name with the division or country that it lies in."""
        division = None if site.kind == "division" else self.division(site.division)
        if division is not None and division.name != site.name:
            return f"{site.name}, {division.name}"
        country = self.country(site.country)
        if country is not None and site.kind not in ("country", "former", "continent"):
            return f"{site.name}, {country.name}"
        return site.name


def open_gazetteer(cache: Path, *, progress: Progress | None = None) -> Gazetteer:
    """Give the gazetteer from the cache folder, building it there the first time.

    It is the world's and what the user added to it. The build takes some seconds and 50 MB of disk;
    opening afterwards takes milliseconds. Other data gets a folder of its own; files that are not
    whole are built anew.

    Raises:
        GazetteerError: The folder cannot be written or the data is missing.
        GazetteerFileError: A file that the user added cannot be understood any more.
    """
    files = added_files(cache)
    return open_built(
        built_folder(cache, files),
        geonames_rows,
        added=lambda: added_rows(files),
        everyday=everyday_words,
        progress=progress,
    )


def built_folder(cache: Path, files: Sequence[Path]) -> Path:
    """Give the folder of the gazetteer that is built with these added files."""
    return cache / f"gazetteer-{source_fingerprint([file.name for file in files])}"


def open_built(
    folder: Path,
    rows: Callable[[], Iterable[Row]],
    *,
    added: Callable[[], Iterable[Row]] = tuple,
    everyday: Callable[[], Collection[str]] = frozenset,
    progress: Progress | None = None,
) -> Gazetteer:
    """Open the gazetteer in `folder`; build it from `rows` if it is not there or not whole."""
    try:
        return Gazetteer(folder)
    except (OSError, sqlite3.Error, KeyError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        build(rows(), folder, added=added(), everyday=everyday(), progress=progress)
        return Gazetteer(folder)
    except (OSError, sqlite3.Error, KeyError, ValueError) as error:
        raise GazetteerError(folder.parent, str(error)) from error


def _site(row: tuple[Any, ...], *, chief: bool) -> Site:
    _number, id, kind, name, names, lat, lon, country, division, people, capital, *more = row
    reckoned, source = more
    return Site(
        id, kind, name, lat, lon, country, division, people, bool(capital),
        names.count("\n") + 2 if names else 1, chief, bool(reckoned), source,
    )  # fmt: skip
