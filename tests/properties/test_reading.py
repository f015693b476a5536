"""Laws of the rules reader: every quote stands, the same text reads the same, nothing fails."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import a_source
from tests.unit.reading.conftest import NoPlaces

from servanda.domain.agreement import Agreement, Label, Party, Provision, Wording
from servanda.domain.source import Description
from servanda.reading.port import Reading
from servanda.reading.rules import RulesReader

AGREEMENT = Agreement(
    "a",
    "The Valley Accord",
    parties=(
        Party("government", "the Government of Arvenia"),
        Party("front", "the Highland Front"),
    ),
    provisions=(
        Provision(
            "prisoners",
            title="Release of prisoners",
            labels=(Label("Article 2"),),
            wordings=(Wording("All prisoners shall be released.", "verbatim", "text"),),
        ),
    ),
)
READER = RulesReader()
WORDS = st.sampled_from(
    [
        "the",
        "Government",
        "not",
        "has",
        "been",
        "released",
        "prisoners",
        "Article",
        "2",
        "of",
        "Accord",
        "but",
        "although",
        "none",
        ",",
        ".",
        ";",
        ":",
        "and",
        "army",
        "we",
        "our",
        "failed",
        "to",
        "violated",
        "ceasefire",
        "with",
        "exception",
        "if",
        "İ",
        "é",
        "中",
        "🙂",
        "[sic]",
        "\n",
        "\n\n",
        "because",
        "they",
        "said",
        "that",
        "denied",
        "almost",
        "only",
        "on",
        "paper",
        "For",
        "example",
        ",",
        "this",
        "point",
        "300",
        "people",
        "May",
    ]
)
PROSE = st.lists(WORDS, max_size=60).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), PROSE)


def reading(text: str) -> Reading:
    source = a_source(text, description=Description(language="en", side="front"))
    return READER.read(source, [AGREEMENT], NoPlaces())


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_quote_is_letter_for_letter_in_the_source(text: str) -> None:
    found = reading(text)
    assert found.problems == ()
    for one in found.statements:
        for quote in one.quotes:
            assert text[quote.start : quote.end] == quote.quote
        for mention in (*one.about, *one.responsible, *one.affected):
            assert text[mention.start : mention.end] == mention.text


@given(PROSE)
@settings(max_examples=60, deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert reading(text) == reading(text)


@given(PROSE)
@settings(max_examples=60, deadline=None)
def test_statements_come_in_reading_order_with_ids_of_their_own(text: str) -> None:
    found = reading(text).statements
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert len({one.id for one in found}) == len(found)


@given(PROSE, st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_what_stands_before_only_moves_the_places(text: str, pad: int) -> None:
    """Offsets count from the text's beginning, wherever the author's words begin."""
    moved = "\n" * pad + text
    plain, later = reading(text), reading(moved)
    assert [one.quote for one in plain.statements] == [one.quote for one in later.statements]
    assert all(one.start >= pad for one in later.statements)
