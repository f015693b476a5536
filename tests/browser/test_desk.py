"""The desk in a real browser: by keyboard, without script, two coders, and a lost connection."""

from __future__ import annotations

import pytest
from tests.browser.desk import needs_script, sit_down, states

pytestmark = [pytest.mark.browser, needs_script]


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
