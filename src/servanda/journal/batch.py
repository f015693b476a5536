"""Acts recorded together: each looked at, sealed into the chain, and derived from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from servanda.domain.entry import Act, Entry, Head, PayloadWithheld, StatementWritten
from servanda.errors import BrokenRecord, UnknownThing
from servanda.journal.admit import admit
from servanda.journal.chain import TIME, Leaf, faults, seal
from servanda.journal.codec import pack, unpack
from servanda.journal.quotes import verify_quotes
from servanda.journal.replay import Shelf
from servanda.journal.verify import statements_in
from servanda.journal.withhold import losses_of, recorded


class Keeper(Protocol):
    """What a backend does for a batch: keep leaves, give them back, empty payloads."""

    def guard(self) -> AbstractContextManager[None]:
        """Within, whatever the backend does wrong is said in words."""
        ...

    @property
    def shelf(self) -> Shelf:
        """What is derived from the leaves kept so far."""
        ...

    def head(self) -> Head:
        """Give the count and hash of the last leaf kept."""
        ...

    def leaves(self, after: int = 0) -> Iterator[Leaf]:
        """Give the leaves kept, in order."""
        ...

    def keep(self, leaf: Leaf, act: Act | None) -> None:
        """Keep a leaf and derive from it."""
        ...

    def empty(self, digests: Iterable[str]) -> None:
        """Destroy the payloads of these digests with their salts, and all derived from them."""
        ...


def utc_now() -> str:
    """Give this moment as entries write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class OpenBatch:
    """A batch that is open; the backend stores or drops the whole when it closes."""

    def __init__(self, keeper: Keeper, *, actor: str, time: str | None = None) -> None:
        self._keeper = keeper
        self._actor = actor
        self._time = utc_now() if time is None else time
        if not TIME.fullmatch(self._time):
            raise ValueError(f"an entry's time is UTC like 2024-05-01T12:00:00Z, not {time!r}")

    def append(self, act: Act, *, actor: str | None = None) -> Entry:
        """Record one act and derive from it; the entry counts once the batch has closed.

        Args:
            act: What was done.
            actor: By whom; the batch's own actor if None. A table brings the acts of several.

        Raises:
            ServandaError: The act cannot be recorded; the batch is as it was before.
            TypeError: It is no act.
        """
        if not isinstance(act, Act):
            raise TypeError(f"a journal records acts, not {type(act).__name__}")
        with self._keeper.guard():
            return self._append(act, self._actor if actor is None else actor)

    def _append(self, act: Act, actor: str) -> Entry:
        keeper = self._keeper
        kept = admit(act, keeper.shelf)
        gone: tuple[str, ...] = ()
        if isinstance(kept, PayloadWithheld):
            loss = losses_of(kept, keeper.leaves())
            if not loss.digests:
                raise UnknownThing(kept.subject, kept.name)
            gone, kept = tuple(loss.digests), recorded(loss, kept.why)
        leaf = seal(
            after=keeper.head(),
            time=self._time,
            kind=type(kept).__name__,
            payloads=pack(kept, actor=actor),
            withheld=gone,
        )
        if isinstance(kept, StatementWritten):
            kept = StatementWritten(replace(kept.statement, id=leaf.hash))
        keeper.keep(leaf, kept)
        if gone:
            keeper.empty(gone)
        return Entry(
            number=leaf.number,
            time=leaf.time,
            kind=leaf.kind,
            payloads=tuple(one.mark for one in leaf.payloads),
            withheld=leaf.withheld,
            previous=leaf.previous,
            hash=leaf.hash,
            actor=actor,
            act=kept,
        )


def restore(leaves: Iterable[Leaf], keeper: Keeper) -> None:
    """Keep leaves that another journal recorded, just as they are.

    Raises:
        BrokenRecord: One does not prove, or what it withheld is still there.
        QuoteNotFound: A statement's words do not stand in its source.
    """
    for leaf in leaves:
        with keeper.guard():
            _restore(leaf, keeper)


def _restore(leaf: Leaf, keeper: Keeper) -> None:
    wrong = faults(leaf, after=keeper.head())
    if wrong:
        raise BrokenRecord(" ".join(wrong))
    act = unpack(leaf)
    for statement in statements_in(act):
        source = keeper.shelf.source(statement.source)
        if source is None:
            raise BrokenRecord(
                f"Entry {leaf.number} quotes source {statement.source}, which no entry before "
                "it added."
            )
        verify_quotes(statement, source.text)
    keeper.keep(leaf, act)
    if leaf.withheld:
        keeper.empty(leaf.withheld)
