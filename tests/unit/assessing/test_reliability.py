"""Agreement between coders, on published data."""

from __future__ import annotations

import pytest

from servanda.assessing.reliability import (
    Alpha,
    agreement,
    alpha,
    alpha_by_pair,
    alpha_by_type,
    alpha_of_ratings,
)
from servanda.errors import ServandaError


def coded(line: str) -> list[int | None]:
    return [None if one == "." else int(one) for one in line.split()]


#: Krippendorff 2011: four coders, twelve units, the last coded by one alone.
PUBLISHED = [
    coded("1 2 3 3 2 1 4 1 2 . . ."),
    coded("1 2 3 3 2 2 4 1 2 5 . 3"),
    coded(". 3 3 3 2 3 4 2 2 5 1 ."),
    coded("1 2 3 3 2 4 4 1 2 5 1 ."),
]
WORDS = ["", "very low", "low", "middling", "high", "very high"]


def value(found: Alpha | None) -> float:
    assert found is not None
    return found.value


def test_alpha_is_the_published_one():
    nominal, ordinal = alpha(PUBLISHED), alpha(PUBLISHED, "ordinal")
    assert (round(value(nominal), 4), round(value(ordinal), 4)) == (0.7434, 0.8154)
    assert nominal is not None
    assert (nominal.units, nominal.coders) == (11, 4)


def test_the_interval_holds_the_value_and_follows_from_the_seed():
    found = alpha(PUBLISHED, "ordinal", 500, 7)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high <= 1
    assert found == alpha(PUBLISHED, "ordinal", 500, 7)
    assert found != alpha(PUBLISHED, "ordinal", 500, 8)
    assert alpha(PUBLISHED, draws=0) == Alpha(value(alpha(PUBLISHED)), None, None, 11, 4)


def test_words_are_ordinal_by_their_declared_order():
    said = [[None if one is None else WORDS[one] for one in coder] for coder in PUBLISHED]
    assert value(alpha(said, "ordinal", order=WORDS)) == value(alpha(PUBLISHED, "ordinal"))


@pytest.mark.parametrize(
    ("codings", "order", "said"),
    [
        ([["low", "high"], ["low", "low"]], None, "Give `order`"),
        ([[0, "violated"], [0, 1]], None, "'violated'"),
        ([["low", "high"], ["low", "low"]], ["low"], "lacks 'high'"),
        ([["low", "high"], ["low", "low"]], ["low", "high", "low"], "names a code twice"),
        ([[1, 2], [1]], None, "Coder 2 has 1 codes for 2 units of coder 1"),
        ([[1, float("nan")], [1, 2]], None, "Coder 1, unit 2"),
    ],
)
def test_codings_that_cannot_be_compared_are_refused(codings, order, said):
    with pytest.raises(ServandaError, match=said):
        alpha(codings, "ordinal", order=order)


def test_an_unknown_metric_is_refused():
    with pytest.raises(ServandaError, match="'interval'"):
        alpha(PUBLISHED, "interval")


@pytest.mark.parametrize("codings", [[], [[]], [[1, 2]], [[1, None], [None, 2]]])
def test_without_a_unit_that_two_coded_there_is_no_alpha(codings):
    assert alpha(codings) is None


def test_codes_that_never_vary_are_no_evidence():
    """Both wrote "kept" on every line: that they can tell kept from broken is not shown."""
    found = alpha([["kept"] * 5, ["kept"] * 5])
    assert found == Alpha(0.0, 0.0, 0.0, 5, 2, varied=False)
    assert found.word == "untold"


def test_an_agreement_that_rests_on_one_unit_has_a_wide_interval():
    """Nine lines alike and one that differs: without that one nothing would be shown."""
    found = alpha([[1] * 9 + [2]] * 2)
    assert found is not None
    assert (found.value, found.low, found.high) == (1.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("number", "word"), [(1.0, "firm"), (0.8, "firm"), (0.7, "tentative"), (0.5, "none")]
)
def test_a_value_bears_what_custom_lets_it(number, word):
    assert Alpha(number, None, None, 10, 2).word == word


def test_alpha_for_each_two_coders_and_each_type():
    names = dict(zip(("coder-1", "coder-2", "reader"), PUBLISHED, strict=False))
    pairs = alpha_by_pair(names, draws=0)
    assert list(pairs) == [("coder-1", "coder-2"), ("coder-1", "reader"), ("coder-2", "reader")]
    assert pairs["coder-1", "coder-2"] == alpha(PUBLISHED[:2], draws=0)
    types = ["prisoners"] * 6 + ["elections"] * 5 + ["nothing"]
    by_type = alpha_by_type(PUBLISHED, types, "ordinal", draws=0)
    assert by_type["prisoners"] == alpha([one[:6] for one in PUBLISHED], "ordinal", 0)
    assert by_type["nothing"] is None
    with pytest.raises(ServandaError, match="12 codes for 1 types"):
        alpha_by_type(PUBLISHED, ["prisoners"])


def test_breaches_and_not_knowing_are_compared_apart_from_levels():
    """They agree on every level; one calls a breach what the other could not see."""
    one, other = [0, 1, 3, "violated", None], [0, 1, 3, "no_access", 2]
    found = alpha_of_ratings([one, other], draws=0)
    assert found.levels == alpha([[0, 1, 3], [0, 1, 3]], "ordinal", 0)
    assert found.status == alpha(
        [["level"] * 3 + ["violated"], ["level"] * 3 + ["no_access"]], draws=0
    )


def test_percentage_and_kappa_of_cohens_example():
    """Two judges, fifty applications: 20 twice yes, 15 twice no, 5 and 10 apart."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    pairs += [("no", "no")] * 15 + [("yes", None)]
    found = agreement([one for one, _ in pairs], [other for _, other in pairs])
    assert found is not None
    assert (found.percent, found.units) == (70.0, 50)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_is_not_told_where_chance_explains_all():
    found = agreement([1, 1], [1, 1])
    assert found is not None
    assert (found.percent, found.kappa) == (100.0, None)
    assert agreement([1, None], [None, 1]) is None
