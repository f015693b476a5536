"""Places that are no points, and what they are to the story."""

from __future__ import annotations

import pytest

from servanda.places.finder import Finder
from servanda.places.gazetteer import open_gazetteer

from .conftest import Find, source


@pytest.mark.parametrize(
    ("text", "words", "granularity"),
    [
        ("The situation in the south is tense.", "the south", "vague"),
        ("So live the peoples of the south of Hillmark now.", "the south of Hillmark", "vague"),
        ("Visiting the south this spring we saw it.", "the south", "vague"),
        ("The point was not implemented anywhere.", "anywhere", "anywhere"),
        ("Nowhere was it kept.", "Nowhere", "anywhere"),
        ("Cases were seen in the three districts.", "the three districts", "region"),
        ("They came from the two regions.", "the two regions", "region"),
    ],
)
def test_vague_places_have_words_and_no_point(
    find: Find, text: str, words: str, granularity: str
) -> None:
    one = find(text)[-1]
    assert (one.text, one.granularity, one.id, one.lat) == (words, granularity, None, None)
    assert one.reason.startswith("Not placed")


@pytest.mark.parametrize(
    "text",
    [
        "Shots fell to the south of the bridge.",
        "The south gate was closed.",
        "The three districts refused.",
    ],
)
def test_directions_from_something_and_acting_regions_are_no_places(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They are fleeing to Belmora.", "destination"),
        ("He is leaving for Belmora soon.", "destination"),
        ("His departure for the distant Belmora is near.", "scene"),
        ("The members came from Belmora.", "origin"),
        ("Residents from Belmora protested.", "origin"),
        ("The consul general of the mediator in Belmora wrote.", "seat"),
        ("The military command in Belmora helped.", "seat"),
        ("The residence in Belmora was watched.", "seat"),
        ("Shots were fired in Belmora.", "scene"),
        ("It is owed to Belmora.", "scene"),
    ],
)
def test_the_words_before_tell_the_role(find: Find, text: str, role: str) -> None:
    assert find(text)[0].role == role


def test_a_list_shares_the_role_of_its_first(find: Find) -> None:
    found = find("Refugees from Belmora, Kessing and Oster were beaten in Tarnow.")
    assert [one.role for one in found] == ["origin", "origin", "origin", "scene"]


@pytest.mark.parametrize("world", [False, True], ids=["territory", "world"])
def test_a_region_without_bounds_is_known_and_has_no_point(find: Find, world: bool) -> None:
    """A small town far away bears the region's name; nobody means it."""
    (one,) = find("The Midmark saw no fighting.", world=world)
    assert (one.text, one.id, one.lat, one.granularity) == ("Midmark", None, None, "region")
    assert "region without agreed bounds" in one.reason


def test_the_town_of_a_regions_name_is_meant_where_the_text_says_town(find: Find) -> None:
    (one,) = find("They met in the town of Midmark.", world=True)
    assert one.id == "geonames:25"


def test_the_south_of_a_region_without_bounds_is_vague(find: Find) -> None:
    (one,) = find("There was fighting in the south of Midmark.", world=True)
    assert (one.text, one.id, one.granularity) == ("the south of Midmark", None, "vague")


def test_regions_of_the_packages_world_are_kept_vague(gazetteer_cache) -> None:
    found = Finder(open_gazetteer(gazetteer_cache), ()).find(
        source("Talks on Darfur, Donbas and Kashmir were held in the Middle East.")
    )
    assert [one.text for one in found] == ["Darfur", "Donbas", "Kashmir", "Middle East"]
    assert {(one.id, one.granularity) for one in found} == {(None, "region")}
