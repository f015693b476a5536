"""The desk in a real browser: by keyboard, without script, two coders, and a lost connection."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk, needs_script

from servanda.cli import main
from servanda.journal import open_journal

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt: chromium)"),
    needs_script,
]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def read_dossier(tmp_path_factory, example, gazetteer_cache) -> Path:
    """The bundled example, read and not ruled on."""
    path = tmp_path_factory.mktemp("desk") / "ili.servanda"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SERVANDA_CACHE", str(gazetteer_cache))
        patch.setenv("SERVANDA_CODER", "coder-1")
        for words in (
            ("new", path, "--agreement", example / "agreement.yaml"),
            ("add", path, *sorted(example.glob("*.txt"))),
            ("read", path),
        ):
            with pytest.raises(SystemExit) as end:
                main([str(one) for one in words])
            assert end.value.code == 0
    return path


@pytest.fixture
def desk(read_dossier, gazetteer_cache, tmp_path) -> Iterator[RunningDesk]:
    path = tmp_path / "ili.servanda"
    shutil.copy(read_dossier, path)
    opened = RunningDesk(path, cache=gazetteer_cache)
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


def sit_down(browser, desk: RunningDesk, name: str = "coder-1", **choices: object):
    """A coder's own browser, signed in, which remembers what it asked for and what went wrong."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **choices})
    page = context.new_page()
    page.asked, page.wrong = [], []
    page.on("request", lambda one: page.asked.append(one.url))
    page.on("pageerror", lambda one: page.wrong.append(str(one)))
    page.on("console", lambda one: page.wrong.append(one.text) if one.type == "error" else None)
    page.goto(desk.address)
    page.fill("#name", name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/")
    return page


def states(desk: RunningDesk) -> list[str]:
    journal = open_journal(str(desk.dossier), readonly=True)
    found = [one.state for one in journal.statements()]
    journal.close()
    return found


def proves(desk: RunningDesk) -> bool:
    journal = open_journal(str(desk.dossier), readonly=True)
    found = list(journal.check())
    journal.close()
    return found == []


def test_a_morning_at_the_desk_by_keyboard_alone(browser, desk):
    """Accept, reject with a reason, amend, skip, back, undo: no mouse."""
    page = sit_down(browser, desk)
    total = len(states(desk))
    page.goto(f"{desk.base}/queue")
    ruled(page, "a")
    page.keyboard.press("r")
    page.keyboard.type("Judges another party")
    ruled(page, "Enter")
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.locator("#when").focus()
    page.keyboard.type("May 1947")
    ruled(page, "Enter")
    assert sorted(set(states(desk))) == ["accepted", "amended", "proposed", "rejected"]
    press(page, "u")
    assert sorted(set(states(desk))) == ["accepted", "proposed", "rejected"]
    first = page.inner_text("blockquote mark")
    press(page, "s")
    assert page.inner_text("blockquote mark") != first
    press(page, "k")
    assert page.inner_text("blockquote mark") == first
    press(page, "?")
    assert "What undo does" in page.inner_text("main")
    assert states(desk).count("proposed") == total - 2
    assert page.wrong == []
    assert all(url.startswith((desk.base, "data:")) for url in page.asked)
    assert proves(desk)


def ruled(page, key: str) -> None:
    """Press a key that rules, and wait until that is recorded and another statement shown."""
    with page.expect_response("**/act"):
        press(page, key)
    page.wait_for_selector("[data-undo]")


def press(page, key: str) -> None:
    """Press a key that leads to another page, and wait until that has come."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_it_rules_without_script(browser, desk):
    page = sit_down(browser, desk, java_script_enabled=False)
    page.goto(f"{desk.base}/queue")
    page.get_by_role("button", name="Accept").click()
    page.locator("summary", has_text="Reject").click()
    page.fill("#reason", "Judges another party")
    page.locator("[data-pen=reject] form button").click()
    page.get_by_role("button", name="Undo").click()
    assert sorted(set(states(desk))) == ["accepted", "proposed"]
    page.get_by_role("link", name="As a list").click()
    page.get_by_role("button", name="Accept all").click()
    assert set(states(desk)) == {"accepted"}


def test_another_coders_act_is_seen_within_a_second_or_so_and_a_stale_one_refused(browser, desk):
    one, other = sit_down(browser, desk), sit_down(browser, desk, "coder-2")
    for page in (one, other):
        page.goto(f"{desk.base}/queue?sort=text")
    one.keyboard.press("r")
    one.keyboard.type("typed with care")
    other.bring_to_front()
    ruled(other, "a")
    one.bring_to_front()
    one.wait_for_selector("[data-fresh]:not([hidden])", timeout=5_000)
    press(one, "Enter")
    refused = one.inner_text("[data-refused]")
    assert "changed since you saw it" in refused
    assert one.input_value("#reason") == "typed with care"
    assert states(desk).count("accepted") == 1


def test_what_is_typed_outlives_a_desk_that_is_killed(browser, desk):
    """The power goes while a reason is typed: the desk comes back, the reason is there."""
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/queue")
    page.keyboard.press("r")
    page.keyboard.type("typed with care")
    desk.kill()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lost")
    assert page.input_value("#reason") == "typed with care"
    desk.start(desk.port)
    page.reload()
    assert page.input_value("#reason") == "typed with care"
    page.keyboard.press("r")
    ruled(page, "Enter")
    assert states(desk).count("rejected") == 1


@pytest.mark.parametrize("width", [390, 1440], ids=["phone", "desk"])
def test_no_page_of_the_desk_is_wider_than_the_screen(browser, desk, width):
    page = sit_down(browser, desk, viewport={"width": width, "height": 900})
    for path in ("/queue", "/queue?view=list", "/desk/help", "/", "/sources.html"):
        page.goto(desk.base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
    assert page.wrong == []


def test_ctrl_c_closes_it_in_peace(desk):
    assert desk.stop() == 0
