"""Everyday words that are names too: counted by a package, kept with the gazetteer."""

from __future__ import annotations

from pathlib import Path

from servanda.places.everyday import everyday_words
from servanda.places.gazetteer import Gazetteer, open_gazetteer


def test_words_of_every_day_are_everyday_and_rare_words_and_names_are_not() -> None:
    words = everyday_words()
    assert {"reading", "march", "bay", "hope"} <= words
    assert words.isdisjoint({"moscow", "kabul", "abate"})


def test_only_words_that_are_names_are_kept_with_the_gazetteer(gazetteer: Gazetteer) -> None:
    """The words given were bay, march and reading; no place of that world is called Reading."""
    assert gazetteer.common == {"bay", "march"}


def test_the_worlds_gazetteer_holds_no_country_for_an_everyday_word(world_cache: Path) -> None:
    common = open_gazetteer(world_cache).common
    assert {"hope", "reading", "bay"} <= common
    assert common.isdisjoint({"china", "turkey", "jordan", "chad"})
