"""The rows that fit what is asked."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from servanda.exploring.fits import Fits
from servanda.exploring.moment import Moment
from servanda.exploring.table import Array, Bools, Ints

T = TypeVar("T")


class Slice(Moment):
    """The statements that fit, of one moment: what comes in later is not among them."""

    @cached_property
    def fits(self) -> Fits:
        """Which rows fit each part of what is asked."""
        # Of a copy: in a circle the arrays of a view would wait for the collector of garbage.
        return Fits(copy(self))

    @cached_property
    def mask(self) -> Bools:
        """Which rows fit."""
        return self.fits.all()

    def lifted(self, part: str) -> Slice:
        """Give what would be chosen if nothing were asked of one part."""
        if self.fits.mask(part) is None:
            return self
        empty: object = "" if part == "provision" else ()
        found = Slice(self.columns, replace(self.asked, **{part: empty}))  # type: ignore[arg-type]
        found.found, found.size = self.found, self.size
        found.of, found.source = self.of, self.source
        found.mask = self.fits.all(but=part)
        return found

    @cached_property
    def rows(self) -> Ints:
        """The rows that fit, rising."""
        return np.flatnonzero(self.mask)

    @cached_property
    def state(self) -> Array:
        """The state of each row that fits."""
        found: Array = self.of["state"][self.rows]
        return found

    def tags(self, sort: str) -> tuple[Ints, Ints]:
        """Give the tags of one sort of the rows that fit: which of them, and its number."""
        return self.once(("tags", sort), lambda: self.columns.table.expand(self.rows, sort))

    def once(self, name: object, make: Callable[[], T]) -> T:
        """Give what is made of these rows, made once: nobody changes it."""
        if name not in self._once:
            self._once[name] = make()
        found: T = self._once[name]
        return found

    @cached_property
    def _once(self) -> dict[object, Any]:
        return {}
