"""What a document calls those who watch and write it: "the Team (XYZ)", "the Mission recorded"."""

from __future__ import annotations

import re
from collections import Counter

from servanda.domain.source import Source
from servanda.reading.document import author_spans

#: A name that stands so often before verbs of watching is a watcher's; once is enough for letters
#: ("the UNX recorded", "UNX patrols") that the document uses again.
OFTEN = 2
_SAMPLE = 400_000
_WATCH = re.compile(
    r"\b(?:observed|recorded|registered|monitored|monitor|corroborated|verified|spotted|patrolled"
    r"|noted|notes|assessed|saw|monitors|patrols?|observers?|facilitated|followed up)\b"
)
_BEFORE = re.compile(r"\b([A-Z][A-Za-z]{1,15})(?:\s+(?:also|again|has|have|had|continued to))*\s+$")
_SHORT = re.compile(r"\(\s?([A-Z]{2,8})s?\s?\)")
#: How far before its letters a long name, and before a verb its subject, may begin.
_NAME, _SUBJECT = 80, 45
_LETTERS = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,7}\b")
_WATCHERS = re.compile(r"\b(?:monitor\w*|observer\w*|verification|mission|watch)\b", re.IGNORECASE)
_NEVER = frozenset(
    (
        "the",
        "it",
        "they",
        "he",
        "she",
        "we",
        "this",
        "that",
        "government",
        "parties",
        "who",
        "which",
        "report",
    )
)


def watchers_of(source: Source) -> frozenset[str]:
    """Give the names, in small letters, of those who watch, as this document introduces them."""
    found: set[str] = set()
    seen: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for layer in author_spans(source):
        text = source.text[layer.start : min(layer.end, layer.start + _SAMPLE)]
        for match in _SHORT.finditer(text):
            if _WATCHERS.search(text, max(0, match.start() - _NAME), match.start()):
                found.add(match[1].lower())
        for match in _WATCH.finditer(text):
            before = _BEFORE.search(text, max(0, match.start() - _SUBJECT), match.start())
            if before:
                seen[before[1]] += 1
        written.update(_LETTERS.findall(text))
    found.update(
        name.lower()
        for name, count in seen.items()
        if (count >= OFTEN or written[name] >= OFTEN)
        and name.lower() not in _NEVER
        and (name.isupper() or _WATCHERS.search(name))
    )
    return frozenset(found)
