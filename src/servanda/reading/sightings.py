"""What those who watch saw where it should not be: "tanks inside the buffer zone", "guns missing".

Missions tell most breaches so, without a word that judges. Arms and armed men count as seen amiss
where the words name a place that agreements keep free of them, call them forbidden, or say that
they are gone from where they were stored; mines count wherever they are seen. An act that carries a
promise out ("observed tanks leaving the buffer zone") is told by its own verb.
"""

from __future__ import annotations

from servanda.reading.clause import Clause
from servanda.reading.cues import Hit
from servanda.reading.predicate import Force, Predicate
from servanda.reading.scopes import under_modal

#: How far from what was seen stand the words that tell where, that it lacks, that there is none.
ZONE_REACH, LACK_REACH, DENIAL_REACH = 14, 5, 4
_SPOKEN_OF = frozenset(("about", "risk", "danger", "due", "by", "trained"))
_ARMS, _MINES, _ZONE = "noun.arms", "noun.mines", "noun.zone"


def read_sighting(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what the sight of arms, armed men or mines says; None where nothing is amiss."""
    amiss = _forbidden(clause, hit) or _lacking(clause, hit)
    if not amiss and not _carried_out(clause):
        amiss = _seen(clause) and (
            _in_a_zone(clause, hit) or _of_presence(clause, hit) or hit.group == _MINES
        )
    if not amiss or under_modal(clause, hit.first) or _only_spoken_of(clause, hit):
        return None
    denied = _denied(clause, hit)
    force: Force = "asserted" if clause.finite or denied is not None else "presupposed"
    if force == "presupposed" and _seen(clause):
        force = "asserted"  # "mines and trenches present": a note without a verb
    return Predicate(
        act="breach", sign=-1 if denied is None else 1, force=force, first=hit.first,
        last=hit.last, subject=hit.first, noun=True, denied=denied,
        partial=not clause.g["lessened"].isdisjoint(clause.lower[clause.first : clause.last]),
    )  # fmt: skip


def _seen(clause: Clause) -> bool:
    """Tell whether a clause has a word of seeing or of being there."""
    return not clause.g["seen"].isdisjoint(clause.lower[clause.first : clause.last])


def _forbidden(clause: Clause, hit: Hit) -> bool:
    """Tell whether arms are called forbidden and seen or used: "the use of proscribed weapons"."""
    forbidden = clause.g["forbidden"]
    named = any(clause.word(at) in forbidden for at in (hit.first - 1, hit.first - 2))
    return named and _seen(clause) and not _carried_out(clause)


def _lacking(clause: Clause, hit: Hit) -> bool:
    """Tell whether stored weapons are gone: "noted mortars missing from the storage site"."""
    if hit.group != _ARMS:
        return False
    low, high = max(clause.first, hit.first - 1), min(clause.last, hit.last + LACK_REACH)
    gone = next((at for at in range(low, high) if clause.lower[at] in clause.g["gone"]), None)
    if gone is None:
        return False
    rest = clause.lower[gone : min(clause.last, gone + 6)]
    # Soldiers go missing too: it is the store that tells.
    return not clause.g["stores"].isdisjoint(rest) or any(
        word in clause.g["stores"] for word in clause.lower[clause.first : hit.first]
    )


def _in_a_zone(clause: Clause, hit: Hit) -> bool:
    """Tell whether what was seen stood in, at or across a line or zone that is kept free of it."""
    for zone in clause.hits:
        if zone.group != _ZONE or not hit.last < zone.first + 1 <= hit.last + ZONE_REACH:
            continue
        between = clause.lower[hit.last : zone.first]
        if "from" in between and "m" not in between and "km" not in between:
            continue
        if any(word in clause.g["amid"] for word in between):
            return "outside" not in between
    before = clause.lower[max(clause.first, hit.first - ZONE_REACH) : hit.first]
    # "Inside the buffer zone, the patrol saw two tanks".
    inside = any(
        zone.group == _ZONE
        and zone.last <= hit.first
        and clause.word(zone.first - 2) in ("in", "inside", "within")
        for zone in clause.hits
    )
    return inside and not clause.g["seen"].isdisjoint(before)


def _of_presence(clause: Clause, hit: Hit) -> bool:
    """Tell whether "the presence of" leads to it."""
    before = clause.lower[max(clause.first, hit.first - 6) : hit.first]
    return any(
        word == "presence" and before[at + 1 : at + 2] == ["of"] for at, word in enumerate(before)
    )


def _carried_out(clause: Clause) -> bool:
    """Tell whether a clause tells of withdrawing, removing, storing or the like."""
    if not clause.g["cleared"].isdisjoint(clause.lower[clause.first : clause.last]):
        return True
    zones = [one for one in clause.hits if one.group == _ZONE]
    return any(
        one.group in ("verb.comply", "noun.comply")
        and not any(zone.first <= one.first < zone.last for zone in zones)
        for one in clause.hits
    )


def _only_spoken_of(clause: Clause, hit: Hit) -> bool:
    """Tell whether arms only tell what harmed, or what is talked about or trained for."""
    before = clause.lower[max(clause.first, hit.first - 6) : hit.first]
    spoken_of = clause.g["unreal_before"].union(clause.g["treating_of"], _SPOKEN_OF)
    # "Movement is restricted due to the presence of tripwires and mines": the cause only.
    cause = clause.lower[max(clause.first, hit.first - 10) : hit.first]
    return not spoken_of.isdisjoint(before) or "due" in cause or "because" in cause


def _denied(clause: Clause, hit: Hit) -> int | None:
    low = max(clause.first, hit.first - DENIAL_REACH)
    for at in range(hit.first - 1, low - 1, -1):
        if clause.lower[at] in clause.g["absent"]:
            return at
    for at in range(clause.first, hit.first):
        if clause.lower[at] in clause.g["watching"] and clause.denied_before(at):
            return at
    return None
