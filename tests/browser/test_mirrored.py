"""The desk in the pseudo-language: longer words, from right to left, and nothing breaks."""

from __future__ import annotations

import pytest
from tests.browser.crawl import every_kind
from tests.browser.desk import sit_down

pytestmark = pytest.mark.browser

#: What is cut off though nothing can be scrolled to it, and what stands outside of the page.
CLIPPED = """() => {
  const told = (one) =>
    `${one.tagName.toLowerCase()}.${one.className}: ${one.innerText.slice(0, 60)}`
  const seen = (one) => one.getClientRects().length && !one.closest('.vh, .skip, svg')
  const scrolls = (one) => {
    for (let up = one.parentElement; up; up = up.parentElement)
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true
    return false
  }
  return [...document.querySelectorAll('a, button, summary, label, legend, h1, h2, h3, dt, .chip')]
    .filter((one) => seen(one) && one.innerText.trim())
    .filter((one) => {
      const box = one.getBoundingClientRect()
      const block = getComputedStyle(one).display !== 'inline'
      // An arrow that is turned sticks out by a pixel or two.
      const cut = block && one.scrollWidth > one.clientWidth + 3
      return cut || (!scrolls(one) && (box.left < -1 || box.right > innerWidth + 1))
    })
    .map(told)
}"""


#: What makes a page too wide.
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().left < -1)
  .map((one) => `${one.tagName.toLowerCase()}.${one.className}`).slice(-3)"""


@pytest.fixture(scope="module")
def addresses(browser, open_desk) -> list[str]:
    page = sit_down(browser, open_desk)
    found = every_kind(page, open_desk.base, begin=("/", "/desk/help"))
    page.context.close()
    return found


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_its_window_and_no_word_is_cut(
    browser, open_desk, addresses, width: int
) -> None:
    page = sit_down(browser, open_desk, viewport={"width": width, "height": 900})
    page.goto(f"{open_desk.base}/language?tag=qps-plocm&back=/desk/help")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    wrong = []
    for address in addresses:
        page.goto(address)
        here = address.removeprefix(open_desk.base)
        # What only a screen reader reads is cut on purpose.
        page.evaluate("document.querySelectorAll('.vh').forEach((one) => one.remove())")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wrong.append(f"{here}: {over} px too wide: {page.evaluate(WIDE)}")
        wrong += [f"{here}: cut: {one}" for one in page.evaluate(CLIPPED)]
    page.context.close()
    assert not wrong, "\n".join(wrong)
