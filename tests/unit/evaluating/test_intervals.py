"""How the intervals are drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import a_source, a_statement

from servanda.evaluating import compare, measure

WORDS = [f"sentence{n}" for n in range(40)]
ONE, OTHER = a_source(" ".join(WORDS)), a_source(" ".join(WORDS) + " and more")


def said(source, at: int, **fields):
    one = a_statement(source, WORDS[at], **fields)
    return replace(one, id=f"{one.id}-{at}")


def test_one_source_is_drawn_by_statements_and_two_by_sources():
    """Two pairs, a miss and a false alarm; then the same in a second source."""
    gold = [said(ONE, 0), said(ONE, 1), said(ONE, 2)]
    found = [said(ONE, 0), said(ONE, 1), said(ONE, 3)]
    drawn = measure(gold, found).resampling
    assert (drawn.unit, drawn.units) == ("statement", 4)
    drawn = measure([*gold, said(OTHER, 0)], found).resampling
    assert (drawn.unit, drawn.units) == ("source", 2)


def test_an_interval_holds_its_figure_and_narrows_with_more_statements():
    def width(number: int) -> float:
        gold = [said(ONE, at) for at in range(number)]
        figure = measure(gold, gold[::2]).figure("statements.recall")
        assert figure.low < figure.value < figure.high
        return figure.high - figure.low

    assert width(40) < width(8)


def test_a_figure_that_no_draw_moves_has_no_interval():
    """All of three were found: that says little about the fourth."""
    gold = [said(ONE, at) for at in range(3)]
    figure = measure(gold, gold).figure("statements.recall")
    assert (figure.value, figure.low, figure.high) == (1.0, None, None)


def test_a_single_statement_has_no_interval():
    assert measure([said(ONE, 0)], []).figure("statements.recall").low is None


def test_two_readers_that_miss_the_same_differ_for_sure_by_what_only_one_finds():
    """The second finds all that the first does, and a fifth of gold besides: paired draws show it,
    though the intervals of the two overlap."""
    gold = [said(ONE, at) for at in range(40)]
    first, second = gold[:20], gold[:28]
    both = compare(gold, first, second)
    recall = next(one for one in both.differences if one.key == "statements.recall")
    assert recall.value == pytest.approx(8 / 40)
    assert recall.low > 0
    assert both.first.figure("statements.recall").high > both.second.figure("statements.recall").low


def test_the_same_false_alarm_of_two_readers_is_one_unit():
    gold, alarm = [said(ONE, 0), said(ONE, 1)], said(ONE, 5)
    assert compare(gold, [alarm], [alarm]).first.resampling.units == 3
    assert compare(gold, [alarm], [said(ONE, 6)]).first.resampling.units == 4
