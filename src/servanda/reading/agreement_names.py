"""What texts call the loaded agreements: by title, by alias, for short, or by their noun alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from servanda.domain.agreement import Agreement
from servanda.text.instruments import short_names_in
from servanda.text.languages import vocabulary
from servanda.text.normalise import fold

#: Words of a title that its abbreviation leaves out.
_SMALL = frozenset(("the", "of", "on", "and", "for", "in", "to", "a", "an", "between", "with"))
_WORD = re.compile(r"\w+(?:-\w+)*")


class AgreementNames:
    """The names of the loaded agreements, each name one agreement's only."""

    __slots__ = ("_determiners", "_folded", "_nouns", "written")

    def __init__(self, agreements: Sequence[Agreement], language: str = "en") -> None:
        words = vocabulary(language, "references")
        single = {one for one in words["instruments"]["nouns"] if " " not in one}
        nouns: dict[str, set[str]] = defaultdict(set)
        short: dict[str, set[str]] = defaultdict(set)
        long: dict[str, str] = {}
        for agreement in agreements:
            for name in (agreement.title, *agreement.aliases):
                long.setdefault(name, agreement.key)
                for noun in set(_WORD.findall(name.lower())) & single:
                    nouns[noun].add(agreement.key)
                for one in short_names_in(name):
                    short[one].add(agreement.key)
            for one in _initials(agreement.title):
                short[one].add(agreement.key)
        every = {**_of_one(short), **long}
        folded = [(fold(name).removeprefix("the "), key) for name, key in every.items()]
        self._folded = sorted((one for one in folded if one[0]), key=lambda one: -len(one[0]))
        self._determiners = frozenset(words["determiners"])
        self._nouns = _of_one(nouns) if len(agreements) > 1 else {}
        #: Names to look for in texts, as they are written.
        self.written = tuple(name for name in every if _is_name(name))

    def called(self, folded: str) -> str | None:
        """Give the agreement whose name these words hold, or whose name alone begins with them."""
        padded = f" {folded} "
        for name, key in self._folded:
            if f" {name} " in padded:
                return key
        bare = folded.removeprefix("the ")
        if " " not in bare:
            return None
        keys = {key for name, key in self._folded if f"{name} ".startswith(f"{bare} ")}
        return next(iter(keys)) if len(keys) == 1 else None

    def by_noun(self, words: str) -> str | None:
        """Read "the Memorandum" where one of several loaded agreements is a memorandum.

        Only the noun and small words may stand there: "the Geneva Memorandum" is another.
        """
        said = _WORD.findall(words)
        proper = [one for one in said if one[0].isupper() and one.lower() not in self._determiners]
        if len(proper) > 1 or (proper and proper[0].lower() not in self._nouns):
            return None
        keys = {self._nouns[one.lower()] for one in said if one.lower() in self._nouns}
        return next(iter(keys)) if len(keys) == 1 else None

    def holds(self, word: str) -> bool:
        """Tell whether a word stands in a name."""
        return any(word in name for name, _ in self._folded)


def _of_one(keys: Mapping[str, set[str]]) -> dict[str, str]:
    """Give the words that mean one agreement only, with its key."""
    return {word: next(iter(many)) for word, many in keys.items() if len(many) == 1}


def _initials(title: str) -> tuple[str, ...]:
    """Give a title's first letters as its abbreviation.

    Only of a title of three to six words that count, all of them capitalised, as abbreviations are
    made.
    """
    words = [one for one in title.split() if one.lower() not in _SMALL]
    letters = "".join(one[0] for one in words if one[0].isupper())
    return (letters,) if 3 <= len(letters) == len(words) <= 6 else ()


def _is_name(name: str) -> bool:
    """Tell whether a name says in any text which agreement is meant: "the agreement" does not."""
    words = [one for one in name.split() if one.lower() not in _SMALL]
    return len(words) > 2 or any(one[:1].isupper() for one in words)
