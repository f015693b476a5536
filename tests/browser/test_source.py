"""Reading and coding at the text in a real browser: by keyboard alone, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.browser.desk import RunningDesk, needs_script, record, sit_down
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal

pytestmark = [pytest.mark.browser, needs_script]


def open_text(browser, desk: RunningDesk, title: str, **choices: object):
    """A coder's own browser at the text of a document, which remembers what went wrong."""
    page = sit_down(browser, desk, **choices)
    page.goto(f"{desk.base}/sources.html")
    with page.expect_navigation():
        page.locator("main a", has_text=title).first.click()
    return page


def written(desk: RunningDesk) -> list[object]:
    """What persons wrote, in a record that proves."""
    with record(desk) as journal:
        return [one for one in journal.statements() if one.reader is None]


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def quoted(page) -> list[str]:
    return [one.inner_text() for one in page.locator(".slip .quotes q").all()]


def test_a_statement_is_written_without_leaving_the_keyboard(browser, desk):
    """Two passages chosen with the arrow keys, a date as people say it, a place set by hand."""
    page = open_text(browser, desk, "consular despatch")
    press(page, "v", "ArrowDown")
    page.wait_for_selector(".spot:not([hidden])")
    press(page, "w")
    page.wait_for_selector(".slip form")
    [first] = quoted(page)
    press(page, "Escape", "v", "ArrowDown", "ArrowDown", "Shift+ArrowLeft", "w")
    page.locator(".slip .quotes li").nth(1).wait_for()
    assert quoted(page)[0] == first
    press(page, "f")
    assert page.evaluate("document.activeElement.name") == "stance"
    press(page, "Home", "ArrowDown")
    page.locator("#when").focus()
    page.keyboard.type("end of June")
    page.locator("#when-told", has_text="between 21 June 1947 and 30 June 1947").wait_for()
    page.locator("[name=place-words]").focus()
    page.keyboard.type(first.split()[-1])
    press(page, "Enter")
    page.locator(".place-row[open] svg").last.focus()
    press(page, "ArrowUp", "ArrowRight", "Shift+ArrowRight")
    page.locator(".place-row[open] [name$=why]").last.focus()
    page.keyboard.type("a sketch map")
    with page.expect_navigation():
        press(page, "Control+Enter")
    page.wait_for_selector(".at:target")
    assert "Written" in page.inner_text(".done-bar")
    [one] = written(desk)
    assert len(one.quotes) == 2
    assert " ".join(one.quotes[0].quote.split()) == first
    assert (one.stance, one.state) == ("partly", "accepted")
    assert (one.when.earliest, one.when.latest) == ("1947-06-21", "1947-06-30")
    [place] = [one for one in one.places if one.text == first.split()[-1]]
    assert place.id == f"geo:{place.lat},{place.lon}"
    assert "by coder-1: a sketch map" in place.reason
    assert page.locator("mark.lit").count() >= 1, "back at the words, and they are lit"
    assert page.wrong == []
    assert all(url.startswith((desk.base, "data:")) for url in page.asked)


def test_words_selected_with_the_mouse_become_a_statement(browser, desk):
    page = open_text(browser, desk, "consular despatch")
    words = page.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector("[data-start] mark"));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return range.toString();
        }"""
    )
    page.click(".spot")
    page.wait_for_selector(".slip form")
    page.select_option("#stance", "partly")
    with page.expect_navigation():
        page.click("[data-record]")
    [one] = written(desk)
    assert (one.quote, one.stance) == (words, "partly")


def test_a_drag_over_several_lines_takes_hold_of_its_own_words(browser, desk):
    """The button comes up only when the mouse is let go: under it, a drag would run to the end."""
    page = open_text(browser, desk, "consular despatch")
    first, last = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("[data-start]")];
            const block = all.find((one) => one.offsetHeight > 60);
            block.scrollIntoView({block: "center", behavior: "instant"});
            const range = document.createRange();
            range.selectNodeContents(block);
            const boxes = [...range.getClientRects()].filter((one) => one.width > 20);
            const centre = (one) => [one.left + 12, one.top + one.height / 2];
            return [centre(boxes[0]), centre(boxes[boxes.length - 1])];
        }"""
    )
    page.mouse.move(*first)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(*(a + (b - a) * step / 8 for a, b in zip(first, last, strict=True)))
        page.wait_for_timeout(30)
    assert page.locator(".spot:not([hidden])").count() == 0
    page.mouse.up()
    page.wait_for_selector(".spot:not([hidden])")
    assert 20 < len(page.evaluate("getSelection().toString()")) < 2000


def test_words_are_typed_where_nothing_is_selected(browser, desk):
    page = open_text(browser, desk, "consular despatch")
    press(page, "w")
    page.keyboard.type("the THREE zones flouted the military points")
    press(page, "Enter")
    page.wait_for_selector(".slip form")
    assert quoted(page)[0].startswith("The three zones flouted")
    assert page.input_value("#stance") == "broken", "filled in by the reader"
    assert page.wrong == []


def test_what_is_typed_outlives_a_desk_that_is_killed(browser, desk):
    """The power goes while a statement is written; the tab is loaded again, and all is there."""
    page = open_text(browser, desk, "consular despatch")
    press(page, "v", "w")
    page.wait_for_selector(".slip form")
    page.select_option("#stance", "kept")
    page.fill("#when", "spring 1947")
    desk.kill()
    press(page, "Control+Enter")
    page.wait_for_selector(".slip .lost")
    assert page.input_value("#when") == "spring 1947"
    desk.start(desk.port)
    page.reload()
    page.wait_for_selector(".slip form")
    assert (page.input_value("#when"), page.input_value("#stance")) == ("spring 1947", "kept")
    with page.expect_navigation():
        page.click("[data-record]")
    assert [one.when.edtf for one in written(desk)] == ["1947-21"]
    page.reload()
    assert page.locator(".slip").count() == 0, "what was recorded is no draft any more"


