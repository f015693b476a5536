"""Confidence: measured or absent, from traits of how a passage was read, and part of the mark."""

from __future__ import annotations

import pytest
from tests.unit.reading.conftest import NoPlaces, Read

from servanda.reading import rules
from servanda.reading.confidence import TRAITS, Calibration, calibration
from servanda.reading.rules import RulesReader


def test_what_is_read_carries_a_probability(read: Read) -> None:
    found = read("Article 2 was not carried out. All prisoners were released.")
    assert found
    assert all(one.confidence is not None and 0 < one.confidence < 1 for one in found)


def test_harm_told_by_an_onlooker_is_less_sure_than_what_names_a_provision(read: Read) -> None:
    """Who tells of the wounded need not charge anybody with a breach."""
    found = read("Article 2 was not carried out. Shelling injured four civilians on Monday.")
    named, harm = found[0], next(one for one in found if one.kind == "incident")
    assert (harm.confidence or 1) < (named.confidence or 0)


def test_demands_were_not_measured_and_carry_none(read: Read) -> None:
    found = read("We demand that Article 2 be carried out at once.")
    assert [one.confidence for one in found if one.kind == "demand"] == [None] * len(found)


def test_no_weight_makes_a_probability_leave_its_bounds() -> None:
    made = Calibration(9.0, (5.0,) * len(TRAITS), "")
    assert 0 < made.confidence((0.0,) * len(TRAITS)) <= made.confidence((1.0,) * len(TRAITS)) <= 1


def test_another_calibration_is_another_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RulesReader().mark([], NoPlaces())
    monkeypatch.setattr(rules, "calibration", lambda: Calibration(0.0, (), "another"))
    assert RulesReader().mark([], NoPlaces()).fingerprint != before.fingerprint
    assert calibration().digest != "another"
