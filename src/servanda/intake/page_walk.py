"""A walk through a page's elements that gathers its words and what its markup says of them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from servanda.domain.source import Layer
from servanda.intake.cover import merge
from servanda.intake.list_markers import NumberedList
from servanda.intake.page_survey import FURNITURE, Survey
from servanda.intake.templates import Label

#: Elements whose words nobody sees on the page.
_UNSEEN = frozenset(
    ["head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
     "canvas", "audio", "video", "datalist", "select", "textarea", "input", "map", "rp"]
)  # fmt: skip
#: Elements that stand apart from what is before and after them.
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
     "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead",
     "ul"]
)  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: What parts two stretches of words, by strength: nothing, a space, a cell, a line, a block.
_PARTS = ("", " ", "\t", "\n", "\n\n")
_WORD, _CELL, _LINE, _BLOCK = 1, 2, 3, 4
_WHITE = " \t\n\r\f"

_RUN = re.compile(r"[ \t\n\r\f]+")
_KEPT_RUN = re.compile(r"[ \t\r\f]*\n[ \t\n\r\f]*|[ \t\r\f]+")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[ivxlcIVXLC]{1,6}|[a-zA-Z])[.)]")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_HEADING = Label("author", "heading")
#: Words outside `<main>` are the page's, unless there are so many that `<main>` must be wrong.
#: Equal to the label of menus, and told from it by identity.
_OUTSIDE = Label("furniture", "navigation")


def read_segments(tree: LexborHTMLParser) -> str:
    """Put a text cut into numbered segments together again.

    White space between the elements is the program's; that inside them is the document's. A
    segment's own break was lost, and one space stands for it.
    """
    words = " ".join(node.text(deep=True) for node in tree.css("p"))
    # PDFium's sign for a hyphen at a line's end, left by a conversion, swallowed the break.
    return _KEPT_RUN.sub(_kept_space, words.replace("\x02", "-\n")).strip(" \n")


def read_elements(
    tree: LexborHTMLParser, known: Survey, *, most: int
) -> tuple[str, list[Layer], bool]:
    """Give a page's visible words, its marks, and whether it was cut at `most` characters."""
    top = tree.body or tree.root
    if top is None:
        return "", [], False
    page = _Page(known)
    top_id = top.mem_id
    node: LexborNode | None = top
    # First child, next, parent: recursion would end with the deepest page.
    while node is not None and page.size <= most:
        tag = node.tag or ""
        down = None
        if tag == "-text":
            page.say(node.text_content or "")
        elif tag[0] != "-" and tag not in _UNSEEN and node.mem_id not in known.hidden:
            page.enter(node, tag)
            down = node.first_child
            if down is None:
                page.leave(node, tag)
        if down is not None:
            node = down
            continue
        while node is not None:
            if node.mem_id == top_id:
                node = None
                break
            following = node.next
            if following is not None:
                node = following
                break
            node = node.parent
            if node is not None:
                page.leave(node, node.tag or "")
    text = "".join(page.pieces)[:most]
    return text, page.layers(text), page.size > most


