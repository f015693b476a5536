"""The last gate of a reader: no statement leaves unless its words stand letter for letter."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.domain.statement import Statement


def verified(
    statements: list[Statement], source: Source
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Give the statements whose every span says what it quotes, and a problem for each other."""
    good: list[Statement] = []
    problems: list[Problem] = []
    for statement in statements:
        wrong = next(
            (
                (start, end, words)
                for start, end, words in _quoted(statement)
                if source.text[start:end] != words or not words
            ),
            None,
        )
        if wrong is None and statement.quotes:
            good.append(statement)
        else:
            start, end, words = wrong or (statement.start, statement.end, statement.quote)
            problems.append(
                Problem(
                    "doubt",
                    f"A proposal was dropped: {words[:60]!r} does not stand at {start}-{end}.",
                    source.id, None, start, end,
                )
            )  # fmt: skip
    return tuple(good), tuple(problems)


def _quoted(statement: Statement) -> Iterator[tuple[int, int, str]]:
    """Give everything in a statement that claims to be cut from the source."""
    yield statement.start, statement.end, statement.quote
    for quote in statement.quotes:
        yield quote.start, quote.end, quote.quote
    for excerpt in statement.exceptions:
        yield excerpt.start, excerpt.end, excerpt.text
    for mention in (*statement.about, *statement.responsible, *statement.affected):
        if mention.text:
            yield mention.start, mention.end, mention.text
    for place in statement.places:
        yield place.start, place.end, place.text
    for number in statement.quantities:
        yield number.start, number.end, number.text
    for when in (statement.when, statement.as_of):
        if when is not None and when.start is not None and when.end is not None:
            yield when.start, when.end, when.text
