"""Why a statement reads as it does, in sentences that quote the words that decided."""

from __future__ import annotations

from servanda.reading.draft import Draft
from servanda.reading.judge import Judgement
from servanda.reading.units import Unit

_SAYS = {
    ("fulfil", 1): "says that what was promised was done",
    ("fulfil", -1): "denies that what was promised was done",
    ("breach", -1): "tells of a breach",
    ("breach", 1): "says that there was no breach",
    ("comply", 1): "tells of an act that a promise asks for",
    ("comply", -1): "says that an act that a promise asks for was not done",
    ("hinder", -1): "tells of something put in the way of a promise",
    ("hinder", 1): "says that nothing stood in the way",
    ("harm", -1): "tells of harm done to people",
    ("harm", 1): "says that no such harm was done",
    ("idiom", -1): "says that the promise is worth nothing or is not kept",
    ("idiom", 1): "says that the promise was kept as given",
    ("pending", -1): "says that it is still to be done",
    ("status", 1): "says that what was promised is in place",
    ("status", -1): "says that what was promised is not in place",
    ("progress", 1): "tells of progress, not of an end reached",
    ("progress", -1): "tells of little or no progress",
    ("lack", -1): "tells of something missing",
    ("lack", 1): "says that nothing bad was seen",
}
_STANCES = {
    "kept": "as kept",
    "partly": "as kept in part",
    "broken": "as broken",
    "unclear": "without a stance",
}
#: A denying word farther away than this is quoted by itself.
_NEAR = 7


def reasons_of(draft: Draft, known: str | None) -> tuple[str, ...]:
    """Give the sentences that say why a statement reads as it does; `known` are words of how."""
    reasons: list[str] = []
    if draft.judgement is not None:
        reasons.append(_stance_reason(draft.unit, draft.judgement))
    if draft.kind_reason:
        reasons.append(draft.kind_reason)
    reasons.extend(draft.aim.reasons)
    if not draft.aim.reasons:
        reasons.append(f"No provision is named or clearly meant; it {draft.tie}.")
    reasons.extend(draft.who.reasons)
    said = draft.unit.said
    if said is not None:
        reasons.append(f"“{_one_line(said.name)} {said.verb}” hands on somebody's claim.")
    if known:
        reasons.append(f"“{_one_line(known)}” says how it is known.")
    return tuple(reasons)


def _stance_reason(unit: Unit, judgement: Judgement) -> str:
    """Give the sentence that says why the stance is what it is."""
    main = judgement.main
    words = unit.cues.words
    quoted = _quoted(unit, judgement)
    if main.force in ("ordered", "demanded"):
        governor = (
            words.cut(main.governor, main.governor + 1) if main.governor is not None else quoted
        )
        deed = words.cut(main.first, main.last)
        return f"It takes no stance: “{governor}” is a word and not yet the deed (“{deed}”)."
    says = _SAYS.get((main.act, main.sign), "judges the keeping")
    if main.noun and main.weak and main.act == "harm":
        says = "tells of tension, which names no breach"
    sight = ("noun.arms", "noun.mines")
    if main.noun and any(hit.group in sight for hit in unit.cues.at.get(main.first, ())):
        says = "tells of arms seen where they should not be, or gone from where they should"
    reason = f"It is read {_STANCES[judgement.stance]} because {quoted} {says}"
    if main.force == "presupposed":
        reason += " in passing"
    if judgement.degree is not None and judgement.stance in ("partly", "broken", "kept"):
        degree = words.cut(judgement.degree.first, judgement.degree.last)
        if degree.lower() not in quoted.lower():
            reason += f", “{degree}” to what extent"
    return reason + "."


def _quoted(unit: Unit, judgement: Judgement) -> str:
    main = judgement.main
    words = unit.cues.words
    first, last = main.first, main.last
    if main.governor is not None and 0 < first - main.governor <= _NEAR:
        first = main.governor
    if main.denied is not None:
        if 0 <= first - main.denied <= _NEAR:
            first = main.denied
        elif main.denied >= last and main.denied - last <= 2:
            last = main.denied + 1
        elif main.denied < first:
            return (
                f"“{words.cut(main.denied, main.denied + 1)} … {_one_line(words.cut(first, last))}”"
            )
    elif main.passive and not main.noun and first - main.subject <= 3 and main.subject < first:
        first = main.subject
    degree = judgement.degree
    if degree is not None and 0 <= degree.first - last <= 1:
        last = degree.last
    return f"“{_one_line(words.cut(first, last))}”"


def _one_line(words: str) -> str:
    return " ".join(words.split())
