"""A web page: its visible words in reading order, with blank lines where its blocks part."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from servanda.intake.port import Content, Extract, Limits

#: Elements whose words nobody sees on the page.
_UNSEEN = frozenset(
    "head script style noscript template svg math iframe object embed canvas audio video datalist "
    "select textarea input map rp".split()
)
#: Elements that stand apart from what is before and after them.
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p "
    "pre search section summary table tbody tfoot thead ul".split()
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
#: What parts two stretches of words, by strength: nothing, a space, a cell, a line, a block.
_PARTS = ("", " ", "\t", "\n", "\n\n")
_WORD, _CELL, _LINE, _BLOCK = 1, 2, 3, 4


class WebPage:
    """HTML, read by the rules of a browser: white space folds, blocks part."""

    media_type = "text/html"

    def extract(self, content: Content, *, limits: Limits) -> Extract:
        """Cut out the words a reader of the page would see."""
        tree = LexborHTMLParser(content.text)
        body = tree.body or tree.root
        if body is None:
            return Extract(text="")
        return Extract(text=_words(body))


def _words(body: LexborNode) -> str:
    pieces: list[str] = []
    gap = 0
    node: LexborNode | None = body
    down = True
    while node is not None:
        tag = node.tag or ""
        enter: LexborNode | None = None
        if down:
            if tag == "-text":
                words = _SPACE.sub(" ", node.text_content or "")
                if words and words != " ":
                    if words[0] == " ":
                        gap = max(gap, _WORD)
                    if pieces:
                        pieces.append(_PARTS[gap])
                    pieces.append(words.strip(" "))
                    gap = _WORD if words[-1] == " " else 0
                elif words:
                    gap = max(gap, _WORD)
            elif tag[:1] != "-" and tag not in _UNSEEN:
                if tag in _BLOCKS:
                    gap = _BLOCK
                elif tag in ("tr", "br"):
                    gap = max(gap, _LINE)
                elif tag in ("td", "th"):
                    gap = max(gap, _CELL)
                enter = node.first_child
        if enter is not None:
            node = enter
            continue
        if tag in _BLOCKS:
            gap = _BLOCK
        if node.mem_id == body.mem_id:
            break
        following = node.next
        if following is not None:
            node, down = following, True
        else:
            node, down = node.parent, False
    return "".join(pieces)
