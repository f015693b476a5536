"""Plain text: the text is the decoded file, character for character."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.domain.span import Span
from servanda.errors import UnreadableSource
from servanda.intake.port import Content, Extract, Limits
from servanda.intake.templates import Template


class PlainText:
    """Decoded text as it stands: CRLF kept; form feeds part its pages, as pdftotext writes them."""

    media_type = "text/plain"

    def extract(
        self,
        content: Content,
        *,
        limits: Limits,
        templates: Sequence[Template] = (),  # noqa: ARG002 the port's; a text has no elements
    ) -> Extract:
        """Give the text itself; a text too long for the rules is refused.

        Raises:
            UnreadableSource: It has more characters than the limit.
        """
        if len(content.text) > limits.characters:
            raise UnreadableSource(
                f"The text has {len(content.text):,} characters, more than the "
                f"{limits.characters:,} that are read. Split it and add the parts."
            )
        return Extract(text=content.text, pages=_pages(content.text, limits.pages))


def _pages(text: str, most: int) -> tuple[Span, ...]:
    # So many form feeds do not part pages.
    if not 0 < text.count("\f") < most:
        return ()
    spans: list[Span] = []
    at = 0
    while (cut := text.find("\f", at)) >= 0:
        spans.append(Span(at, cut + 1))
        at = cut + 1
    if at < len(text):
        spans.append(Span(at, len(text)))
    return tuple(spans)
