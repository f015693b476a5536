"""Names and quotes made comparable: a folded copy, and the way back to the page.

The text of a source is never normalised. Matching folds a copy; `Folded` keeps, for every code
point of the copy, which code points of the text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from servanda.domain.span import Span

#: Letters that carry a stroke or a joined letter and so do not decompose.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe",
        "þ": "th", "ð": "d", "ŋ": "ng", "ə": "e",
    }
)  # fmt: skip
_APOSTROPHES = "'’‘‛ʼʻʽʾʿˈ`´′＇"
_QUOTES = '"“”„‟«»″＂'
_DASHES = "-‐‑‒–—―−﹣－"
#: Soft hyphen, zero-width signs, byte-order mark, direction marks, Arabic tatweel: seen by nobody.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_UNSEEN += "\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
_FOR_NAMES = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES + _UNSEEN, ""), **dict.fromkeys(_DASHES, " ")}
)
_FOR_QUOTES: dict[str, str] = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_UNSEEN, ""),
}
_PIECE = re.compile(r"([!-,.-~]+)|(-[^\S\n]*\n\s*|\s+)|(.)", re.DOTALL)


def fold(name: str) -> str:
    """Give a name as it is compared: without case, diacritics, apostrophes; one space between.

    Dashes count as spaces ("Deir ez-Zor" is "deir ez zor"), letters that do not decompose take
    their plain form ("ø", "ł", "ı"). Vowel signs of Indic scripts and voicing marks of kana stay:
    they make other words. Folding twice changes nothing.
    """
    if name.isascii():
        return " ".join(name.translate(_FOR_NAMES).lower().split())
    return " ".join(_bare(name.translate(_FOR_NAMES)).translate(_FOR_NAMES).split())


def _bare(text: str) -> str:
    """Take case and accents off; NFKC of what remains."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    kept = "".join(char for char in plain if not _is_accent(char))
    return unicodedata.normalize("NFKC", kept)


def _is_accent(char: str) -> bool:
    # Canonical combining classes: 10-36 Hebrew and Arabic points, from 200 accents above and below.
    # Kana voicing (8), nuktas (7) and viramas (9) tell words apart and stay.
    place = unicodedata.combining(char)
    return 10 <= place <= 36 or place >= 200


@lru_cache(maxsize=4096)
def _bare_char(char: str) -> str:
    seen = _FOR_QUOTES.get(char)
    return _bare(char) if seen is None else seen


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text; `starts[i]` and `ends[i]` are where its code point `i` came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Give the span of the original that became `text[start:end]`; not for an empty stretch."""
        return Span(self.starts[start], self.ends[end - 1])


def fold_text(text: str) -> Folded:
    """Give a copy of running text folded for finding quotes, with the way back.

    Case and diacritics go, quotation marks and dashes take one form, any white space is one space,
    and a word broken with a hyphen at a line's end is whole.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match.lastindex == 1:
            pieces.append(match[1].replace("`", "'").lower())
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        if match.lastindex == 2:
            new = "" if match[2][0] == "-" else " "
        elif match[3] == "-":
            new = "-"
        else:
            new = _bare_char(match[3])
            if not new and ends and unicodedata.combining(match[3]):
                ends[-1] = end  # an accent belongs to the letter before it
        pieces.append(new)
        starts.extend([start] * len(new))
        ends.extend([end] * len(new))
    return Folded("".join(pieces), tuple(starts), tuple(ends))
