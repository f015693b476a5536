"""A person's acts on statements and sources: accept, amend, reject, write, mark, withhold."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda import wire
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.entry import (
    Head,
    PayloadWithheld,
    SensitivityMarked,
    SourceDescribed,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
)
from servanda.domain.judgement import CodebookKept
from servanda.domain.record import Record
from servanda.domain.source import Description, Source
from servanda.domain.statement import Statement
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Journal
from servanda.saying import _, ngettext
from servanda.workflows.add_sources import laid_over

#: How many near names an error offers.
NEAREST = 3
#: So many statements at most are accepted by one act: it takes about two seconds.
MOST_AT_ONCE = 10_000


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
    known = source_named(journal, id)
    return journal.excerpt(source=known.id).source_by_id[known.id]


def source_named(journal: Journal, id: str) -> Source:
    """Give the source that is called so, as `find_source` does, but without its text: quickly.

    Raises:
        UnknownThing: There is none, or several fit.
    """
    sources = journal.outline().sources
    # Of several versions of one text, a name means the latest.
    fitting = [one for one in sources if one.name == id and not one.corrected_by] or [
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
    for agreement in journal.outline().agreements:
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
        raise StaleAct(
            ngettext(
                "This statement changed since you saw it. Nothing was recorded.",
                "{number} of these statements changed since you saw them. Nothing was recorded.",
                len(changed),
            ).format(number=len(changed)),
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


def accept_many(journal: Journal, ids: Sequence[str], *, actor: str, head: Head) -> None:
    """Rule that all of these stand as they are, if nobody has recorded anything since a head.

    Raises:
        StaleAct: Somebody has. Nothing was recorded.
    """
    with journal.batch(actor=actor) as batch:
        if journal.head() != head:
            raise StaleAct(_("Somebody recorded something just now. Nothing was recorded."))
        for id in ids:
            batch.append(StatementAccepted(id))


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
        raise ServandaError(_("A rejection needs its reason."))
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
        raise ServandaError(_("An amendment changes something: give at least one field to change."))
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
        name = source_named(journal, name).id
        # Every version of a text holds the same words.
        acts = [
            SensitivityMarked("source", one, sensitive, why)
            for one in versions_of(journal.outline(), name)
        ]
    elif subject == "statement":
        name = find_statement(journal, name).id
        acts = [SensitivityMarked("statement", name, sensitive, why)]
    else:
        acts = [SensitivityMarked("person", name, sensitive, why)]
    with journal.batch(actor=actor) as batch:
        for act in acts:
            batch.append(act)
    return name


def withhold(journal: Journal, id: str, *, why: str, actor: str) -> str:
    """Destroy what a source (and all that quotes it) or a statement holds; gives its full id.

    Nothing brings it back. The chain still proves, and readers see "withheld on DATE".
    """
    if not why.strip():
        raise ServandaError(_("Withholding destroys evidence, so it needs its reason: --why."))
    statement = journal.statement(id)
    record = journal.outline()
    if statement is not None:
        id, gone = statement.id, {statement.id}
        acts = [PayloadWithheld("statement", id, why)]
    else:
        id = source_named(journal, id).id
        # Every version of a text holds the same words.
        versions = versions_of(record, id)
        acts = [PayloadWithheld("source", one, why) for one in versions]
        gone = {one.id for version in versions for one in journal.statements(source=version)}
    left = record.codebook.showing(lambda example: example not in gone)
    with journal.batch(actor=actor) as batch:
        if left is not record.codebook:
            # The versions with its examples go; people code on by one without them.
            batch.append(CodebookKept(left))
        for act in acts:
            batch.append(act)
    return id


def versions_of(record: Record, id: str) -> list[str]:
    """Give the ids of all versions of a source's text, the earliest first."""
    found = [id]
    while (first := record.source_by_id.get(found[0])) and first.corrects in record.source_by_id:
        found.insert(0, first.corrects or "")
    while (last := record.source_by_id.get(found[-1])) and last.corrected_by in record.source_by_id:
        found.append(last.corrected_by or "")
    return found


def describe(
    journal: Journal,
    id: str,
    *,
    given: Description,
    actor: str,
    seen: Description | None = None,
) -> Source:
    """Correct a source's archival description: the fields given replace those it had.

    With `seen`, the description as it was shown, `given` is the whole of the new one, and nothing
    is recorded if somebody corrected it meanwhile.

    Raises:
        StaleAct: It was corrected since it was shown.
    """
    source = source_named(journal, id)
    with journal.batch(actor=actor) as batch:
        if seen is not None and source_named(journal, source.id).description != seen:
            raise StaleAct(_("Somebody corrected this description since you saw it."))
        whole = given if seen is not None else laid_over(source.description, given)
        batch.append(SourceDescribed(source.id, whole))
    return find_source(journal, source.id)
