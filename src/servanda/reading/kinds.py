"""Which kind a statement is: the first that fits.

Denial, demand, admission, concession, verdict, compliance, obstruction, incident, context.
"""

from __future__ import annotations

from servanda.domain.statement import Kind
from servanda.reading.about import Persons
from servanda.reading.context import Context
from servanda.reading.judge import Judgement
from servanda.reading.provisions import Target
from servanda.reading.units import Unit

_VERDICTS = frozenset(("fulfil", "breach", "idiom", "status", "progress", "lack", "pending"))


def kind(
    unit: Unit, judgement: Judgement, *, who: Persons, aim: Target, context: Context, side: str
) -> tuple[Kind, str | None]:
    """Give the kind, and a sentence saying why where that is not plain from the stance's reason."""
    if unit.said is not None and unit.said.act == "deny":
        return "denial", f"“{unit.said.verb}” makes it a denial."
    if context.indexes.parties.roles.get(side) == "party":
        name = context.indexes.parties.name_of(side)
        if _admits(unit, judgement, who, side):
            return "admission", f"The voice of {name} judges its own side: an admission."
        if _concedes(unit, judgement, who, side):
            return (
                "concession",
                f"The voice of {name} says it of what others did or allowed: a concession.",
            )
    return _plain(unit, judgement, aim), None


def _admits(unit: Unit, judgement: Judgement, who: Persons, side: str) -> bool:
    """Tell whether a side judges itself adversely."""
    admitting = unit.said is not None and unit.said.act == "admit"
    return judgement.main.sign < 0 and (who.parties == {side} or (admitting and not who.parties))


def _concedes(unit: Unit, judgement: Judgement, who: Persons, side: str) -> bool:
    """Tell whether a side credits others, or an achievement that it does not claim as its own."""
    if judgement.main.sign < 0 or judgement.stance == "unclear" or side in who.parties:
        return False
    return bool(who.parties) or not _own_patient(unit, side)


def _plain(unit: Unit, judgement: Judgement, aim: Target) -> Kind:
    main = judgement.main
    if main.act in _VERDICTS and not (main.act == "breach" and main.noun):
        return "verdict"
    if main.sign > 0:
        return "compliance"
    if main.act == "comply":
        # A promised act left undone judges the provision; an act done without it stands in its way.
        undone = main.denied is not None and unit.cues.words.lower[main.denied] not in (
            "without",
            "instead",
        )
        return "verdict" if undone and aim.links else "obstruction"
    return "obstruction" if main.act == "hinder" else "incident"


def _own_patient(unit: Unit, side: str) -> bool:
    return unit.roles is not None and any(
        one.party == side for one in (*unit.roles.patients, *unit.roles.where)
    )
