"""The rule that never bends: words said to stand in a source stand there, letter for letter."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.statement import Statement
from servanda.errors import QuoteNotFound


def verify_quotes(statement: Statement, text: str) -> None:
    """Return only if every quote, mention and excerpt is `text[start:end]`.

    Raises:
        QuoteNotFound: The first that is not, or a statement without a quote.
    """
    for start, end, words in _cited(statement):
        if text[start:end] != words or not 0 <= start <= end <= len(text):
            raise QuoteNotFound(
                words, source=statement.source, start=start, end=end, found=text[start:end]
            )
    first = statement.quotes[0] if statement.quotes else None
    if (
        first is None
        or not statement.quote
        or (first.start, first.end) != (statement.start, statement.end)
    ):
        raise QuoteNotFound(
            statement.quote,
            source=statement.source,
            start=statement.start,
            end=statement.end,
            found="" if first is None else first.quote,
        )


def _cited(statement: Statement) -> Iterator[tuple[int, int, str]]:
    """Give everything in a statement that says "these words stand there"."""
    yield statement.start, statement.end, statement.quote
    for quote in statement.quotes:
        yield quote.start, quote.end, quote.quote
    for group in (
        statement.exceptions,
        statement.about,
        statement.responsible,
        statement.affected,
        statement.quantities,
        statement.places,
    ):
        for one in group:
            if one.text or one.start != one.end:
                yield one.start, one.end, one.text
    for place in statement.places:
        for variant in place.variants:
            yield variant.start, variant.end, variant.text
    for when in (statement.when, statement.as_of):
        if when is not None and when.start is not None and when.end is not None:
            yield when.start, when.end, when.text
