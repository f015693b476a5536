"""A first, cheap look at names: most words of a text that are some town's name mean no town."""

from __future__ import annotations

import re

from servanda.places.accept import is_never
from servanda.places.cues import Cues
from servanda.places.gazetteer import Gazetteer
from servanda.places.mentions import Hit
from servanda.places.resolve import LARGE
from servanda.places.scope import INSIDE, Scope

#: Names about which an answer is kept; the most that texts make us remember.
_MOST_REMEMBERED = 100_000


class Sieve:
    """Lets pass what deserves a closer look; it never lets go what `is_place` would keep."""

    def __init__(self, gazetteer: Gazetteer, scope: Scope, cues: Cues) -> None:
        self._gazetteer, self._scope, self._cues = gazetteer, scope, cues
        self._weak: dict[str, bool] = {}
        kinds = "|".join(sorted(cues.kinds, key=len, reverse=True))
        joining = "|".join(sorted(cues.joining))
        self._after = re.compile(
            rf"(?:['’]s)?\s{{0,3}}(?:[\[(,;/&‑–-]|(?i:and|or|{joining}|{kinds})\b)"
        )
        self._before = (
            cues.firm_locative
            | cues.direction_adjectives
            | {"and", "or", "the", "of", *cues.naming}
        )

    def passes(self, text: str, hit: Hit) -> bool:
        """Tell whether a name may mean a place where it stands."""
        if hit.key in self._scope.own:
            return True
        if is_never(hit.key, self._cues):
            return False
        return not self._is_weak(hit.key) or self._is_helped(text, hit)

    def _is_weak(self, key: str) -> bool:
        """Tell whether all places of a name are small and far; without a territory none is far."""
        known = self._weak.get(key)
        if known is None:
            if len(self._weak) > _MOST_REMEMBERED:
                self._weak.clear()
            known = self._weak[key] = self._scope.is_bounded and not any(
                site.is_area
                or site.capital
                or site.population >= LARGE
                or self._scope.tier(site) == INSIDE
                for site in self._gazetteer.sites(key)
            )
        return known

    def _is_helped(self, text: str, hit: Hit) -> bool:
        """Tell whether something right beside a name can speak for a place."""
        if self._after.match(text, hit.end):
            return True
        last = text[max(0, hit.start - 16) : hit.start].rstrip().rsplit(None, 1)[-1:]
        return bool(last) and (last[0][-1] in ",;/-‑–&" or last[0].lower() in self._before)
