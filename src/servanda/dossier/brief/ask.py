"""What to ask whom next, worked out from what is contradicted, unanswered, vague or unsaid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from servanda.assessing import Fact
from servanda.domain.cell import NO_PLACE, NOBODY
from servanda.dossier.brief.content import (
    Block,
    Items,
    Paragraph,
    Words,
    name,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.contests import Contest
from servanda.dossier.brief.draft import Draft
from servanda.dossier.brief.judged import replies
from servanda.dossier.brief.points import named
from servanda.dossier.brief.silence import Silent
from servanda.dossier.edition import Row

#: So many matters in one question, and so many questions to one addressee.
MOST_MATTERS = 5
MOST_QUESTIONS = 6
MOST_ADDRESSEES = 6


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask one side; `weight` sorts: contradictions first, silence last."""

    to: str
    text: Words
    weight: int


def _left_open(draft: Draft, facts: list[Fact], side: str) -> Words:
    """Give what one side has not said of what is disputed: where, when, and how it knows."""
    own = [one for one in facts if one.statement.side == side]
    places = {key for one in own for key in one.places if key != NO_PLACE}
    others = {
        key for one in facts if one.statement.side != side for key in one.places if key != NO_PLACE
    }
    lacking: list[Words] = []
    if not places and others:
        shown = [words(name(draft.edition.place_name(key), 40)) for key in sorted(others)[:3]]
        lacking.append(words("what it says of ", with_more(shown, 3)))
    elif not places:
        lacking.append(words("where"))
    if not any(one.statement.when for one in own):
        lacking.append(words("when"))
    if all(one.statement.knowing == "unknown" for one in own):
        lacking.append(words("how it knows"))
    if not lacking or not own:
        return ()
    kept = any(one.statement.stance in ("kept", "partly") for one in own)
    return words(f"what was {'done' if kept else 'not done'}, ", with_more(lacking, 3))


def questions(draft: Draft, silent: Silent) -> list[Question]:
    """Give every question, each to one side; the weightiest first."""
    return [
        *_on_contradictions(draft),
        *_on_charges(draft),
        *_on_admissions(draft),
        *_on_nobody_named(draft),
        *_on_silence(draft, silent),
        *_on_wording(draft),
    ]


def ask_blocks(draft: Draft, silent: Silent) -> list[Block]:
    """Give the questions by addressee, the parties in the agreement's order first."""
    groups: dict[str, list[Question]] = defaultdict(list)
    for one in questions(draft, silent):
        groups[one.to].append(one)
    if not groups:
        return [Paragraph(words("Nothing is left open that this record could tell of."))]
    order = [one.key for a in draft.edition.record.agreements for one in a.parties]
    asked = draft.options.party
    keys = sorted(
        groups, key=lambda key: (key != asked, order.index(key) if key in order else 99, key)
    )
    blocks: list[Block] = []
    for key in keys[:MOST_ADDRESSEES]:
        mine = sorted(groups[key], key=lambda one: one.weight)
        blocks.append(Paragraph(words(strong("Ask "), draft.speaker(key)), "ask"))
        blocks.append(Items(tuple(one.text for one in mine[:MOST_QUESTIONS])))
    if len(keys) > MOST_ADDRESSEES:
        left = [words(draft.side(key)) for key in keys[MOST_ADDRESSEES:]]
        blocks.append(Paragraph(words("Questions are open to ", with_more(left, 6), " too.")))
    return blocks


def _on_contradictions(draft: Draft) -> list[Question]:
    """Ask each side of a contradiction what it leaves open, and the guarantors what they know."""
    found = []
    unheard: dict[str, list[Words]] = defaultdict(list)
    for contest in draft.contests.apart:
        facts = [draft.edition.facts[id] for id in contest.dispute.statements]
        on = words(draft.row_words(contest.row), _of(draft, contest))
        found += [
            Question(side, words("On ", on, ", which is disputed: ", asked, "?"), 0)
            for side in contest.dispute.sides
            if (asked := _left_open(draft, facts, side))
        ]
        for key in _silent_witnesses(draft, contest):
            unheard[key].append(on)
    found += [
        Question(
            key,
            words(
                "What it knows of what is disputed, for it has said nothing: ",
                with_more(on, 3),
                "?",
            ),
            0,
        )
        for key, on in unheard.items()
    ]
    return found


