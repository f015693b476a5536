"""Judging, protecting and looking back in a real browser: two coders, a phone, no script."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from tests.browser.desk import RunningDesk, record, sit_down

from servanda.domain.judgement import CellRated

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


def ratings(desk: RunningDesk) -> list[CellRated]:
    with record(desk) as journal:
        found = [one.act for one in journal.judged(CellRated)]
    return [one for one in found if isinstance(one, CellRated)]


def rate(page, desk: RunningDesk) -> None:
    """From the promise's page to its rating: radios by their letters, a tick, reasons."""
    page.goto(f"{desk.base}/agreements/ili-1946/provisions/elections.html")
    page.click("text=Rate how it is kept")
    page.get_by_label("1 minimum").check()
    page.locator(".evidence input").first.check()
    page.fill("#why", "Begun in some counties.")
    page.click("button.main:has-text('Record it')")
    page.wait_for_url("**/provisions/elections.html?done=*")


def test_a_rating_stands_on_the_promise_and_is_undone(browser, desk):
    page = sit_down(browser, desk)
    rate(page, desk)
    assert "Begun in some counties." in page.inner_text("#main")
    assert [one.level for one in ratings(desk)] == [1.0]
    with page.expect_navigation():
        page.click("[data-undo] button")
    assert ratings(desk) == []
    assert page.wrong == []
    assert {urlsplit(one).netloc for one in page.asked} == {urlsplit(desk.base).netloc}


def test_all_of_it_works_on_a_phone_without_script(browser, desk):
    """Rate, look at the journal, go back to how it stood before, and return to now."""
    page = sit_down(browser, desk, java_script_enabled=False, **PHONE)
    rate(page, desk)
    page.click("summary:has-text('Record')")
    page.click("nav a:has-text('Journal')")
    line = page.locator("ol.history li").first
    assert "rated" in line.inner_text()
    page.click("summary:has-text('As it stood on')")
    page.fill("#as-of", "9")
    page.click(".when button")
    page.wait_for_url("**/as-of/9/journal.html")
    assert page.locator("ol.history li").count() == 9
    page.click("text=Back to now")
    page.wait_for_url(f"{desk.base}/journal.html")
    assert page.locator("ol.history li").count() == 10


def test_the_past_keeps_all_its_links_and_writes_nothing(browser, desk):
    page = sit_down(browser, desk)
    rate(page, desk)
    page.goto(f"{desk.base}/agreements/ili-1946/provisions/elections.html?as-of=9")
    assert "As it stood on" in page.inner_text(".past-bar")
    assert "Begun in some counties." not in page.inner_text("#main")
    assert page.locator("form[method=post]").count() == page.locator(".who").count()
    page.click("#main a:has-text('In the source') >> nth=0")
    page.wait_for_url("**/as-of/9/sources/**")
    page.click("text=What changed since")
    page.wait_for_url("**/changes?since=9")
    page.wait_for_selector("#acts")
    assert "Begun in some counties." in page.inner_text("#main")
    assert page.wrong == []


def test_what_is_typed_stays_when_somebody_judged_meanwhile(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/judge/rate?provision=ili-1946/elections")
    page.get_by_label("no access").check()
    page.fill("#why", "Nobody could go there.")
    rate(sit_down(browser, desk, "coder-2"), desk)
    page.click("button.main:has-text('Record it')")
    page.wait_for_selector("text=Somebody judged this since you saw it")
    assert page.input_value("#why") == "Nobody could go there."
    assert page.get_by_label("no access").is_checked()
    assert "Begun in some counties." in page.inner_text("aside")
    page.click("button.main:has-text('Record it')")
    page.wait_for_url("**/elections.html?done=*")
    assert len(ratings(desk)) == 2


def test_a_document_is_kept_inside_and_the_desk_forgets_it(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/sources.html")
    page.click("#main tbody a >> nth=0")
    source = urlsplit(page.url).path
    page.click("text=Protect people >> nth=-1")
    assert "It stays in the dossier file" in page.inner_text("#main")
    page.fill("#why-mark", "It could harm somebody.")
    page.click("button:has-text('Mark it sensitive')")
    page.wait_for_url("**/protect?done=*")
    assert page.goto(desk.base + source).status == 404
    with record(desk) as journal:
        assert journal.outline().sources, "it stays in the file, which still proves"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_form_fits_a_phone_in_both_directions(browser, desk, direction):
    page = sit_down(browser, desk, **PHONE)
    for path in (
        "/judge/rate?provision=ili-1946/elections",
        "/judge/rule?provision=ili-1946/(whole)",
        "/judge/reply?provision=ili-1946/elections",
        "/judgements",
        "/journal.html",
        "/protect",
        "/brief?audience=public",
        "/changes?since=4",
        "/as-of/4/",
    ):
        page.goto(desk.base + path)
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
