"""A copy to hand on: the same chain, and nothing in it of what is marked sensitive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from servanda.domain.entry import Head
from servanda.domain.judgement import CodebookKept
from servanda.journal.batch import utc_now
from servanda.journal.chain import NOTHING, Leaf, seal
from servanda.journal.codec import pack
from servanda.journal.export import journal_from
from servanda.journal.port import Journal
from servanda.journal.withhold import all_digests, losses, recorded

WHY = "marked sensitive: left out of this copy"


def shareable_copy(
    journal: Journal, path: Path, *, actor: str = "servanda", time: str | None = None
) -> Head:
    """Write a dossier without the sensitive payloads; gives its head, which extends the original's.

    The copy has every entry of the original with its hash, so that it proves by itself and
    continues the head that a report of the original prints. What is sensitive was never written
    into it; entries of its own at the end say what is withheld and when. The sources and
    statements that are marked go with all that quotes or rules on them, and so does every payload
    in which the name of a marked person stands. A codebook with an example that goes is kept anew
    without it. A marked statement's words still stand in the text
    that it quotes: where the words are what harms, mark the source.

    Raises:
        DossierError: There is something at `path`, or an agreement names a marked person.
    """
    record = journal.record()
    found = losses(
        journal.leaves(),
        sources=record.sensitive_sources,
        statements=record.sensitive_statements,
        persons=record.sensitive_persons,
        issues=True,
    )
    hidden = {id for one in found for id in one.statements}
    codebook = record.codebook.showing(lambda id: id not in hidden)
    gone = frozenset(all_digests(found))
    when = utc_now() if time is None else time

    def leaves() -> Iterator[Leaf]:
        head = NOTHING
        for leaf in journal.leaves():
            if leaf.number > record.head.count:
                break
            head = Head(leaf.number, leaf.hash)
            yield leaf.without(gone)
        for loss in found:
            told = recorded(loss, WHY)
            leaf = seal(
                after=head,
                time=when,
                kind=type(told).__name__,
                payloads=pack(told, actor=actor),
                withheld=loss.digests,
            )
            head = Head(leaf.number, leaf.hash)
            yield leaf
        if codebook is not record.codebook:
            # Its version went with the examples; the copy codes and rates by it all the same.
            act = CodebookKept(codebook)
            yield seal(
                after=head, time=when, kind=type(act).__name__, payloads=pack(act, actor=actor)
            )

    copy = journal_from(leaves(), str(path))
    try:
        return copy.head()
    finally:
        copy.close()
