"""The rule that never bends: words said to stand in a source stand there, letter for letter."""

from __future__ import annotations

from typing import NoReturn

from servanda.domain.statement import Statement, cited
from servanda.errors import QuoteNotFound


def verify_quotes(statement: Statement, text: str) -> None:
    """Return only if every quote, mention and excerpt is `text[start:end]`.

    Raises:
        QuoteNotFound: The first that is not, or a statement without a quote.
    """
    first = statement.quotes[0] if statement.quotes else None
    stands = (
        first is not None
        and statement.quote != ""
        and statement.quote == first.quote
        and statement.start == first.start
        and statement.end == first.end
    )
    if not stands:
        _refuse(statement, statement.start, statement.end, statement.quote, text)
    size = len(text)
    for quote in statement.quotes:
        start, end = quote.start, quote.end
        if text[start:end] != quote.quote or not 0 <= start < end <= size:
            _refuse(statement, start, end, quote.quote, text)
    for start, end, words in cited(statement):
        if text[start:end] != words or not 0 <= start <= end <= size:
            _refuse(statement, start, end, words, text)


def _refuse(statement: Statement, start: int, end: int, words: str, text: str) -> NoReturn:
    found = text[start:end] if 0 <= start <= end else ""
    raise QuoteNotFound(words, source=statement.source, start=start, end=end, found=found)
