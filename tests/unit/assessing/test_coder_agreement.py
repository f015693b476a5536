"""Figures on a sample are those of the method, by field, pair and type of promise."""

from __future__ import annotations

import pytest

from servanda.assessing.coder_agreement import measure_reliability
from servanda.assessing.codings import codings_of, differences
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import Cell
from servanda.domain.coding import cell_unit
from servanda.domain.entry import Head
from servanda.domain.judgement import Code, Judged, SampleDrawn, Unit, UnitCoded
from servanda.domain.record import Record

#: Four coders, twelve units, dots missing (Krippendorff 2011).
PUBLISHED = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
THEMES = ("Police Reform", "Amnesty")


def a_record(codings: tuple[str, ...] = PUBLISHED) -> Record:
    """Ratings of cells by several coders, a sign for each unit."""
    provisions = tuple(Provision(f"p{at}", themes=(THEMES[at >= 10],)) for at in range(12))
    cells = [Cell("valley", one.key) for one in provisions]
    units = tuple(Unit(cell_unit(one), cell=one) for one in cells)
    sample = Judged(1, "coder-9", "", SampleDrawn("spring", units, ("rating",), 0, "all", "five"))
    given = [
        Judged(2, f"coder-{who}", "", UnitCoded("spring", unit.id, (Code("rating", level),)))
        for who, levels in enumerate(codings, 1)
        for unit, level in zip(units, levels, strict=True)
        if level != "."
    ]
    agreement = Agreement("valley", "The valley accord", provisions=provisions)
    return Record(Head(1, "0" * 64), agreements=(agreement,), judgements=(sample, *given))


def test_the_published_example_gives_its_published_figure():
    (found,) = measure_reliability(a_record(), draws=50).samples
    levels = next(one for one in found.figures if one.part == "levels" and one.group == "people")
    assert round(levels.alpha.value, 3) == 0.815
    assert (levels.units, levels.coders) == (11, 4)
    assert levels.alpha.low < levels.alpha.value < levels.alpha.high
    assert found.coded == {"coder-1": 9, "coder-2": 11, "coder-3": 10, "coder-4": 11}


def test_every_pair_and_every_type_of_promise_has_its_own_line():
    (found,) = measure_reliability(a_record(), draws=5).samples
    levels = [one for one in found.figures if one.part == "levels"]
    assert [one.of for one in levels if one.group == "pair"] == [
        "coder-1 and coder-2",
        "coder-1 and coder-3",
        "coder-1 and coder-4",
        "coder-2 and coder-3",
        "coder-2 and coder-4",
        "coder-3 and coder-4",
    ]
    by_theme = {one.of: one for one in levels if one.group == "theme"}
    assert by_theme["Police Reform"].alpha is not None
    assert by_theme["Amnesty"].why_not == "1 unit coded by two; 10 are needed"


def test_what_never_varies_is_not_called_agreement():
    (found,) = measure_reliability(a_record(("1" * 12, "1" * 12)), draws=5).samples
    (levels, *_) = found.figures
    assert levels.alpha is None
    assert "all codes are the same" in levels.why_not


def test_the_most_different_unit_comes_first():
    """Two of three coders agree on one unit, none on another."""
    record = a_record(("1" * 12, "1" * 11 + "2", "21" + "1" * 9 + "3"))
    found = differences(codings_of(record, "spring"))
    assert [one.unit.cell.provision for one in found] == ["p11", "p0"]
    assert [one.size for one in found] == [1.0, pytest.approx(2 / 3)]
    assert found[1].fields["rating"] == {"1": ("coder-1", "coder-2"), "2": ("coder-3",)}


def test_codings_outlive_the_draw_that_a_withholding_destroyed():
    record = a_record()
    gone = Record(record.head, record.agreements, judgements=record.judgements[1:])
    (found,) = measure_reliability(gone, draws=5).samples
    assert (found.how, found.units) == ("", 12)
    assert round(next(one for one in found.figures if one.part == "levels").alpha.value, 3) == 0.815
