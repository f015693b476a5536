"""What a place is to what is told there: scene, destination, origin or seat."""

from __future__ import annotations

from servanda.domain.place import PlaceRole
from servanda.places.around import Around, body_of
from servanda.places.cues import Cues

_LOOK_BACK = 7


def role_of(near: Around, cues: Cues) -> PlaceRole:
    """Give a mention's role from the words before it; what happens somewhere has its scene there.

    "fleeing to X", "departure for X": destination. "people from X", "came from X": origin.
    "the consul in X", "the command in X", "the government of X", "X Town Council": seat.
    """
    lead = near.words_before(_LOOK_BACK)
    while lead and lead[0] in ("the", *cues.direction_adjectives):
        lead = lead[1:]
    if near.after and near.after[0][0][0].isupper() and body_of(near, cues) == "seated":
        return "seat"
    return _said_before(lead, cues) if lead else "scene"


def _said_before(lead: list[str], cues: Cues) -> PlaceRole:
    preposition, rest = lead[0], lead[1:]
    if preposition in cues.origin:
        return "origin"
    if preposition in cues.destination and any(word in cues.motion for word in rest[:4]):
        return "destination"
    if preposition in cues.seat_prepositions and _is_seat(rest, cues):
        return "seat"
    if preposition == "of" and any(w in cues.seats or w in cues.titles for w in rest[:2]):
        return "seat"
    return "scene"


def _is_seat(rest: list[str], cues: Cues) -> bool:
    """Tell whether an office is right before, or a phrase "of the ..." away."""
    if rest and rest[0] in cues.seats:
        return True
    for at, word in enumerate(rest[:5]):
        if word in ("of", "general"):
            return any(one in cues.seats for one in rest[at + 1 : at + 3])
    return False
