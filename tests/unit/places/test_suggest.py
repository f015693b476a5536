"""Suggestions for names spelled wrongly."""

from __future__ import annotations

import pytest

from servanda.places.names import edits


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("akou", "aksou", 1), ("maralbexi", "maralbeshi", 2), ("kuqa", "kuqa", 0), ("abc", "xyz", 3)],
)
def test_distance_counts_letters_put_in_left_out_or_changed(
    one: str, other: str, apart: int
) -> None:
    assert edits(one, other, 3) == apart


def test_distance_stops_counting_where_it_is_too_far() -> None:
    assert edits("belmora", "grandhaven", 2) == 3
