"""Whom a promise binds, and what other promises it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from servanda.agreements.cues import any_of, cues
from servanda.domain.agreement import Party
from servanda.text.references import find_references


def find_obligors(words: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """Give the keys of the parties that a promise binds: subjects of "shall", "will", "agree".

    "The Parties" and "both sides" are all signatories.
    """
    signatories = tuple(one.key for one in parties if one.role == "party")
    found: list[tuple[int, str]] = []
    verbs = any_of(cues().duty_verbs)
    binds = (
        r"(?:\s*\([^)]*\))?(?:\s*,[^,;.]{0,100},)?\s+"
        rf"(?:also\s+|jointly\s+|hereby\s+|both\s+)*{verbs}\b"
    )
    joined = r"(?:\s*(?:,|and|as\s+well\s+as|together\s+with)\s+[^.;:]{0,90}?)?"
    for party in parties:
        bound = re.finditer(rf"(?:{_called(party)}){joined}{binds}", words, re.IGNORECASE)
        found += [(match.start(), party.key) for match in bound]
    everybody = any_of(cues().everybody)
    for match in re.finditer(rf"\b{everybody}{binds}", words, re.IGNORECASE):
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
        subject = " ".join(match["subject"].split())
        if len(subject.split()) <= 12 and not _texts().search(subject):
            found.append(subject)
    return tuple(dict.fromkeys(found))


@cache
def _texts() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(cues().texts)}\b", re.IGNORECASE)


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
        yield " ".join(words[reference.start : end].split()), numbers, outer, not own