def _of(draft: Draft, contest: Contest) -> Words:
    if contest.party == NOBODY:
        return ()
    return words(" (", draft.party_run(contest.row, contest.party), ")")


def _silent_witnesses(draft: Draft, contest: Contest) -> list[str]:
    agreement = draft.edition.agreements.get(contest.row.agreement)
    if agreement is None:
        return []
    return [
        one.key
        for one in agreement.parties
        if one.role != "party" and one.key not in contest.dispute.sides
    ]


def _on_charges(draft: Draft) -> list[Question]:
    """Ask a party to answer what only others say of it."""
    groups: dict[tuple[str, str], list[Words]] = defaultdict(list)
    for point in draft.uncontested:
        if not named(point) or point.word not in ("broken", "mixed"):
            continue
        if point.party in point.speaking or not _can_answer(draft, point.party):
            continue
        if any(replies(draft, point.row, point.party)):
            continue
        for side in point.speaking:
            row = draft.row_words(point.row)
            if row not in groups[(point.party, side)]:
                groups[(point.party, side)].append(row)
    return [
        Question(
            party,
            words(
                "What it answers to the charge of ",
                draft.speaker(side),
                ": ",
                with_more(rows, MOST_MATTERS),
                "?",
            ),
            1,
        )
        for (party, side), rows in groups.items()
    ]


def _can_answer(draft: Draft, party: str) -> bool:
    return any(a.party(party) for a in draft.edition.record.agreements)


def _on_admissions(draft: Draft) -> list[Question]:
    found: dict[str, dict[Row, None]] = defaultdict(dict)
    for fact in draft.edition.assessment.facts:
        if fact.statement.kind == "admission":
            found[fact.statement.side][next(iter(draft.edition.rows_of(fact)))] = None
    groups = {side: [draft.row_words(one) for one in rows] for side, rows in found.items()}
    return [
        Question(
            side,
            words("What was done since about what it admits: ", with_more(rows, MOST_MATTERS), "?"),
            2,
        )
        for side, rows in groups.items()
    ]


def _on_nobody_named(draft: Draft) -> list[Question]:
    """Ask those who tell of a breach who did it, where they name nobody."""
    groups: dict[str, list[Words]] = defaultdict(list)
    for point in draft.uncontested:
        if point.party == NOBODY and point.word == "broken":
            for side in point.speaking:
                groups[side].append(draft.row_words(point.row))
    return [
        Question(
            side,
            words("Who is answerable, for no party is named: ", with_more(rows, MOST_MATTERS), "?"),
            3,
        )
        for side, rows in groups.items()
    ]


def _on_silence(draft: Draft, silent: Silent) -> list[Question]:
    groups: dict[str, list[Words]] = defaultdict(list)
    for row in silent.tops:
        agreement = draft.edition.agreements[row.agreement]
        provision = draft.edition.provisions[row]
        owing = [one for one in provision.obligors if agreement.party(one)]
        # Where nobody is known to owe it, every signatory can tell.
        to = owing or [one.key for one in agreement.parties if one.role == "party"]
        for key in to:
            groups[key].append(draft.row_words(row))
    return [
        Question(
            side,
            words(
                "What was done, where and when, of which nobody reports: ",
                with_more(rows, MOST_MATTERS),
                "?",
            ),
            4,
        )
        for side, rows in groups.items()
    ]


def _on_wording(draft: Draft) -> list[Question]:
    """Ask for the words of promises that are known by number alone or from others' reports."""
    found = []
    for agreement in draft.edition.record.agreements:
        reported = [
            one
            for one in agreement.walk()
            # The words of a chapter are those of the points below it.
            if not one.children and not any(wording.kind != "reported" for wording in one.wordings)
        ]
        if not reported or agreement.provisional:
            continue
        keepers = [one.key for one in agreement.parties if one.role != "party"]
        to = keepers or [one.key for one in agreement.parties][:1]
        rows = [draft.row_words(Row(agreement.key, one.key)) for one in reported]
        found += [
            Question(
                key,
                words(
                    "For the agreement's own words, which are not at hand or only reported: ",
                    with_more(rows, 3),
                    ".",
                ),
                5,
            )
            for key in to[:1]
        ]
    return found
