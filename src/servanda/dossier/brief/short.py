"""The brief in five sentences, computed: contradictions, what is broken, kept, admitted, unsaid."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.dossier.brief.content import Words, strong, with_more, words
from servanda.dossier.brief.draft import Draft
from servanda.dossier.brief.matters import heading
from servanda.dossier.brief.points import Point
from servanda.dossier.brief.silence import Silent
from servanda.dossier.words import capital, counted, label

#: So many matters are named in one sentence.
MOST = 3


def in_short(draft: Draft, silent: Silent) -> list[Words]:
    """Give five sentences; what people accepted and what is only proposed are told apart."""
    return [
        _contradictions(draft),
        _said(draft, ("broken",), "said to be broken, and nobody says otherwise"),
        _said(
            draft,
            ("kept", "partly"),
            "said to be kept, at least in part, and nobody says otherwise",
        ),
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
    ruled, proposed = _both(draft.points, ("disputed",))
    if not ruled and not proposed:
        return words(strong("No two sides contradict each other"), _why_none(draft), ".")
    parts: list[Words] = []
    for points, how in ((ruled, ""), (proposed, " (proposed)")):
        if points:
            names = [words(heading(draft, one), _who_says(draft, one)) for one in points]
            lead = counted(len(points), "matter")
            parts.append(words(f"{lead}{how}: ", with_more(names, MOST)))
    return words(strong("The sides contradict each other"), " on ", _joined(parts), ".")


def _why_none(draft: Draft) -> Words:
    sides = _speaking(draft)
    if len(sides) == 1:
        return words(": all that is told here is the word of ", draft.side(sides[0]), " alone")
    return words(f" on any one matter, though {counted(len(sides), 'side')} speak") if sides else ()


def _speaking(draft: Draft) -> list[str]:
    return list(dict.fromkeys(one.statement.side for one in draft.edition.assessment.facts))


def _who_says(draft: Draft, point: Point) -> Words:
    """Give " [kept, says A; broken, says B]"."""
    told: Words = ()
    for account in point.accounts:
        if account.counted:
            best = point.account(account.side, proposals=False) if point.pair.ruled else None
            word = (best if best and best.counted else account).word
            told = words(
                told,
                "; " if told else "",
                f"{label('pictures', word)}, says ",
                draft.side(account.side),
            )
    return words(" [", told, "]")


def _said(draft: Draft, wanted: tuple[str, ...], what: str) -> Words:
    ruled, proposed = _both(draft.points, wanted)
    if not ruled and not proposed:
        return words(strong(f"Nothing is {what.partition(',')[0]}"), ".")
    parts: list[Words] = []
    for points, how in ((ruled, ""), (proposed, " (proposed)")):
        if points:
            names = [heading(draft, one) for one in points]
            lead = counted(len(points), "matter")
            parts.append(words(f"{lead}{how}: ", with_more(names, MOST)))
    return words(strong(capital(what)), ": ", _joined(parts), ".")


def _joined(parts: list[Words]) -> Words:
    return words(*(words("; " if at else "", one) for at, one in enumerate(parts)))


def _admitted(draft: Draft) -> Words:
    ruled: dict[str, list[Words]] = {}
    proposed: dict[str, list[Words]] = {}
    counts = {"admission": [0, 0], "concession": [0, 0]}
    for fact in draft.edition.assessment.facts:
        one = fact.statement
        if one.kind not in counts:
            continue
        counts[one.kind][0 if fact.ruled else 1] += 1
        if one.kind == "admission":
            group = (ruled if fact.ruled else proposed).setdefault(one.side, [])
            row = next(iter(draft.edition.rows_of(fact)))
            where = (
                words("on ", draft.row_words(row))
                if row.key not in (WHOLE, UNMAPPED)
                else (draft.row_words(row) if row.key == UNMAPPED else words("on the whole"))
            )
            if where not in group:
                group.append(where)
    parts: list[Words] = []
    for groups, how in ((ruled, ""), (proposed, " (proposed)")):
        for side, rows in groups.items():
            parts.append(words(draft.side(side), " ", with_more(rows, MOST), how))
    credit = _say_counts(counts["concession"])
    tail = words(f"; others are credited {credit}") if credit else ()
    if not parts:
        return words(strong("No side admits a breach of its own"), tail, ".")
    return words(strong("Against their own interest speak"), ": ", _joined(parts[:MOST]), tail, ".")


def _say_counts(pair: list[int]) -> str:
    """Give "in 1 concession and 2 proposed ones", or ""."""
    ruled, proposed = pair
    found = []
    if ruled:
        found.append(f"in {counted(ruled, 'accepted concession')}")
    if proposed:
        found.append(f"in {counted(proposed, 'proposed concession')}")
    return " and ".join(found)
