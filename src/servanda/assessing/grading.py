"""Grades of sources and of statements, on two axes. These docstrings are printed in the dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from servanda.assessing.independence import Lineage
from servanda.domain import vocabulary
from servanda.domain.codebook import Term
from servanda.domain.statement import Statement
from servanda.errors import ServandaError

#: Where the two axes come from; the meanings are in our own words, in the codebook.
SOURCE = "Admiralty grading, as in US Army FM 2-22.3, Human Intelligence Collector Operations, 2006"
#: Reliability of a source for a topic, and credibility of one statement; best first.
SOURCE_GRADES: tuple[Term, ...] = tuple(
    one for one in vocabulary.codebook().terms if one.field == "source_grade"
)
STATEMENT_GRADES: tuple[Term, ...] = tuple(
    one for one in vocabulary.codebook().terms if one.field == "statement_grade"
)
#: "Cannot be judged": outside the order of marks on either axis.
UNJUDGED = frozenset({"F", "6"})
_RANKS = {
    one.word: rank
    for axis in (SOURCE_GRADES, STATEMENT_GRADES)
    for rank, one in enumerate(axis, 1)
    if one.word not in UNJUDGED
}


@dataclass(frozen=True, slots=True)
class Spread:
    """What several graders gave on one axis: the best and the worst mark, and who could not judge.

    There is no mean of marks: they say which grounds there are, not how much of something.
    """

    best: str | None
    worst: str | None
    unjudged: int


def rank(mark: str) -> int | None:
    """Give a mark's place on its axis: 1 for A and 1, 5 for E and 5; None for F and 6.

    F and 6 say that nothing is known to judge by. They are not below E and 5, so they have no
    place, and comparing them with one fails.

    Raises:
        ServandaError: There is no such mark.
    """
    if mark in UNJUDGED:
        return None
    if mark not in _RANKS:
        raise ServandaError(
            f"There is no grade {mark!r}. A source is graded A to F, a statement 1 to 6."
        )
    return _RANKS[mark]


def spread(marks: Iterable[str]) -> Spread:
    """Give the best and the worst of the marks that graders gave on one axis."""
    given = list(marks)
    judged = sorted((place, mark) for mark in given if (place := rank(mark)) is not None)
    if {mark.isdigit() for mark in given} == {True, False}:
        raise ServandaError(
            f"The grades {', '.join(given)} are of two axes. "
            "Compare sources with sources (A to F) and statements with statements (1 to 6)."
        )
    return Spread(
        best=judged[0][1] if judged else None,
        worst=judged[-1][1] if judged else None,
        unjudged=len(given) - len(judged),
    )


def why_unconfirmed(
    one: Statement,
    others: Sequence[Statement],
    *,
    lineage: Lineage,
    name: Callable[[str], str] = str,
) -> str:
    """Say why a statement cannot be graded 1, confirmed, by these others; "" if it can.

    A 1 is refused unless at least two independent witnesses say so: sources that come from no
    common origin. Copies, translations and digests of one letter confirm nothing, however many.
    What says something else, or the same voice once more, confirms nothing either.

    Args:
        one: The statement to be graded.
        others: Statements said to confirm it.
        lineage: What each source comes from.
        name: Gives what to print for a source's id.
    """
    for other in others:
        if other.stance != one.stance:
            return (
                f"{name(other.source)} says {other.stance} where this says {one.stance}. "
                "Name a statement that confirms it, or grade it lower."
            )
        if _asserting(one) & _asserting(other):
            who = ", ".join(sorted(_asserting(one) & _asserting(other)))
            return (
                f"{other.id} is by the same voice ({who}): who says it twice confirms nothing. "
                "Name a statement by somebody else, or grade it 2."
            )
        rows = [{(link.agreement, link.key) for link in said.provisions} for said in (one, other)]
        if all(rows) and not rows[0] & rows[1]:
            return (
                f"{other.id} is on another provision than {one.id}. Name a statement on the same, "
                "or grade it 2."
            )
    if len(lineage.witnesses([one.source, *(other.source for other in others)])) > 1:
        return ""
    named = ", ".join(dict.fromkeys(name(other.source) for other in others))
    seen = f"{named} and its own source are one witness" if others else "none is named"
    return (
        f"A 1 is for what an independent witness confirms, and {seen}. Name a statement of a "
        "source that hangs on it in no way (--confirmed-by ID), or grade it 2."
    )


def _asserting(one: Statement) -> frozenset[str]:
    """Give the names of those who assert a statement, as they can be compared."""
    named = (voice.name for voice in one.voice if voice.role == "asserts")
    return frozenset(" ".join(name.casefold().split()) for name in named if name)
