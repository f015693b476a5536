"""Which places lie within which, as the agreements' own gazetteers say."""

from __future__ import annotations

import numpy as np

from servanda.assessing.facts import places_below
from servanda.exploring.line import Line, distinct
from servanda.exploring.store import Store
from servanda.exploring.table import Bools


class Gazetteer:
    """The keys of all places, and what agreements' own gazetteers put within each."""

    def __init__(self, columns: Store) -> None:
        names = columns.names.of["place"]
        self.keys = [key for _, key in names.keys]
        at = {key: number for number, key in enumerate(self.keys)}
        found: dict[int, list[int]] = {}
        for top, inside in places_below(columns.record.agreements).items():
            for key in inside:
                if key not in at:
                    at[key] = len(self.keys)
                    self.keys.append(key)
            if top in at:
                found[at[top]] = [at[key] for key in inside]
        self._count = np.zeros(len(self.keys) + 1, np.int64)
        self._first = np.zeros(len(self.keys) + 1, np.int64)
        inside_all: list[int] = []
        for number, inside_numbers in found.items():
            self._first[number] = len(inside_all)
            self._count[number] = len(inside_numbers)
            inside_all += inside_numbers
        self._inside = np.array([*inside_all, 0], np.int64)

    def within(self, at: int) -> list[int]:
        """Give the numbers of the places within one."""
        found: list[int] = self._inside[
            self._first[at] : self._first[at] + self._count[at]
        ].tolist()
        return found

    def below(self, own: Line) -> Line:
        """Give what statements inherit: the places within their own that are not their own."""
        counts = self._count[own.key]
        if not counts.any():
            none = np.zeros(0, np.int64)
            return Line(none, none, np.zeros(0, np.bool_), own.keys)
        spread = np.repeat(np.arange(len(own.key)), counts)
        offset = np.arange(len(spread)) - np.repeat(np.cumsum(counts) - counts, counts)
        key = self._inside[self._first[own.key][spread] + offset]
        which = own.which[spread]
        found = distinct(which, key, own.keys)
        found = found.only(~_among(found, own))
        found.inherited[:] = True
        return found


def _among(some: Line, own: Line) -> Bools:
    """Tell which standings are the statement's own; one of a single place inherits no own one."""
    several = np.bincount(own.which, minlength=1)[some.which] > 1
    found = np.zeros(len(some.which), np.bool_)
    if several.any():
        width = len(own.keys)
        at = np.flatnonzero(several)
        theirs = np.bincount(some.which[at], minlength=int(own.which.max()) + 1)[own.which] > 0
        known = own.which[theirs] * width + own.key[theirs]
        found[at] = np.isin(some.which[at] * width + some.key[at], known)
    return found


def gazetteer_of(columns: Store) -> Gazetteer:
    """Give the gazetteer of these columns, made once."""
    found = columns.keep("gazetteer", lambda: Gazetteer(columns), said=True)
    assert isinstance(found, Gazetteer)
    return found
