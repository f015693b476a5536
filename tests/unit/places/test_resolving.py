"""Territory, pair of names, and what the text says decide; otherwise nothing is chosen."""

from __future__ import annotations

from servanda.domain.agreement import Territory
from servanda.domain.place import Place, PlaceName
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer

from .conftest import Find, agreement, place, source


def test_the_territory_decides_between_two_towns_of_one_name(find: Find) -> None:
    """Kesh is a large town far away and another name of Kessing here."""
    (here,) = find("It happened in Kesh.")
    assert here.id == "geonames:11"
    (there,) = find("It happened in Kesh.", agreement(Territory(countries=("XB",))))
    assert there.id == "geonames:15"


def test_two_towns_of_one_name_in_the_territory_stay_unplaced(find: Find) -> None:
    (one,) = find("It happened in Twin.")
    assert one.id is None
    assert "several places in the territory are called “Twin”" in one.reason
    assert len(one.candidates) == 2


def test_a_box_narrows_what_divisions_allow(find: Find) -> None:
    territory = Territory(countries=("XA",), divisions=("XA.01",), box=(9.0, 49.0, 12.0, 50.5))
    (one,) = find("It happened in Twin.", agreement(territory))
    assert one.id == "geonames:23"


def test_a_footprint_is_a_territory_too(find: Find) -> None:
    ring = [[9.0, 50.5], [12.0, 50.5], [12.0, 51.0], [9.0, 51.0], [9.0, 50.5]]
    territory = Territory(footprint={"type": "Polygon", "coordinates": [ring]})
    (one,) = find("It happened in Twin.", agreement(territory))
    assert one.id == "geonames:24"


def test_an_area_after_a_comma_is_taken_at_its_word(find: Find) -> None:
    found = find("It happened in Kesh, Southland.")
    assert found[0].id == "geonames:15"
    assert "the text puts it in Southland" in found[0].reason


def test_district_after_a_name_makes_it_a_district(find: Find) -> None:
    (one,) = find("The point was not carried out in Belmora district.")
    assert (one.granularity, one.id) == ("district", "geonames:10")


def test_districts_after_a_list_make_each_a_district(find: Find) -> None:
    found = find("It failed in Belmora, Kessing, and Oster [Oster] districts. Belmora is calm.")
    assert [one.granularity for one in found] == ["district"] * 3 + ["point"]


def test_districts_before_a_list_do_the_same(find: Find) -> None:
    found = find("It failed in the districts of Belmora, Kessing and Oster.")
    assert [one.granularity for one in found] == ["district"] * 3


def test_an_own_district_is_meant_where_the_text_says_district(gazetteer: Gazetteer) -> None:
    """The agreement knows Kesh and Kesh district: the list means the one, then the other."""
    town = place("kesh", "Kesh", lat=50.1, lon=10.1)
    district = place("kesh-district", "Kesh district", granularity="district")
    finder = Finder(gazetteer, [agreement(places=[town, district])])
    found = finder.find(source("It failed in Belmora and Kesh districts. Kesh is calm."))
    assert [(one.id, one.granularity) for one in found] == [
        ("geonames:10", "district"), ("kesh-district", "district"), ("kesh", "point"),
    ]  # fmt: skip


def test_a_region_word_chooses_the_division_and_a_bare_name_its_town(find: Find) -> None:
    (region,) = find("It failed in Hillmark region.")
    (bare,) = find("It failed in Hillmark.")
    assert (region.id, region.granularity) == ("geonames:3", "region")
    assert (bare.id, bare.granularity) == ("geonames:20", "point")


def test_the_before_a_towns_name_makes_it_a_region_without_a_point(find: Find) -> None:
    (one,) = find("A band appeared in the Oster.")
    assert (one.granularity, one.id) == ("region", None)
    assert "“the” before “Oster” makes it a region" in one.reason


def test_a_part_of_a_country_has_no_point(find: Find) -> None:
    (one,) = find("The situation in eastern Northland is tense.")
    assert (one.text, one.granularity, one.id) == ("eastern Northland", "vague", None)


def test_a_divisions_point_is_marked_as_ours(find: Find) -> None:
    (one,) = find("It failed in Hillmark province.")
    assert "reckoned by us" in one.reason


def test_own_places_of_one_name_are_told_apart_by_their_dates(gazetteer: Gazetteer) -> None:
    old = Place("old", (PlaceName("Ford", since="1900", until="1945"),), lat=50.1, lon=10.1)
    new = Place("new", (PlaceName("Ford", since="1946"),), lat=50.9, lon=10.9)
    finder = Finder(gazetteer, [agreement(places=[old, new])])
    (one,) = finder.find(source("They met at Ford.", written="1947-07-12"))
    assert one.id == "new"
    (unsure,) = finder.find(source("They met at Ford."))
    assert (unsure.id, {candidate.id for candidate in unsure.candidates}) == (None, {"old", "new"})


def test_the_shown_name_is_the_texts_own_where_the_gazetteers_is_another(find: Find) -> None:
    """The historian's Kesh is not silently made into Kessing."""
    (one,) = find("It happened in Kesh.")
    assert one.name == "Kesh"
    assert "Kessing" in one.reason


def test_without_a_territory_what_else_is_named_decides(find: Find) -> None:
    found = find("They marched from Belmora through Tarnow and Oster to Kesh.", world=True)
    assert {one.text: one.id for one in found}["Kesh"] == "geonames:11"


def test_without_a_territory_and_a_neighbour_the_best_known_is_meant(find: Find) -> None:
    (one,) = find("It happened in Kesh.", world=True)
    assert one.id == "geonames:15"


def test_several_agreements_share_one_finder(find: Find) -> None:
    own = place("far-oster", "Elmore", lat=-20.0, lon=30.5)
    south = agreement(Territory(countries=("XB",)), places=[own])
    found = find("Belmora, Velden and Elmore agreed.", agreement(), south)
    assert [one.id for one in found] == ["geonames:10", "geonames:19", "far-oster"]
