"""Admissions and concessions: what a side says against its own interest, which weighs most."""

from __future__ import annotations

from dataclasses import replace

from servanda.assessing import Fact
from servanda.assessing.owning import Owning, admissions, concessions
from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE
from servanda.dossier.brief.content import (
    Block,
    Paragraph,
    Quotation,
    Words,
    soft,
    strong,
    words,
)
from servanda.dossier.brief.contested import Filled
from servanda.dossier.brief.draft import Draft, telling
from servanda.dossier.brief.fit import height_of
from servanda.dossier.brief.matters import cite
from servanda.dossier.edition import Row
from servanda.dossier.words import counted, listed

#: So many quotes under one heading; the rest of them are counted.
MOST = 6
#: In less room than this nothing is tried any more.
SMALLEST = 30.0


def admitted_blocks(draft: Draft, room: float) -> Filled:
    """Give admissions, then concessions, grouped by who speaks of what, as many as fit."""
    blocks: list[Block] = []
    left_out: list[str] = []
    room -= 20
    for kind, found in (
        ("admission", admissions(draft.edition.assessment, proposals=True)),
        ("concession", concessions(draft.edition.assessment, proposals=True)),
    ):
        missing = 0
        for facts in _groups(draft, found):
            if room < SMALLEST:
                missing += len(facts)
                continue
            quotes = tuple(replace(cite(draft, one), kind="") for one in facts[:MOST])
            block = Quotation(_lead(draft, kind, facts[0]), quotes)
            if height_of(block) <= room:
                blocks.append(block)
                room -= height_of(block)
                missing += len(facts) - len(quotes)
            else:
                missing += len(facts)
        if missing:
            left_out.append(counted(missing, f"more {kind}"))
    if left_out:
        told = f"Left out here for want of room: {listed(left_out)}. The report's pages of their "
        blocks.append(Paragraph(words(soft(told + "provisions hold them.")), "small"))
    return Filled(tuple(blocks), room)


def _groups(draft: Draft, found: tuple[Owning, ...]) -> list[list[Fact]]:
    """Group by side, row and party, what people ruled on first; examples follow their charge."""
    facts = draft.edition.facts
    groups: dict[tuple[str, Row, tuple[str, ...]], dict[str, Fact]] = {}
    order = sorted(found, key=lambda one: telling(facts[one.statement]))
    for one in order:
        fact = facts[one.statement]
        row = next(iter(draft.edition.rows_of(fact)))
        group = groups.setdefault((one.party, row, fact.parties), {})
        group.update({id: facts[id] for id in (one.statement, *one.examples) if id in facts})
    return [list(group.values()) for group in groups.values()]


def _lead(draft: Draft, kind: str, fact: Fact) -> Words:
    side = fact.statement.side
    row = next(iter(draft.edition.rows_of(fact)))
    if row.key == WHOLE:
        on: Words = words("on the whole")
    elif row.key == UNMAPPED:
        on = words("on no known provision")
    else:
        on = words("on ", draft.row_words(row))
    verb = "Admitted by " if kind == "admission" else "Conceded by "
    about = [key for key in fact.parties if key not in (NOBODY, side)]
    of = words(", of ", draft.party_run(row, about[0])) if about else ()
    return words(strong(verb), draft.speaker(side), ", ", on, of, ":")


def said_of(draft: Draft) -> list[tuple[str, list[Words], int, int]]:
    """Give for each side that admits something on what, and how many accepted and proposed."""
    facts = draft.edition.facts
    found: dict[str, tuple[dict[Row, None], list[int]]] = {}
    for one in admissions(draft.edition.assessment, proposals=True):
        fact = facts[one.statement]
        rows, counts = found.setdefault(one.party, ({}, [0, 0]))
        rows[next(iter(draft.edition.rows_of(fact)))] = None
        counts[0 if fact.ruled else 1] += 1
    return [
        (side, [draft.row_words(row) for row in rows], counts[0], counts[1])
        for side, (rows, counts) in found.items()
    ]
