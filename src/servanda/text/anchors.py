"""Finding quoted words again on a page: loose to match, exact to cite."""

from __future__ import annotations

from servanda.domain.span import Span
from servanda.errors import QuoteNotFound
from servanda.text.normalise import Folded, fold_text


def locate(words: str, text: str, *, near: int | None = None, source: str = "the text") -> Span:
    """Find where quoted words stand in a text: loose to match, exact to cite.

    Letter for letter first; else spacing, case, accents, kinds of quotation marks and dashes are
    free, and a word broken over two lines is whole. Of several places the first is taken, or the
    one nearest to `near`.

    Args:
        words: One passage as a person would type it.
        text: Text of one source; positions count code points from 0.
        near: Where it is expected (an old position, say), or None.
        source: How an error names the text.

    Returns:
        Half-open span; `text[span.start:span.end]` is what we cite.

    Raises:
        QuoteNotFound: Not in this text; carries the closest passage.

    Source: W3C Web Annotation, text quote and text position selectors.
    """
    wanted = words.strip()
    if wanted:
        exact = _best(wanted, text, near)
        if exact is not None:
            return Span(exact, exact + len(wanted))
    page = fold_text(text)
    sought = fold_text(wanted).text.strip()
    if sought:
        at = None if near is None else _position(page, near)
        found = _best(sought, page.text, at)
        if found is not None:
            return page.span(found, found + len(sought))
    closest = _closest(sought, page)
    raise QuoteNotFound(
        words, source=source, start=closest.start, end=closest.end, found=closest.cut(text)
    )


def _best(wanted: str, text: str, near: int | None) -> int | None:
    first = text.find(wanted)
    if near is None or first < 0:
        return first if first >= 0 else None
    before = text.rfind(wanted, 0, near + len(wanted))
    after = text.find(wanted, near)
    found = [one for one in (before, after) if one >= 0]
    return min(found, key=lambda one: abs(one - near))


def _position(page: Folded, near: int) -> int:
    low, high = 0, len(page.starts)
    while low < high:
        middle = (low + high) // 2
        if page.starts[middle] < near:
            low = middle + 1
        else:
            high = middle
    return low


def _closest(sought: str, page: Folded) -> Span:
    """Give the passage that shares the longest beginning with the words, by whole words."""
    if not sought:
        return Span(0, 0)
    parts = sought.split(" ")
    low, high = 0, len(parts)
    while low < high:  # if n words are found, so are fewer
        middle = (low + high + 1) // 2
        if " ".join(parts[:middle]) in page.text:
            low = middle
        else:
            high = middle - 1
    if not low:
        return Span(0, 0)
    at = page.text.find(" ".join(parts[:low]))
    return page.span(at, min(at + len(sought), len(page.text)))
