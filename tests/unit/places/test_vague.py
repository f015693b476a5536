"""Places that are no points, and what they are to the story."""

from __future__ import annotations

import pytest

from .conftest import Find


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
