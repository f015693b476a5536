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
from servanda.saying import _, joined, listed, listed_or
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
    told = _("{one} words it “{this}”, {other} “{that}”").format(
        one=one.by,
        this=one.text.rstrip("."),
        other=other.by,
        that=other.text.rstrip("."),
    )
    only = [
        _("only {name} has {words}").format(name=form.by, words=_quoted(words))
        for form, words in ((one, mine), (other, theirs))
        if words
    ]
    if len(only) == 2:
        return _("{told}: {one}, and {other}.").format(told=told, one=only[0], other=only[1])
    return _("{told}: {one}.").format(told=told, one="".join(only))


def _quoted(words: list[str]) -> str:
    shown = [f"“{word}”" for word in words[:MOST_WORDS]]
    if len(words) > MOST_WORDS:
        return _("{words} and more").format(words=joined(shown))
    return joined(shown)


def _settle(agreement: Agreement, one: Wording, other: Wording) -> str:
    keepers = [x.name for x in agreement.parties if x.role in ("mediator", "guarantor")]
    if keepers:
        asked = _(
            "The text of this provision as it was signed, in each language of signature, such as "
            "the copy of {keepers}."
        ).format(keepers=listed_or(keepers))
    else:
        asked = _("The text of this provision as it was signed, in each language of signature.")
    reported = [x.by for x in (one, other) if x.kind == "reported"]
    if not reported:
        return asked
    known = _("What {names} give is a report of it.").format(names=listed(reported))
    return f"{asked} {known}"
