"""Names spelled nearly like an unknown one: offered to a person, never chosen."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.places.choose import prominence
from servanda.places.gazetteer import Gazetteer, Site
from servanda.places.names import edits, key_of
from servanda.places.scope import INSIDE, Scope

_MOST = 5
#: A territory of more divisions than this is a large country: too many names look alike there.
_MOST_DIVISIONS = 40


class Suggester:
    """Compares names with those of the territory and of the agreements' own gazetteers."""

    def __init__(self, gazetteer: Gazetteer, scope: Scope) -> None:
        self._gazetteer, self._scope = gazetteer, scope
        self._names: list[tuple[str, str, Site]] | None = None
        self._found: dict[str, list[tuple[str, Site]]] = {}

    def near(self, key: str) -> list[tuple[str, Site]]:
        """Give up to five places of the territory whose name differs by one or two letters.

        One letter in names of four or five, two in longer ones; the nearest and best known first.
        """
        if key not in self._found:
            self._found[key] = self._near(key)
        return self._found[key]

    def _near(self, key: str) -> list[tuple[str, Site]]:
        allowed = 0 if len(key) < 4 else 1 if len(key) < 6 else 2
        if not allowed:
            return []
        best: dict[str, tuple[int, float, str, Site]] = {}
        for other, name, site in self._territory_names():
            if abs(len(other) - len(key)) > allowed or other[0] != key[0]:
                continue
            apart = edits(key, other, allowed)
            if apart > allowed:
                continue
            rank = (apart, -prominence(site), name, site)
            if site.id not in best or rank[:3] < best[site.id][:3]:
                best[site.id] = rank
        ranked = sorted(best.values(), key=lambda one: one[:3])
        return [(name, site) for _, _, name, site in ranked[:_MOST]]

    def _territory_names(self) -> list[tuple[str, str, Site]]:
        if self._names is None:
            divisions: Iterable[str] = self._scope.divisions or [
                code
                for country in self._scope.countries
                for code in self._gazetteer.divisions_of(country)
            ]
            chosen = list(divisions)
            self._names = [] if len(chosen) > _MOST_DIVISIONS else [
                (key, name, site)
                for site, names in self._gazetteer.named_in(chosen)
                if self._scope.tier(site) == INSIDE and site.kind not in ("region", "water", "spot")
                for name in names
                if (key := key_of(name))
            ]  # fmt: skip
        return self._names
