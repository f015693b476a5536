"""Numbers that a scan may have damaged: recognised, never corrected."""

from __future__ import annotations

import pytest

from servanda.text.near import near_labels, repair


@pytest.mark.parametrize(
    ("printed", "copy"),
    [
        ("Article 1O", "Article 10"),
        ("point 2.l.8", "point 2.1.8"),
        ("Articles 2.1.8 and 2.1.lO", "Articles 2.1.8 and 2.1.10"),
        ("section I5", "section 15"),
    ],
)
def test_signs_that_print_like_digits_are_digits_in_the_copy(printed, copy):
    assert repair(f"See {printed} above.").text == f"See {copy} above."


@pytest.mark.parametrize(
    "text", ["Article 5b", "Article 10", "a 1O-day truce", "model X5", "Article IV", "Il y a", ""]
)
def test_what_is_no_damaged_number_of_a_part_is_left_alone(text):
    assert repair(text).text == text
    assert repair(text).damaged == ()


def test_the_copy_tells_where_it_differs():
    (span,) = repair("See Article 1O.").damaged
    assert span.cut("See Article 1O.") == "1O"


@pytest.mark.parametrize(
    ("label", "near"),
    [
        ("2.0.10.0", ["2.1.10.2"]),  # two digits misread, the same shape
        ("2.1.10.7", ["2.1.10.2"]),  # one digit misread
        ("2.1.1.2", ["2.1.10.2"]),  # one digit left out
        ("2.1.100.2", ["2.1.10.2"]),  # one digit too many
        ("2.1.10", []),  # another level
        ("7.7.77.7", []),
        ("4.2", []),  # two levels are near to too much
        ("3", []),
    ],
)
def test_labels_that_a_misprint_may_have_made(label, near):
    assert near_labels(label, {"2.1.10.2", "4.1", "2", "5(b)"}) == near


def test_one_digit_is_likelier_than_two():
    assert near_labels("2.1.10.0", {"2.1.10.2", "2.4.10.3"}) == ["2.1.10.2"]


def test_all_that_are_equally_near_are_given():
    assert near_labels("2.1.10.9", {"2.1.10.2", "2.1.10.3"}) == ["2.1.10.2", "2.1.10.3"]
