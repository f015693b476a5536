"""What a rating rests on: statements that stand, are on what it rates, and do not say no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.domain.agreement import Agreement
from servanda.domain.cell import WHOLE
from servanda.domain.codebook import Scale
from servanda.domain.judgement import CellRated
from servanda.domain.statement import Statement
from servanda.saying import NN_, _, counted, joined


def why_unfounded(
    rating: CellRated, *, scale: Scale, agreement: Agreement, statements: Sequence[Statement]
) -> str:
    """Say why these statements cannot carry a rating, or give "" if they can.

    What a person rejected carries nothing. A statement is on what is rated: the provision, one
    above or below it, or the agreement as a whole. The top level does not rest on breaches alone,
    nor a breach on nothing but what was kept.
    """
    near = _near(agreement, rating.cell.provision)
    for one in statements:
        if one.state == "rejected":
            return f"Statement {one.id} was rejected: a rating cannot rest on it."
        if one.level == "whole":
            continue
        rows = {link.key for link in one.provisions if link.agreement == agreement.key}
        if not rows & near:
            on = ", ".join(sorted(rows)) or "no provision of this agreement"
            return (
                f"Statement {one.id} is on {on}, not on {rating.cell.provision}. Link it "
                "first, by amending it, or name another."
            )
    stances = {one.stance for one in statements}
    if rating.violated and stances and stances <= {"kept"}:
        return "All the statements that it rests on say kept: they show no breach."
    if rating.level == scale.maximum and stances and stances <= {"broken"}:
        return (
            "All the statements that it rests on say broken: they do not show "
            f"{rating.level:g}. Name those that do."
        )
    return ""


def _near(agreement: Agreement, key: str) -> frozenset[str]:
    """Give the keys of a provision, of all below it and of all above it."""
    if key in (WHOLE, ""):
        return frozenset((WHOLE, *(one.key for one in agreement.walk())))
    own = agreement.provision(key)
    below = {one.key for one in own.walk()} if own else {key}
    above = {one.key for one in agreement.walk() if any(low.key == key for low in one.walk())}
    return frozenset(below | above)


REJECTED = NN_(
    "{number} statement that a person rejected", "{number} statements that a person rejected"
)
GONE = NN_("{number} statement that no longer stand", "{number} statements that no longer stand")
PROPOSED = NN_(
    "{number} statement that nobody has ruled on", "{number} statements that nobody has ruled on"
)


def basis_note(rating: CellRated, statements: Mapping[str, Statement]) -> str:
    """Say what is weak in what a rating rests on as it stands now, or give ""."""
    if not rating.statements:
        return ""
    found = [statements.get(id) for id in rating.statements]
    rejected = sum(1 for one in found if one is not None and one.state == "rejected")
    gone = sum(1 for one in found if one is None)
    proposed = sum(1 for one in found if one is not None and one.state == "proposed")
    notes = [
        counted(count, *said)
        for count, said in ((rejected, REJECTED), (gone, GONE), (proposed, PROPOSED))
        if count
    ]
    return _("rests on {what}").format(what=joined(notes)) if notes else ""
