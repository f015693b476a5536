"""The desk in the language of whoever sits at it."""

from __future__ import annotations

import pytest

from .conftest import Visitor


def test_a_choice_stays_in_the_browser_and_turns_the_page_round(visitor: Visitor) -> None:
    assert '<html lang="en">' in visitor.get("/desk/help")
    answer = visitor.client.get("/language?tag=qps-plocm&back=/desk/help")
    assert answer.headers["location"] == "/desk/help"
    page = visitor.get("/desk/help")
    assert '<html lang="qps-plocm" dir="rtl">' in page
    assert "⟦" in page
    visitor.client.get("/language?tag=en&back=/")
    assert '<html lang="en">' in visitor.get("/desk/help")


def test_two_coders_at_one_desk_speak_two_languages(visitor: Visitor) -> None:
    """What one was shown is not kept for the other."""
    before = visitor.get("/")
    visitor.client.get("/language?tag=qps-plocm&back=/")
    assert "⟦" in visitor.get("/")
    visitor.client.get("/language?tag=en&back=/")
    assert visitor.get("/") == before


@pytest.mark.parametrize("tag", ["xx", "../../etc/passwd", "<script>", ""])
def test_a_language_that_is_not_there_is_english(visitor: Visitor, tag: str) -> None:
    visitor.client.get("/language", params={"tag": tag})
    assert '<html lang="en">' in visitor.get("/desk/help")


def test_a_choice_leads_to_no_other_site(visitor: Visitor) -> None:
    answer = visitor.client.get("/language?tag=en&back=//elsewhere.example/")
    assert answer.headers["location"] == "/"
