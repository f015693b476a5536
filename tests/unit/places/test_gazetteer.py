"""What the opened gazetteer answers."""

from __future__ import annotations

from servanda.places.gazetteer import Gazetteer


def test_places_of_one_name_come_with_the_more_populous_first(gazetteer: Gazetteer) -> None:
    assert [site.population for site in gazetteer.sites("kesh")] == [90_000, 20_000]


def test_a_site_tells_whether_the_name_is_its_own(gazetteer: Gazetteer) -> None:
    """Kesh is the first name of one town and another name of Kessing."""
    assert [(site.name, site.chief) for site in gazetteer.sites("kesh")] == [
        ("Kesh", True), ("Kessing", False),
    ]  # fmt: skip


def test_an_unknown_name_has_no_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.sites("nowhere at all") == ()
    assert not gazetteer.knows("nowhere at all")


def test_names_in_other_scripts_lead_to_the_same_place(gazetteer: Gazetteer) -> None:
    ids = {gazetteer.sites(key)[0].id for key in ("belmora", "белмора", "贝莫拉", "bel mora")}
    assert ids == {"geonames:10"}


def test_a_division_has_the_inhabitants_of_its_towns(gazetteer: Gazetteer) -> None:
    division = next(site for site in gazetteer.sites("farmark") if site.kind == "division")
    assert division.population == 2_000_000 + 90_000 + 30_000 + 1_000 + 20_000 + 900


def test_divisions_and_countries_are_found_by_code(gazetteer: Gazetteer) -> None:
    division, country = gazetteer.division("XA.02"), gazetteer.country("XB")
    assert division is not None
    assert division.name == "Lakemark"
    assert country is not None
    assert country.name == "Southland"
    assert gazetteer.division("ZZ.99") is None
    assert sorted(gazetteer.divisions_of("XA")) == ["XA.01", "XA.02"]
