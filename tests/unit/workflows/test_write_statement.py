"""A statement that somebody writes over several sentences keeps what each of them names."""

from __future__ import annotations

import pytest
from tests.builders import a_place, a_source, a_statement

from servanda.domain.span import Span
from servanda.errors import ServandaError
from servanda.workflows.write_statement import draft_statement, find_named

TEXT = "In Amar people were shot. Nobody was punished. In Belen and Cedar the roads were closed.\n"
SOURCE = a_source(TEXT)


def passage(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


AMAR, BELEN, CEDAR = (a_place(SOURCE, one) for one in ("Amar", "Belen", "Cedar"))
KNOWN = (
    a_statement(SOURCE, "In Amar people were shot.", places=(AMAR,)),
    a_statement(SOURCE, "people were shot. Nobody was punished."),
    a_statement(SOURCE, "In Belen and Cedar the roads were closed.", places=(BELEN, CEDAR)),
)


@pytest.mark.parametrize(
    ("quotes", "places"),
    [
        (["In Amar people were shot."], (AMAR,)),
        (["In Amar people were shot. Nobody was punished."], (AMAR,)),
        ([TEXT.strip()], (AMAR, BELEN, CEDAR)),
        (["In Amar people", "and Cedar the roads"], (AMAR, CEDAR)),
        (["Nobody was punished."], ()),
    ],
)
def test_every_place_that_the_words_name_is_kept(quotes: list[str], places: tuple) -> None:
    spans = [passage(one) for one in quotes]
    assert draft_statement(SOURCE, spans, known=KNOWN).places == places


def test_a_place_is_found_within_the_words_that_are_quoted() -> None:
    spans = [passage("Nobody was punished."), passage("and Cedar the roads")]
    assert find_named(SOURCE, "cedar", spans) == passage("Cedar")
    for words in ("Amar", "Cedar in the moon"):
        with pytest.raises(ServandaError, match="does not stand in the words"):
            find_named(SOURCE, words, spans)
