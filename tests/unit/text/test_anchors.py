"""Finding words again: loose to match, exact to cite."""

from __future__ import annotations

import pytest

from servanda.domain.span import Span
from servanda.errors import QuoteNotFound
from servanda.text.anchors import locate


def test_a_word_broken_across_lines_is_found_whole() -> None:
    assert locate("shall withdraw", "The parties shall with-\ndraw within thirty days.") == Span(
        12, 28
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the people's right", "the people’s right"),
        ("Bügür  was", "Bu\u0308gu\u0308r\r\nwas"),
        ("BUGUR WAS", "Bu\u0308gu\u0308r\r\nwas"),
        ('"kept" - in part', "“kept” – in part"),
        ("withdrawal", "with\u00addrawal"),
    ],
)
def test_spacing_case_accents_and_signs_are_free_and_the_cut_is_exact(
    words: str, found: str
) -> None:
    text = f"😀 Before: {found}, after."
    assert locate(words, text).cut(text) == found


def test_the_place_nearest_to_the_old_one_is_taken() -> None:
    assert locate("kept", "kept, kept, kept", near=11) == Span(12, 16)
    assert locate("KEPT", "kept, kept, kept", near=7) == Span(6, 10)


def test_words_that_are_not_there_name_the_closest_passage() -> None:
    with pytest.raises(QuoteNotFound, match="there the text reads 'the army left the to"):
        locate("the army left the hills", "So the army left the town.")


def test_nothing_is_found_nowhere() -> None:
    with pytest.raises(QuoteNotFound):
        locate("  ", "some text")
