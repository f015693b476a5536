"""The brief in five sentences, computed: contradictions, what is broken, kept, admitted, unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from servanda.dossier.brief.admitted import said_of
from servanda.dossier.brief.content import Words, strong, with_more, words
from servanda.dossier.brief.contests import Contest
from servanda.dossier.brief.draft import Draft
from servanda.dossier.brief.matters import heading
from servanda.dossier.brief.points import Point
from servanda.dossier.brief.silence import Silent
from servanda.dossier.words import counted, label

#: So many matters are named in one sentence.
MOST = 4
#: One side that tells so much of all that is told is named on page 1.
NEARLY_ALL = 0.8


def in_short(draft: Draft, silent: Silent) -> list[Words]:
    """Give five sentences; what people accepted and what is only proposed are told apart."""
    return [
        _contradictions(draft),
        _said(draft, ("broken",), "Said to be broken, and not denied"),
        _said(draft, ("kept", "partly"), "Said to be kept, at least in part, and not denied"),
        _admitted(draft),
        silent.sentence,
    ]


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
        return words(strong("No two sides contradict each other"), *_one_voice(draft), ".")
    parts: list[Words] = []
    for ruled in (True, False):
        found = [one for one in apart if one.ruled == ruled]
        if found:
            names = [words(_on(draft, one), _who_says(draft, one)) for one in found]
            lead = f"{counted(len(found), 'matter')}{'' if ruled else ' (proposed)'}: "
            parts.append(words(lead, with_more(names, MOST)))
    least = "" if draft.contests.looked is None else "at least "
    return words(strong("The sides contradict each other"), f" on {least}", _joined(parts), ".")


def _on(draft: Draft, one: Contest) -> Words:
    return words(draft.row_words(one.row), " ")


def _who_says(draft: Draft, contest: Contest) -> Words:
    """Give "(the government: broken, say the districts; kept, says the consul)"."""
    told: Words = ()
    facts = draft.edition.facts
    for at, side in enumerate(contest.dispute.sides):
        stances = [
            facts[id].statement.stance
            for id in contest.dispute.statements
            if id in facts and facts[id].statement.side == side
        ]
        word = label("stances", Counter(stances).most_common(1)[0][0]) if stances else "?"
        told = words(told, "; " if at else "", draft.side(side), f": {word}")
    about: Words = ()
    if contest.party != "(nobody named)":
        about = words("of ", draft.party_run(contest.row, contest.party), ", ")
    return words("(", about, "according to ", told, ")")


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
            names = [heading(draft, one) for one in points]
            lead = f"{counted(len(points), 'matter')}{how}: "
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
