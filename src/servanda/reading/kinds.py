"""Which kind a statement is, the first that fits: denial, demand, admission, concession, verdict,
compliance, obstruction, incident, context.
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
    unit: Unit, judgement: Judgement, who: Persons, aim: Target, context: Context, side: str
) -> tuple[Kind, str | None]:
    """Give the kind, and a sentence saying why where that is not plain from the stance's reason."""
    main = judgement.main
    if unit.said is not None and unit.said.act == "deny":
        return "denial", f"“{unit.said.verb}” makes it a denial."
    own = context.indexes.parties.roles.get(side) == "party"
    name = context.indexes.parties.name_of(side)
    admits = unit.said is not None and unit.said.act == "admit"
    if own and main.sign < 0 and (who.parties == {side} or (admits and not who.parties)):
        return "admission", f"The voice of {name} judges its own side: an admission."
    if (
        own
        and main.sign > 0
        and judgement.stance != "unclear"
        and side not in who.parties
        and not (who.parties == frozenset() and _own_patient(unit, side))
    ):
        return (
            "concession",
            f"It is said by the voice of {name} of what others did or allowed: a concession.",
        )
    if main.act in _VERDICTS and not (main.act == "breach" and main.noun):
        return "verdict", None
    if main.sign > 0:
        return "compliance", None
    if main.act == "comply":
        # A promised act left undone judges the provision; an act done without it stands in its way.
        if (
            main.denied is not None
            and unit.lower
            and unit.cues.words.lower[main.denied] in ("without", "instead")
        ):
            return "obstruction", None
        return ("verdict" if aim.links else "obstruction"), None
    if main.act == "hinder":
        return "obstruction", None
    return "incident", None


def _own_patient(unit: Unit, side: str) -> bool:
    return unit.roles is not None and any(
        one.party == side for one in (*unit.roles.patients, *unit.roles.where)
    )
