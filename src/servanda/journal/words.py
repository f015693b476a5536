"""Words as they are searched for: the same splitting in every backend."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.domain.statement import Statement
from servanda.text.normalise import fold

#: Scripts written without spaces between words: Thai to Khmer, kana, Chinese characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_ONE_UNSPACED = re.compile(f"[{_UNSPACED}]")
_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
#: Fewer letters than this are searched as a whole word, more as the beginning of one.
PREFIX_LETTERS = 3


def spaced(text: str) -> str:
    """Give the text with every character of an unspaced script standing as a word of its own.

    Text without such characters comes back as it is, so that an index need not keep a copy.
    """
    if text.isascii() or not _ONE_UNSPACED.search(text):
        return text
    return _ONE_UNSPACED.sub(r" \g<0> ", text)


def searchable(statement: Statement) -> str:
    """Give what a statement is found by: the words of its quotes."""
    if len(statement.quotes) == 1:
        return spaced(statement.quote)
    return spaced(" … ".join(one.quote for one in statement.quotes))


def terms(asked: str) -> list[list[str]]:
    """Give the phrases asked for: one for each run between spaces, its words in order.

    A run of several words ("self-defence", two Chinese characters) must stand together.
    """
    return [words for run in asked.split() if (words := _NOT_A_WORD.sub(" ", spaced(run)).split())]


def comparable(text: str) -> str:
    """Give the text folded, punctuation as spaces: how names are looked for."""
    return " ".join(_NOT_A_WORD.sub(" ", fold(text)).split())


class Names:
    """Persons' names to be looked for in texts, as whole words, whatever their case or accents.

    Where a script has no spaces between words, a name is found inside a run of it. A name that is
    spelled otherwise, or grown together with a prefix or an ending, is not found.
    """

    def __init__(self, names: Iterable[str]) -> None:
        folded = sorted({one for one in map(comparable, names) if one})
        whole = [re.escape(one) for one in folded if not _ONE_UNSPACED.search(one)]
        within = [re.escape(one) for one in folded if _ONE_UNSPACED.search(one)]
        patterns = [rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)"] if whole else []
        self._pattern = re.compile("|".join(patterns + within)) if folded else None

    def stand_in(self, text: str) -> bool:
        """Tell whether one of the names stands in the text."""
        return self._pattern is not None and bool(self._pattern.search(comparable(text)))

    def stand_in_json(self, data: bytes | None) -> bool:
        """Tell whether one of the names stands in this JSON."""
        if self._pattern is None or not data:
            return False
        return self.stand_in(_ESCAPE.sub(" ", data.decode()))
