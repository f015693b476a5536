"""A language is a folder of data: what every one must have, and what happens without one."""

from __future__ import annotations

import pytest

from servanda.errors import ServandaError
from servanda.text.plausible import date_grammar
from servanda.text.languages import known, vocabulary
from servanda.text.phrases import lexicon
from servanda.text.quantities import find_quantities
from servanda.text.sentences import sentences


@pytest.mark.parametrize("language", known())
def test_every_language_has_all_that_the_machinery_needs(language: str) -> None:
    lexicon(language)
    date_grammar(language)
    assert sentences("A. B", language=language)
    assert find_quantities("5", language=language) == []


def test_a_region_is_left_aside() -> None:
    assert vocabulary("en-GB", "sentences") == vocabulary("en", "sentences")


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(ServandaError, match=r"'xx'; there are: .*en"):
        sentences("One. Two.", language="xx")
