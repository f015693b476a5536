"""A language is a folder of data: what every one must have, and what happens without one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.errors import ServandaError
from servanda.text.languages import known, vocabulary
from servanda.text.phrases import lexicon
from servanda.text.plausible import date_grammar
from servanda.text.quantities import find_quantities
from servanda.text.sentences import sentences


@pytest.mark.parametrize(
    ("subject", "use"),
    [
        ("sentences", lambda language: sentences("A. B", language=language)),
        ("references", lexicon),
        ("dates", date_grammar),
        ("quantities", lambda language: find_quantities("5", language=language)),
    ],
)
def test_a_language_has_all_that_the_machinery_needs_for_its_subjects(
    subject: str, use: Callable[[str], object]
) -> None:
    assert "en" in known(subject)
    for language in known(subject):
        use(language)


def test_a_language_may_begin_with_one_file() -> None:
    """French has dates and sentences; its quantities are still to be written."""
    assert "fr" in known("dates")
    if "fr" not in known("quantities"):
        with pytest.raises(ServandaError, match=r"quantities .* 'fr'; there are: en"):
            find_quantities("5", language="fr")


def test_a_region_is_left_aside() -> None:
    assert vocabulary("en-GB", "sentences") == vocabulary("en", "sentences")


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(ServandaError, match=r"'xx'; there are: .*en"):
        sentences("One. Two.", language="xx")
