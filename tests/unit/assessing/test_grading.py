"""Two axes of grading, and what a 1 needs."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.builders import a_source, a_statement

from servanda.assessing.grading import (
    SOURCE_GRADES,
    STATEMENT_GRADES,
    Spread,
    rank,
    spread,
    why_unconfirmed,
)
from servanda.assessing.independence import Lineage
from servanda.domain.derivation import Derivation
from servanda.domain.judgement import SourceGrade, StatementGrade
from servanda.domain.statement import Statement
from servanda.errors import ServandaError


def test_every_grade_has_its_meaning_in_the_codebook():
    assert tuple(one.word for one in SOURCE_GRADES) == get_args(SourceGrade)
    assert tuple(one.word for one in STATEMENT_GRADES) == get_args(StatementGrade)
    assert all(one.meaning for one in (*SOURCE_GRADES, *STATEMENT_GRADES))


def test_what_cannot_be_judged_has_no_place_among_the_marks():
    assert [rank(mark) for mark in "ABCDEF"] == [1, 2, 3, 4, 5, None]
    assert [rank(mark) for mark in "123456"] == [1, 2, 3, 4, 5, None]
    with pytest.raises(TypeError):
        assert rank("F") > rank("E")
    with pytest.raises(ServandaError, match="no grade 'G'"):
        rank("G")


def test_several_graders_are_told_by_their_spread_and_no_mean():
    assert spread("CBFD") == Spread("B", "D", 1)
    assert spread("66") == Spread(None, None, 2)
    assert spread([]) == Spread(None, None, 0)
    with pytest.raises(ServandaError, match="two axes"):
        spread("B2")


def said(name: str, stance: str = "broken") -> Statement:
    return a_statement(a_source(f"The {name}.", name=name), f"The {name}.", stance=stance)


LETTER, PAPER, CABLE = said("letter"), said("paper"), said("cable")
PRINTED = Lineage([Derivation(PAPER.source, LETTER.source, "copy_of", "stated")])


def test_a_one_needs_a_second_witness():
    assert "none is named" in why_unconfirmed(LETTER, [], lineage=PRINTED)
    assert why_unconfirmed(LETTER, [CABLE], lineage=PRINTED) == ""


def test_a_copy_confirms_nothing_however_many_there_are():
    why = why_unconfirmed(LETTER, [PAPER, PAPER], lineage=PRINTED, name={PAPER.source: "x"}.get)
    assert "x and its own source are one witness" in why
    assert why_unconfirmed(PAPER, [LETTER, CABLE], lineage=PRINTED) == ""


def test_the_same_source_does_not_confirm_itself():
    assert "one witness" in why_unconfirmed(LETTER, [LETTER], lineage=Lineage([]))


def test_what_points_the_other_way_confirms_nothing():
    why = why_unconfirmed(LETTER, [CABLE, said("consul", "kept")], lineage=PRINTED)
    assert "says kept where this says broken" in why
