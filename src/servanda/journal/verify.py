"""The whole proof: chain, digests, quotes, and what was withheld, recomputed leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.domain.entry import Act, Head, SourceRead, StatementAmended, StatementWritten
from servanda.domain.problem import Problem
from servanda.domain.statement import Statement
from servanda.errors import BrokenRecord, QuoteNotFound
from servanda.journal.chain import NOTHING, Leaf, faults
from servanda.journal.codec import unpack
from servanda.journal.quotes import verify_quotes
from servanda.journal.replay import Shelf, derive


def damaged(message: str, *, source: str | None = None, page: int | None = None) -> Problem:
    """Give a problem of the record itself."""
    return Problem("damaged", message, source=source, page=page)


def prove(
    leaves: Iterable[Leaf], shelf: Shelf, *, extends: Head | None = None
) -> Iterator[Problem]:
    """Recompute everything from the leaves, filling an empty shelf; give what differs.

    After the last problem the shelf holds the state that the derived tables should hold.
    """
    head = NOTHING
    missing: dict[str, int] = {}
    withheld: set[str] = set()
    extended = extends is None or extends == NOTHING
    for leaf in leaves:
        wrong = faults(leaf, after=head)
        yield from map(damaged, wrong)
        head = Head(leaf.number, leaf.hash)
        extended = extended or head == extends
        withheld.update(leaf.withheld)
        missing.update((one.digest, leaf.number) for one in leaf.payloads if one.data is None)
        try:
            act = unpack(leaf)
        except BrokenRecord as trouble:
            if not wrong:
                yield damaged(str(trouble))
            continue
        yield from _misquotes(leaf, act, shelf)
        derive(leaf, act, shelf)
    yield from (
        damaged(f"Entry {number}: the payload {digest[:16]} is gone, and no entry withheld it.")
        for digest, number in missing.items()
        if digest not in withheld
    )
    yield from (
        damaged(f"The payload {digest[:16]} was withheld, but it is still there.")
        for digest in sorted(withheld - missing.keys())
    )
    if not extended:
        yield damaged(
            f"This record does not continue the head {extends}: it has no entry of that number "
            "and hash."
        )


def statements_in(act: Act | None) -> tuple[Statement, ...]:
    """Give the statements that an act brings."""
    match act:
        case SourceRead(statements=statements):
            return statements
        case StatementWritten(statement=statement) | StatementAmended(amended=statement):
            return (statement,)
        case _:
            return ()


def _misquotes(leaf: Leaf, act: Act | None, shelf: Shelf) -> Iterator[Problem]:
    for statement in statements_in(act):
        source = shelf.source(statement.source)
        page = statement.quotes[0].page if statement.quotes else None
        if source is None:
            yield damaged(
                f"Entry {leaf.number}: statement {statement.id} quotes source {statement.source}, "
                "which is not in the dossier."
            )
            continue
        try:
            verify_quotes(statement, source.text)
        except QuoteNotFound as trouble:
            yield damaged(f"Entry {leaf.number}: {trouble}", source=source.id, page=page)
