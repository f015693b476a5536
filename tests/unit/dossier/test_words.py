from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from servanda.domain import cell, place, problem, source, statement, vocabulary, when
from servanda.domain.record import Record
from servanda.dossier.pages.reference import CODED, VOCABULARIES, defined
from servanda.dossier.words import counted, listed, say_date, say_period, short_period, terms

from .reading import ReadPage


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


def test_one_word_has_one_definition_and_it_is_the_codebooks(record: Record) -> None:
    """A team that defines an incident its own way reads its own words on every page."""
    own = vocabulary.codebook()
    terms_of_team = tuple(
        replace(one, meaning="Anything that somebody reported by radio.")
        if (one.field, one.word) == ("kind", "incident")
        else one
        for one in own.terms
        if (one.field, one.word) != ("stance", "kept")
    )
    told = {one.key: one for one in defined("kinds", replace(own, terms=terms_of_team))}
    assert told["incident"].means.startswith("Anything that somebody reported by radio. It stands")
    stances = {one.key: one for one in defined("stances", replace(own, terms=terms_of_team))}
    assert stances["kept"].means, "a word that a team left out keeps the shipped meaning"


@pytest.mark.parametrize("name", list(VOCABULARIES))
def test_every_word_is_defined_once(name: str) -> None:
    told = defined(name, vocabulary.codebook())
    assert all(one.means for one in told)
    assert all(bool(one.means) != (name in CODED) for one in terms(name).values())


def test_the_page_says_what_people_judged(pages: dict[str, ReadPage]) -> None:
    words = pages["method.html"].words("main")
    assert "judges nothing itself" not in words
    assert "It weighs no side and rates no promise." in words
    assert "People judged the rest" in words
    assert all(one.meaning in words for one in vocabulary.codebook().terms if one.field == "kind")
