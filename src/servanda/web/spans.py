"""Words in an address: `START-END`, half-open code points in a source's text."""

from __future__ import annotations

import re

from servanda.domain.span import Span

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


def span_of(text: str) -> Span | None:
    """Give the span that an address or a form names; None if it names none."""
    found = _SPAN.fullmatch(text)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Span(int(found[1]), int(found[2]))


def say_span(span: Span) -> str:
    """Give a span as an address has it."""
    return f"{span.start}-{span.end}"


def trimmed(span: Span, text: str) -> Span | None:
    """Give a span without blank ends, within a text; None if nothing is left of it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None
