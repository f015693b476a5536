"""Plain text: the text is the decoded file, character for character."""

from __future__ import annotations

from servanda.domain.span import Span
from servanda.intake.port import Content, Extract, Limits


class PlainText:
    """Decoded text as it stands: CRLF kept; form feeds part its pages, as pdftotext writes them."""

    media_type = "text/plain"

    def extract(self, content: Content, *, limits: Limits) -> Extract:
        """Give the text itself."""
        return Extract(text=content.text, pages=_pages(content.text))


def _pages(text: str) -> tuple[Span, ...]:
    if "\f" not in text:
        return ()
    spans: list[Span] = []
    at = 0
    while (cut := text.find("\f", at)) >= 0:
        spans.append(Span(at, cut + 1))
        at = cut + 1
    if at < len(text):
        spans.append(Span(at, len(text)))
    return tuple(spans)
