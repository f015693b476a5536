"""Words brought to a common stem, roughly: "elected", "elections" and "electoral" meet."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    "isations", "isation", "ations", "ation", "ments", "ment", "ities", "ness",
    "ings", "ions", "ors", "ers", "als", "ies", "ing", "ion", "ity", "ive", "ary", "ed", "es", "or",
    "er", "al", "ly", "s", "e", "y",
)  # fmt: skip
#: A stem is never cut shorter than this.
SHORTEST = 4


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give the stem of a word in small letters; short words stay as they are."""
    word = word.replace("z", "s")  # "organize", "organise"
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
                word = word[: -len(ending)]
                break
        else:
            break
    return word[:9]
