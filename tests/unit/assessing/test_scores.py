"""Scores and published figures, on the field's own vectors."""

from __future__ import annotations

import pytest

from servanda.assessing.figures import distribution, headlines
from servanda.assessing.scales import PAIMT, PAM
from servanda.assessing.scores import Score, pam, score, weigh
from servanda.domain.cell import Cell
from servanda.domain.codebook import Scale, ScaleLevel
from servanda.errors import ServandaError

#: Barometer, 28 February 2019: complete, intermediate, minimum, not begun, of 578 stipulations.
FEBRUARY_2019 = [3] * 133 + [2] * 69 + [1] * 197 + [0] * 179


def test_the_score_of_the_peace_accords_matrix():
    """One provision at each level: half of what could be."""
    assert pam([3, 2, 1, 0]) == Score(50.0, 50.0, 50.0, 1.0, 0, 4, 4)


def test_what_nobody_knows_widens_the_interval_and_leaves_the_value_to_the_known():
    found = pam([3, None, 3, None])
    assert (found.value, found.low, found.high, found.coverage) == (100.0, 50.0, 100.0, 0.5)


def test_an_active_breach_counts_nothing_and_is_told_apart():
    assert pam([3, "violated"]) == Score(50.0, 50.0, 50.0, 1.0, 1, 2, 2)
    assert pam(["violated"]).value == 0.0


def test_where_nothing_is_known_there_is_no_value():
    assert pam([None, None]) == Score(None, 0.0, 100.0, 0.0, 0, 0, 2)


def test_no_provision_has_no_score():
    with pytest.raises(ServandaError, match="no provision to score"):
        pam([])


@pytest.mark.parametrize("level", [4, -1, 1.5, True, "3", "broken", float("nan"), [2]])
def test_a_level_off_the_scale_is_named_with_its_position(level):
    with pytest.raises(ServandaError, match=r"at position 2 is not on the scale"):
        pam([3, level])


def test_a_scale_of_five_levels_is_scored_by_its_own_maximum():
    assert score([10, 7.5, 5, 2.5, 0], scale=PAIMT).value == 50.0
    with pytest.raises(ServandaError, match="Peace Agreement Implementation Monitoring Tool"):
        score([3], scale=PAIMT)


def test_a_project_may_declare_its_own_scale():
    done = Scale("done", "Done or not", (ScaleLevel(0, "no", ""), ScaleLevel(1, "yes", "")), "us")
    assert score([1, 1, 0, None], scale=done).high == 75.0


@pytest.mark.parametrize("values", [(), (0,), (-1, 2), (0, float("inf"))])
def test_a_scale_that_cannot_be_scored_on_is_refused(values):
    odd = Scale("odd", "Odd", tuple(ScaleLevel(one, "", "") for one in values), "us")
    with pytest.raises(ServandaError, match="The scale Odd has the levels"):
        score([0], scale=odd)


def test_weights_are_told_beside_the_score_without_them():
    """The road weighs three times what the rest weighs."""
    found = weigh({"roads": 3, "schools": 0, "courts": None}, {"roads": 3})
    assert found.unweighted == pam([3, 0, None])
    assert (found.weighted.value, found.weighted.coverage) == (75.0, 0.8)
    assert found.weights == (("roads", 3), ("schools", 1), ("courts", 1))


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"bridges": 1}, "bridges"),
        ({"roads": -1}, "not negative"),
        ({"roads": float("nan")}, "not negative"),
        ({"roads": 0, "schools": 0}, "All weights are 0"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, said):
    with pytest.raises(ServandaError, match=said):
        weigh({"roads": 3, "schools": 0}, weights)


def test_each_level_needs_its_weight():
    with pytest.raises(ServandaError, match="2 levels and 1 weights"):
        score([1, 2], weights=[1])


def test_the_three_headlines_of_february_2019_each_by_its_name():
    """The same ratings were published as 23, as 42 and as 69 per cent."""
    told = headlines(FEBRUARY_2019, date="2019-02-28")
    assert {one.name: str(one) for one in told.all} == {
        "share complete": "23 %",
        "implementation score (PAM's formula)": "42.3 %",
        "share started": "69 %",
        "coverage": "100 %",
        "actively breached": "0",
    }
    assert (told.mean.numerator, told.mean.denominator) == (734, 1734)
    assert told.complete.date == "2019-02-28"
    assert told.mean.value == pam(FEBRUARY_2019).value


def test_the_distribution_of_february_2019():
    told = distribution(FEBRUARY_2019)
    assert [(one.name, round(100 * one.share)) for one in reversed(told.levels)] == [
        ("complete", 23),
        ("intermediate", 12),
        ("minimum", 34),
        ("not begun", 31),
    ]


def test_breaches_and_the_unknown_stand_apart_from_the_levels():
    told = distribution([0, 0, None, "violated"])
    assert [one.count for one in told.levels] == [2, 0, 0, 0]
    assert (told.violated.count, told.unknown.count, told.unknown.share) == (1, 1, 0.25)
    with pytest.raises(ServandaError, match="no provision"):
        distribution([])


def test_a_figure_leads_to_the_cells_of_its_denominator():
    cells = [Cell("accord", key) for key in ("roads", "schools", "courts")]
    told = headlines([3, None, "violated"], scale=PAM, cells=cells)
    assert told.complete.cells == (cells[0], cells[2])
    assert told.coverage.cells == tuple(cells)
    assert (told.started.numerator, told.violated.value) == (1, 1)
    with pytest.raises(ServandaError, match="3 levels and 2 cells"):
        headlines([3, None, 1], cells=cells[:2])


def test_a_figure_without_a_denominator_is_not_known():
    told = headlines([None])
    assert (told.mean.value, str(told.mean)) == (None, "not known")
    assert str(told.coverage) == "0 %"
