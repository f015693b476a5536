"""What a rating must be: on its scale, with reasons, and never complete on a party's word alone."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.domain.agreement import Agreement
from servanda.domain.codebook import Scale
from servanda.domain.judgement import CellRated
from servanda.domain.statement import Statement
from servanda.saying import _, pgettext


def why_refused(
    rating: CellRated, *, scale: Scale, agreement: Agreement, statements: Sequence[Statement]
) -> str:
    """Say why a rating cannot stand, or give "" if it can.

    A level is one of the scale's. Without a level a rating says which kind of not knowing it is;
    only one that is carried forward has both. Breach is beside the level, never instead of its
    reason. A level above the scale's cap for self-report needs a statement by somebody other than
    those who owe the promise that says so too: their own word alone never makes it complete.

    Args:
        rating: What somebody wants to record.
        scale: The scale that it names.
        agreement: The agreement of its cell.
        statements: The statements that it rests on.
    """
    checks = (_about_level, _about_not_knowing)
    for check in checks:
        if why_not := check(rating, scale):
            return why_not
    if not statements:
        return ""
    return _about_witnesses(rating, scale, obligors_of(rating, agreement), statements)


def _about_level(rating: CellRated, scale: Scale) -> str:
    if not rating.why.strip():
        return "A rating needs its reason."
    if rating.level is not None and scale.level(rating.level) is None:
        known = ", ".join(f"{one.value:g} ({one.name})" for one in scale.levels)
        return f"{rating.level:g} is no level of {scale.name}. It has {known}."
    if rating.violated and rating.level:
        return "What is actively breached has no level above the lowest; give the level or breach."
    return ""


def _about_not_knowing(rating: CellRated, scale: Scale) -> str:  # noqa: ARG001 - one shape
    if rating.level is None and rating.unknown is None and not rating.violated:
        return "Without a level a rating says which kind of not knowing it is."
    if rating.unknown == "carried_forward" and rating.level is None:
        return "What is carried forward is a level: give it."
    if rating.level is not None and rating.unknown not in (None, "carried_forward"):
        return f"A rating has a level or is {said(rating.unknown or '')}, not both."
    return ""


def _about_witnesses(
    rating: CellRated, scale: Scale, owing: frozenset[str], statements: Sequence[Statement]
) -> str:
    if rating.level is None or rating.level <= cap_of(scale) or not owing:
        return ""
    if any(one.side not in owing and one.stance in ("kept", "partly") for one in statements):
        return ""
    if not any(one.side in owing and one.stance in ("kept", "partly") for one in statements):
        if rating.level == scale.maximum and {one.stance for one in statements} == {"broken"}:
            return ""  # refused for that
        return _(
            "Nothing that it rests on says that it was kept: name a statement by somebody else "
            "than those who owe the promise that says so."
        )
    return (
        f"Only those who owe the promise ({', '.join(sorted(owing))}) say in what it rests on that "
        f"it was kept. Their own word alone reaches {cap_of(scale):g} on {scale.name} at most: "
        "name a statement by somebody else that says so too."
    )


def obligors_of(rating: CellRated, agreement: Agreement) -> frozenset[str]:
    """Give those who owe what a rating judges: the party of its cell, else the provision's own."""
    if rating.cell.party:
        return frozenset((rating.cell.party,))
    provision = agreement.provision(rating.cell.provision)
    return frozenset(provision.obligors if provision else ())


def said(unknown: str) -> str:
    """Give a kind of not knowing in words."""
    return pgettext("codes", unknown.replace("_", " "))


def cap_of(scale: Scale) -> float:
    """Give the highest level that may rest on the word of those who owe the promise alone."""
    if scale.self_report_cap is not None:
        return scale.self_report_cap
    below = [one.value for one in scale.levels if one.value < scale.maximum]
    return max(below, default=scale.maximum)
