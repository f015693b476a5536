"""The values of one facet with their counts, as if nothing were asked of that facet."""

from __future__ import annotations

import numpy as np

from servanda.assessing.levels import provision_name
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.exploring.asked import Facet, FacetValue
from servanda.exploring.line import Line, distinct
from servanda.exploring.lines import party_line, place_line
from servanda.exploring.slice import Slice
from servanda.exploring.table import Array, Ints
from servanda.journal.facts import KINDS, STANCES, STATES

#: The field of `Asked` by which a facet is chosen.
FIELD: dict[Facet, str] = {
    "provision": "provision", "place": "places", "side": "sides", "party": "parties",
    "source": "sources", "stance": "stances", "state": "states", "kind": "kinds",
    "coder": "coders",
}  # fmt: skip
_ACCEPTED = [STATES.index("accepted"), STATES.index("amended")]


def facet_of(chosen: Slice, name: Facet, *, limit: int | None) -> list[FacetValue]:
    """Give the values of a facet that some statement has."""
    lifted = chosen.lifted(FIELD[name])
    if name == "provision":
        keys, numbers = _tree_numbers(lifted)
    else:
        line = _line(lifted, name)
        keys, numbers = line.keys, _numbers(line, lifted.state)
    accepted = numbers[:, _ACCEPTED].sum(axis=1)
    proposed, rejected = (numbers[:, STATES.index(one)] for one in ("proposed", "rejected"))
    weight = accepted + proposed + rejected
    some = np.flatnonzero(weight)
    if limit is not None and len(some) > limit:
        some = some[np.argsort(-weight[some], kind="stable")][:limit]
    return [
        FacetValue(
            keys[at],
            int(accepted[at]),
            int(proposed[at]),
            int(rejected[at]),
            _label(chosen, name, keys[at]),
        )
        for at in some.tolist()
    ]


def _line(chosen: Slice, name: Facet) -> Line:
    if name == "place":
        return place_line(chosen)
    if name == "party":
        return party_line(chosen)
    rows = chosen.rows
    names = chosen.columns.names
    if name == "source":
        key, keys = chosen.source[rows].astype(np.int64), chosen.columns.sources.ids
    elif name in ("side", "coder"):
        key = names.table(name)[chosen.of[name][rows]].astype(np.int64)
        keys = [one for _, one in names.of[name].keys]
        if name == "coder":
            ruled = chosen.of["coder"][rows] > 0
            return Line(np.flatnonzero(ruled), key[ruled], np.zeros(int(ruled.sum()), bool), keys)
    else:
        key = chosen.of[name][rows].astype(np.int64)
        keys = list({"stance": STANCES, "state": STATES, "kind": KINDS}[name])
    return Line(np.arange(len(rows)), key, np.zeros(len(rows), np.bool_), keys)


def _numbers(line: Line, state: Array) -> Ints:
    """Count the standings under each key by their state."""
    both = line.key * len(STATES) + state[line.which]
    found: Ints = np.bincount(both, minlength=len(STATES) * len(line.keys))
    return found.reshape(-1, len(STATES))


def _tree_numbers(chosen: Slice) -> tuple[list[str], Ints]:
    """Count statements under their provisions and all that are above them, each once.

    Most are on one provision: they are counted there, and the counts are added up the tree. Only
    what is on several could come to the same one twice.
    """
    own = chosen.agreement
    keys = [WHOLE, *((one.key for one in own.walk()) if own else ()), UNMAPPED]
    at = {key: number for number, key in enumerate(keys)}
    above: dict[str, list[int]] = {WHOLE: [0], UNMAPPED: [len(keys) - 1]}
    for top in own.walk() if own else ():
        for one in top.walk():
            above.setdefault(one.key, []).append(at[top.key])
    table = chosen.columns.names.of["provision"].keys
    lists = [
        above.get(key, []) if agreement in ("", own.key if own else "") else []
        for agreement, key in table
    ] + [[]]
    counts = np.array([len(one) for one in lists], np.int64)
    first = np.cumsum(counts) - counts
    pool = np.array([number for one in lists for number in one] or [0], np.int64)
    which, tags = chosen.tags("rows")
    # What names no provision has the last list, which is empty.
    row = chosen.columns.names.table("provision")[tags] % len(lists)
    several = chosen.of["rows"][chosen.rows][which] > 1
    states = len(STATES)
    both = row * states + chosen.state[which]
    alone = np.bincount(
        both[~several] if several.any() else both, minlength=states * len(lists)
    ).reshape(-1, states)
    numbers = np.zeros((len(keys), states), np.int64)
    for name, above_it in enumerate(lists):
        numbers[above_it] += alone[name]
    if several.any():
        which, row = which[several], row[several]
        each = counts[row]
        spread = np.repeat(np.arange(len(row)), each)
        offset = np.arange(len(spread)) - np.repeat(np.cumsum(each) - each, each)
        line = distinct(which[spread], pool[first[row[spread]] + offset], keys)
        numbers += _numbers(line, chosen.state)
    return keys, numbers


def _label(chosen: Slice, name: Facet, key: str) -> str:
    columns = chosen.columns
    if name == "provision":
        own = chosen.agreement.provision(key) if chosen.agreement else None
        return provision_name(own) if own else key
    if name == "place":
        return columns.place_name(key)
    if name in ("side", "party"):
        return columns.side_name(key)
    if name == "source":
        source = columns.record.source_by_id.get(key)
        return source.shown_name if source else key
    return key
