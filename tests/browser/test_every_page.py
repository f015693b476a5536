"""What holds for every page of the desk: axe finds nothing, light and dark, and it fits a phone."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from tests.browser.crawl import every_kind
from tests.browser.desk import sit_down

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
#: What axe asks for WCAG 2.2, levels A and AA, and what it holds to be good practice.
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) =>
  found.violations.flatMap((one) => one.nodes.map((node) =>
    `${one.id}: ${one.help}: ${node.html.slice(0, 160)} (${node.target.join(" ")})`)))"""


@pytest.fixture(scope="module")
def addresses(browser, open_desk) -> list[str]:
    page = sit_down(browser, open_desk)
    found = every_kind(page, open_desk.base, begin=("/", "/no-such-page.html"))
    page.context.close()
    assert len(found) > 30
    return found


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there (`make assets`)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser, open_desk, addresses, scheme: str) -> None:
    page = sit_down(browser, open_desk, color_scheme=scheme)
    axe = AXE.read_text("utf-8")
    wrong: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        page.goto(address)
        page.evaluate(axe)
        for trouble in page.evaluate(RUN):
            wrong[trouble].append(address.removeprefix(open_desk.base))
    page.context.close()
    told = [f"{trouble}\n    on {len(where)} pages, {where[0]}" for trouble, where in wrong.items()]
    assert not wrong, "\n".join(told)


def test_every_page_fits_a_phone(browser, open_desk, addresses) -> None:
    """Wide tables scroll within themselves; the page never does sideways."""
    page = sit_down(browser, open_desk, viewport={"width": 390, "height": 844})
    wide = {}
    for address in addresses:
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[address.removeprefix(open_desk.base)] = over
    page.context.close()
    assert not wide
