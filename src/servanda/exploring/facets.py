"""The values of one facet with their counts, as if nothing were asked of that facet."""

from __future__ import annotations

import numpy as np

from servanda.assessing.levels import provision_name
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.exploring.asked import Facet, FacetValue
from servanda.exploring.line import Line, distinct
from servanda.exploring.lines import party_line, place_line
from servanda.exploring.slice import Slice
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
    line = _line(lifted, name)
    state = lifted.state[line.which].astype(np.int64)
    numbers = np.bincount(line.key * 4 + state, minlength=4 * len(line.keys)).reshape(-1, 4)
    accepted = numbers[:, _ACCEPTED].sum(axis=1)
    proposed, rejected = (numbers[:, STATES.index(one)] for one in ("proposed", "rejected"))
    weight = accepted + proposed + rejected
    some = np.flatnonzero(weight)
    if limit is not None and len(some) > limit:
        some = some[np.argsort(-weight[some], kind="stable")][:limit]
    return [
        FacetValue(
            line.keys[at],
            int(accepted[at]),
            int(proposed[at]),
            int(rejected[at]),
            _label(chosen, name, line.keys[at]),
        )
        for at in some.tolist()
    ]


def _line(chosen: Slice, name: Facet) -> Line:
    if name == "place":
        return place_line(chosen)
    if name == "party":
        return party_line(chosen)
    if name == "provision":
        return _tree_line(chosen)
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


def _tree_line(chosen: Slice) -> Line:
    """Give each statement under its provisions and all that are above them."""
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
    row = chosen.columns.names.table("provision")[tags]
    each = counts[row]
    spread = np.repeat(np.arange(len(row)), each)
    offset = np.arange(len(spread)) - np.repeat(np.cumsum(each) - each, each)
    return distinct(which[spread], pool[first[row[spread]] + offset], keys)


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
