"""Which payloads must go so that nothing of a source, a statement or a person remains.

Of a source goes all that describes, quotes or rules on it; of a statement its every wording and
the rulings on it (not the source that it quotes); of a person every payload in which the name
stands: a source whole, if it stands in its text. Who brought or ruled goes with what was brought
or ruled on: they can be endangered by it as much as those it names. A judgement goes with any
source or statement that it speaks of or rests on, for its reasons may tell what that said. So does
what only names a cell, if it can have been said of what goes: a ruling on a dispute if a statement
by one of its sides goes from its row, a reply if nothing else in its cell is left to be answered,
what is noted of a cell that was coded; and a codebook with an example that goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from servanda.domain.agreement import Agreement
from servanda.domain.cell import Cell
from servanda.domain.entry import (
    Act,
    AgreementKept,
    PayloadWithheld,
    ProblemNoted,
    RulingWithdrawn,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import (
    CellReplied,
    CodebookKept,
    DisputeRuled,
    Judgement,
    JudgementWithdrawn,
    ReportIssued,
    SampleDrawn,
    UnitCoded,
    UnitSettled,
    sources_of,
)
from servanda.domain.judgement import statements_of as statements_under
from servanda.domain.rows import Voices, answers_only, ruled_on, stands_on_only
from servanda.errors import DossierError
from servanda.journal.chain import Leaf
from servanda.journal.codec import statements_of, unpack
from servanda.journal.replay import JUDGEMENTS
from servanda.journal.verify import statements_in
from servanda.journal.words import Names

#: Acts that may go for what the rest of the book holds.
LATE = (CellReplied, UnitCoded, UnitSettled, ReportIssued, JudgementWithdrawn)
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
    #: Ids of the statements that go with it.
    statements: set[str] = field(default_factory=set)
    #: The same statements by their rows.
    voices: Voices = field(default_factory=Voices)


def losses(
    leaves: Iterable[Leaf],
    *,
    sources: Iterable[str] = (),
    statements: Iterable[str] = (),
    persons: Iterable[str] = (),
    issues: bool = False,
) -> list[Loss]:
    """Give what goes, thing by thing, if these sources, statements and persons are withheld.

    With `issues`, reports issued for internal use or with a note go, too: for a copy to hand on.

    Raises:
        DossierError: An agreement as it stands names a person: without it nothing can be read.
    """
    doom = _Doom(sources, statements, persons)
    for leaf in leaves:
        doom.meet(leaf)
    doom.finish(issues=issues)
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
        self._kept: dict[str, Agreement] = {}
        self._cells: dict[str, Cell] = {}
        self._staying = Voices()
        #: What only the whole book can decide, and what was withdrawn of it.
        self._late: list[tuple[Leaf, Act]] = []

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
        for statement in statements_in(act):
            gone = self._statements.get(statement.id)
            if gone is not None:
                gone.statements.add(statement.id)
            (gone.voices if gone else self._staying).add(statement)
        if loss is None and isinstance(act, LATE):
            self._late.append((leaf, act))

    def finish(self, *, issues: bool) -> None:
        """Note what goes because nothing else is left that it could be on."""
        hidden = [one for one in self.all if one.statements]
        for leaf, act in self._late:
            loss = self._late_loss(act, hidden)
            if loss is None and issues and isinstance(act, ReportIssued):
                shown = act.audience != "internal" and not act.note
                loss = None if shown else next((one for one in self.all if one.digests), None)
            if loss is not None:
                self._judgements[leaf.number] = loss
                loss.digests += [one.digest for one in leaf.payloads if one.data is not None]

    def _late_loss(self, act: Act, hidden: Iterable[Loss]) -> Loss | None:
        agreements = self._kept.values()
        match act:
            case JudgementWithdrawn(entry=entry):
                return self._judgements.get(entry)
            case CellReplied():
                tells = partial(answers_only, act)
            case UnitCoded() | UnitSettled() if act.unit in self._cells:
                cell = self._cells[act.unit]
                words = act.note if isinstance(act, UnitCoded) else act.why
                for one in hidden:
                    if words and one.voices.within(cell, agreements):
                        return one
                tells = partial(stands_on_only, cell, parties=(cell.party,))
            case _:
                return None
        return next(
            (one for one in hidden if tells(one.voices, self._staying, agreements)),
            None,
        )

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
            act,
            StatementWritten
            | StatementAmended
            | StatementAccepted
            | StatementRejected
            | RulingWithdrawn,
        ):
            return self._statement_goes(leaf, act)
        loss = self._if_named(leaf.bytes_of("act"))
        if isinstance(act, JUDGEMENTS):
            return self._judgement_goes(leaf, act, loss)
        if isinstance(act, JudgementWithdrawn):
            return self._judgements.get(act.entry) or loss
        if isinstance(act, AgreementKept):
            self._kept[act.agreement.key] = act.agreement
            (self.agreements.add if loss else self.agreements.discard)(act.agreement.key)
        if isinstance(act, SensitivityMarked) and act.subject != "person":
            gone = self._sources if act.subject == "source" else self._statements
            loss = gone.get(act.name) or loss
        return loss

    def _judgement_goes(self, leaf: Leaf, act: Judgement, named: Loss | None) -> Loss | None:
        under = [self._sources.get(one) for one in sources_of(act)]
        under += [self._statements.get(one) for one in statements_under(act)]
        match act:
            case CodebookKept(codebook=codebook):
                under += [self._statements.get(one) for one in sorted(codebook.examples())]
            case DisputeRuled():
                agreements = self._kept.values()
                under += [one for one in self.all if ruled_on(act, one.voices, agreements)]
            case SampleDrawn():
                self._cells.update({one.id: one.cell for one in act.units if one.cell})
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
        act: StatementWritten
        | StatementAmended
        | StatementAccepted
        | StatementRejected
        | RulingWithdrawn,
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
    named: dict[Subject, tuple[str, ...]] = {act.subject: (act.name,)}
    found = losses(
        leaves,
        sources=named.get("source", ()),
        statements=named.get("statement", ()),
        persons=named.get("person", ()),
    )
    merged = Loss(act.subject, next((one.mark for one in found if one.mark), ""))
    merged.statements = {id for one in found for id in one.statements}
    merged.digests = [digest for one in found for digest in one.digests]
    return merged


def recorded(loss: Loss, why: str) -> PayloadWithheld:
    """Give the act of withholding as it is kept."""
    return PayloadWithheld(loss.subject, loss.mark, why)


def all_digests(found: Iterable[Loss]) -> Iterator[str]:
    """Give every digest that goes."""
    for one in found:
        yield from one.digests
