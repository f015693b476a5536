"""Which rows fit each part of what is asked, so that any one of them can be lifted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY
from servanda.exploring.gazetteer import gazetteer_of
from servanda.exploring.moment import Moment
from servanda.exploring.table import Bools
from servanda.exploring.when import month_number
from servanda.journal.facts import KINDS, NO_MONTH, STANCES, STATES

#: The parts of what is asked, by the field of `Asked` that says it.
PARTS = (
    "provision", "places", "sides", "parties", "sources", "stances", "states", "kinds", "coders",
    "months", "found",
)  # fmt: skip


class Fits:
    """A mask for each part of what is asked; None where nothing is asked of it."""

    def __init__(self, chosen: Moment) -> None:
        self._chosen = chosen
        self._stands: Bools = chosen.columns.table.stands[: chosen.size].copy()
        self._masks: dict[str, Bools | None] = {}

    def all(self, *, but: str = "") -> Bools:
        """Give the rows that fit everything, but for one part."""
        found = self._stands.copy()
        for part in PARTS:
            mask = None if part == but else self.mask(part)
            if mask is not None:
                found &= mask
        return found

    def mask(self, part: str) -> Bools | None:
        """Give the rows that fit one part."""
        if part not in self._masks:
            self._masks[part] = self._make(part)
        return self._masks[part]

    def _make(self, part: str) -> Bools | None:  # noqa: PLR0911 - a case a part
        asked = self._chosen.asked
        if part == "states":
            return self._states(asked.states)
        if part == "provision":
            return self._provision()
        if part == "months":
            return self._months()
        if part == "found":
            return self._found()
        given: tuple[str, ...] = getattr(asked, part)
        if not given:
            return None
        if part == "places":
            return self._places(given)
        if part == "parties":
            return self._parties(given)
        if part == "sources":
            sources = self._chosen.columns.sources
            return self._any("", {sources.find(one) for one in given} - {-1})
        if part in ("stances", "kinds"):
            words: Sequence[str] = STANCES if part == "stances" else KINDS
            return self._any(part[:-1], {words.index(one) for one in given if one in words})
        return self._named(part[:-1], given)

    def _any(self, column: str, numbers: Collection[int]) -> Bools:
        chosen = self._chosen
        values = chosen.of[column][: chosen.size] if column else chosen.source[: chosen.size]
        return np.isin(values, list(numbers), kind="table" if numbers else None)

    def _states(self, given: tuple[str, ...]) -> Bools:
        wanted = given or tuple(one for one in STATES if one != "rejected")
        return self._any("state", {STATES.index(one) for one in wanted if one in STATES})

    def _named(self, kind: str, given: tuple[str, ...]) -> Bools:
        chosen = self._chosen
        names = chosen.columns.names
        wanted = np.array([key in given for _, key in names.of[kind].keys] + [False], np.bool_)
        found: Bools = wanted[names.table(kind)[chosen.of[kind][: chosen.size]]]
        if kind == "coder":
            found &= chosen.of[kind][: chosen.size] > 0
        return found

    def _tagged(self, sort: str, wanted: Bools, kind: str) -> Bools:
        """Give the rows of which some tag is wanted; `wanted` has one more for no name at all."""
        chosen = self._chosen
        rows = np.flatnonzero(self._stands)
        which, tags = chosen.columns.table.expand(rows, sort)
        found = np.zeros(chosen.size, np.bool_)
        hit = wanted[chosen.columns.names.table(kind)[tags]]
        found[rows[which[hit]]] = True
        return found

    def _provision(self) -> Bools | None:
        chosen = self._chosen
        if not chosen.asked.agreement and not chosen.asked.provision:
            return None
        keys = chosen.provisions
        several = not chosen.asked.agreement
        own = chosen.asked.agreement
        known = chosen.columns.names.of["provision"].keys
        wanted = np.array(
            [
                (several or agreement in ("", own)) and (keys is None or key in keys)
                for agreement, key in known
            ]
            + [False],
            np.bool_,
        )
        return self._tagged("rows", wanted, "provision")

    def _places(self, given: tuple[str, ...]) -> Bools:
        chosen = self._chosen
        gazetteer = gazetteer_of(chosen.columns)
        own = len(chosen.columns.names.of["place"].keys)
        wanted = np.array(
            [
                key in given or any(gazetteer.keys[one] in given for one in gazetteer.within(at))
                for at, key in enumerate(gazetteer.keys[:own])
            ]
            + [False],
            np.bool_,
        )
        found = self._tagged("places", wanted, "place")
        if NO_PLACE in given:
            found |= chosen.of["places"][: chosen.size] == 0
        return found

    def _parties(self, given: tuple[str, ...]) -> Bools:
        chosen = self._chosen
        keys = chosen.columns.names.of["party"].keys
        wanted = np.array([key in given for _, key in keys] + [False], np.bool_)
        found = self._tagged("parties", wanted, "party")
        if NOBODY in given:
            found |= chosen.of["parties"][: chosen.size] == 0
        return found

    def _months(self) -> Bools | None:
        chosen = self._chosen
        if NO_DATE in (chosen.asked.since, chosen.asked.until):
            undated: Bools = chosen.of["told_first"][: chosen.size] == NO_MONTH
            return undated
        since, until = month_number(chosen.asked.since), month_number(chosen.asked.until)
        if since is None and until is None:
            return None
        first, last = (chosen.of[f"told_{end}"][: chosen.size] for end in ("first", "last"))
        found: Bools = first != NO_MONTH
        if since is not None:
            found &= last >= since
        if until is not None:
            found &= first <= until
        return found

    def _found(self) -> Bools | None:
        if self._chosen.found is None:
            return None
        mask = np.zeros(self._chosen.size, np.bool_)
        mask[self._chosen.found[self._chosen.found < self._chosen.size]] = True
        return mask
