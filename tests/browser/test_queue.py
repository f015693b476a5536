"""The queue in a real browser: a hundred by keys alone, counted, and what a lost line leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk, needs_script, sit_down, states
from tests.builders import READER, a_party, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal

pytestmark = [pytest.mark.browser, needs_script]
HUNDRED = 100


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred simple proposals, all of one report."""
    path = tmp_path_factory.mktemp("queue") / "hundred.servanda"
    lines = [f"The ministry kept the road number {one} open." for one in range(HUNDRED)]
    source = a_source("\n\n".join(lines) + "\n")
    found = tuple(
        a_statement(
            source, line, provisions=("accord/roads",), about=(a_party("ministry"),), confidence=0.9
        )
        for line in lines
    )
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-9") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, found))
    journal.close()
    return path


@pytest.fixture
def desk(hundred: Path, gazetteer_cache: Path, tmp_path: Path) -> Iterator[RunningDesk]:
    path = tmp_path / "hundred.servanda"
    shutil.copy(hundred, path)
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened


@pytest.fixture
def page(browser, desk: RunningDesk):
    """A coder's browser at the queue, which counts the requests that it makes."""
    page = sit_down(browser, desk)
    page.goto(f"{desk.base}/queue?sort=text")
    page.sent = []
    page.on("request", lambda one: page.sent.append((one.method, one.url)))
    yield page
    page.context.close()


def item(page) -> str:
    return page.get_attribute("[data-item]", "data-item")


def shown_after(page, before: str) -> None:
    """Wait until another statement stands on screen, or none is left."""
    page.wait_for_function(
        "before => document.querySelector('[data-item]')?.dataset.item !== before", arg=before
    )


def test_a_hundred_are_ruled_on_by_a_key_each(page, desk: RunningDesk) -> None:
    """One key, one act and one page fetched ahead for each; nothing else is asked for."""
    keys = 0
    for _ in range(HUNDRED):
        before = item(page)
        page.keyboard.press("a")
        keys += 1
        shown_after(page, before)
    page.wait_for_selector("main .lead", timeout=20_000)
    assert "Nothing is left to rule on here" in page.inner_text("main")
    assert states(desk) == ["accepted"] * HUNDRED
    assert keys == HUNDRED
    acts = [url for method, url in page.sent if method == "POST"]
    ahead = [url for method, url in page.sent if method == "GET" and "/queue" in url]
    others = [url for method, url in page.sent if method == "GET" and "/queue" not in url]
    assert len(acts) == HUNDRED
    assert len(ahead) <= HUNDRED + 1
    assert all("/api/head" in url or "/static/" in url for url in others)
    assert page.wrong == []


def test_reject_amend_skip_back_ask_and_undo_by_keys(page, desk: RunningDesk) -> None:
    first = item(page)
    page.keyboard.press("r")
    page.keyboard.type("Says something else")
    page.keyboard.press("Enter")
    shown_after(page, first)
    page.wait_for_selector("[data-undo]")
    assert "2 of" not in page.inner_text("[data-place]"), "the place is that of the queue as it is"
    second = item(page)
    page.keyboard.press("s")
    shown_after(page, second)
    third = item(page)
    page.keyboard.press("k")
    shown_after(page, third)
    assert item(page) == second
    page.keyboard.press("e")
    page.select_option("#stance", "partly")
    page.locator("#when").focus()
    page.keyboard.press("Control+Enter")
    shown_after(page, second)
    page.wait_for_selector("[data-undo]")
    assert sorted(set(states(desk))) == ["amended", "proposed", "rejected"]
    with page.expect_navigation():
        page.keyboard.press("u")
    assert item(page) == second
    assert sorted(set(states(desk))) == ["proposed", "rejected"]
    page.keyboard.press("q")
    page.keyboard.type("Which road is meant?")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert item(page) == second
    assert "Which road is meant?" in page.inner_text("main")
    assert page.wrong == []


def test_what_was_not_recorded_comes_back_with_what_was_typed(page, desk: RunningDesk) -> None:
    """The desk is gone while a reason is sent: the statement is on screen again, and its reason."""
    first = item(page)
    page.keyboard.press("r")
    page.keyboard.type("typed with care")
    desk.kill()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lost")
    assert item(page) == first
    assert page.input_value("#reason") == "typed with care"
    desk.start(desk.port)
    page.keyboard.press("Enter") if page.evaluate(
        "document.activeElement.id === 'reason'"
    ) else page.click("[data-pen=reject] form button")
    shown_after(page, first)
    page.wait_for_selector("[data-undo]")
    assert states(desk).count("rejected") == 1


def test_a_ruling_that_another_overtook_comes_back_with_both_versions(
    page, desk: RunningDesk
) -> None:
    from servanda.workflows import rule  # noqa: PLC0415 - only here

    first = item(page)
    page.keyboard.press("r")
    page.keyboard.type("typed with care")
    journal = open_journal(str(desk.dossier))
    rule.accept(journal, [first], actor="coder-2")
    journal.close()
    page.wait_for_selector("[data-fresh]:not([hidden])", timeout=5_000)
    assert "coder-2 accepted 1 statement." in page.inner_text("[data-fresh]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text(".versions .apart").split("\n")[0].startswith("≠")
    assert page.input_value("#reason") == "typed with care"
    assert states(desk).count("rejected") == 0
