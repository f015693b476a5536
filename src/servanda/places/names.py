"""Names as keys: how a name of the gazetteer and words of a text become the same string."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from servanda.text.normalise import fold

#: Vowel signs and accents that `\\w` leaves out; without them a name would break in the middle.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0980-\u0dff\u0e31-\u109d\u1dc0-\u1dff\u20d0-\u20f0"
)
#: Signs nobody sees, such as a soft hyphen: inside a word they break nothing.
_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_LETTERS = rf"[^\W_]+(?:(?:[{_MARKS}]+|[{_UNSEEN}]+(?=[^\W_]))[^\W_]*)*"
_APOSTROPHE = "'’‘ʼʻ`´"
#: A word, with apostrophes inside ("Savel'yev", "Kashgar's").
WORD = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHE}]{_LETTERS})*")
#: A word that does not begin with a small Latin letter or a figure: where a name may begin.
_START = re.compile(rf"(?<![^\W_{_MARKS}])(?<![^\W_][{_APOSTROPHE}])(?![a-z0-9_]){WORD.pattern}")
_POSSESSIVE = re.compile(rf"(?<=[^\W_])[{_APOSTROPHE}][sS]$")
#: What may stand between two words of one name: blanks, one line break, a hyphen, a point after
#: a short word ("St. Petersburg").
_JOIN = re.compile(r"(?:[^\S\n]{0,3}\n?[^\S\n]{0,8}|[-‐‑–]|\.[^\S\n]?)(?=[^\W_])")
_IDEOGRAPHS = re.compile(
    r"[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
#: Longest name looked for, in words.
MOST_WORDS = 7
#: In shorter names two letters changed make another name.
_SPELLED = 5
#: An abbreviation keeps its point inside a name ("Ft. Worth"); a longer word ends a sentence.
_ABBREVIATION = 3


class _Folds(dict[int, str]):
    """Folds letter by letter, each worked out once: a million names are folded in a second."""

    def __missing__(self, code: int) -> str:
        # between letters, so that a sign that folds to a blank keeps it
        folded = self[code] = fold(f"x{chr(code)}x")[1:-1]
        return folded


#: How plain ASCII is folded: small letters and figures stay, apostrophes go, the rest are blanks.
_PLAIN = str.maketrans(
    {
        chr(code): chr(code).lower() if chr(code).isalnum() else "" if chr(code) in "'`" else " "
        for code in range(128)
        if chr(code) != "\n"
    }
)
#: A line break stays one: `keys_of` folds many names in one go, a line each.
_folds = _Folds({ord("\n"): "\n"})
#: Short first words of names, written out as the gazetteer may have them.
SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Give one word as it is compared."""
    return " ".join(WORD.findall(fold(word)))


def key_of(name: str) -> str:
    """Give a name as it is looked up: its words folded, one space between.

    Signs between words do not count: "Deir ez-Zor", "St. Louis" and "K'u-ch'e" are found however
    they are pointed.
    """
    if name.isascii():
        return joined(name.translate(_PLAIN).split())
    return joined(WORD.findall(_folded(name)))


def keys_of(names: Iterable[str]) -> set[str]:
    """Give the keys of many names, none with a line break: much faster than one by one."""
    plain = "\n".join([name for name in names if name.isascii()])
    other = "\n".join([name for name in names if not name.isascii()])
    keys = {
        line if line.isalpha() else joined(line.split())
        for line in plain.translate(_PLAIN).split("\n")
    }
    if other:
        keys |= {
            line if line.isalpha() else joined(WORD.findall(line))
            for line in _folded(other).split("\n")
        }
    keys.discard("")
    return keys


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name.translate(_folds))


def joined(words: list[str]) -> str:
    """Give folded words as one key; a short "St" or "Ft" before another word is written out."""
    if len(words) > 1 and words[0] in SHORT:
        words = [SHORT[words[0]], *words[1:]]
    return " ".join(words)


def is_ideographic(word: str) -> bool:
    """Tell whether a word is written without spaces between names (Chinese, Japanese, Korean)."""
    return _IDEOGRAPHS.match(word) is not None


def is_cased(word: str) -> bool:
    """Tell whether a word's script has capitals at all."""
    return word[:1].lower() != word[:1].upper()


class Word(NamedTuple):
    """A word where it stands, with its folded form and whether it may end a name.

    `bare` and `bare_end` leave a possessive "'s" out; they equal `key` and `end` without one.
    """

    start: int
    end: int
    key: str
    capital: bool
    bare: str
    bare_end: int

    @property
    def possessive(self) -> bool:
        """Tell whether a possessive ending was left out."""
        return self.bare_end < self.end


def word_at(text: str, start: int, end: int) -> Word:
    """Give the word `text[start:end]`."""
    key, capital, bare, length = _facts(text[start:end])
    return Word(start, end, key, capital, bare, start + length)


@lru_cache(maxsize=65536)
def _facts(raw: str) -> tuple[str, bool, str, int]:
    ending = _POSSESSIVE.search(raw)
    bare = raw[: ending.start()] if ending else raw
    key = fold_word(raw)
    # "d'Ivoire" and "Savel'yev": a capital after an apostrophe will do
    capital = raw[:1].isupper() or not is_cased(raw) or any(map(str.isupper, bare[1:3]))
    return key, capital, fold_word(bare) if ending else key, len(bare)


def starts(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give the words at which a name may begin: capitals, and scripts that have none."""
    return _START.finditer(text, start, end)


def word_after(text: str, word: Word, limit: int) -> Word | None:
    """Give the next word if it may belong to the same name; None after a stop or a paragraph."""
    gap = _JOIN.match(text, word.end, limit)
    if gap is None or ("." in gap[0] and word.end - word.start > _ABBREVIATION):
        return None
    match = WORD.match(text, gap.end(), limit)
    return word_at(text, match.start(), match.end()) if match else None


def is_spelling(key: str, name: str) -> bool:
    """Tell whether a folded name is `name` spelled otherwise, or with "City" or so behind."""
    other = key_of(name)
    if key == other or key.startswith(other + " ") or other.startswith(key + " "):
        return True
    return len(key) >= _SPELLED and key[0] == other[:1] and edits(key, other, 2) <= 2


def edits(one: str, other: str, most: int) -> int:
    """Give the Levenshtein distance between two words, or `most` + 1 if it is greater."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        last, row[0] = row[0], at
        for index, letter in enumerate(other, 1):
            last, row[index] = (
                row[index],
                min(row[index] + 1, row[index - 1] + 1, last + (char != letter)),
            )
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
