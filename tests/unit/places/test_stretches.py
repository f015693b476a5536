"""Spans that touch and hold."""

from __future__ import annotations

from servanda.places.stretches import Stretches


def test_spans_that_only_meet_do_not_touch() -> None:
    stretches = Stretches([(5, 10)])
    assert not stretches.touch(0, 5)
    assert not stretches.touch(10, 12)
    assert stretches.touch(9, 12)


def test_a_span_is_held_by_one_stretch_or_not_at_all() -> None:
    stretches = Stretches([(0, 10), (4, 20), (20, 30)])
    assert stretches.hold(1, 20)
    assert not stretches.hold(15, 25)


def test_no_spans_hold_nothing() -> None:
    assert not Stretches([]).touch(0, 100)
