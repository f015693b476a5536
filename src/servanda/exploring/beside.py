"""What does not count again: examples, repeats, what was corrected, and copies of one witness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from servanda.exploring.pictures import counts_here
from servanda.exploring.sources import Kin
from servanda.exploring.store import Store
from servanda.exploring.table import BESIDE, INHERITED, Array, Bools, Ints
from servanda.journal.facts import LINKS

_EXAMPLE, _REPEATS, _CORRECTS = (LINKS.index(one) for one in ("example_of", "repeats", "corrects"))


@dataclass(slots=True)
class Links:
    """Links between two statements that stand: their rows, and what sort."""

    row: Ints
    target: Ints
    sort: Ints


def links_of(columns: Store) -> Links:
    """Give the links that bear on what counts, where both ends stand."""
    table, size = columns.table, columns.table.size
    rows = np.flatnonzero((table.of["links"][:size] > 0) & table.stands[:size])
    none = np.zeros(0, np.int64)
    if not len(rows):
        return Links(none, none, none)
    which, sort, target = table.links(rows)
    kept = np.isin(sort, (_EXAMPLE, _REPEATS, _CORRECTS))
    which, sort, target = which[kept], sort[kept], target[kept]
    wanted = np.unique(target)
    if not len(wanted):
        return Links(none, none, none)
    ids = table.of["id"][:size]
    at = np.minimum(np.searchsorted(wanted, ids), len(wanted) - 1)
    hit = np.flatnonzero((wanted[at] == ids) & table.stands[:size])
    row_of = np.full(len(wanted), -1, np.int64)
    row_of[at[hit]] = hit
    found = row_of[np.searchsorted(wanted, target)]
    there = found >= 0
    return Links(rows[which[there]], found[there], sort[there])


@dataclass(slots=True)
class Standings:
    """Statements in accounts: which row, in which account, and the class of what it does."""

    row: Ints
    account: Ints
    does: Array


def set_beside(columns: Store, all_: Standings, *, ruled: Bools | None) -> Array:
    """Give what each standing does once nothing counts twice in its account.

    Args:
        columns: What is asked.
        all_: The standings; those of one row stand together, rows rise.
        ruled: Which of them are looked at; all if None.
    """
    does = all_.does.copy()
    considered = np.ones(len(does), np.bool_) if ruled is None else ruled
    _leave_out_linked(columns, all_, does, considered)
    _count_witnesses_once(columns, all_, does, considered)
    return does


def _leave_out_linked(columns: Store, all_: Standings, does: Array, considered: Bools) -> None:
    links = columns.keep("links", lambda: links_of(columns), by=columns.table.relinks)
    assert isinstance(links, Links)
    if not len(links.row):
        return
    size = columns.table.size
    ends = np.zeros(size, np.bool_)
    ends[links.row] = True
    ends[links.target] = True
    at = np.flatnonzero(ends[all_.row] & considered & (all_.does != INHERITED))
    if not len(at):
        return
    # Rows rise, so those that stand here are few numbers, and not a table as long as the record.
    row = all_.row[at]
    begins = np.flatnonzero(np.concatenate(([True], row[1:] != row[:-1])))
    standing, first = row[begins], begins
    counts = np.diff(np.concatenate((begins, [len(row)])))
    one, here_one = _places_of(links.row, standing)
    other, here_other = _places_of(links.target, standing)
    both = here_one & here_other
    one, other, sort = one[both], other[both], links.sort[both]
    # Every standing of the one end beside every standing of the other.
    link = np.repeat(np.arange(len(one)), counts[one] * counts[other])
    offset = np.arange(len(link)) - np.repeat(
        np.cumsum(counts[one] * counts[other]) - counts[one] * counts[other],
        counts[one] * counts[other],
    )
    left = at[first[one[link]] + offset // counts[other[link]]]
    right = at[first[other[link]] + offset % counts[other[link]]]
    here = (all_.account[left] == all_.account[right]) & (all_.does[right] != BESIDE)
    again = here & (sort[link] != _CORRECTS) & (all_.does[left] != BESIDE)
    does[left[again]] = BESIDE
    does[right[here & (sort[link] == _CORRECTS)]] = BESIDE


def _places_of(rows: Ints, standing: Ints) -> tuple[Ints, Bools]:
    """Give where rows stand among rising ones, and whether they do at all."""
    at = np.minimum(np.searchsorted(standing, rows), len(standing) - 1)
    found: Bools = standing[at] == rows
    return at, found


def _count_witnesses_once(columns: Store, all_: Standings, does: Array, considered: Bools) -> None:
    of = (id(columns.sources), id(columns.lineage))
    kin = columns.keep("kin", lambda: Kin(columns.sources, columns.lineage), by=of)
    assert isinstance(kin, Kin)
    if not kin.any:
        return
    source = columns.source[all_.row]
    at = np.flatnonzero(kin.related[source] & considered & counts_here(does))
    if not len(at):
        return
    sources = source[at].astype(np.int64)
    # By account and stance, as witnesses are counted.
    saying = all_.account[at] * 4 + columns.table.of["stance"][all_.row[at]]
    origin, rank = kin.origin[sources], kin.rank[sources]
    mixed = np.unique(saying[origin < 0])
    plain = ~np.isin(saying, mixed) if len(mixed) else np.ones(len(at), np.bool_)
    order = np.lexsort((rank, origin, saying))
    order = order[plain[order]]
    if len(order):
        new = (saying[order][1:] != saying[order][:-1]) | (origin[order][1:] != origin[order][:-1])
        begins = np.concatenate(([0], np.flatnonzero(new) + 1))
        lengths = np.diff(np.concatenate((begins, [len(order)])))
        nearest = np.repeat(rank[order][begins], lengths)
        does[at[order[rank[order] != nearest]]] = BESIDE
    if len(mixed):
        _count_drawn_together(kin, at, sources, saying, mixed, does)


def _count_drawn_together(  # noqa: PLR0917 - columns of the same standings
    kin: Kin, at: Ints, sources: Ints, saying: Ints, mixed: Ints, does: Array
) -> None:
    """Count once where a source draws on several others, one account after the other."""
    order = np.argsort(saying, kind="stable")
    order = order[np.isin(saying[order], mixed)]
    begins = np.flatnonzero(np.concatenate(([True], saying[order][1:] != saying[order][:-1])))
    for own in np.split(order, begins[1:]):
        counting = kin.nearest(sources[own].tolist())
        beside = [int(one) for one in own if int(sources[one]) not in counting]
        does[at[beside]] = BESIDE
