"""Whether this reader can read a source: its language and script, and whether it has any text."""

from __future__ import annotations

import re
import unicodedata

from servanda.domain.source import Source
from servanda.reading.document import author_spans

#: Small words that make up a third or more of any English prose.
_SMALL = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "it",
        "at",
        "from",
        "be",
        "are",
        "were",
        "this",
        "which",
        "have",
        "has",
        "had",
        "not",
        "or",
        "an",
        "but",
        "they",
        "their",
        "been",
        "will",
        "would",
        "its",
    ]
)
#: At least this share of an English text's words are small words.
ENOUGH_SMALL = 0.12
#: And it has so many different ones: "a" and "in" are words elsewhere too.
FEWEST = 5
#: At least this share of its letters are Latin.
ENOUGH_LATIN = 0.6
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = ("en", "eng", "english")


def unreadable(source: Source) -> str | None:  # noqa: PLR0911 - one reason after another
    """Say why the rules cannot read a source: no text, no author's words, another language."""
    if not source.text.strip():
        return "There is no text in it to read."
    spans = author_spans(source)
    sample = "".join(
        source.text[one.start : min(one.end, one.start + _SAMPLE)] + "\n" for one in spans
    )[:_SAMPLE]
    if not sample.strip():
        return "None of its text is known to be its author's own words."
    declared = (source.description.language or "").strip().lower()
    if declared and not declared.startswith(_ENGLISH):
        return (
            f"It is in the language {source.description.language!r}; the rules read English only."
        )
    letters = [char for char in sample if char.isalpha()]
    if not letters:
        return "There are no words in it to read."
    latin = sum(
        char < "\u0250" or unicodedata.name(char, "").startswith("LATIN") for char in letters
    )
    if latin / len(letters) < ENOUGH_LATIN:
        return f"Most of its letters are {_script(letters)}; the rules read English only."
    if declared:
        return None
    words = [word.lower() for word in _WORD.findall(sample)]
    share = sum(word in _SMALL for word in words) / max(1, len(words))
    if len(words) >= 30 and (share < ENOUGH_SMALL or len(_SMALL.intersection(words)) < FEWEST):
        return "Its words do not look like English, and the rules read English only."
    return None


def _script(letters: list[str]) -> str:
    counts: dict[str, int] = {}
    for char in letters[:2000]:
        name = unicodedata.name(char, "unknown").split()[0].title()
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda one: counts[one])