def test_keys_step_from_mark_to_mark_and_cards_answer(browser, desk):
    page = open_text(browser, desk, "consular despatch")
    press(page, "n")
    one = page.evaluate("location.hash")
    press(page, "n")
    other = page.evaluate("location.hash")
    assert one.startswith("#q-")
    assert other.startswith("#q-")
    assert one != other
    assert page.locator(f"#c-{other[1:]}.lit").count() == 1
    press(page, "p")
    assert page.evaluate("location.hash") == one
    page.locator(".mini").nth(2).hover()
    assert page.locator("mark.called").count() >= 1


@pytest.mark.parametrize("width", [390, 1440], ids=["phone", "desk"])
def test_the_text_and_its_form_fit_the_screen(browser, desk, width):
    page = open_text(browser, desk, "letter of 12 July", viewport={"width": width, "height": 900})
    press(page, "v", "w")
    page.wait_for_selector(".slip form")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    box = page.locator(".slip").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_a_statement_is_written_without_script(browser, desk):
    page = open_text(browser, desk, "consular despatch", java_script_enabled=False)
    page.locator("summary", has_text="Write a statement").click()
    page.fill("#words", "the three zones flouted the military points")
    page.get_by_role("button", name="Go on").click()
    page.fill("#more-words", "words that stand nowhere")
    page.get_by_role("button", name="Add these words").click()
    assert "does not stand" in page.inner_text("[data-refused]")
    page.fill("#more-words", "")
    page.fill("#when", "spring 1947")
    page.locator("[data-record]").click()
    assert [one.when.edtf for one in written(desk)] == ["1947-21"]


@pytest.fixture
def long_desk(gazetteer_cache, tmp_path) -> Iterator[RunningDesk]:
    """A desk with one long text, whose page has parts; a statement at its beginning and its end."""
    path = tmp_path / "long.servanda"
    filler = "Convoys passed the northern road every week of that spring, the report says. " * 12
    ends = ("The ministry kept the northern road open.", "No prisoner was released by the council.")
    source = a_source("\n\n".join([ends[0], *[filler] * 330, ends[1]]))
    proposals = tuple(a_statement(source, one, provisions=("accord/roads",)) for one in ends)
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, proposals))
    journal.close()
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened


def test_keys_step_over_the_parts_of_a_long_text(browser, long_desk):
    page = open_text(browser, long_desk, "A report")
    press(page, "n")
    assert page.locator("mark.lit").inner_text() == "The ministry kept the northern road open."
    for _part in range(10):
        if page.locator("mark.lit", has_text="No prisoner").count():
            break
        with page.expect_navigation():
            press(page, "n")
    assert page.locator("mark.lit", has_text="No prisoner").count() == 1
    assert page.locator(".pages [aria-current]").first.inner_text() != "1"
    words = page.evaluate("getSelection().toString()")
    assert words == ""
    press(page, "v", "w")
    page.wait_for_selector(".slip form")
    assert quoted(page) == ["No prisoner was released by the council."]


@pytest.fixture
def paged_desk(gazetteer_cache, tmp_path, example, type_) -> Iterator[RunningDesk]:
    """A desk with a report of two pages as PDF, read."""
    fpdf = pytest.importorskip("fpdf", reason="fpdf2 is not installed")
    made = fpdf.FPDF()
    made.set_font("helvetica", size=12)
    for title in (
        "The government carried out the points of the agreement.",
        "The three districts did not carry out the military points of the agreement.",
    ):
        made.add_page()
        made.multi_cell(0, 7, f"{title} The report was written in the spring of 1947.")
    file, path = tmp_path / "report.pdf", tmp_path / "paged.servanda"
    file.write_bytes(bytes(made.output()))
    type_("new", path, "--agreement", example / "agreement.yaml")
    type_("add", path, file)
    type_("read", path)
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened


def test_the_page_goes_with_the_text_and_frames_the_words(browser, paged_desk):
    page = open_text(browser, paged_desk, "report.pdf")
    side = page.locator(".sheet-side").bounding_box()
    text = page.locator(".text").bounding_box()
    assert side["x"] + side["width"] <= text["x"], "side by side"
    press(page, "n")
    page.wait_for_selector(".sheet[data-number='1'] .found")
    press(page, "n")
    page.wait_for_selector(".sheet[data-number='2'] .found")
    drawn = page.evaluate(
        """async () => {
            const picture = new Image();
            picture.src = document.querySelector(".sheet image").getAttribute("href");
            await picture.decode();
            return picture.naturalWidth;
        }"""
    )
    assert drawn > 600
    assert page.wrong == []
    assert all(url.startswith((paged_desk.base, "data:")) for url in page.asked)


def test_the_page_is_seen_without_script(browser, paged_desk):
    page = open_text(browser, paged_desk, "report.pdf", java_script_enabled=False)
    page.get_by_role("link", name="See page 1 of 2").click()
    page.get_by_role("link", name="next page").click()
    assert page.inner_text("h1").startswith("Page 2 of")
    assert page.locator(".sheet svg image").count() == 1
