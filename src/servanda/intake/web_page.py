"""A web page: its visible words in reading order, with blank lines where its blocks part.

White space folds as in a browser, and every block (paragraph, list item, heading) stands apart
by a blank line, so that a sentence never runs from one into the next. Table cells are parted by a
tab and rows by a line; `<br>` is a line; numbers that a browser would draw before list items are
written, because agreements are cited by them; raised digits become superscripts, so that
"agreement<sup>1</sup>" does not read as a word.

One kind of page is read otherwise: text that a program cut into numbered segments, one sentence in
each `<p><a id="7">`. There a new `<p>` is no paragraph. The segments are put together again with
one space, and the line breaks inside them, which are the document's own, are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from servanda.domain.problem import Problem
from servanda.domain.source import Layer
from servanda.intake.page_description import describe_page, host_of
from servanda.intake.page_survey import is_segmented, survey
from servanda.intake.page_walk import read_elements, read_segments
from servanda.intake.port import Content, Extract, Limits
from servanda.intake.templates import Template, known_by_host

#: Pages whose elements nest deeper are read without a tree: building it costs the depth squared.
DEEPEST = 400
#: Formatting elements left open are copied into every block that follows: so many copies at most.
MOST_COPIES = 1_000_000
#: Pages with fewer tags and characters than this cannot hurt.
FEW_TAGS = 400
FEW_CHARACTERS = 30_000
#: An element with more attributes than this was made to hurt: each is compared with all others.
MOST_ATTRIBUTES = 1000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>?")
#: Elements that need no end tag, have none, or are closed by the next of their kind.
_UNCLOSED = frozenset(
    ["a", "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr",
     "html", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt",
     "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"]
)  # fmt: skip
_FORMATS = frozenset(
    ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"]
)
_SCRIPTS = re.compile(
    r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_TANGLED = "are nested too deep, or left open too often,"
_CROWDED = "carry too many attributes"


class WebPage:
    """HTML, read by the rules of a browser: white space folds, blocks part, scripts stay unseen."""

    media_type = "text/html"

    def extract(
        self, content: Content, *, limits: Limits, templates: Sequence[Template] = ()
    ) -> Extract:
        """Cut out the words a reader of the page would see, and what its elements say of them."""
        html, problems = _bounded(content.text, limits)
        trouble = _too_deep(html)
        if trouble:
            text = _without_tree(html)[: limits.characters]
            return Extract(text=text, problems=(*problems, trouble))
        tree = LexborHTMLParser(html)
        description = describe_page(tree)
        template = known_by_host(templates, host_of(description.url))
        known = survey(tree, template)
        if is_segmented(tree):
            words, marks = read_segments(tree), list[Layer]()
            text, cut = words[: limits.characters], len(words) > limits.characters
        else:
            text, marks, cut = read_elements(tree, known, most=limits.characters)
        if cut:
            problems = (*problems, _cut(f"the first {limits.characters:,} characters"))
        return Extract(
            text=text,
            description=description,
            marks=tuple(marks),
            problems=problems,
            template=template.name if template and known.known else None,
        )


def _bounded(html: str, limits: Limits) -> tuple[str, tuple[Problem, ...]]:
    """Cut a page after its last allowed tag."""
    if html.count("<") <= limits.tags:
        return html, ()
    at = -1
    for number, match in enumerate(re.finditer("<", html)):
        if number == limits.tags:
            at = match.start()
            break
    return html[:at], (_cut(f"the first {limits.tags:,} tags"),)


def _cut(what: str) -> Problem:
    message = f"The page is too large: only {what} were read. Split it and add the parts."
    return Problem(kind="damaged", message=message)


def _too_deep(html: str) -> Problem | None:
    """Tell a page whose elements nest so deep, or stay open so often, that a tree would explode."""
    if html.count("<") < FEW_TAGS and len(html) < FEW_CHARACTERS:
        return None
    depth = deepest = formats = most_formats = tags = 0
    for match in _TAG.finditer(html):
        tags += 1
        if len(match[0]) > FEW_CHARACTERS and _attributes(match[0]) > MOST_ATTRIBUTES:
            return _told(_CROWDED)
        name = match[2].lower()
        step = -1 if match[1] else 1
        if name in _UNCLOSED or (step > 0 and match[0].endswith("/>")):
            continue
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _FORMATS:
            formats = max(0, formats + step)
            most_formats = max(most_formats, formats)
        if deepest > DEEPEST:
            break
    tangled = deepest > DEEPEST or most_formats * tags > MOST_COPIES
    return _told(_TANGLED) if tangled else None


def _attributes(tag: str) -> int:
    """Give about how many attributes a tag has: words outside quotes."""
    return len(re.sub(r"\"[^\"]*\"|'[^']*'", " ", tag).split())


def _told(what: str) -> Problem:
    message = (
        f"The page's elements {what} to be told apart; its words were taken without its "
        "structure. Check where paragraphs begin and end."
    )
    return Problem(kind="damaged", message=message)


def _without_tree(html: str) -> str:
    """Give a page's words with its tags taken off, each a blank line apart."""
    bare = _COMMENTS.sub(" ", _SCRIPTS.sub(" ", html))
    pieces = (re.sub(r"[ \t\r\n\f]+", " ", piece).strip(" ") for piece in _TAG.split(bare)[::3])
    joined = "\n\n".join(piece for piece in pieces if piece.strip())
    # Only now: an entity may stand for "<", which is a word's part and no tag.
    return unescape(joined).replace("\x00", "\ufffd")
