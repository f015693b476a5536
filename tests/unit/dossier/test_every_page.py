"""What holds for every page of a site."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier.judged import gather_judgements
from servanda.dossier.layout import lay_out
from servanda.dossier.options import SiteOptions
from servanda.dossier.pages import all_pages, page_at
from servanda.dossier.site import make_edition

from .reading import ReadPage

HOST = re.compile(r"(?:href|src|action|srcset|poster|content)\s*=\s*[\"']?\s*(?:[a-z]+:)?//", re.I)


def test_ids_are_unique_on_their_page(pages: dict[str, ReadPage]) -> None:
    twice = {
        (path, id) for path, page in pages.items() for id, n in Counter(page.ids).items() if n > 1
    }
    assert not twice


def test_every_link_leads_to_a_place_that_is_there(pages: dict[str, ReadPage], site: Path) -> None:
    dead = []
    for path, page in pages.items():
        for href in page.links:
            target, fragment = page.target(href)
            there = (site / target).is_file()
            named = not fragment or target not in pages or fragment in pages[target].ids
            if not there or not named:
                dead.append((path, href))
    assert not dead


def test_every_page_can_be_reached_from_the_first(pages: dict[str, ReadPage]) -> None:
    seen, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        waiting += [pages[path].target(href)[0] for href in pages[path].links]
    assert set(pages) == seen


def test_no_page_style_or_script_names_another_host(site: Path) -> None:
    """A page that asks another host for a font tells that host who reads it."""
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not HOST.search(text), path
            if path.suffix != ".html":
                assert "://" not in text, path
                assert "@import" not in text, path


def test_a_page_says_what_it_may_load_and_that_is_nothing_from_outside(
    pages: dict[str, ReadPage],
) -> None:
    for page in pages.values():
        policy = page.tree.css_first("meta[http-equiv=Content-Security-Policy]")
        allowed = policy.attributes["content"] or ""
        assert allowed.startswith("default-src 'none'")
        assert "unsafe" not in allowed, "no style or script within a page"
        assert not page.all("[style]")


def test_every_page_has_a_language_a_title_one_heading_and_one_main_part(
    pages: dict[str, ReadPage],
) -> None:
    for path, page in pages.items():
        assert page.tree.css_first("html").attributes.get("lang"), path
        assert page.words("title"), path
        assert len(page.all("h1")) == 1, path
        assert len(page.all("main")) == 1, path
        assert len(page.all("header")) == len(page.all("footer")) == 1, path


def test_headings_go_down_one_step_at_a_time(pages: dict[str, ReadPage]) -> None:
    for path, page in pages.items():
        levels = [int(one.tag[1]) for one in page.all("h1, h2, h3, h4, h5, h6")]
        steps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not steps, (path, levels)


def test_every_header_of_a_table_says_what_it_heads(pages: dict[str, ReadPage]) -> None:
    for path, page in pages.items():
        assert all(one.attributes.get("scope") for one in page.all("th")), path


def test_every_picture_has_a_name_and_a_description(pages: dict[str, ReadPage]) -> None:
    drawn = 0
    for path, page in pages.items():
        assert not [one for one in page.all("img") if not one.attributes.get("alt")], path
        for one in page.all("svg[role=group]"):
            drawn += 1
            names = (one.attributes.get("aria-labelledby") or "").split()
            assert len(names) == 2, path
            assert all(name in page.ids for name in names), path
    assert drawn == 2


def test_a_mark_is_never_colour_alone(pages: dict[str, ReadPage]) -> None:
    for path, page in pages.items():
        for one in page.all(".m"):
            assert one.text().strip() in tuple("KPBMDUSN"), path


def test_every_link_has_words(pages: dict[str, ReadPage]) -> None:
    for path, page in pages.items():
        for one in page.all("a[href]"):
            assert one.text().strip() or one.attributes.get("aria-label"), (path, one.html)


def test_what_scrolls_sideways_can_be_reached_by_keyboard(pages: dict[str, ReadPage]) -> None:
    for path, page in pages.items():
        for one in page.all(".scroll"):
            assert one.attributes.get("tabindex") == "0", path
            assert one.attributes.get("aria-label") or one.attributes.get("aria-labelledby"), path


def test_every_page_prints_the_head_that_it_was_made_from(pages: dict[str, ReadPage]) -> None:
    assert all("31:ab12cd34ef56ab12" in page.words("footer") for page in pages.values())


def test_nothing_needs_a_script_to_be_read(pages: dict[str, ReadPage]) -> None:
    for page in pages.values():
        assert [one.attributes.get("src", "") for one in page.all("script")] in (
            [f"{'../' * page.path.count('/')}static/site.js"],
        )
        assert not page.all("[onclick], [onload], noscript")


def test_no_template_left_anything_undone(pages: dict[str, ReadPage]) -> None:
    for path, page in pages.items():
        assert "{{" not in page.html, path
        assert "{%" not in page.html, path
        assert "Markup(" not in page.html, path
        assert ">None<" not in page.html, path


def test_a_page_asked_for_alone_is_the_very_page_of_the_site(record: Record) -> None:
    """The desk shows single pages, the report writes all of them: one and the same."""
    edition = make_edition(record, assess(record), SiteOptions())
    layout, judged = lay_out(edition), gather_judgements(edition)
    for page in all_pages(edition, layout, judged):
        alone = page_at(edition, lay_out(edition), lambda: judged, page.path)
        assert alone is not None, page.path
        assert alone.html == page.html, page.path


@pytest.mark.parametrize(
    "path", ["", "nothing.html", "sources/nothing.html", "index.2.html", "../x"]
)
def test_where_the_site_has_no_page_there_is_none(record: Record, path: str) -> None:
    edition = make_edition(record, assess(record), SiteOptions())
    assert page_at(edition, lay_out(edition), lambda: gather_judgements(edition), path) is None
