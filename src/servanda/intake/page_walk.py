"""A walk through a page's elements that gathers its words and what its markup says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from servanda.domain.source import Layer
from servanda.intake.cover import merge
from servanda.intake.templates import Label, Template

#: Elements whose words nobody sees on the page.
_UNSEEN = frozenset(
    ["head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
     "canvas", "audio", "video", "datalist", "select", "textarea", "input", "map", "rp"]
)  # fmt: skip
#: Elements whose start and end say nothing of depth when tags are counted.
SEEN_TAGS = frozenset(["svg", "path", "g", "use", "circle", "rect", "line", "polygon"])
#: Elements that stand apart from what is before and after them.
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
     "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "ul"]
)  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: What parts two stretches of words, by strength: nothing, a space, a cell, a line, a block.
_PARTS = ("", " ", "\t", "\n", "\n\n")
_WORD, _CELL, _LINE, _BLOCK = 1, 2, 3, 4

_HIDDEN = (
    '[hidden],[aria-hidden="true"],[style*="display:none"],[style*="display: none"],'
    '[style*="visibility:hidden"],[style*="visibility: hidden"]'
)
_MENUS = (
    'nav,[role="navigation"],[role="search"],[role="menu"],[role="menubar"],[role="banner"],'
    '[role="contentinfo"],[role="complementary"],[role="dialog"],[role="alertdialog"],aside,button,'
    "menu,dialog,.breadcrumb,.breadcrumbs,.skip-link,.visually-hidden-focusable,.cookie-banner"
)
_OUTER = "header,footer"
_NOTES = (
    '[role="doc-footnote"],[role="doc-endnote"],[role="doc-endnotes"],.footnotes,.footnote,'
    ".endnotes,.endnote,ol.references,section.notes"
)
_RUN = re.compile(r"[ \t\n\r\f]+")
_KEPT_RUN = re.compile(r"[ \t\r\f]*\n[ \t\n\r\f]*|[ \t\r\f]+")
_SEGMENT = re.compile(r"\d{1,7}\Z")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[ivxlcIVXLC]{1,6}|[a-zA-Z])[.)]")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_FURNITURE = Label("furniture", "navigation")
#: Words outside `<main>` are the page's, unless there are so many that `<main>` must be wrong.
#: Equal to the label above, and told from it by identity.
_OUTSIDE = Label("furniture", "navigation")
_FOOTNOTE = Label("footnote", "")
_HEADING = Label("author", "heading")


@dataclass(slots=True)
class _List:
    """An ordered list on the way down, with the number of its next item."""

    style: str
    number: int


class Walk:
    """One page's words and marks. `known` are the elements that a template's selectors found."""

    def __init__(self, tree: LexborHTMLParser, template: Template | None) -> None:
        self.tree = tree
        self.cut = False
        self.labels: dict[int, Label] = {}
        self.hidden: set[int] = set()
        self.links: set[int] = set()
        self.content: set[int] = set()
        self.known: set[int] = set()
        self._survey(template)

    def read(self, most: int) -> tuple[str, list[Layer]]:
        """Give the text, of at most so many characters, and its marks."""
        body = self.tree.body or self.tree.root
        if body is None:
            return "", []
        if self._is_segmented():
            return self._segments(most), []
        return self._walk(body, most)

    def _survey(self, template: Template | None) -> None:
        """Find, by selectors, the elements that matter; the walk itself looks at tags alone."""
        tree = self.tree
        self.hidden = {node.mem_id for node in tree.css(_HIDDEN)}
        content = tree.css('main,[role="main"]') or tree.css("article")
        self.content = {node.mem_id for node in content}
        for node in tree.css(_OUTER):
            if not self._in_content(node):
                self.labels[node.mem_id] = _FURNITURE
        for node in tree.css(_MENUS):
            self.labels[node.mem_id] = _FURNITURE
        for node in tree.css("form"):
            # Some pages are one form from top to bottom.
            if node.css_first("p,h1,main,article,table") is None:
                self.labels[node.mem_id] = _FURNITURE
        for node in tree.css(_NOTES):
            self.labels[node.mem_id] = _FOOTNOTE
        self.links = {node.mem_id for node in tree.css("a[href]")}
        for rule in template.elements if template else ():
            for node in tree.css(rule.select):
                self.labels[node.mem_id] = rule.label
                self.known.add(node.mem_id)

    def _in_content(self, node: LexborNode) -> bool:
        at: LexborNode | None = node.parent
        while at is not None:
            if at.mem_id in self.content or at.tag in ("main", "article"):
                return True
            at = at.parent
        return False

    def _is_segmented(self) -> bool:
        """Tell a text cut by a program into `<p><a id=N>` segments with N rising by one."""
        anchors = self.tree.css("p > a[id]")
        if len(anchors) < 2 or len(anchors) * 5 < len(self.tree.css("p")) * 4:
            return False
        last = None
        for anchor in anchors:
            number = anchor.attributes.get("id") or ""
            if anchor.mem_id in self.links or not _SEGMENT.match(number):
                return False
            if last is not None and int(number) != last + 1:
                return False
            last = int(number)
        return True

    def _segments(self, most: int) -> str:
        # White space between the elements is the program's; that inside them is the document's.
        pieces = [anchor.text(deep=True) for anchor in self.tree.css("p")]
        joined = _KEPT_RUN.sub(_kept_space, " ".join(pieces)).strip(" \n")
        self.cut = len(joined) > most
        return joined[:most]

    def _walk(self, body: LexborNode, most: int) -> tuple[str, list[Layer]]:  # noqa: PLR0912, PLR0915 one loop, kept whole for speed
        pieces: list[str] = []
        marks: list[tuple[int, int, Label]] = []
        links: list[tuple[int, int]] = []
        lists: list[_List] = []
        regions: list[tuple[int, Label | None]] = []
        region: Label | None = _OUTSIDE if self.content else None
        size = gap = linked = kept = raised = 0
        marker = ""
        labels, hidden, content = self.labels, self.hidden, self.content
        known, linking = self.known, self.links
        node: LexborNode | None = body
        top = body.mem_id
        while node is not None:
            tag = node.tag or ""
            down: LexborNode | None = None
            if tag == "-text":
                words = node.text_content or ""
                if not kept:
                    words = _RUN.sub(" ", words)
                bare = words.strip(" \t\n\r\f")
                if bare.strip():
                    if words[0] in " \t\n\r\f" and gap < _WORD:
                        gap = _WORD
                    piece = words.strip("\n") if kept else bare
                    if raised and piece.isdigit():
                        piece = piece.translate(_SUPERSCRIPTS)
                    if marker:
                        piece = piece if _MARKER.match(piece) else f"{marker} {piece}"
                        marker = ""
                    if pieces:
                        pieces.append(_PARTS[gap])
                        size += len(_PARTS[gap])
                    start = size
                    pieces.append(piece)
                    size += len(piece)
                    if region is not None:
                        if marks and marks[-1][2] is region and gap < _BLOCK:
                            marks[-1] = (marks[-1][0], size, region)
                        else:
                            marks.append((start, size, region))
                    if linked:
                        links.append((start, size))
                    gap = _WORD if words[-1] in " \t\n\r\f" else 0
                    if size > most:
                        self.cut = True
                        break
                elif words and gap < _WORD:
                    gap = _WORD
            elif (
                tag[:1] != "-" and tag not in _UNSEEN and (not hidden or node.mem_id not in hidden)
            ):
                if tag in _BLOCKS:
                    gap = _BLOCK
                    if tag == "ol":
                        lists.append(_ordered(node))
                    elif tag == "ul":
                        lists.append(_List("", 0))
                    elif tag == "li" and lists:
                        marker = _next_marker(lists[-1])
                    elif tag == "pre":
                        kept += 1
                elif tag == "br":
                    gap = _BLOCK if gap == _LINE else max(gap, _LINE)
                elif tag == "tr":
                    gap = max(gap, _LINE)
                elif tag in ("td", "th"):
                    gap = max(gap, _CELL)
                elif tag == "sup":
                    raised += 1
                name = node.mem_id
                label = labels.get(name)
                if label is None and tag in _HEADINGS and region is None:
                    label = _HEADING
                # Inside a menu nothing is told apart further, except what a template knows.
                if label and (region is None or region is _OUTSIDE or name in known):
                    regions.append((name, region))
                    region = label
                elif name in content and region is _OUTSIDE:
                    regions.append((name, region))
                    region = None
                if name in linking:
                    linked += 1
                down = node.first_child
                if down is None:
                    region, linked, kept, raised = self._leave(
                        node, tag, regions, region, lists, linked, kept, raised
                    )
                    if tag in _BLOCKS:
                        gap = _BLOCK
            if down is not None:
                node = down
                continue
            # Up and over to the next element.
            while node is not None and node.mem_id != top:
                following = node.next
                if following is not None:
                    node = following
                    break
                node = node.parent
                if node is None or node.mem_id == top:
                    node = None
                    break
                tag = node.tag or ""
                region, linked, kept, raised = self._leave(
                    node, tag, regions, region, lists, linked, kept, raised
                )
                if tag in _BLOCKS:
                    gap = _BLOCK
            else:
                node = None
        text = "".join(pieces)[:most]
        return text, self._settled(text, marks, links)

    def _leave(
        self,
        node: LexborNode,
        tag: str,
        regions: list[tuple[int, Label | None]],
        region: Label | None,
        lists: list[_List],
        linked: int,
        kept: int,
        raised: int,
    ) -> tuple[Label | None, int, int, int]:
        """Undo what entering this element did."""
        name = node.mem_id
        if regions and regions[-1][0] == name:
            region = regions.pop()[1]
        if name in self.links:
            linked -= 1
        if tag in ("ol", "ul") and lists:
            lists.pop()
        elif tag == "pre":
            kept -= 1
        elif tag == "sup":
            raised -= 1
        return region, linked, kept, raised

    def _settled(
        self, text: str, marks: list[tuple[int, int, Label]], links: list[tuple[int, int]]
    ) -> list[Layer]:
        """Give the marks as layers; words outside `<main>` count as the page's if they are few."""
        outside = sum(end - start for start, end, label in marks if label is _OUTSIDE)
        labelled = sum(end - start for start, end, label in marks if label is not _HEADING)
        left = len(text) - labelled
        doubted = [_OUTSIDE] if outside > 3 * left else []
        if left + outside < len(text) // 20:
            doubted.append(_FURNITURE)
        layers = [
            Layer(start, min(end, len(text)), label.layer, label.part)
            for start, end, label in marks
            if start < len(text) and not any(label is one for one in doubted)
        ]
        return _with_menus(text, layers, links)


