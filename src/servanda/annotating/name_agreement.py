"""Say which loaded agreement short words name: the acronym in its title, "the Memorandum"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from servanda.domain.agreement import Agreement
from servanda.text.languages import vocabulary
from servanda.text.references import WHOLE, Reference

K = TypeVar("K")

_ACRONYM = re.compile(r"\(\W{0,2}([A-Z][\w/-]{1,11})\W{0,2}\)")
_WORD = re.compile(r"\w+(?:-\w+)*")


class ShortNames:
    """What texts call the loaded agreements for short, each name one agreement's only."""

    def __init__(self, agreements: Sequence[Agreement], language: str = "en") -> None:
        words = vocabulary(language, "references")
        instruments = {one for one in words["instruments"]["nouns"] if " " not in one}
        acronyms: dict[str, set[str]] = defaultdict(set)
        nouns: dict[str, set[str]] = defaultdict(set)
        for agreement in agreements:
            for name in (agreement.title, *agreement.aliases):
                for acronym in _ACRONYM.findall(name):
                    acronyms[acronym].add(agreement.key)
                for word in set(_WORD.findall(name.lower())) & instruments:
                    nouns[word].add(agreement.key)
        self._determiners = frozenset(words["determiners"])
        #: Acronym -> key of the agreement whose title carries it.
        self.acronyms = only_one(acronyms)
        self._nouns = only_one(nouns)
        self._several = len(agreements) > 1

    def named(self, reference: Reference) -> str | None:
        """Give the key of the agreement that the words for a reference's document mean."""
        if reference.kind in WHOLE:
            words = reference.text
        elif reference.of is not None:
            words = reference.of.text
        else:
            return None
        said = _WORD.findall(words)
        for word in said:
            if word in self.acronyms:
                return self.acronyms[word]
        return self._by_noun(said) if self._several else None

    def _by_noun(self, said: Sequence[str]) -> str | None:
        """Read "the Memorandum" where one of several loaded agreements is a memorandum.

        Only the noun and small words may stand there: "the Geneva Memorandum" is another.
        """
        small = self._determiners
        proper = [word for word in said if word[0].isupper() and word.lower() not in small]
        if len(proper) > 1 or (proper and proper[0].lower() not in self._nouns):
            return None
        keys = {self._nouns[word.lower()] for word in said if word.lower() in self._nouns}
        return next(iter(keys)) if len(keys) == 1 else None


def only_one(keys: Mapping[str, set[K]]) -> dict[str, K]:
    """Give the words that mean one thing only, with what they mean."""
    return {word: next(iter(many)) for word, many in keys.items() if len(many) == 1}
