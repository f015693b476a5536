"""A site read back as a browser would: pages, ids, links, words."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode


class ReadPage:
    """A page of a site, parsed."""

    def __init__(self, folder: Path, path: str) -> None:
        self.folder = folder
        self.path = path
        self.html = (folder / path).read_text("utf-8")
        self.tree = LexborHTMLParser(self.html)

    @cached_property
    def ids(self) -> list[str]:
        return [one.attributes["id"] or "" for one in self.tree.css("[id]")]

    @cached_property
    def links(self) -> list[str]:
        return [one.attributes.get("href") or "" for one in self.tree.css("a[href], link[href]")]

    def target(self, href: str) -> tuple[str, str]:
        """The page and the fragment that an address leads to, within the site."""
        page, _, fragment = unquote(href).partition("#")
        if not page:
            return self.path, fragment
        found = (self.folder / self.path).parent / page
        return found.resolve().relative_to(self.folder.resolve()).as_posix(), fragment

    def words(self, selector: str = "main") -> str:
        """What is read at a selector, with single spaces."""
        return " ".join(" ".join(one.text() for one in self.tree.css(selector)).split())

    def all(self, selector: str) -> list[LexborNode]:
        return self.tree.css(selector)


def read_site(folder: Path) -> dict[str, ReadPage]:
    """Every page of a site by its path."""
    return {
        path.relative_to(folder).as_posix(): ReadPage(folder, path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*.html"))
    }
