"""Coordinates that a text prints behind a name decide where it is."""

from __future__ import annotations

import pytest

from servanda.places.coordinates import coordinates_after

from .conftest import Find, agreement, place


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        (" (50.91 N, 10.90 E)", 50.91, 10.9),
        (" (50.91, 10.90)", 50.91, 10.9),
        (" [-20.10, 30.25]", -20.1, 30.25),
        (", 20.10S 30.25W,", -20.1, -30.25),
        (" (50°54'36\"N 10°54'E)", 50.91, 10.9),
        (" at 50° 54′ 36″ N, 10° 54′ E", 50.91, 10.9),
    ],
)
def test_coordinates_as_reports_print_them(text: str, lat: float, lon: float) -> None:
    assert coordinates_after(f"Twin{text}", 4) == (lat, lon)


@pytest.mark.parametrize(
    "text",
    [" (50, 10)", ", 3.50, 7.25", " (99.10, 30.20)", " (50.10, 190.20)", " 12.5 % and 3.25 %", ""],
)
def test_other_numbers_are_no_coordinates(text: str) -> None:
    assert coordinates_after(f"Twin{text}", 4) is None


def test_coordinates_choose_among_places_of_one_name_wherever_it_stands(find: Find) -> None:
    """Two villages are called Twin; the annex prints where, the report does not."""
    text = "There was shelling near Twin. The post stood near Twin (50.91 N, 10.90 E)."
    found = find(text)
    assert [one.id for one in found] == ["geonames:24"] * 2
    assert (found[0].lat, found[0].lon) == (50.91, 10.9)
    assert "the text prints 50.91, 10.9" in found[0].reason


def test_a_place_nobody_has_on_record_stands_where_the_text_says(find: Find) -> None:
    (one,) = find(
        "The post stood near Zurqafield (50.5, 10.25), then near Zurqafield (50.50, 10.25)."
    )[:1]
    assert (one.id, one.lat, one.lon) == ("geo:50.5,10.25", 50.5, 10.25)


def test_the_agreements_own_place_stays_itself(find: Find) -> None:
    own = agreement(places=[place("post", "Twin", lat=50.1, lon=10.0)])
    (one,) = find("The post stood near Twin (50.91 N, 10.90 E).", own)
    assert (one.id, one.lat) == ("post", 50.1)
