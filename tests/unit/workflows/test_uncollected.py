"""The collector of garbage is as it was before a reading, whatever happens in it."""

from __future__ import annotations

import gc

import pytest

from servanda.workflows.uncollected import uncollected


def test_a_reading_is_not_stopped_for_garbage_and_the_program_goes_on_as_before() -> None:
    """A library that reads a text must not leave its user's collector switched off."""
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_reading_that_breaks_gives_the_collector_back() -> None:
    """A reader of another package raises in the middle."""
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_program_without_a_collector_is_left_without_one() -> None:
    """Somebody switched it off before: nobody asked us to switch it on."""
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
