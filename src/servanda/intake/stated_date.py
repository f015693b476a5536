"""The date that a document states for itself, in its first lines."""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.intake.cues import cues
from servanda.text.dates import parse_date

#: A document's own date stands within so many characters of its beginning.
HEAD = 700
#: Words before a date that must look like a title's.
NEAR = 6

_YEAR = re.compile(r"[12]\d{3}")
#: What may lead into a document's date, and what makes a date an event's or a period's.
_AS_OF = re.compile(
    r"(?:as (?:of|at)|dated?:?|issued(?: on)?|done (?:at|in|this).{0,40}|on this)[\s]*\Z",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s*(?:-|–|—|to|until|till|through|and)\s", re.IGNORECASE)
_EVENT_BEFORE = re.compile(
    r"(?:\b(?:on|since|between|from|until|till|by|in|after|before|during|of|and|to|through|around"
    r"|early|late|mid)|\d[ ]?[-–—])[\s]*\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def date_of(words: str) -> str | None:
    """Give the EDTF value of a date as somebody wrote it; None if it is none or lacks its year."""
    told = parse_date(words.strip(" .,"))
    return told.edtf if told and told.edtf else None


def find_stated_date(text: str, start: int = 0) -> str | None:
    """Give the EDTF date that stands by itself in a document's first lines, or after "as of".

    A date inside a sentence is an event's ("On 26 March 2015 the mission ..."), one that runs on
    ("November 2020 to January 2022") a period's; neither is the document's.
    """
    head = text[start : start + HEAD]
    if not _YEAR.search(head):
        return None
    monthly: str | None = None
    for match in cues().date.finditer(head):
        value = date_of(match[0])
        if value is None or _RANGE_AFTER.match(head, match.end()):
            continue
        line = head[head.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _AS_OF.search(line):
            return value
        if _EVENT_BEFORE.search(line) or not _is_title(line.split()[-NEAR:]):
            continue
        if len(value) > 7:
            return value
        monthly = monthly or value
    return monthly


def _is_title(words: list[str]) -> bool:
    """Tell whether what stands before a date on its line is no sentence: names and numbers only."""
    small = ("of", "the", "for", "on", "and", "no.", "no")
    return all(not word[0].islower() or word.casefold() in small for word in words)
