"""A name in the gazetteer and the same name in a text become one key."""

from __future__ import annotations

import pytest

from servanda.places.names import key_of, starts, word_after, word_at


@pytest.mark.parametrize(
    ("printed", "recorded"),
    [
        ("KUQA", "Kuqa"),
        ("Bügür", "Bugur"),
        ("Ku‘ch’e", "Ku'ch'e"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("St. Louis", "Saint Louis"),
        ("Ürümqi", "U\u0308ru\u0308mqi"),
    ],
)
def test_spelling_signs_do_not_make_another_name(printed: str, recorded: str) -> None:
    assert key_of(printed) == key_of(recorded)


def test_names_of_different_letters_stay_apart() -> None:
    assert key_of("Hotan") != key_of("Hetian")


def test_a_name_may_begin_at_capitals_and_in_scripts_without_them() -> None:
    """Small Latin words cannot begin a name; Arabic and Chinese have no capitals."""
    text = "from Aksu and كاشغر or 喀什 to x"
    assert [match[0] for match in starts(text, 0, len(text))] == ["Aksu", "كاشغر", "喀什"]


def test_a_word_knows_its_possessive_ending() -> None:
    """The town of "Kashgar's people" is Kashgar."""
    word = word_at("Kashgar’s people", 0, 9)
    assert (word.bare, word.bare_end, word.possessive) == ("kashgar", 7, True)


def test_a_combining_mark_does_not_break_a_word() -> None:
    word = next(starts("U\u0308ru\u0308mqi fell", 0, 13))
    assert word[0] == "U\u0308ru\u0308mqi"


def test_words_of_one_name_are_not_read_across_a_full_stop_or_a_paragraph() -> None:
    for text in ("Oster. New rules", "Oster\n\nNew rules", "Oster, New rules"):
        assert word_after(text, word_at(text, 0, 5), len(text)) is None


def test_a_name_may_be_broken_across_a_line() -> None:
    text = "Grand\r\n   Haven"
    word = word_after(text, word_at(text, 0, 5), len(text))
    assert word is not None
    assert word.key == "haven"
