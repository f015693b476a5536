"""Over the pairs: were the places listed, and put where they are?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.domain.place import PlaceMention, distance_km
from servanda.domain.statement import Statement
from servanda.evaluating.counts import Counts, Key, Measure, Value, f1, share
from servanda.evaluating.matching import Outcome

#: 100 miles: the distance within which toponym resolution is customarily called right.
NEAR_KM = 161.0


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count the places of a pair: listed, placed, how far off.

    A mention of gold is listed when a mention of the found statement touches its words. Places of
    missed statements and of false alarms are not counted: their statement already is.
    """
    if one.gold is None or one.found is None:
        return
    for place in one.gold.places:
        said = _nearest_mention(place, one.found.places)
        yield ("places", "gold"), 1
        yield ("places", "listed"), said is not None
        km = None if said is None else _km_between(place, said)
        if place.lat is None or place.lon is None:
            yield ("places", "unplaced and listed"), said is not None
            yield ("places", "left unplaced"), said is not None and said.lat is None
            continue
        yield ("places", "positions"), 1
        yield ("places", "positions listed"), said is not None
        yield ("places", "positions given"), km is not None
        yield ("places", "near"), km is not None and km <= NEAR_KM
        if km is not None:
            yield ("km", f"{km:.1f}"), 1
    for place in one.found.places:
        yield ("places", "found"), 1
        yield ("places", "touching"), _nearest_mention(place, one.gold.places) is not None


def same_places(one: Statement, other: Statement) -> bool:
    """Tell whether both list the same mentions, each put within 161 km or left by both."""
    if len(one.places) != len(other.places):
        return False
    for place in one.places:
        said = _nearest_mention(place, other.places)
        if said is None or (place.lat is None) != (said.lat is None):
            return False
        km = _km_between(place, said)
        if km is not None and km > NEAR_KM:
            return False
    return True


def _nearest_mention(place: PlaceMention, others: Sequence[PlaceMention]) -> PlaceMention | None:
    """Give the mention that shares most words with this one, best in the same role and place."""

    def shared(other: PlaceMention) -> int:
        if (place.start, place.end) == (other.start, other.end):
            return place.end - place.start + 1
        return min(place.end, other.end) - max(place.start, other.start)

    touching = [one for one in others if shared(one) > 0]
    return max(
        touching,
        key=lambda one: (shared(one), one.role == place.role, one.id == place.id),
        default=None,
    )


def _km_between(one: PlaceMention, other: PlaceMention) -> float | None:
    """Give the distance between two placed mentions; None where one is not placed."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _median(counts: Counts) -> Value:
    known = sorted((float(key[1]), times) for key, times in counts.items() if key[0] == "km")
    total = sum(times for _, times in known)
    low = high = None
    passed = 0.0
    for km, times in known:
        passed += times
        if low is None and 2 * passed >= total:
            low = km
        if 2 * passed > total:
            high = km
            break
    middle = None if low is None or high is None else (low + high) / 2
    return Value(middle, None, total)


MEASURES = (
    Measure(
        "places.f1",
        "Places",
        "F1 of mentions",
        "2 x gold mentions whose words the reader lists / (mentions of gold + of the reader)",
        f1("listed", "gold", "found", of="places"),
    ),
    Measure(
        "places.precision",
        "Places",
        "precision of mentions",
        "the reader's mentions that touch one of gold / the reader's mentions",
        share("touching", "found", of="places"),
    ),
    Measure(
        "places.recall",
        "Places",
        "recall of mentions",
        "gold mentions whose words the reader lists / mentions of gold",
        share("listed", "gold", of="places"),
    ),
    Measure(
        "places.acc161",
        "Places",
        "Acc@161 km",
        "gold positions that the reader gives within 161 km / gold positions; "
        "unplaced and unlisted ones count as wrong (Gritta et al. 2020, "
        "A pragmatic guide to geoparsing evaluation)",
        share("near", "positions", of="places"),
    ),
    Measure(
        "places.acc161.placed",
        "Places",
        "Acc@161 km of those placed",
        "gold positions that the reader gives within 161 km / those to which it gives any",
        share("near", "positions given", of="places"),
    ),
    Measure(
        "places.placed",
        "Places",
        "placed at all",
        "gold positions to which the reader gives one / those whose words it lists; "
        "the rest it left unplaced",
        share("positions given", "positions listed", of="places"),
    ),
    Measure(
        "places.left",
        "Places",
        "left unplaced where gold does",
        "mentions without a position in gold that the reader leaves without / those it lists",
        share("left unplaced", "unplaced and listed", of="places"),
    ),
    Measure(
        "places.median",
        "Places",
        "median distance",
        "the middle distance between gold's position and the reader's, where both give one",
        _median,
        better="lower",
        unit="km",
    ),
)
