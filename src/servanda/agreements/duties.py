"""What a promise says of itself: who is bound, by when, and what else it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from servanda.agreements.cues import cues
from servanda.domain.agreement import Due, Party
from servanda.text.dates import find_dates
from servanda.text.references import find_references

_NUMBER = (
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|"
    r"twenty(?:-one)?|thirty|forty(?:-five)?|sixty|ninety|hundred|eighteen|thirty-six|forty-eight)"
    r"\s*)?\(?(?P<number>[0-9]{1,4})?\)?"
)
_VALUES = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-one": 21,
    "thirty": 30, "thirty-six": 36, "forty": 40, "forty-five": 45, "forty-eight": 48, "sixty": 60,
    "ninety": 90, "hundred": 100,
}  # fmt: skip
#: "within six (6) months of its establishment", "no later than 30 days after the date of signing".
_WITHIN = re.compile(
    r"\b(?:(?:by\s+)?(?:no|not)\s+later\s+than|within)\s+(?:the\s+first\s+|a\s+maximum\s+of\s+)?"
    rf"(?P<count>{_NUMBER})\s+(?P<unit>hours?|days?|weeks?|months?|years?)\b"
    r"(?P<link>\s+(?:of|after|from|following|upon|into|since)\s+)?",
    re.IGNORECASE,
)
#: "eight (8) months after signing", "sixty (60) days before the end of the period".
_AFTER = re.compile(
    rf"(?<![\w(])(?P<count>{_NUMBER})\s+(?P<unit>hours?|days?|weeks?|months?|years?)\s+"
    r"(?P<link>(?:after|before|from|following|prior\s+to)\s+)",
    re.IGNORECASE,
)
#: "on day 1 of the withdrawal", "the day 5 after the withdrawal".
_DAY = re.compile(
    r"\b(?:(?:starting\s+)?(?:on|from|by)\s+)?(?:the\s+)?day\s+(?P<number>[0-9]{1,3})\s+"
    r"(?P<link>(?:of|after)\s+)",
    re.IGNORECASE,
)
_EVENT_WORD = re.compile(r"\s*([\w’'/-]+)")
#: Words that no event goes on with.
_EVENT_ENDS = frozenset(
    [
        "on",
        "at",
        "and",
        "or",
        "a",
        "an",
        "to",
        "by",
        "for",
        "which",
        "that",
        "who",
        "as",
        "shall",
        "will",
        "with",
        "in",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "unless",
        "until",
        "except",
        "provided",
        "under",
        "than",
    ]
)
#: Words of term before a date that a date's own words do not hold: "on 27 July 2020".
_TERM = re.compile(
    r"\b(?:(?:starting|beginning|commencing|effective|in\s+force)\s+(?:from|on|by)?|from|on|by|before|"
    r"until)\s+(?:the\s+)?(?:[0-9]{1,2}[:.][0-9]{2}\s*(?:hrs?|hours|[ap]\.?m\.?)?\s*"
    r"(?:\([^)]{1,20}\)\s*)?(?:on\s+)?)?(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    r"\b(?:by|before)\s+the\s+end\s+of\s+(?:the|this)\s+year\b(?!\s+[0-9])", re.I
)


def find_due(words: str, *, signed: str | None) -> tuple[Due, ...]:
    """Give the due dates that a promise states, in its order.

    Absolute dates count after a word of term ("by", "starting from", "no later than") and from the
    day of signing on; a date before it is told, not due.

    Args:
        words: The promise.
        signed: EDTF date of the agreement; what "the end of the year" is counted from.
    """
    found: list[tuple[int, int, Due]] = []
    for pattern in (_DAY, _WITHIN, _AFTER):
        for match in pattern.finditer(words):
            end = _event_end(words, match.end()) if match["link"] else match.end()
            if _overlaps(found, match.start(), end):
                continue
            days = int(match["number"]) if pattern is _DAY else _days(match)
            if pattern is not _DAY and _value(match) is None:
                continue
            event = _clean(words[match.end() : end]) if match["link"] else None
            before = (match["link"] or "").split()[:1] in (["before"], ["prior"])
            due = Due(
                _clean(words[match.start() : end]),
                days=-days if before and days else days,
                after=event or None,
            )
            found.append((match.start(), end, due))
    for when in find_dates(words, anchor=signed):
        if when.start is None or when.end is None or not when.edtf or when.basis == "assumed":
            continue
        bounded = when.edtf.startswith("../") or when.edtf.endswith("/..")
        term = _TERM.search(words, max(0, when.start - 80), when.start)
        start = when.start if bounded or term is None else term.start()
        if not (bounded or term) or _overlaps(found, start, when.end):
            continue
        if not _is_past(when.edtf, signed):
            found.append((start, when.end, Due(_clean(words[start : when.end]), edtf=when.edtf)))
    for match in _YEAR_END.finditer(words):
        if signed and not _overlaps(found, match.start(), match.end()):
            due = Due(_clean(match[0]), edtf=f"../{signed[:4]}")
            found.append((match.start(), match.end(), due))
    return tuple(due for _, _, due in sorted(found, key=lambda one: one[:2]))


def _event_end(words: str, start: int) -> int:
    """Give where the event that a term is counted from ends: before a word it cannot hold."""
    end = start
    for _ in range(12):
        found = _EVENT_WORD.match(words, end)
        if not found or found[1].lower() in _EVENT_ENDS:
            break
        end = found.end()
    return end


def _overlaps(found: Sequence[tuple[int, int, Due]], start: int, end: int) -> bool:
    return any(one[0] < end and start < one[1] for one in found)


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:(")


def _is_past(edtf: str, signed: str | None) -> bool:
    """Tell whether a date ends before the signing, as far as both are told."""
    known = [one.rstrip("?~%") for one in edtf.split("/") if one.strip(".")]
    if signed is None or not known or "X" in known[-1]:
        return False
    size = min(len(known[-1]), len(signed))
    return known[-1][:size] < signed[:size]


def _value(match: re.Match[str]) -> int | None:
    if match["number"]:
        return int(match["number"])
    return _VALUES.get(match["count"].strip().lower())


def _days(match: re.Match[str]) -> int | None:
    """Give whole days; months and years have no fixed number of them."""
    value, unit = _value(match), match["unit"].lower().rstrip("s")
    if value is None or unit in ("month", "year"):
        return None
    if unit == "hour":
        return value // 24 if value % 24 == 0 else None
    return value * (7 if unit == "week" else 1)


def find_obligors(words: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """Give the keys of the parties that a promise binds: subjects of "shall", "will", "agree".

    "The Parties" and "both sides" are all signatories.
    """
    signatories = tuple(one.key for one in parties if one.role == "party")
    found: list[tuple[int, str]] = []
    verbs = "|".join(map(re.escape, sorted(cues().duty_verbs, key=len, reverse=True)))
    binds = (
        r"(?:\s*\([^)]*\))?(?:\s*,[^,;.]{0,100},)?\s+"
        rf"(?:also\s+|jointly\s+|hereby\s+|both\s+)*(?:{verbs})\b"
    )
    joined = r"(?:\s*(?:,|and|as\s+well\s+as|together\s+with)\s+[^.;:]{0,90}?)?"
    for party in parties:
        bound = re.finditer(rf"(?:{_called(party)}){joined}{binds}", words, re.IGNORECASE)
        found += [(match.start(), party.key) for match in bound]
    everybody = "|".join(map(re.escape, sorted(cues().everybody, key=len, reverse=True)))
    for match in re.finditer(rf"\b(?:{everybody}){binds}", words, re.IGNORECASE):
        found += [(match.start(), key) for key in signatories]
    return tuple(dict.fromkeys(key for _, key in sorted(found, key=lambda one: one[0])))


def _called(party: Party) -> str:
    """Give a pattern for what a party is called in a text of its own agreement."""
    names = sorted({party.name, *party.aliases}, key=len, reverse=True)
    forms = [rf"\b{re.escape(name)}\b" for name in names]
    if re.search(r"\bgovernment\b", party.name, re.IGNORECASE):
        forms.append(
            r"(?<!\w )\bthe\s+(?:central\s+|national\s+|federal\s+)?government\b(?!\s+of\b)"
        )
    return "|".join(forms)


def find_unknown_obligors(words: str) -> tuple[str, ...]:
    """Give subjects of "shall" and its like that begin a sentence, whoever they are."""
    found = []
    for match in _subject().finditer(words):
        subject = _clean(match["subject"])
        if len(subject.split()) <= 12 and not _TEXTS.search(subject):
            found.append(subject)
    return tuple(dict.fromkeys(found))


#: Texts bind nobody by themselves: "The Annex shall form part of this Agreement".
_TEXTS = re.compile(
    r"\b(?:agreement|annex\w*|law|protocol|constitution|framework|provisions?|article|chapter|"
    r"details|memorandum|decision|term|mandate)\b",
    re.IGNORECASE,
)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[.;:])\s+|,\s+)(?P<subject>(?:The|the|All|Each|An?)\s[^.,;:()]{3,90}?"
        r"(?:\s*\([A-Z][^)]{1,20}\))?)\s+(?:shall|undertakes?\s+to)\s+(?!(?:not\s+|only\s+)?be\b)"
    )


def find_pointers(words: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
    """Give what a promise points at: words, labels, the labels around it, if in another text."""
    for reference in find_references(words):
        if reference.kind == "agreement":
            continue
        numbers = tuple(
            one
            for one in reference.numbers
            if one not in ("this", "all", "most", "some", "few", "none", "other", "topical", "next")
        )
        if not numbers:
            continue
        outer = tuple(one[0] for _, one in reversed(reference.parents) if one)
        end = reference.of.end if reference.of else reference.end
        own = reference.of is None or reference.of.text.lower() in (
            "this agreement",
            "the agreement",
        )
        yield _clean(words[reference.start : end]), numbers, outer, not own
