"""A person's acts on statements and sources: accept, amend, reject, write, mark, withhold."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda import wire
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.entry import (
    PayloadWithheld,
    SensitivityMarked,
    SourceDescribed,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
)
from servanda.domain.judgement import CodebookKept
from servanda.domain.source import Description, Source
from servanda.domain.statement import Statement
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Journal
from servanda.workflows.add_sources import laid_over

#: How many near names an error offers.
NEAREST = 3


def find_statement(journal: Journal, id: str) -> Statement:
    """Give the statement of this id, or of an unambiguous beginning of it.

    Raises:
        UnknownThing: There is none.
    """
    found = journal.statement(id)
    if found is None:
        near = [one.id for one in journal.statements() if one.id.startswith(id[:6])][:NEAREST]
        raise UnknownThing("statement", id, nearest=tuple(near))
    return found


def find_source(journal: Journal, id: str) -> Source:
    """Give the source of this id, an unambiguous beginning of it, or this file name.

    Raises:
        UnknownThing: There is none, or several fit.
    """
    sources = journal.record().sources
    fitting = [one for one in sources if one.name == id] or [
        one for one in sources if one.id.startswith(id) or one.id.startswith(f"src-{id}")
    ]
    if len(fitting) != 1:
        names = [name for one in sources for name in (one.name, one.id)]
        near = [one.id for one in fitting] or difflib.get_close_matches(id, names, n=NEAREST)
        raise UnknownThing("source", id, nearest=tuple(near[:NEAREST]))
    return fitting[0]


def verify_provision(journal: Journal, name: str) -> None:
    """Return only if a row is called so: `key` or `agreement/key`, the whole and unmapped too.

    Raises:
        UnknownThing: There is none; the nearest keys are named.
    """
    known = {WHOLE, UNMAPPED}
    for agreement in journal.record().agreements:
        keys = [WHOLE, UNMAPPED, *(one.key for one in agreement.walk())]
        known.update(keys, (f"{agreement.key}/{key}" for key in keys))
    if name not in known:
        near = difflib.get_close_matches(name, sorted(known), n=NEAREST, cutoff=0.4)
        raise UnknownThing("provision", name, nearest=tuple(near))


def seen_mark(statement: Statement) -> str:
    """Give a short digest of a statement as it stands, for a form that shows it to send back."""
    return hashlib.sha256(wire.encode(statement)).hexdigest()[:16]


def verify_seen(journal: Journal, seen: Mapping[str, str]) -> None:
    """Return only if each statement still stands as it was seen; asked within a batch.

    Raises:
        StaleAct: Some changed since, or are gone; `ids` names them.
    """
    changed = tuple(
        id
        for id, mark in seen.items()
        if (now := journal.statement(id)) is None or seen_mark(now) != mark
    )
    if changed:
        one = len(changed) == 1
        raise StaleAct(
            f"{'This statement' if one else f'{len(changed)} of these statements'} changed since "
            f"you saw {'it' if one else 'them'}. Nothing was recorded.",
            ids=changed,
        )


def accept(
    journal: Journal, ids: Sequence[str], *, actor: str, seen: Mapping[str, str] | None = None
) -> list[Statement]:
    """Rule that these statements stand as proposed: all of them, or none if one is unknown.

    With `seen`, the marks of the statements as they were shown (`seen_mark`), nothing is recorded
    if one of them changed meanwhile.
    """
    found = [find_statement(journal, id) for id in ids]
    with journal.batch(actor=actor) as batch:
        verify_seen(journal, seen or {})
        for one in found:
            batch.append(StatementAccepted(one.id))
    return [find_statement(journal, one.id) for one in found]


def reject(
    journal: Journal,
    ids: Sequence[str],
    *,
    why: str,
    actor: str,
    seen: Mapping[str, str] | None = None,
) -> list[Statement]:
    """Rule that these statements do not stand, with the reason; `seen` as for `accept`."""
    if not why.strip():
        raise ServandaError("A rejection needs its reason.")
    found = [find_statement(journal, id) for id in ids]
    with journal.batch(actor=actor) as batch:
        verify_seen(journal, seen or {})
        for one in found:
            batch.append(StatementRejected(one.id, why))
    return found


def amend(
    journal: Journal,
    id: str,
    *,
    changes: dict[str, object],
    why: str,
    actor: str,
    seen: Mapping[str, str] | None = None,
) -> Statement:
    """Rule that a statement stands with changes; its words stay those of the page.

    `seen` as for `accept`.
    """
    old = find_statement(journal, id)
    if not changes:
        raise ServandaError("An amendment changes something: give at least one field to change.")
    changed = replace(old, **changes, state="amended")  # type: ignore[arg-type]
    with journal.batch(actor=actor) as batch:
        verify_seen(journal, seen or {})
        batch.append(StatementAmended(old.id, changed, why))
    return find_statement(journal, old.id)


def mark_sensitive(
    journal: Journal, *, subject: str, name: str, sensitive: bool, why: str, actor: str
) -> str:
    """Mark a source, a statement or a person's name sensitive, or lift the mark; gives its id."""
    if subject == "source":
        act = SensitivityMarked("source", find_source(journal, name).id, sensitive, why)
    elif subject == "statement":
        act = SensitivityMarked("statement", find_statement(journal, name).id, sensitive, why)
    else:
        act = SensitivityMarked("person", name, sensitive, why)
    with journal.batch(actor=actor) as batch:
        batch.append(act)
    return act.name


def withhold(journal: Journal, id: str, *, why: str, actor: str) -> str:
    """Destroy what a source (and all that quotes it) or a statement holds; gives its full id.

    Nothing brings it back. The chain still proves, and readers see "withheld on DATE".
    """
    if not why.strip():
        raise ServandaError("Withholding destroys evidence, so it needs its reason: --why.")
    statement = journal.statement(id)
    if statement is not None:
        act = PayloadWithheld("statement", statement.id, why)
        gone = {statement.id}
    else:
        act = PayloadWithheld("source", find_source(journal, id).id, why)
        gone = {one.id for one in journal.statements(source=act.name)}
    codebook = journal.record().codebook
    left = codebook.showing(lambda example: example not in gone)
    with journal.batch(actor=actor) as batch:
        if left is not codebook:
            # The versions with its examples go; people code on by one without them.
            batch.append(CodebookKept(left))
        batch.append(act)
    return act.name


def describe(journal: Journal, id: str, *, given: Description, actor: str) -> Source:
    """Correct a source's archival description: the fields given replace those it had."""
    source = find_source(journal, id)
    with journal.batch(actor=actor) as batch:
        batch.append(SourceDescribed(source.id, laid_over(source.description, given)))
    return find_source(journal, source.id)
