"""The brief in five sentences, computed: contradictions, what is broken, kept, admitted, unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from servanda.domain.cell import NOBODY
from servanda.domain.judgement import CellRated
from servanda.dossier.brief.admitted import said_of
from servanda.dossier.brief.content import Words, strong, with_more, words
from servanda.dossier.brief.contests import Contest
from servanda.dossier.brief.draft import Draft
from servanda.dossier.brief.matters import heading
from servanda.dossier.brief.points import Point, together
from servanda.dossier.brief.silence import Silent
from servanda.dossier.words import counted, label

#: So many matters are named in one sentence.
MOST = 4
#: How a ruling that there is no contradiction is told.
RULED_APART = {
    "both_stand": "both accounts stand",
    "differ": "the accounts differ without contradicting each other",
    "different_things": "the accounts speak of different things",
}
#: One side that tells so much of all that is told is named on page 1.
NEARLY_ALL = 0.8


def in_short(draft: Draft, silent: Silent) -> list[Words]:
    """Give five sentences; what people accepted and what is only proposed are told apart."""
    if not draft.edition.assessment.facts:
        return [_unspoken(draft), silent.sentence]
    beyond = _beyond(draft)
    return [
        *([beyond] if beyond else []),
        _contradictions(draft),
        _said(draft, ("broken",), "Said to be broken, and not denied"),
        _said(draft, ("kept", "partly"), "Said to be kept, at least in part, and not denied"),
        _admitted(draft),
        silent.sentence,
    ]


def _beyond(draft: Draft) -> Words:
    """Say first how much of what was read is on no known provision, where it is most of it."""
    facts = draft.edition.assessment.facts
    beyond = sum(1 for one in facts if one.statement.level == "unmapped")
    if beyond * 2 < len(facts):
        return ()
    told = (
        f": {beyond:,} of {len(facts):,} statements. They stand under matters beyond the known "
        "provisions."
    )
    return words(strong("Most of what was read is on no provision that we know"), told)


def _unspoken(draft: Draft) -> Words:
    """Say that no statement is on record, and what people rated all the same."""
    rated = draft.edition.record.judged(CellRated)
    lead = strong("No statement is on record that says what was kept or broken")
    if not rated:
        return words(lead, ".")
    breached = sum(1 for _, act in rated if act.violated)
    told = f". People gave {counted(len(rated), 'rating')}"
    return words(lead, told, f", {breached:,} of them of active breach." if breached else ".")


def _both(points: Sequence[Point], wanted: tuple[str, ...]) -> tuple[list[Point], list[Point]]:
    """Give the points that have one of these words by what was accepted, and only by proposals."""
    ruled, proposed = [], []
    for one in points:
        if one.pair.ruled and one.pair.accepted and one.pair.accepted.word in wanted:
            ruled.append(one)
        elif one.pair.open and one.pair.proposed and one.pair.proposed.word in wanted:
            proposed.append(one)
    return ruled, proposed


def _contradictions(draft: Draft) -> Words:
    apart = draft.contests.apart
    if not apart:
        standing = _stand(draft)
        voice = [] if standing else _one_voice(draft)
        return words(strong("No two sides contradict each other"), *voice, ".", standing)
    parts: list[Words] = []
    for ruled in (True, False):
        found = [one for one in apart if one.ruled == ruled]
        if found:
            names = [words(_on(draft, one), _who_says(draft, one)) for one in found]
            lead = f"{counted(len(found), 'matter')}{'' if ruled else ' (proposed)'}: "
            parts.append(words(lead, with_more(names, MOST)))
    least = "" if draft.contests.looked is None else "at least "
    return words(
        strong("The sides contradict each other"),
        f" on {least}",
        _joined(parts),
        ".",
        _stand(draft),
    )


def _stand(draft: Draft) -> Words:
    """Tell apart what a person ruled: that both accounts stand, or are no contradiction."""
    told: list[Words] = []
    for word, what in RULED_APART.items():
        found = [
            one
            for one in (*draft.contests.standing, *draft.contests.differing)
            if one.dispute.ruled and one.dispute.word == word
        ]
        if found:
            names = [words(_on(draft, one), _who_says(draft, one)) for one in found]
            lead = f" As a person ruled, {what} on {counted(len(found), 'matter')}: "
            told.append(words(lead, with_more(names, MOST), "."))
    return words(*told)


def _on(draft: Draft, one: Contest) -> Words:
    row = draft.row_words(one.row)
    return words(row, " ") if _who_says(draft, one) else row


def _who_says(draft: Draft, contest: Contest) -> Words:
    """Give "(the government: broken, say the districts; kept, says the consul)"."""
    told: list[Words] = []
    facts = draft.edition.facts
    for side in contest.dispute.sides:
        stances = [
            facts[id].statement.stance
            for pair in contest.dispute.told
            for id in pair
            if id in facts and facts[id].statement.side == side
        ]
        # Where a person sees a dispute that no statements make, nobody is made to say anything.
        if stances:
            word = label("stances", Counter(stances).most_common(1)[0][0])
            told.append(words(draft.side(side), f": {word}"))
    judged = [
        words(draft.party_run(row, party)) for row, party in contest.points if party != NOBODY
    ]
    parts = [words("of ", with_more(judged, 3))] if judged else []
    if told:
        parts.append(words("according to ", _joined(told)))
    return words("(", *_commas(parts), ")") if parts else ()


def _commas(parts: list[Words]) -> list[Words]:
    return [words(", " if at else "", one) for at, one in enumerate(parts)]


def _one_voice(draft: Draft) -> list[Words]:
    """Say whose word all of this is, where one side tells nearly all."""
    counts = Counter(one.statement.side for one in draft.edition.assessment.facts)
    if not counts:
        return []
    side, most = counts.most_common(1)[0]
    total = counts.total()
    if most == total:
        return [words(": all that is told here is the word of ", draft.speaker(side), " alone")]
    if most >= NEARLY_ALL * total:
        told = f": {most:,} of {total:,} statements are the word of "
        return [words(told, draft.speaker(side))]
    return [words(f" on any one matter, though {counted(len(counts), 'side')} speak")]


def _said(draft: Draft, wanted: tuple[str, ...], what: str) -> Words:
    ruled, proposed = _both(draft.uncontested, wanted)
    if not ruled and not proposed:
        return words(strong(what), ": nothing.")
    parts: list[Words] = []
    for points, how in ((ruled, ""), (proposed, " (proposed)")):
        if points:
            names = [heading(draft, one, parties) for one, parties in together(points)]
            lead = f"{counted(len(names), 'matter')}{how}: "
            parts.append(words(lead, with_more(names, MOST)))
    return words(strong(what), ": ", _joined(parts), ".")


def _joined(parts: list[Words]) -> Words:
    return words(*(words("; " if at else "", one) for at, one in enumerate(parts)))


def _admitted(draft: Draft) -> Words:
    parts = [
        words(draft.side(side), " on ", with_more(rows, 3), f" ({_say_counts(ruled, proposed)})")
        for side, rows, ruled, proposed in said_of(draft)
    ]
    if not parts:
        return words(strong("No side admits a breach of its own"), ".")
    return words(strong("Against its own interest speaks"), ": ", _joined(parts[:3]), ".")


def _say_counts(ruled: int, proposed: int) -> str:
    found = [f"{ruled:,} accepted"] if ruled else []
    return ", ".join([*found, f"{proposed:,} proposed"] if proposed else found)
