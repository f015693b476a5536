"""A small invented world, built as the real gazetteer is; and the real one, built once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from servanda.domain.agreement import Agreement, Party, Territory
from servanda.domain.place import Place, PlaceMention, PlaceName
from servanda.domain.source import Description, Layer, Source
from servanda.places.build import build
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer, open_gazetteer
from servanda.places.rows import Row


def town(number: int, name: str, *names: str, at: tuple[float, float], of: str, people: int) -> Row:
    return Row(
        f"geonames:{number}", "town", name, names, at[0], at[1], of[:2], of, people,
        capital=number == 9,
    )  # fmt: skip


ROWS = (
    Row("geonames:1", "country", "Northland", ("Kingdom of Northland",), 50.0, 10.0, "XA"),
    Row("geonames:2", "country", "Southland", (), -20.0, 30.0, "XB"),
    Row("iso3166-3:OLDU", "former", "Vast Union", ("OLDU",), members=("XA", "XB"), population=9000),
    Row("geonames:3", "division", "Hillmark", (), country="XA", division="XA.01"),
    Row("geonames:4", "division", "Lakemark", (), country="XA", division="XA.02"),
    Row("geonames:5", "division", "Farmark", (), country="XB", division="XB.01"),
    Row("servanda:regions/Midmark", "region", "Midmark"),
    town(25, "Midmark", at=(-18.9, 31.9), of="XB.01", people=900),
    town(9, "Grand Haven", at=(-20.1, 30.1), of="XB.01", people=2_000_000),
    town(
        10, "Belmora", "Bel Mora", "Белмора", "贝莫拉", at=(50.0, 10.0), of="XA.01", people=40_000
    ),
    town(11, "Kessing", "Kesh", at=(50.3, 10.4), of="XA.01", people=20_000),
    town(12, "Tarnow", "Tarn", at=(50.6, 10.1), of="XA.01", people=0),
    town(13, "Bay", "Baych", at=(50.2, 10.9), of="XA.01", people=5_000),
    town(14, "Oster", at=(50.9, 10.6), of="XA.01", people=800),
    town(15, "Kesh", at=(-21.0, 31.0), of="XB.01", people=90_000),
    town(16, "Tarnow", at=(51.9, 10.0), of="XA.02", people=0),
    town(17, "Sankt Ilm", "St. Ilm", "St Ilm", at=(51.5, 10.5), of="XA.02", people=3_000),
    town(18, "Osman", at=(-19.0, 31.0), of="XB.01", people=30_000),
    town(19, "Velden", "al-Velden", at=(-18.0, 31.5), of="XB.01", people=1_000),
    town(20, "Hillmark", at=(50.5, 10.5), of="XA.01", people=60_000),
    town(21, "Côte d'Elm", at=(51.7, 10.7), of="XA.02", people=700),
    town(22, "March", "Marsh", at=(-18.5, 31.0), of="XB.01", people=20_000),
    town(23, "Twin", at=(50.1, 10.0), of="XA.01", people=900),
    town(24, "Twin", at=(50.9, 10.9), of="XA.01", people=900),
)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The invented world: two countries, three divisions, some towns of one name."""
    folder = tmp_path_factory.mktemp("small") / "gazetteer"
    build(ROWS, folder, everyday=("bay", "march", "reading"))
    return Gazetteer(folder)


@pytest.fixture(scope="session")
def world_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the real world gazetteer in it; the build takes some seconds."""
    cache = tmp_path_factory.mktemp("world")
    open_gazetteer(cache)
    return cache


def source(text: str, *, brackets: Sequence[Layer] = (), written: str | None = None) -> Source:
    return Source(
        id="src-test", digest="", name="test.txt", media_type="text/plain", size=len(text),
        text=text, brackets=tuple(brackets), description=Description(written=written),
    )  # fmt: skip


HILLMARK = Territory(name="Hillmark", countries=("XA",), divisions=("XA.01",))


def agreement(
    territory: Territory = HILLMARK, *, parties: Sequence[Party] = (), places: Sequence[Place] = ()
) -> Agreement:
    return Agreement(
        key="test", title="Test", parties=tuple(parties),
        territory=replace(territory, places=tuple(places)),
    )  # fmt: skip


def place(id: str, *names: str, **facts: object) -> Place:
    return Place(id, tuple(PlaceName(name) for name in names), **facts)  # type: ignore[arg-type]


Find = Callable[..., list[PlaceMention]]


@pytest.fixture(scope="session")
def find(gazetteer: Gazetteer) -> Find:
    """Find places in invented text, in Hillmark unless an agreement says otherwise."""

    def found(text: str, *agreements: Agreement, world: bool = False) -> list[PlaceMention]:
        given = () if world else agreements or (agreement(),)
        return Finder(gazetteer, given).find(source(text))

    return found
