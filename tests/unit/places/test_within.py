"""A text that says where a place lies is taken at its word, beside the name or elsewhere."""

from __future__ import annotations

import pytest

from .conftest import Find


def ids(find: Find, text: str, name: str, **more: bool) -> list[str | None]:
    return [one.id for one in find(text, **more) if one.text == name]


@pytest.mark.parametrize(
    "text",
    [
        "A convoy left Tarnow, Lakemark, on Monday.",
        "A convoy left Tarnow in Lakemark on Monday.",
        "A convoy left Tarnow in the province of Lakemark on Monday.",
        "A convoy left Tarnow, a town in Lakemark, on Monday.",
        "A convoy left Tarnow (Lakemark) on Monday.",
        "A convoy left Tarnow (Lakemark province) on Monday.",
        "A convoy left Tarnow and Sankt Ilm, Lakemark, on Monday.",
    ],
)
@pytest.mark.parametrize("world", [False, True], ids=["territory", "world"])
def test_a_division_beside_a_name_decides_among_its_places(
    find: Find, text: str, world: bool
) -> None:
    """Hillmark, the territory, has a Tarnow too."""
    (one,) = [one for one in find(text, world=world) if one.text == "Tarnow"]
    assert one.id == "geonames:16"
    assert "the text puts it in Lakemark" in one.reason


def test_what_was_said_once_holds_where_the_name_stands_alone(find: Find) -> None:
    """The first paragraph says which Tarnow; the report goes on with the bare name."""
    text = "Talks in Tarnow, Lakemark, failed.\n\nA week later they met in Tarnow again."
    assert ids(find, text, "Tarnow") == ["geonames:16"] * 2


def test_a_name_said_to_lie_in_two_areas_lies_in_the_one_said_last(find: Find) -> None:
    text = (
        "Talks in Tarnow, Lakemark, failed. Talks in Tarnow in Hillmark did not. All met in Tarnow."
    )
    assert ids(find, text, "Tarnow", world=True) == ["geonames:16", "geonames:12", "geonames:12"]


def test_divisions_in_a_list_lie_in_no_other(find: Find) -> None:
    text = "Elections were held in Hillmark, Lakemark, Farmark and Tarnow, Lakemark."
    assert ids(find, text, "Hillmark", world=True) == ["geonames:20"]
    assert ids(find, text, "Farmark", world=True) == ["geonames:5"]
