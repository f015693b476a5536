"""One page of every kind that can be reached by links: what holds for all is asked of these."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

#: What stands for a thing in an address: ids of sources and statements, numbers, keys of rows.
_THINGS = (
    (re.compile(r"src-[0-9a-f]+"), "SOURCE"),
    (re.compile(r"st-[0-9a-f-]+|[0-9a-f]{64}"), "STATEMENT"),
    (re.compile(r"(?<=/provisions/)[^/.]+"), "ROW"),
    (re.compile(r"(?<=/parties/)[^/.]+"), "PARTY"),
    (re.compile(r"(?<=/places/)[^/.]+"), "PLACE"),
    (re.compile(r"(?<=/agreements/)[^/.]+"), "AGREEMENT"),
    (re.compile(r"(?<=[.-])below-[^/.]+"), "BELOW"),
    (re.compile(r"\d+"), "N"),
)
#: Files to take away, and what is no page.
_FILES = (".csv", ".json", ".geojson", ".svg", ".png", ".pdf", ".txt", ".css", ".js", ".zip")

#: Kinds of question that are followed at one path, and kinds of page of an earlier state.
MOST = (4, 8)


def kind_of(address: str) -> str:
    """Give what kind of page an address leads to: its path without things, its questions' names."""
    parts = urlsplit(address)
    path = parts.path
    for pattern, name in _THINGS:
        path = pattern.sub(name, path)
    asked = sorted({one.partition("=")[0] for one in parts.query.split("&") if one})
    return f"{path}?{'&'.join(asked)}" if asked else path


def every_kind(page, base: str, *, begin: tuple[str, ...] = ("/",)) -> list[str]:
    """Give an address of every kind of page, following links from where it begins.

    Of one path only so many kinds of question are followed; an earlier state has the same pages
    as that of now, and some of them stand for all.
    """
    seen: dict[str, str] = {}
    paths: Counter[str] = Counter()
    waiting = deque(urljoin(base, one) for one in begin)
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        path = "/as-of" if kind.startswith("/as-of") else kind.partition("?")[0]
        if kind in seen or paths[path] >= MOST[path == "/as-of"]:
            continue
        paths[path] += 1
        seen[kind] = address
        answer = page.request.get(address)
        assert answer.status < 500, f"{address}: {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            del seen[kind]
            continue
        for href in re.findall(r'href="([^"#]+)', answer.text()):
            target = urljoin(answer.url, unescape(href)).partition("#")[0]
            if target.startswith(base) and not urlsplit(target).path.endswith(_FILES):
                waiting.append(target)
    return list(seen.values())
