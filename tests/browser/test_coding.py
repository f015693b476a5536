"""Blind coding and settling in a real browser: two coders by keys alone, a third who rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk, needs_script, record, sit_down
from tests.builders import READER, a_party, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.judgement import UnitCoded, UnitSettled
from servanda.journal import open_journal
from servanda.workflows.sample import Wanted, draw_sample

pytestmark = pytest.mark.browser
WORDS = (
    "The ministry kept the northern road open all spring.",
    "No prisoner was released by the council.",
    "The valley's school reopened on 4 May 2021.",
)


@pytest.fixture
def desk(tmp_path: Path, gazetteer_cache: Path) -> Iterator[RunningDesk]:
    """Three passages, drawn to be coded by kind and stance, and to which promise they belong."""
    path = tmp_path / "valley.servanda"
    source = a_source()
    found = tuple(
        a_statement(source, one, provisions=("accord/roads",), about=(a_party("council"),))
        for one in WORDS
    )
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-9") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, found))
    fields = ("statement", "kind", "stance", "provision")
    draw_sample(journal, Wanted("spring", fields=fields), actor="coder-9")
    journal.close()
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened


def codings(desk: RunningDesk, coder: str) -> list[dict[str, str | None]]:
    with record(desk) as journal:
        return [
            {code.field: code.value for code in one.act.codes}
            for one in journal.judged(UnitCoded)
            if one.actor == coder and isinstance(one.act, UnitCoded)
        ]


@needs_script
def test_a_unit_is_coded_without_leaving_the_keyboard(browser, desk) -> None:
    """Yes, verdict, broken, the roads and no other: 1 5 3 roads Enter."""
    page = sit_down(browser, desk, "coder-1")
    page.goto(f"{desk.base}/coding/spring/code")
    for key in "153":
        page.keyboard.press(key)
    page.keyboard.type("roads")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Unit 2 of 3" in page.inner_text("h1")
    page.keyboard.press("2")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.type("hard to say")
    page.keyboard.press("Escape")
    page.locator("#note").blur()
    for key in "15-":
        page.keyboard.press(key)
    page.keyboard.type("-")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "All coded" in page.inner_text("h1")
    assert codings(desk, "coder-1") == [
        {"statement": "yes", "kind": "verdict", "stance": "broken", "provision": "accord/roads"},
        {"statement": "no"},
        {"statement": "yes", "kind": "verdict", "stance": None, "provision": None},
    ]
    assert page.wrong == []


@needs_script
def test_what_is_chosen_outlives_a_desk_that_is_killed(browser, desk) -> None:
    page = sit_down(browser, desk, "coder-1")
    page.goto(f"{desk.base}/coding/spring/code")
    for key in "153":
        page.keyboard.press(key)
    page.keyboard.type("roads")
    desk.kill()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lost")
    desk.start(desk.port)
    page.reload()
    assert page.is_checked("[name=code-stance][value=broken]")
    assert page.input_value("#code-provision") == "roads"
    with page.expect_navigation():
        page.click("[data-record]")
    assert len(codings(desk, "coder-1")) == 1


def test_two_code_and_a_third_rules_without_script(browser, desk) -> None:
    for coder, stance in (("coder-1", "kept"), ("coder-2", "broken")):
        page = sit_down(browser, desk, coder, java_script_enabled=False)
        for _ in WORDS:
            page.goto(f"{desk.base}/coding/spring/code")
            for field, word in (("statement", "yes"), ("kind", "verdict"), ("stance", stance)):
                page.check(f"[name=code-{field}][value={word}]")
            page.fill("#code-provision", "roads")
            page.click("[data-record]")
        page.context.close()
    page = sit_down(browser, desk, "coder-3", java_script_enabled=False)
    page.goto(f"{desk.base}/coding")
    page.get_by_role("link", name="Compare and settle").click()
    page.get_by_role("link", name="Rule on the first one").click()
    assert "Stance" in page.inner_text(".side-by-side .apart")
    page.check("[name=cause][value=slip]")
    page.check("[name=code-stance][value=kept]")
    page.fill("#why", "read again")
    page.get_by_role("button", name="Rule").click()
    assert "2 units wait to be ruled on" in page.inner_text("main")
    with record(desk) as journal:
        [ruled] = [one.act for one in journal.judged(UnitSettled)]
    assert isinstance(ruled, UnitSettled)
    assert (ruled.cause, ruled.own) == ("slip", False)


@pytest.mark.parametrize("width", [390, 1440], ids=["phone", "desk"])
def test_no_page_of_coding_is_wider_than_the_screen(browser, desk, width) -> None:
    page = sit_down(browser, desk, "coder-1", viewport={"width": width, "height": 900})
    for path in ("/coding", "/coding/spring/code", "/questions"):
        page.goto(desk.base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
    assert page.wrong == []
