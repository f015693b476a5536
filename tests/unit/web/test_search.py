"""Search: from three letters on, words and names, hits in context, nothing that is kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.journal import open_journal
from servanda.workflows import rule

from .conftest import Visitor


def test_words_find_statements_and_texts_in_context(visitor: Visitor) -> None:
    """The beginning of a word is enough, whatever its case."""
    html = visitor.get("/search?q=PRISO")
    assert "No <mark>prisoner</mark> was released by the council." in html
    assert "In the texts" in html
    assert "/queue?state=all&amp;at=st-" in html


def test_all_the_words_must_stand_there(visitor: Visitor) -> None:
    assert "Nothing is found" in visitor.get("/search?q=prisoner+road+xyz")
    assert "<mark>council</mark>" in visitor.get("/search?q=council+released")


def test_names_lead_to_their_pages(visitor: Visitor) -> None:
    html = visitor.get("/search?q=ministry")
    assert "agreements/accord/parties/ministry.html" in html
    assert "agreements/accord/provisions/roads.html" in visitor.get("/search?q=roads")


@pytest.mark.parametrize("words", ["a", "ab", "%20", "..."])
def test_two_letters_are_too_few(visitor: Visitor, words: str) -> None:
    html = visitor.get(f"/search?q={words}")
    assert "Statements" not in html


@pytest.mark.parametrize(
    "words", ['"', "a*b OR", "(((((", "<script>", "x" * 3000, "%00abc", "NEAR("]
)
def test_nonsense_is_no_error_and_no_markup(visitor: Visitor, words: str) -> None:
    html = visitor.client.get("/search", params={"q": words})
    assert html.status_code == 200
    assert "<script>alert" not in html.text
    assert 'value="<' not in html.text


def test_a_name_that_is_blacked_out_finds_nothing(visitor: Visitor, dossier: Path) -> None:
    """The bar would tell what it hides."""
    assert "<mark>council</mark>" in visitor.get("/search?q=council")
    journal = open_journal(str(dossier))
    rule.mark_sensitive(
        journal, subject="person", name="council", sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    html = visitor.get("/search?q=council")
    assert "In the texts" not in html
    assert "released by" not in html
