from __future__ import annotations

from typing import get_args

import pytest

from servanda.domain import cell, place, problem, source, statement, when
from servanda.dossier.words import counted, listed, say_date, say_period, short_period, terms


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1947-07-12", "12 July 1947"),
        ("1947-07", "July 1947"),
        ("1947", "1947"),
        ("1947-07~", "about July 1947"),
        ("1947-02-25?", "25 February 1947 (uncertain)"),
        ("1947-06%", "about June 1947 (uncertain)"),
        ("1947-21", "spring 1947"),
        ("1947-35", "the third quarter of 1947"),
        ("XXXX-02-25", "25 February, year unknown"),
        ("194X", "1940s"),
        ("../1946-07", "until July 1946"),
        ("1947-01-01/..", "from 1 January 1947 on"),
        ("1946-06/1947-07", "June 1946 to July 1947"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_said_in_words(edtf: str | None, words: str) -> None:
    assert say_date(edtf) == words


@pytest.mark.parametrize("edtf", ["[1667,1668]", "Y-17E7", "1947-XX-12", "19XX-13", "nonsense"])
def test_a_date_that_has_no_words_stays_as_it_is(edtf: str) -> None:
    """Nothing is lost and nothing is guessed."""
    assert say_date(edtf) == edtf


def test_periods_have_a_long_and_a_short_name() -> None:
    assert [say_period(one) for one in ("1947", "1947-Q3", "1947-07")] == [
        "1947",
        "1947, 3rd quarter",
        "July 1947",
    ]
    assert [short_period(one) for one in ("1947", "1947-Q3", "1947-07")] == [
        "1947",
        "Q3 1947",
        "Jul 1947",
    ]


def test_lists_and_counts_read_as_people_write_them() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [counted(n, "place") for n in (0, 1, 2, 1200)] == [
        "no places",
        "1 place",
        "2 places",
        "1,200 places",
    ]


def test_every_picture_has_a_letter_of_its_own() -> None:
    letters = [one.letter for one in terms("pictures").values()]
    assert all(letters)
    assert len(set(letters)) == len(letters)


def test_the_vocabulary_has_every_word_that_a_statement_may_hold() -> None:
    for name, words in (
        ("pictures", get_args(cell.PictureWord)),
        ("kinds", get_args(statement.Kind)),
        ("stances", get_args(statement.Stance)),
        ("extents", get_args(statement.Extent)),
        ("states", get_args(statement.State)),
        ("levels", get_args(statement.Level)),
        ("bases", get_args(statement.LinkBasis)),
        ("knowing", get_args(statement.Knowing)),
        ("date_bases", get_args(when.DateBasis)),
        ("granularities", get_args(place.Granularity)),
        ("layers", get_args(source.LayerName)),
        ("problems", get_args(problem.ProblemKind)),
    ):
        assert set(terms(name)) == set(words), name
