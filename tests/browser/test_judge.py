"""Judging, protecting and looking back in a real browser: two coders, a phone, no script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from tests.browser.desk import RunningDesk
from tests.browser.test_desk import browser, proves, read_dossier, sit_down  # noqa: F401

from servanda.domain.judgement import CellRated
from servanda.journal import open_journal

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt: chromium)"),
]
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def desk(read_dossier, gazetteer_cache, tmp_path) -> Iterator[RunningDesk]:  # noqa: F811
    path = tmp_path / "ili.servanda"
    shutil.copy(read_dossier, path)
    opened = RunningDesk(path, cache=gazetteer_cache)
    yield opened
    opened.stop()


def ratings(desk: RunningDesk) -> list[CellRated]:
    journal = open_journal(str(desk.dossier), readonly=True)
    found = [one.act for one in journal.judged(CellRated)]
    journal.close()
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


def test_a_rating_stands_on_the_promise_and_is_undone(browser, desk):  # noqa: F811
    page = sit_down(browser, desk)
    rate(page, desk)
    assert "Begun in some counties." in page.inner_text("#main")
    assert [one.level for one in ratings(desk)] == [1.0]
    with page.expect_navigation():
        page.click("[data-undo] button")
    assert ratings(desk) == []
    assert proves(desk)
    assert page.wrong == []
    assert {urlsplit(one).netloc for one in page.asked} == {urlsplit(desk.base).netloc}


def test_all_of_it_works_on_a_phone_without_script(browser, desk):  # noqa: F811
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


def test_the_past_keeps_all_its_links_and_writes_nothing(browser, desk):  # noqa: F811
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


def test_what_is_typed_stays_when_somebody_judged_meanwhile(browser, desk):  # noqa: F811
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


def test_a_document_is_kept_inside_and_the_desk_forgets_it(browser, desk):  # noqa: F811
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
    assert proves(desk)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_form_fits_a_phone_in_both_directions(browser, desk, direction):  # noqa: F811
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
