"""A narrow column or a scan breaks a name at a line's end: it stays one, where it is printed."""

from __future__ import annotations

import pytest

from servanda.places.breaks import undivided

from .conftest import Find


@pytest.mark.parametrize(
    "name",
    ["Belmo-\nra", "Belmo\u00ad\r\n   ra", "Bel-\nMora", "Grand Ha-\nven", "Grand\nHaven"],
)
def test_a_name_over_a_lines_end_is_one_with_exact_offsets(find: Find, name: str) -> None:
    text = f"🙂 The envoys were seen in {name}, and left."
    (one,) = find(text)
    assert one.text == name == text[one.start : one.end]
    assert one.id in ("geonames:9", "geonames:10")
    assert "\n" not in one.reason


@pytest.mark.parametrize("name", ["Hillmark del\nSur", "Hillmark\ndel Sur", "Hillmark del Sur"])
def test_a_longer_unknown_name_is_not_cut_to_its_known_half(find: Find, name: str) -> None:
    found = find(f"Belmora and the province of {name} are quiet.")
    assert [one.text for one in found if one.text != "Belmora"] == [name]


def test_a_new_paragraph_ends_a_name(find: Find) -> None:
    assert [one.text for one in find("They left Grand\n\nHaven for all.")] == []


def test_a_divided_word_that_is_no_name_stays_none(find: Find) -> None:
    assert find("They went to Belmora-\nside and Kess-\nford.") == []


def test_words_are_shown_without_their_breaks() -> None:
    assert undivided("Grand  Ha-\n ven") == "Grand Haven"
