"""The site in a real browser, opened from disk: it fits, it is quiet, it works without script."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory, example, type_) -> Path:
    """The bundled example with a text that mixes scripts, read and reported."""
    folder = tmp_path_factory.mktemp("site")
    mixed = folder / "mixed.txt"
    mixed.write_text(
        "In Aksu [ئاقسۇ, 阿克苏] the Chinese authorities did not carry out the 1st point.\n"
    )
    dossier = folder / "ili.servanda"
    type_("new", dossier, "--agreement", example / "agreement.yaml")
    type_("add", dossier, *sorted(example.glob("*.txt")), mixed, "--written", "1947")
    type_("read", dossier)
    type_("report", dossier, "-o", folder / "out")
    return folder / "out"


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def page(request, browser):
    """A page that remembers what it asked for and what went wrong in it."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    opened = context.new_page()
    opened.asked, opened.wrong = [], []
    opened.on("request", lambda one: opened.asked.append(one.url))
    opened.on("pageerror", lambda one: opened.wrong.append(str(one)))
    opened.on("console", lambda one: opened.wrong.append(one.text) if one.type == "error" else None)
    yield opened
    context.close()


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_asks_for_anything_but_files_beside_it_and_none_complains(site, page):
    for one in pages_of(site):
        page.goto(one.as_uri())
    assert page.wrong == []
    assert all(url.startswith((site.as_uri(), "data:")) for url in page.asked)


def test_no_page_is_wider_than_the_screen(site, page):
    """Wide tables scroll within themselves; the page itself never does."""
    for one in pages_of(site):
        page.goto(one.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, one.relative_to(site)


def test_the_first_page_leads_to_words_on_a_page_in_two_clicks(site, page):
    page.goto((site / "index.html").as_uri())
    assert "disputed" in page.inner_text("main")
    page.locator("main a", has_text="on the whole").first.click()
    page.locator("main a", has_text="In the source").first.click()
    marked = page.locator(":target").first
    assert marked.is_visible()
    assert "/sources/" in page.url
    assert "#" in page.url


def test_everything_can_be_read_without_script(site, browser):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((site / "index.html").as_uri())
    assert "disputed" in plain.inner_text("main")
    plain.goto((site / "map.html").as_uri())
    assert plain.locator("svg").first.is_visible()
    context.close()


def test_a_keyboard_reaches_the_content_and_shows_where_it_is(site, page):
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("#"), "the first stop skips the navigation"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_dark_and_light_follow_the_readers_system(site, browser):
    seen = set()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        shown = context.new_page()
        shown.goto((site / "index.html").as_uri())
        seen.add(shown.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        context.close()
    assert len(seen) == 2
