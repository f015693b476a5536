"""The desk's navigation: one bar in a few groups, in which every page has its place."""

from __future__ import annotations

import re

from servanda.web.menu import GROUPS, Link, menu


def test_every_page_of_the_report_is_one_click_from_every_other(visitor):
    """Nothing that the report's own navigation names is lost when the desk groups it."""
    page = visitor.get("/sources.html")
    bar = re.search(r'<nav aria-label="Pages of the desk">.*?</nav>', page, re.S)[0]
    named = set(re.findall(r'href="([^"]+)"', bar))
    assert {
        "index.html",
        "disputes.html",
        "scores.html",
        "deadlines.html",
        "silence.html",
        "problems.html",
        "/journal.html",
        "/queue",
        "/search",
        "/desk/help",
    } <= named


def test_the_page_shown_is_marked_with_its_group(visitor):
    page = visitor.get("/deadlines.html")
    assert '<summary class="here">Judgement</summary>' in page
    assert 'href="deadlines.html" aria-current="page"' in page


def test_a_group_without_pages_is_not_there_and_the_past_has_no_queue():
    report = [Link("first", "index.html", "Where it stands")]
    names = [group.name for group in menu(report, here="first")]
    assert "Queue" in names
    earlier = [group.name for group in menu(report, here="first", past=True)]
    assert "Queue" not in earlier
    assert "Sources" not in earlier, "documents are added to what is now"
    assert set(names) <= set(GROUPS)