def _with_menus(text: str, layers: list[Layer], links: list[tuple[int, int]]) -> list[Layer]:
    """Add the runs of three and more short blocks that are nothing but links."""
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in links:
        alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
        if not alone or end - start > 80:
            runs.append([])
            continue
        if runs[-1] and text[runs[-1][-1][1] : start].strip(" \n•|·›»"):
            runs.append([])
        runs[-1].append((start, end))
    menus = [
        Layer(run[0][0], run[-1][1], "furniture", "navigation") for run in runs if len(run) > 2
    ]
    return merge(layers, menus) if menus else layers


def _kept_space(match: re.Match[str]) -> str:
    lines = match[0].count("\n")
    return _PARTS[_BLOCK] if lines > 1 else "\n" if lines else " "


def _ordered(node: LexborNode) -> _List:
    attributes = node.attributes
    start = attributes.get("start") or "1"
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
    return _List(attributes.get("type") or "1", number)


def _next_marker(one: _List) -> str:
    """Give what a browser draws before the next item of an ordered list; "" in any other."""
    if not one.style:
        return ""
    number = one.number
    one.number += 1
    if one.style in "aA" and 1 <= number <= 26:
        return f"{chr(ord(one.style) + number - 1)}."
    if one.style in "iI" and 1 <= number < 400:
        roman = _roman(number)
        return f"{roman.lower() if one.style == 'i' else roman}."
    return f"{number}."


def _roman(number: int) -> str:
    digits = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
              (4, "IV"), (1, "I"))  # fmt: skip
    words = ""
    for value, sign in digits:
        while number >= value:
            words += sign
            number -= value
    return words
