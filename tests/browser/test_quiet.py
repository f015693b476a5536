"""Every page of the desk in a real browser: none asks another host for anything, none complains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from tests.browser.desk import RunningDesk, sit_down
from tests.hostile import HOSTILE

pytestmark = pytest.mark.browser
#: So many of each kind of page, and in all: pages of one kind differ in their words alone.
OF_A_KIND, IN_ALL = 2, 80
#: Pages that others do not link to.
ALSO = ("/sign-in", "/queue?view=list", "/search?q=zones", "/nothing-here", "/add/1", "/add/999")
#: Whatever a page loads, or sends a form to; a link that a person may follow is none of it.
RESOURCES = """() => {
  const found = [];
  const named = "src srcset data poster background action formaction ping manifest".split(" ");
  for (const one of document.querySelectorAll("*")) {
    for (const name of named) if (one.hasAttribute(name)) found.push(one.getAttribute(name));
    if (one.localName === "link") found.push(one.getAttribute("href") ?? "");
    if (["use", "image", "base"].includes(one.localName))
      found.push(one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? "");
  }
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      for (const [, at] of rule.cssText.matchAll(/url\\(["']?([^"')]*)/g)) found.push(at);
  return found;
}"""
#: What a strict policy would stop, in a page as it is sent.
INLINE = re.compile(r"<[^>]+\sstyle=[^>]*>|<[^>]+\son[a-z]+=[^>]*>|<script(?![^>]*\ssrc=)[^>]*>")
LINKS = "() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))"


@pytest.fixture(scope="module")
def desk(tmp_path_factory, example, gazetteer_cache, type_) -> Iterator[RunningDesk]:
    """The bundled example with a hostile page among its documents."""
    folder = tmp_path_factory.mktemp("quiet")
    path, hostile = folder / "ili.servanda", folder / "hostile.html"
    hostile.write_bytes(HOSTILE)
    type_("new", path, "--agreement", example / "agreement.yaml")
    type_("add", path, *sorted(example.glob("*.txt")), hostile)
    type_("read", path)
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened


def kind_of(path: str) -> str:
    """Pages of one kind: `sources/*.html`, `/queue?at=`."""
    parts = urlsplit(path)
    steps = [re.sub(r"^.+\.html$", "*.html", one) for one in parts.path.strip("/").split("/")]
    whole = parts.path if len(steps) == 1 else "/".join([steps[0], *("*" for _ in steps[1:])])
    asked = sorted(re.findall(r"(\w+)=", parts.query))
    return f"{whole}?{asked}"


def test_no_page_names_another_host_for_anything_it_loads(browser, desk: RunningDesk) -> None:
    page = sit_down(browser, desk)
    wrong: list[str] = page.wrong.copy()
    missing: list[str] = []
    page.on("console", lambda one: _note(wrong, missing, one))
    page.on("pageerror", lambda one: wrong.append(f"{page.url}: {one}"))
    page.on("dialog", lambda one: wrong.append(f"{page.url}: {one.message}"))
    seen = walk(page, desk, wrong)
    # That a page is not there is told as an error, too; that a part of one is not, is one. For the
    # icon of a page of plain words a browser asks by itself.
    known = {*seen, "/favicon.ico"}
    wrong += [f"{url}: missing" for url in missing if url.removeprefix(desk.base) not in known]
    wrong += [f"asked {url}" for url in page.asked if not _is_ours(url, desk)]
    page.context.close()
    assert wrong == []
    # The walk came everywhere: the report's pages, the desk's own, and the hostile one.
    assert {"/", "/queue?view=list", "/search?q=zones", "/add/999"} <= seen
    assert sum(one.startswith("/sources/") for one in seen) >= 2
    assert len(seen) > 30


def walk(page, desk: RunningDesk, wrong: list[str]) -> set[str]:
    """Go to every page that another one leads to, a few of each kind; gives where it was."""
    waiting, known = ["/", *ALSO], {"/", *ALSO}
    kinds: Counter[str] = Counter()
    seen: set[str] = set()
    while waiting and len(seen) < IN_ALL:
        path = waiting.pop(0)
        kinds[kind_of(path)] += 1
        if kinds[kind_of(path)] > OF_A_KIND:
            continue
        answer = page.goto(desk.base + path)
        seen.add(path)
        assert answer is not None
        _check_headers(wrong, path, answer.all_headers())
        # As it was sent: what our own script sets in a page is allowed to it.
        wrong += [f"{path}: {one}" for one in INLINE.findall(answer.text())]
        loads = page.evaluate(RESOURCES)
        wrong += [f"{path}: {one}" for one in loads if not _is_ours(urljoin(page.url, one), desk)]
        for link in page.evaluate(LINKS):
            there = urlsplit(urldefrag(urljoin(page.url, link))[0])
            ours = f"{there.scheme}://{there.netloc}" == desk.base
            # What is downloaded is no page.
            if not ours or PurePosixPath(there.path).suffix not in ("", ".html"):
                continue
            target = there.path + (f"?{there.query}" if there.query else "")
            if target not in known:
                known.add(target)
                waiting.append(target)
    return seen


def _is_ours(target: str, desk: RunningDesk) -> bool:
    if target.startswith("data:"):
        return target == "data:," or target.startswith("data:image/")
    return target.startswith((f"{desk.base}/", f"{desk.base}?")) or target == desk.base


def _note(wrong: list[str], missing: list[str], message) -> None:
    if "404 (Not Found)" in message.text:
        missing.append(message.location["url"])
    elif message.type == "error":
        wrong.append(f"{message.location['url']}: {message.text}")


def _check_headers(wrong: list[str], path: str, headers: dict[str, str]) -> None:
    policy = headers.get("content-security-policy", "")
    expected = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
    }
    wrong += [f"{path}: {name}" for name, value in expected.items() if headers.get(name) != value]
    if "unsafe" in policy or not all(
        part in policy
        for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
    ):
        wrong.append(f"{path}: {policy}")


def test_a_hostile_document_runs_nothing(browser, desk: RunningDesk) -> None:
    """Its page is shown with its words, and whatever it tried would be told by the browser."""
    page = sit_down(browser, desk)
    told: list[str] = []
    page.on("dialog", lambda one: told.append(one.message))
    page.goto(f"{desk.base}/sources.html")
    page.locator("main a", has_text=re.compile("A report|hostile")).first.click()
    page.wait_for_url(re.compile("/sources/"))
    assert "The road was closed." in page.inner_text("main")
    assert told == []
    assert all(_is_ours(one, desk) for one in page.asked)
    links = page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href)")
    assert not [one for one in links if one.startswith(("javascript:", "https://evil"))]
