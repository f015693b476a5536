"""Thresholds by confidence, and whether confidence is earned."""

from __future__ import annotations

import pytest
from tests.builders import a_source, a_statement

from servanda.evaluating import at_least, measure

WORDS = [f"sentence{n}" for n in range(8)]
SOURCE = a_source(" ".join(WORDS))


def said(at: int, confidence: float | None = None, **fields):
    return a_statement(SOURCE, WORDS[at], confidence=confidence, **fields)


def test_no_threshold_keeps_everything():
    all_of_them = [said(0), said(1, 0.2)]
    assert list(at_least(all_of_them, None)) == all_of_them


@pytest.mark.parametrize("threshold", [0.0, 0.5])
def test_a_proposal_without_a_measured_confidence_meets_no_threshold(threshold):
    assert list(at_least([said(0)], threshold)) == []


def test_a_threshold_keeps_what_reaches_it():
    unsure, sure = said(0, 0.49), said(1, 0.5)
    assert list(at_least([unsure, sure], 0.5)) == [sure]


def test_a_threshold_asks_machines_and_not_people():
    """A person accepted a proposal that the machine doubted, and wrote another."""
    ruled = [said(0, 0.1, state="accepted"), said(1, state="amended"), said(2, reader=None)]
    assert list(at_least(ruled, 0.9)) == ruled


def test_without_a_confidence_there_is_no_calibration():
    result = measure([said(0)], [said(0)], draws=0)
    assert result.calibration is None
    assert result.figure("calibration.ece").value is None


def test_the_curve_holds_confidence_against_the_share_right():
    """Of four at 0.75 three are right, of two at 0.2 one; one has no confidence."""
    gold = [said(at) for at in range(4)]
    found = [said(at, 0.75) for at in (0, 1, 2, 6)] + [said(3, 0.2), said(5, 0.2), said(7)]
    result = measure(gold, found, draws=0)
    low, high = result.calibration.bins
    assert (low.count, low.confidence, low.right) == (2, pytest.approx(0.2), 0.5)
    assert (high.count, high.confidence, high.right) == (4, 0.75, 0.75)
    assert result.calibration.without == 1
    assert result.figure("calibration.ece").value == pytest.approx(0.6 / 6)


def test_the_right_words_with_the_wrong_stance_are_not_right():
    found = [said(0, 0.9, stance="broken")]
    assert measure([said(0)], found, draws=0).calibration.bins[0].right == 0.0


def test_full_certainty_falls_into_the_last_bin():
    (last,) = measure([said(0)], [said(0, 1.0)], draws=0).calibration.bins
    assert (last.low, last.high) == (0.9, 1.0)
