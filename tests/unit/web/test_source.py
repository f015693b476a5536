"""A source on the desk: its words have addresses, and marks and cards call each other."""

from __future__ import annotations

import re

import pytest
from tests.builders import a_source

from .conftest import Visitor

SOURCE = a_source()
PAGE = f"/sources/{SOURCE.id}.html"
WORDS = "reopened on 4 May"
START = SOURCE.text.index(WORDS)
END = START + len(WORDS)


def test_words_without_a_statement_have_an_address_too(visitor: Visitor) -> None:
    answer = visitor.client.get(f"/sources/{SOURCE.id}?at={START - 1}-{END + 1}")
    assert answer.headers["location"] == f"{PAGE}?at={START}-{END}#these", "blank ends are left out"
    html = visitor.get(answer.headers["location"])
    marked = re.findall(r'<mark class="these"[^>]*>(.*?)</mark>(?=</mark>|[^<]|<)', html, re.S)
    assert re.sub(r"<[^>]*>", "", "".join(marked)) == WORDS
    assert html.count('id="these"') == 1


def test_an_address_without_words_leads_to_the_page(visitor: Visitor) -> None:
    assert visitor.client.get(f"/sources/{SOURCE.id}").headers["location"] == PAGE


@pytest.mark.parametrize(
    "at", ["5-2", "a-b", "-1-3", "999990-999999", "1", f"{START - 1}-{START}", "1-2-3"]
)
def test_an_address_of_no_words_is_told(visitor: Visitor, at: str) -> None:
    answer = visitor.client.get(f"/sources/{SOURCE.id}", params={"at": at})
    assert answer.status_code == 409
    assert "names no words of this text" in answer.text


def test_no_such_source(visitor: Visitor) -> None:
    assert visitor.client.get("/sources/src-0000?at=1-2").status_code == 404
    assert visitor.client.get("/sources/src-0000.html").status_code == 404


def test_a_mark_names_its_card_and_the_card_links_to_the_words(visitor: Visitor) -> None:
    html = visitor.get(PAGE)
    [(anchor, told)] = re.findall(r'id="(q-[^"]+)" href="#c-[^"]+" data-n="(1K [^"]*)"', html)
    assert told == "1K roads"
    assert re.search(r'<mark class="q open" data-s="1"', html)
    assert f'id="c-{anchor}" data-s="1"' in html
    assert f'href="{PAGE}#{anchor}"' in html
