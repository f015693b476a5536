"""A mention on its way to a place: the name, its brackets, and what stands around them."""

from __future__ import annotations

from typing import NamedTuple

from servanda.domain.place import Variant
from servanda.places.around import Around, Signs
from servanda.places.mentions import Hit
from servanda.places.unknown import JOINED
from servanda.places.variants import Bracket

#: More than this between two names joins nothing.
_LONGEST_JOIN = 30


class Mention(NamedTuple):
    """A mention on its way: the hit, its brackets and what stands around."""

    hit: Hit
    near: Around
    signs: Signs
    brackets: tuple[Bracket, ...]
    #: Where the words that follow begin: behind the brackets.
    tail: int

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Give the other names printed beside it."""
        return tuple(variant for one in self.brackets for variant in one.variants)

    @property
    def doubted(self) -> bool:
        """Tell whether "[sic]" stands beside it."""
        return any(one.sic for one in self.brackets)


def is_joined(text: str, before: Mention, after: Mention) -> bool:
    """Tell whether two mentions are neighbours in one list."""
    gap = after.hit.start - before.tail
    if not 0 < gap <= _LONGEST_JOIN:
        return False
    return JOINED.fullmatch(text, before.tail, after.hit.start) is not None
