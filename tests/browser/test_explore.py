"""The picture in a real browser: a mediator's minute, the brush, the map, no mouse, no script."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.desk import RunningDesk, needs_script, sit_down

from servanda.journal import open_journal
from servanda.workflows import rule

pytestmark = [pytest.mark.browser, needs_script]


@pytest.fixture(scope="module")
def desk(read_dossier, gazetteer_cache, tmp_path_factory) -> Iterator[RunningDesk]:
    """The bundled example, a third of it accepted."""
    path = tmp_path_factory.mktemp("picture") / "ili.servanda"
    shutil.copy(read_dossier, path)
    journal = open_journal(str(path))
    ids = [one.id for one in journal.statements()][::3]
    rule.accept(journal, ids, actor="coder-2")
    journal.close()
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened


def settled(page) -> None:
    page.wait_for_selector("[data-picture]:not(.waiting)")


def address(page) -> str:
    found = urlsplit(page.url)
    return f"{found.path}?{found.query}"


def test_from_a_dispute_to_the_line_in_the_text(browser, desk):
    """Which promises are disputed, who says so, with which words: three clicks."""
    page = sit_down(browser, desk)
    page.click(".picture-grid a:has(.m.disputed) >> nth=0")
    settled(page)
    field = page.locator("#accounts")
    assert field.locator(".account").count() >= 2
    sides = field.locator("h5").all_inner_texts()
    assert any("three districts" in one for one in sides)
    assert "the Central Chinese government" in field.locator(".unheard").inner_text()
    words = field.locator("blockquote mark").first.inner_text()
    assert page.evaluate("document.activeElement.id") == "accounts"
    # What is open is in the address, and the address opens it again.
    page.goto(page.url)
    assert page.locator("#accounts blockquote mark").first.inner_text() == words
    page.click("#accounts a:has-text('In the source') >> nth=0")
    page.wait_for_url("**/sources/**#q-*")
    assert page.locator(":target").count() == 1
    assert words.split(".")[0] in page.inner_text("#main")
    assert page.wrong == []
    assert {urlsplit(one).netloc for one in page.asked} == {urlsplit(desk.base).netloc}


def test_what_is_ticked_narrows_everything_at_once(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/picture")
    before = page.inner_text("[data-sum]")
    page.check("input[name=stance][value=kept]")
    page.wait_for_url("**/picture?stance=kept")
    settled(page)
    assert page.inner_text("[data-sum]") != before
    assert page.locator(".picture-grid .m.broken").count() == 0
    assert page.is_checked("input[name=stance][value=kept]")
    # The one who ticked is still where they were.
    assert page.evaluate("document.activeElement.value") == "kept"
    page.go_back()
    page.wait_for_url("**/picture")
    settled(page)
    assert page.inner_text("[data-sum]") == before
    page.check("input[name=stance][value=kept]")
    page.wait_for_url("**stance=kept")
    page.click(".chips a >> nth=0")
    page.wait_for_url("**/picture")
    assert page.wrong == []


def test_a_stretch_is_drawn_over_the_months(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/picture")
    plot = page.locator("svg.months").bounding_box()
    middle = plot["y"] + plot["height"] / 2
    page.mouse.move(plot["x"] + plot["width"] * 0.6, middle)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.8, middle, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")
    settled(page)
    assert page.locator("svg.months .veil").count() == 2
    since = page.input_value("input[name=since]")
    assert f"since={since}" in page.url
    # The handles do the same by keyboard alone.
    page.focus("[data-handle=since]")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: f"since={since}" not in url)
    settled(page)
    assert page.evaluate("document.activeElement.dataset.handle") == "since"
    assert page.input_value("input[name=since]") < since
    assert page.wrong == []


def test_a_box_on_the_map_narrows_to_what_lies_in_it(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/picture")
    page.locator("svg.map").scroll_into_view_if_needed()
    spot = page.locator("svg.map a .spot").first.bounding_box()
    page.mouse.move(spot["x"] - 12, spot["y"] - 12)
    page.mouse.down()
    page.mouse.move(spot["x"] + 20, spot["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**box=*")
    settled(page)
    assert page.locator("svg.map path.box").count() == 1
    assert page.locator("svg.map .chosen").count() >= 1
    assert "in the box on the map" in page.inner_text(".chips")
    assert page.inner_text("[data-sum]") != "8 accepted statements and 16 proposals"
    assert page.locator("table.lines tbody tr").count() >= 1
    assert page.wrong == []


def test_what_is_taken_away_is_what_is_on_the_screen(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/picture?columns=side&stance=broken")
    shown = page.locator(".picture-grid tbody td:has(.m)").count()
    with page.expect_download() as waited:
        page.click(".take a:has-text('CSV')")
    rows = list(csv.DictReader(io.StringIO(Path(waited.value.path()).read_text())))
    said = [one for one in rows if one["judged"]]
    # Each row's own fields, without the column of all together, which is no column of the file.
    fields = page.locator(".picture-grid tbody td.who ~ td:not(.who + td):has(.m)").count()
    assert fields == len({(one["row"], one["column"], one["judged"]) for one in said})
    assert shown > fields
    assert {one["asked"] for one in rows} == {address(page)}


def test_everything_can_be_done_without_a_mouse(browser, desk):
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/picture")
    page.focus(".fold")
    page.keyboard.press("Enter")
    page.wait_for_url("**open=military*")
    settled(page)
    assert page.locator(".picture-grid th.d1").count() > 1
    page.focus("select[name=columns]")
    page.keyboard.press("p")
    page.keyboard.type("eriod")
    page.keyboard.press("Tab")
    page.wait_for_url("**columns=period*")
    settled(page)
    assert "Jul 1947" in page.inner_text(".picture-grid thead")
    page.focus(".picture-grid td a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#accounts")
    assert page.wrong == []


def test_all_of_it_works_without_script(browser, desk):
    page = sit_down(browser, desk, java_script_enabled=False)
    page.goto(f"{desk.base}/picture")
    page.check("input[name=stance][value=broken]")
    page.select_option("select[name=columns]", "side")
    page.fill("input[name=since]", "1947")
    page.click(".facets .go button")
    page.wait_for_load_state()
    assert "stance=broken" in page.url
    assert "since=1947" in page.url
    assert "from January 1947 on" in page.inner_text(".chips")
    page.click("button[name=swap]")
    page.wait_for_load_state()
    assert page.input_value("select[name=rows]") == "side"
    page.click(".picture-grid td a >> nth=0")
    page.wait_for_load_state()
    assert page.locator("#accounts blockquote").count() >= 1


def test_on_a_phone_the_filters_are_a_drawer(browser, desk):
    page = sit_down(browser, desk, viewport={"width": 390, "height": 844})
    page.goto(f"{desk.base}/picture")
    assert not page.is_visible("input[name=stance][value=broken]")
    page.click(".open-filters")
    page.check("input[name=stance][value=broken]")
    page.wait_for_url("**stance=broken*")
    settled(page)
    page.click(".facets .go button")
    page.wait_for_url(lambda url: "#filters" not in url)
    assert page.locator(".chips li").count() == 2
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide == 390
    assert page.wrong == []
