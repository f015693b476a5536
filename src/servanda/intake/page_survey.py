"""What a page's selectors tell: which elements are hidden, menus, notes, links, or a template's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from servanda.intake.templates import Label, Template

_HIDDEN = (
    '[hidden],[aria-hidden="true"],[style*="display:none"],[style*="display: none"],'
    '[style*="visibility:hidden"],[style*="visibility: hidden"]'
)
_MENUS = (
    'nav,[role="navigation"],[role="search"],[role="menu"],[role="menubar"],[role="banner"],'
    '[role="contentinfo"],[role="complementary"],[role="dialog"],[role="alertdialog"],'
    "aside,button,menu,dialog,.breadcrumb,.breadcrumbs,.skip-link,.cookie-banner"
)
_NOTES = (
    '[role="doc-footnote"],[role="doc-endnote"],[role="doc-endnotes"],.footnotes,.footnote,'
    ".endnotes,.endnote,ol.references,section.notes"
)
_NUMBER = re.compile(r"\d{1,7}\Z")

FURNITURE = Label("furniture", "navigation")
FOOTNOTE = Label("footnote", "")


@dataclass(frozen=True, slots=True)
class Survey:
    """Elements that matter, by their identity in the tree.

    `known` are those that a template's selectors found; `content` are `<main>` and its like.
    """

    labels: dict[int, Label]
    hidden: frozenset[int]
    links: frozenset[int]
    content: frozenset[int]
    known: frozenset[int]


def survey(tree: LexborHTMLParser, template: Template | None) -> Survey:
    """Look a page over by CSS selectors, before its words are gathered."""
    content = frozenset(
        node.mem_id for node in tree.css('main,[role="main"]') or tree.css("article")
    )
    labels: dict[int, Label] = {}
    for node in tree.css("header,footer"):
        # An article's own header holds its title, its footer its notes.
        if not _within(node, content):
            labels[node.mem_id] = FURNITURE
    for node in tree.css(_MENUS):
        labels[node.mem_id] = FURNITURE
    for node in tree.css("form"):
        # Some pages are one form from top to bottom.
        if node.css_first("p,h1,main,article,table") is None:
            labels[node.mem_id] = FURNITURE
    for node in tree.css(_NOTES):
        labels[node.mem_id] = FOOTNOTE
    known: set[int] = set()
    for rule in template.elements if template else ():
        for node in tree.css(rule.select):
            labels[node.mem_id] = rule.label
            known.add(node.mem_id)
    return Survey(
        labels=labels,
        hidden=frozenset(node.mem_id for node in tree.css(_HIDDEN)),
        links=frozenset(node.mem_id for node in tree.css("a[href]")),
        content=content,
        known=frozenset(known),
    )


def is_segmented(tree: LexborHTMLParser) -> bool:
    """Tell a text that a program cut into `<p><a id=N>` segments, N rising by one."""
    anchors = tree.css("p > a[id]")
    if len(anchors) < 2 or len(anchors) * 5 < len(tree.css("p")) * 4:
        return False
    numbers: list[int] = []
    for anchor in anchors:
        attributes = anchor.attributes
        number = attributes.get("id") or ""
        if "href" in attributes or not _NUMBER.match(number):
            return False
        numbers.append(int(number))
    return all(number == numbers[0] + at for at, number in enumerate(numbers))


def _within(node: LexborNode, content: frozenset[int]) -> bool:
    at: LexborNode | None = node.parent
    while at is not None:
        if at.mem_id in content or at.tag == "article":
            return True
        at = at.parent
    return False
