"""What may be recorded: an act is looked at before it is stored, and given its final form."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from dataclasses import replace

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.entry import (
    Act,
    AgreementKept,
    PayloadWithheld,
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
    Judgement,
    JudgementWithdrawn,
    UnitCoded,
    UnitSettled,
    cell_of,
    sources_of,
    statements_of,
)
from servanda.domain.question import QuestionAnswered, QuestionClosed
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.errors import BrokenRecord, DossierError, StaleAct, UnknownThing
from servanda.journal.quotes import verify_quotes
from servanda.journal.replay import JUDGEMENTS, Shelf, Standing
from servanda.journal.words import comparable

#: Acts on a statement that may come after a later reading took its place.
_OUTLIVES = (UnitCoded, UnitSettled, QuestionAnswered, QuestionClosed)


def admit(act: Act, shelf: Shelf) -> Act:  # noqa: PLR0912 - a case for each act
    """Give the act in the form in which it is kept.

    Raises:
        QuoteNotFound: Words that do not stand, letter for letter, in their source.
        UnknownThing: A source, statement or provision that is not in the dossier.
        StaleAct: A ruling on a proposal that a later reading has superseded.
        DossierError: A source that is there already; a key with statements that would vanish.
        BrokenRecord: A value whose id or digest does not follow from what it holds.
    """
    match act:
        case AgreementKept():
            _admit_agreement(act, shelf)
        case SourceAdded():
            _admit_source(act, shelf)
        case SourceDescribed(source=id):
            _source(id, shelf)
        case SourceRead():
            return _admit_reading(act, shelf)
        case StatementWritten(statement=statement):
            return _admit_written(statement, shelf)
        case StatementAmended():
            return _admit_amendment(act, shelf)
        case StatementAccepted(statement=id):
            _verify_links([_standing(id, shelf).statement], shelf)
        case StatementRejected(statement=id):
            _standing(id, shelf)
        case RulingWithdrawn(statement=id):
            _verify_withdrawable(_standing(id, shelf), shelf)
        case SensitivityMarked() | PayloadWithheld():
            _verify_subject(act.subject, act.name, shelf)
        case JudgementWithdrawn(entry=entry):
            if not shelf.judged(entry):
                raise UnknownThing("judgement that stands", str(entry))
        case _ if isinstance(act, JUDGEMENTS):
            _admit_judgement(act, shelf)
    return act


def _admit_judgement(act: Judgement, shelf: Shelf) -> None:
    """Return only if all that a judgement speaks of is in the dossier."""
    for source in sources_of(act):
        _source(source, shelf)
    for statement in statements_of(act):
        # Coders code a passage, which stays where it is when a later reading cuts it otherwise,
        # and a question that was asked is answered and closed whatever became of its statement.
        if not (isinstance(act, _OUTLIVES) and shelf.was_superseded(statement)):
            _standing(statement, shelf)
    if isinstance(act, QuestionAnswered | QuestionClosed) and not shelf.judged(act.question):
        raise UnknownThing("question that stands", str(act.question))
    cell = cell_of(act)
    if cell is not None:
        _verify_row(cell.agreement, cell.provision, shelf)


def _verify_row(agreement: str, key: str, shelf: Shelf) -> None:
    known = shelf.provisions()
    if (agreement, key or WHOLE) not in known:
        names = [f"{of}/{one}" for of, one in known]
        name = f"{agreement}/{key}"
        raise UnknownThing("provision", name, nearest=near(name, names))


def _source(id: str, shelf: Shelf) -> Source:
    source = shelf.source(id)
    if source is None:
        raise UnknownThing("source", id, nearest=shelf.nearest("source", id))
    return source


def _text_that_stands(id: str, shelf: Shelf) -> Source:
    """Give a source that no corrected text has taken the place of."""
    source = _source(id, shelf)
    if source.corrected_by is not None:
        raise StaleAct(
            f"The text of {source.name} ({source.id}) was corrected: {source.corrected_by} took "
            "its place. Go on there."
        )
    return source


def _standing(id: str, shelf: Shelf) -> Standing:
    standing = shelf.standing(id)
    if standing is not None:
        return standing
    if shelf.was_superseded(id):
        raise StaleAct(
            f"Statement {id} was superseded by a later reading of its source, or by a corrected "
            "text. List the statements again and rule on what stands now."
        )
    raise UnknownThing("statement", id, nearest=shelf.nearest("statement", id))


def _verify_withdrawable(standing: Standing, shelf: Shelf) -> None:
    """Return only if there is a ruling on a proposal, and the proposal would stand today."""
    one = standing.statement
    if standing.reading is None or one.reader is None:
        raise StaleAct(
            f"Statement {one.id} was written by a person and was never a proposal: reject it, if "
            "it does not stand."
        )
    if standing.ruled is None:
        raise StaleAct(f"On statement {one.id} there is no ruling to take back.")
    if shelf.reader_on(one.source, one.reader.name) != one.reader:
        raise StaleAct(
            f"The source of statement {one.id} was read anew since it was proposed, and the "
            "ruling is all that keeps it. Rule on it again instead."
        )


def _verify_subject(subject: str, name: str, shelf: Shelf) -> None:
    if subject == "source":
        _source(name, shelf)
    elif subject == "statement":
        _standing(name, shelf)
    elif not comparable(name):
        raise UnknownThing("person", name)


def _admit_agreement(act: AgreementKept, shelf: Shelf) -> None:
    kept = {one.key for one in act.agreement.walk()} | {WHOLE, UNMAPPED}
    lost = {
        key: count for key, count in shelf.keys_in_use(act.agreement.key).items() if key not in kept
    }
    if lost:
        named = ", ".join(f"{key} ({count})" for key, count in sorted(lost.items())[:5])
        raise DossierError(
            f"The new version of agreement {act.agreement.key} leaves out keys that statements "
            f"link to: {named}. A key is a provision's identity: keep it and change its labels, "
            "or amend or reject these statements first."
        )


def _admit_source(act: SourceAdded, shelf: Shelf) -> None:
    source = act.source
    digest = hashlib.sha256(act.bytes).hexdigest()
    if (source.digest, source.size, source.id) != (digest, len(act.bytes), f"src-{digest[:16]}"):
        raise BrokenRecord(
            f"{source.name}: source {source.id} does not follow from its {len(act.bytes)} bytes, "
            f"whose digest is {digest}."
        )
    known = shelf.source(source.id)
    if known is not None:
        raise DossierError(
            f"{source.name}: the same bytes are in this dossier already, as {known.name} "
            f"({known.id})."
        )
    if source.corrects is not None:
        _text_that_stands(source.corrects, shelf)


def _admit_reading(act: SourceRead, shelf: Shelf) -> SourceRead:
    source = _text_that_stands(act.source, shelf)
    for one in act.statements:
        its_own = one.reader is act.reader or one.reader == act.reader
        if one.source != source.id or not its_own or one.state != "proposed":
            raise BrokenRecord(
                f"Statement {one.id} is not a proposal of reader {act.reader.name} on source "
                f"{source.id}."
            )
        verify_quotes(one, source.text)
    _verify_links(act.statements, shelf)
    ids = [one.id for one in act.statements]
    if len(set(ids)) < len(ids):
        twice = Counter(ids).most_common(1)[0][0]
        raise BrokenRecord(f"Reader {act.reader.name} proposes statement {twice} twice.")
    elsewhere = shelf.standing_elsewhere(ids, source=source.id)
    if elsewhere is not None:
        raise BrokenRecord(f"Statement {elsewhere} stands under another source already.")
    return act


def _admit_written(statement: Statement, shelf: Shelf) -> StatementWritten:
    if statement.reader is not None:
        raise BrokenRecord(
            f"A statement that a person writes has no reader; this one names "
            f"{statement.reader.name}. Record it as a reading."
        )
    _verify(statement, _text_that_stands(statement.source, shelf), shelf)
    # Its id is the hash of an entry that is not made yet, and a person's word stands.
    return StatementWritten(replace(statement, id="", state="accepted"))


def _admit_amendment(act: StatementAmended, shelf: Shelf) -> StatementAmended:
    standing = _standing(act.statement, shelf)
    if act.amended.source != standing.statement.source:
        raise BrokenRecord(
            f"An amendment of statement {act.statement} cannot move it from source "
            f"{standing.statement.source} to {act.amended.source}."
        )
    _verify(act.amended, _source(act.amended.source, shelf), shelf)
    # The id and the reader stay: who proposed it is part of what is amended.
    amended = replace(
        act.amended, id=act.statement, state="amended", reader=standing.statement.reader
    )
    return StatementAmended(act.statement, amended, act.why)


def _verify(statement: Statement, source: Source, shelf: Shelf) -> None:
    verify_quotes(statement, source.text)
    _verify_links([statement], shelf)


def _verify_links(statements: tuple[Statement, ...] | list[Statement], shelf: Shelf) -> None:
    """Return only if every provision linked to is one of the agreements' as they stand."""
    known = shelf.provisions()
    for statement in statements:
        for link in statement.provisions:
            if (link.agreement, link.key) not in known:
                _verify_row(link.agreement, link.key, shelf)


def near(name: str, names: list[str]) -> tuple[str, ...]:
    """Give up to three of `names` that resemble `name`; looks at the first 2,000 only."""
    return tuple(difflib.get_close_matches(name, names[:2000], n=3, cutoff=0.5))
