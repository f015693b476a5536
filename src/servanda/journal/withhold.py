"""Which payloads must go so that nothing of a source, a statement or a person remains.

Of a source goes all that describes, quotes or rules on it; of a statement its every wording and
the rulings on it (not the source that it quotes); of a person every payload in which the name
stands: a source whole, if it stands in its text. Who brought or ruled goes with what was brought
or ruled on: they can be endangered by it as much as those it names. A judgement goes with any
source or statement that it speaks of or rests on, for its reasons may tell what that said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from servanda.domain.entry import (
    Act,
    AgreementKept,
    PayloadWithheld,
    ProblemNoted,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import Judgement, JudgementWithdrawn, sources_of
from servanda.domain.judgement import statements_of as statements_under
from servanda.errors import DossierError
from servanda.journal.chain import Leaf
from servanda.journal.codec import statements_of, unpack
from servanda.journal.replay import JUDGEMENTS
from servanda.journal.words import Names

Subject = Literal["source", "statement", "person"]


@dataclass(slots=True)
class Loss:
    """One thing withheld: the digest by which readers know it, and all payloads that go with it.

    The digest is salted. An id would not do: a source's follows from its bytes, so that whoever
    holds a copy could tell what was withheld. A person has none.
    """

    subject: Subject
    mark: str = ""
    digests: list[str] = field(default_factory=list)


def losses(
    leaves: Iterable[Leaf],
    *,
    sources: Iterable[str] = (),
    statements: Iterable[str] = (),
    persons: Iterable[str] = (),
) -> list[Loss]:
    """Give what goes, thing by thing, if these sources, statements and persons are withheld.

    Raises:
        DossierError: An agreement as it stands names a person: without it nothing can be read.
    """
    doom = _Doom(sources, statements, persons)
    for leaf in leaves:
        doom.meet(leaf)
    if doom.agreements:
        raise DossierError(
            f"The agreement {', '.join(sorted(doom.agreements))} names a person who is to be "
            "withheld, and would go with the name. Take it out of the agreement's file, record the "
            "new version with `servanda agreement`, and try again."
        )
    return [one for one in doom.all if one.digests]


class _Doom:
    """What is known to go, while the book is read from its first leaf to its last."""

    def __init__(
        self, sources: Iterable[str], statements: Iterable[str], persons: Iterable[str]
    ) -> None:
        self._sources = {one: Loss("source") for one in sorted(sources)}
        self._statements = {one: Loss("statement") for one in sorted(statements)}
        self._names = Names(persons)
        self._of_persons = Loss("person")
        self.all = [*self._sources.values(), *self._statements.values(), self._of_persons]
        #: Keys of agreements whose latest version names somebody who goes.
        self.agreements: set[str] = set()
        self._judgements: dict[int, Loss] = {}

    def meet(self, leaf: Leaf) -> None:
        """Note which of this leaf's payloads go, and with what."""
        act = unpack(leaf)
        loss = None if act is None else self._loss_of(leaf, act)
        lone = {} if loss or leaf.kind != "SourceRead" else self._lone_statements(leaf)
        for index, one in enumerate(leaf.payloads):
            if one.data is None:
                continue
            goes = loss or lone.get(index)
            if goes is None and one.role == "actor" and self._names.stand_in(one.data.decode()):
                goes = self._of_persons
            if goes is not None:
                goes.digests.append(one.digest)

    def _lone_statements(self, leaf: Leaf) -> dict[int, Loss]:
        """Give the single statements of a reading that go, by index."""
        found: dict[int, Loss] = {}
        for index, statement in statements_of(leaf):
            payload = leaf.payloads[index]
            loss = self._statements.get(statement.id) or self._if_named(payload.data)
            if loss is not None:
                self._statements[statement.id] = found[index] = loss
                loss.mark = loss.mark or (payload.digest if loss.subject == "statement" else "")
        return found

    def _if_named(self, *parts: bytes | None) -> Loss | None:
        return self._of_persons if any(map(self._names.stand_in_json, parts)) else None

    def _loss_of(self, leaf: Leaf, act: Act) -> Loss | None:
        """Give the loss with which the whole leaf goes, if it does."""
        if isinstance(act, SourceAdded | SourceDescribed | SourceRead | ProblemNoted):
            return self._source_goes(leaf, act)
        if isinstance(
            act, StatementWritten | StatementAmended | StatementAccepted | StatementRejected
        ):
            return self._statement_goes(leaf, act)
        loss = self._if_named(leaf.bytes_of("act"))
        if isinstance(act, JUDGEMENTS):
            return self._judgement_goes(leaf, act, loss)
        if isinstance(act, JudgementWithdrawn):
            return self._judgements.get(act.entry) or loss
        if isinstance(act, AgreementKept):
            (self.agreements.add if loss else self.agreements.discard)(act.agreement.key)
        if isinstance(act, SensitivityMarked) and act.subject != "person":
            gone = self._sources if act.subject == "source" else self._statements
            loss = gone.get(act.name) or loss
        return loss

    def _judgement_goes(self, leaf: Leaf, act: Judgement, named: Loss | None) -> Loss | None:
        under = [self._sources.get(one) for one in sources_of(act)]
        under += [self._statements.get(one) for one in statements_under(act)]
        loss = next((one for one in under if one is not None), named)
        if loss is not None:
            self._judgements[leaf.number] = loss
        return loss

    def _source_goes(
        self, leaf: Leaf, act: SourceAdded | SourceDescribed | SourceRead | ProblemNoted
    ) -> Loss | None:
        match act:
            case SourceAdded(source=source):
                loss = self._sources.get(source.id) or self._if_named(leaf.bytes_of("act"))
                if loss is None and self._names.stand_in(source.text):
                    loss = self._of_persons
                if loss is not None:
                    self._sources[source.id] = loss
                    if loss.subject == "source":
                        loss.mark = leaf.digest_of("bytes") or ""
                return loss
            case SourceRead(source=id):
                loss = self._sources.get(id)
                if loss is not None:
                    self._statements.update((one.id, loss) for one in act.statements)
                return loss
            case SourceDescribed(source=id):
                return self._sources.get(id) or self._if_named(leaf.bytes_of("act"))
            case ProblemNoted(problem=problem):
                known = self._sources.get(problem.source or "")
                return known or self._if_named(leaf.bytes_of("act"))

    def _statement_goes(
        self,
        leaf: Leaf,
        act: StatementWritten | StatementAmended | StatementAccepted | StatementRejected,
    ) -> Loss | None:
        named = self._if_named(leaf.bytes_of("act"), leaf.bytes_of("statement"))
        if not isinstance(act, StatementWritten):
            return self._statements.get(act.statement) or named
        statement = act.statement
        loss = self._sources.get(statement.source) or self._statements.get(statement.id) or named
        if loss is not None:
            self._statements[statement.id] = loss
            if loss.subject == "statement":
                loss.mark = leaf.digest_of("statement") or ""
        return loss


def losses_of(act: PayloadWithheld, leaves: Iterable[Leaf]) -> Loss:
    """Give what goes with the one thing that this act names."""
    named = {f"{act.subject}s": (act.name,)}
    found = losses(leaves, **named)
    merged = Loss(act.subject, next((one.mark for one in found if one.mark), ""))
    merged.digests = [digest for one in found for digest in one.digests]
    return merged


def recorded(loss: Loss, why: str) -> PayloadWithheld:
    """Give the act of withholding as it is kept."""
    return PayloadWithheld(loss.subject, loss.mark, why)


def all_digests(found: Iterable[Loss]) -> Iterator[str]:
    """Give every digest that goes."""
    for one in found:
        yield from one.digests