class _Page:
    """The words gathered so far, and where in the page the walk stands."""

    def __init__(self, known: Survey) -> None:
        self.known = known
        self.pieces: list[str] = []
        self.size = 0
        self._gap = 0
        self._marks: list[tuple[int, int, Label]] = []
        self._links: list[tuple[int, int]] = []
        self._region: Label | None = _OUTSIDE if known.content else None
        #: Where the last words stood.
        self._last: Label | None = None
        self._regions: list[tuple[int, Label | None]] = []
        self._lists: list[NumberedList | None] = []
        self._marker = ""
        self._linked = self._kept = self._raised = 0

    def enter(self, node: LexborNode, tag: str) -> None:
        """Go into an element."""
        if tag in _BLOCKS:
            self._gap = _BLOCK
            if tag in ("ol", "ul"):
                self._lists.append(NumberedList(node.attributes) if tag == "ol" else None)
            elif tag == "li" and self._lists and self._lists[-1]:
                self._marker = self._lists[-1].next_marker()
            elif tag == "pre":
                self._kept += 1
        elif tag == "br":
            self._gap = _BLOCK if self._gap == _LINE else max(self._gap, _LINE)
        elif tag == "tr":
            self._gap = max(self._gap, _LINE)
        elif tag in ("td", "th"):
            self._gap = max(self._gap, _CELL)
        elif tag == "sup":
            self._raised += 1
        self._label(node.mem_id, tag)

    def _label(self, name: int, tag: str) -> None:
        if name in self.known.links:
            self._linked += 1
        label = self.known.labels.get(name)
        region = self._region
        if label is None and region is None and tag in _HEADINGS:
            label = _HEADING
        # Inside a menu nothing is told apart further, except what a template knows.
        if label and (region is None or region is _OUTSIDE or name in self.known.known):
            self._regions.append((name, region))
            self._region = label
        elif region is _OUTSIDE and name in self.known.content:
            self._regions.append((name, region))
            self._region = None

    def leave(self, node: LexborNode, tag: str) -> None:
        """Undo what entering this element did."""
        name = node.mem_id
        if self._regions and self._regions[-1][0] == name:
            self._region = self._regions.pop()[1]
        if name in self.known.links:
            self._linked -= 1
        if tag in _BLOCKS:
            self._gap = _BLOCK
            if tag in ("ol", "ul"):
                self._lists.pop()
            elif tag == "pre":
                self._kept -= 1
        elif tag == "sup":
            self._raised -= 1

    def say(self, words: str) -> None:
        """Take up a stretch of words."""
        if "\x02" in words:
            words = words.replace("\x02", "-")
        # Most stretches have nothing that folds; asking is quicker than folding.
        if not self._kept and (
            "\n" in words or "  " in words or "\t" in words or "\r" in words or "\f" in words
        ):
            words = _RUN.sub(" ", words)
        bare = words.strip(_WHITE)
        if not bare or bare.isspace():
            if words:
                self._gap = max(self._gap, _WORD)
            return
        if words[0] in _WHITE:
            self._gap = max(self._gap, _WORD)
        piece = words.strip("\n") if self._kept else bare
        if self._raised and piece.isdigit():
            piece = piece.translate(_SUPERSCRIPTS)
        if self._marker:
            piece = piece if _MARKER.match(piece) else f"{self._marker} {piece}"
            self._marker = ""
        between = _PARTS[self._gap] if self.pieces else ""
        start = self.size + len(between)
        self.pieces += (between, piece)
        self.size = start + len(piece)
        self._mark(start)
        self._gap = _WORD if words[-1] in _WHITE else 0

    def _mark(self, start: int) -> None:
        region = self._region
        if region is not None:
            # One heading after another is two; the entries of a menu are one menu.
            if region is self._last and (region is not _HEADING or self._gap < _BLOCK):
                self._marks[-1] = (self._marks[-1][0], self.size, region)
            else:
                self._marks.append((start, self.size, region))
        self._last = region
        if self._linked:
            self._links.append((start, self.size))

    def layers(self, text: str) -> list[Layer]:
        """Give the marks as layers; a `<main>` or a menu that holds nearly all is not believed."""
        outside = sum(end - start for start, end, label in self._marks if label is _OUTSIDE)
        labelled = sum(end - start for start, end, label in self._marks if label is not _HEADING)
        left = len(text) - labelled
        doubted = [_OUTSIDE] if outside > 3 * left else []
        if left + outside < len(text) // 20:
            doubted.append(FURNITURE)
        marks = [
            Layer(start, min(end, len(text)), label.layer, label.part)
            for start, end, label in self._marks
            if start < len(text) and not any(label is one for one in doubted)
        ]
        menus = _menus(text, self._links)
        return merge(marks, menus) if menus else marks


def _menus(text: str, links: list[tuple[int, int]]) -> list[Layer]:
    """Give the runs of three and more short blocks that are nothing but links."""
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in links:
        alone = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("\n", "")
        between = text[runs[-1][-1][1] : start] if runs[-1] else ""
        if not alone or end - start > 80 or between.strip(" \n•|·›»"):
            runs.append([])
        if alone and end - start <= 80:
            runs[-1].append((start, end))
    return [Layer(run[0][0], run[-1][1], "furniture", "navigation") for run in runs if len(run) > 2]


def _kept_space(match: re.Match[str]) -> str:
    breaks = match[0].count("\n")
    return "\n\n" if breaks > 1 else "\n" if breaks else " "
