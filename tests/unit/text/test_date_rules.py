"""Rules of dates are compiled when a text needs them; none may wait with a mistake in it."""

from __future__ import annotations

import pytest

from servanda.text.languages import known
from servanda.text.plausible import date_words


@pytest.mark.parametrize("language", sorted(known("dates")))
def test_every_rule_of_a_language_can_be_read_with(language: str) -> None:
    """A page with a rare way of dating must not be the first to find a bracket missing."""
    for stage in date_words(language).grammar.stages.values():
        assert all(start.match("", 0) is None for start in stage.values())
