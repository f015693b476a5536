"""Which language a text is in, when that is plain; and languages by the names texts give them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from servanda.intake.cues import read_cues

#: How much of a text is looked at.
SAMPLE = 2000
#: Fewer letters than this tell nothing.
FEWEST = 40
#: Fewer small words than this may be names.
FEWEST_WORDS = 4
#: So many of them are different and of more than one letter: every language has an "a" or an "o".
FEWEST_DIFFERENT = 2

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Languages:
    names: dict[str, str]
    by_word: dict[str, tuple[str, ...]]
    letters: dict[str, re.Pattern[str]]
    scripts: dict[str, re.Pattern[str]]


@cache
def _languages() -> _Languages:
    data = read_cues("languages.toml")
    names = data["names"] if isinstance(data["names"], dict) else {}
    small = data["small_words"] if isinstance(data["small_words"], dict) else {}
    scripts = data["scripts"] if isinstance(data["scripts"], dict) else {}
    by_word: dict[str, tuple[str, ...]] = {}
    for code, words in small.items():
        for word in words:
            by_word[word] = (*by_word.get(word, ()), code)
    ranges = {code: re.compile(f"[{first}-{last}]") for code, (first, last) in scripts.items()}
    own = data["letters"] if isinstance(data["letters"], dict) else {}
    letters = {code: re.compile(f"[{re.escape(signs)}]") for code, signs in own.items()}
    return _Languages(dict(names), by_word, letters, ranges)


def language_named(name: str) -> str | None:
    """Give the code of a language by its English name; None if nobody told us."""
    return _languages().names.get(name.strip(" .,;").casefold())


def tell_language(text: str) -> str | None:
    """Give the BCP 47 code of the language a text is in; None when its small words do not say.

    A script that belongs to one language decides; else the small words of one language must make
    a tenth of the text's words and clearly more than those of the next; two of them are different
    and longer than one letter.
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    known = _languages()
    if not sample.isascii():
        for code, pattern in known.scripts.items():
            # Japanese also writes Chinese signs, so a fifth of kana decides; it is asked first.
            if letters >= 20 and len(pattern.findall(sample)) > letters / 5:
                return code
    if letters < FEWEST:
        return None
    counts: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, times in Counter(map(str.lower, words)).items():
        for code in known.by_word.get(word, ()):
            counts[code] += times
            different[code] += len(word) > 1
    if not sample.isascii():
        for code, pattern in known.letters.items():
            # A tenth of the words of a text may hold such a letter; a borrowed name holds one.
            counts[code] += len(pattern.findall(sample)) if code in counts else 0
    for code in [one for one in counts if different[one] < FEWEST_DIFFERENT]:
        del counts[code]
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < max(FEWEST_WORDS, len(words) / 10):
        return None
    if len(ranked) == 2 and ranked[1][1] * 4 > ranked[0][1] * 3:
        return None
    return ranked[0][0]
