"""Disputes over what was promised: wordings of one provision by different voices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from servanda.assessing.assessment import Assessment
from servanda.assessing.dispute import Dispute, Worded
from servanda.domain.agreement import Agreement, Provision, Wording
from servanda.domain.cell import Cell
from servanda.domain.source import Source
from servanda.text.normalise import fold

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
#: So many words that stand in one wording alone are quoted.
MOST_WORDS = 4


def wording_disputes(
    assessment: Assessment, agreement: Agreement, row: Provision, *, proposals: bool
) -> Iterator[Dispute]:
    """Give the disputes over a provision's words: forms by different voices that are not one.

    Only forms in one language are held against each other: a translation disputes nothing.
    """
    for one, other in combinations(row.wordings, 2):
        if one.by == other.by or (one.language or "") != (other.language or ""):
            continue
        mine, theirs = _only(one, other), _only(other, one)
        if not mine and not theirs:
            continue
        forms = tuple(
            Worded(x.by, side_behind(assessment, agreement, x.by), " ".join(x.text.split()))
            for x in (one, other)
        )
        yield Dispute(
            cell=Cell(agreement.key, row.key),
            sides=tuple(sorted({x.side for x in forms})),
            word="over_wording",
            computed="over_wording",
            why=_why(forms, mine, theirs),
            settle=_settle(agreement, one, other),
            wordings=forms,
            proposals=proposals,
        )


def side_behind(assessment: Assessment, agreement: Agreement, by: str) -> str:
    """Give the side that a wording is attributed to: a party, a source's side, or the name itself.

    A source stands behind it when its title, name or archival reference has the name in it.
    """
    wanted = fold(by)
    for party in agreement.parties:
        if wanted in {fold(x) for x in (party.key, party.name, *party.aliases)}:
            return party.key
    for source in assessment.record.sources:
        if any(wanted in fold(name) for name in _names_of(source)):
            return source.description.side or by
    return by


def _names_of(source: Source) -> tuple[str, ...]:
    about = source.description
    reference = about.reference.text if about.reference else ""
    return (source.id, source.name, about.title or "", reference, *about.derives_from)


def _only(one: Wording, other: Wording) -> list[str]:
    """Give the words that stand in one wording and not in the other, in their order."""
    known = {fold(word) for word in _WORD.findall(other.text)}
    return [
        word
        for word in dict.fromkeys(_WORD.findall(one.text))
        if fold(word) not in known and (len(word) > 3 or word[0].isdigit())
    ]


def _why(forms: tuple[Worded, ...], mine: list[str], theirs: list[str]) -> str:
    one, other = forms
    told = f"{one.by} words it “{one.text.rstrip('.')}”, {other.by} “{other.text.rstrip('.')}”"
    only = [
        f"only {form.by} has {_quoted(words)}"
        for form, words in ((one, mine), (other, theirs))
        if words
    ]
    return f"{told}: {', and '.join(only)}."


def _quoted(words: list[str]) -> str:
    shown = [f"“{word}”" for word in words[:MOST_WORDS]]
    return ", ".join(shown) + (" and more" if len(words) > MOST_WORDS else "")


def _settle(agreement: Agreement, one: Wording, other: Wording) -> str:
    keepers = [x.name for x in agreement.parties if x.role in ("mediator", "guarantor")]
    asked = f", such as the copy of {' or '.join(keepers)}" if keepers else ""
    reported = [x.by for x in (one, other) if x.kind == "reported"]
    known = f" What {' and '.join(reported)} give is a report of it." if reported else ""
    return (
        f"The text of this provision as it was signed, in each language of signature{asked}.{known}"
    )
