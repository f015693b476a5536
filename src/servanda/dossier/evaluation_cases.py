"""Misses, false alarms and pairs that differ, each with its words in their context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import Spans, in_context
from servanda.dossier.citation import locator
from servanda.dossier.layout import card_weight, in_parts
from servanda.dossier.words import label, listed
from servanda.evaluating import Evaluation, Matching
from servanda.evaluating.alike import provisions_of
from servanda.evaluating.places import same_places

#: Name, what gold says, what the reader says.
Lines = tuple[tuple[str, str, str], ...]
_SPACE = re.compile(r"\s+")
#: What each list of cases is called, what it means, and how its cases are counted.
LISTS: dict[str, tuple[str, str, tuple[str, str]]] = {
    "missed": (
        "Missed",
        "Gold statements that the reader did not find.",
        ("missed statement", "missed statements"),
    ),
    "alarms": (
        "False alarms",
        "Found statements that answer no gold statement.",
        ("false alarm", "false alarms"),
    ),
    "differing": (
        "Differing pairs",
        "Pairs on whose words reader and gold agree, and not on all that they say.",
        ("pair that differs", "pairs that differ"),
    ),
}
#: So many of the labels of `_says` stand at the head of every card.
IN_HEAD = 2
MERGED = "It lies in a found statement that answers another gold statement: merged with it."
PIECE = "It is a further piece of a gold statement that another one answers."


@dataclass(frozen=True, slots=True)
class Case:
    """One card: a statement, its words in context, what gold and reader say, and what is odd.

    `reasons` are the reader's. In `lines` one of the two says is "" where there is none.
    """

    anchor: str
    number: int
    statement: Statement
    words: Markup
    source: str
    where: str
    note: str
    lines: Lines
    reasons: tuple[str, ...]


def cases_of(
    evaluation: Evaluation,
    which: str,
    sources: Mapping[str, Source],
    hidden: Mapping[str, Spans],
) -> tuple[Case, ...]:
    """Give the cases of one of `LISTS`, by source in the order of the sources, then of the text."""
    order = {id: at for at, id in enumerate(sources)}
    found = sorted(
        _chosen(evaluation.matching, which),
        key=lambda one: (order[one.statement.source], one.statement.start, one.statement.end),
    )
    return tuple(
        _case(number, one, sources[one.statement.source], hidden.get(one.statement.source, ()))
        for number, one in enumerate(found, 1)
    )


def parts_of(cases: Sequence[Case]) -> Sequence[Sequence[Case]]:
    """Give the cases in parts that fit a page each; one empty part when there are none."""
    weighed = ((one, card_weight(one.statement) + 300 * len(one.lines)) for one in cases)
    return tuple(in_parts(weighed)) or ((),)


@dataclass(frozen=True, slots=True)
class _Chosen:
    statement: Statement
    lines: Lines
    note: str = ""
    reasons: tuple[str, ...] = ()


def _chosen(matching: Matching, which: str) -> Iterator[_Chosen]:
    if which == "differing":
        for gold, found in matching.pairs:
            both = zip(_says(gold), _says(found), strict=True)
            lines = tuple((name, a or "nothing", b or "nothing") for (name, a), (_, b) in both)
            # A place may have another name in another gazetteer and be the same place.
            same = {"Where"} if same_places(gold, found) else set()
            apart = tuple(one for one in lines if one[1] != one[2] and one[0] not in same)
            if apart:
                yield _Chosen(gold, apart, reasons=found.reasons)
        return
    for one in matching.missed if which == "missed" else matching.alarms:
        if one.gold:
            lines = tuple((name, told, "") for name, told in _says(one.gold)[IN_HEAD:] if told)
            yield _Chosen(one.gold, lines, MERGED if one.within_another else "")
        elif one.found:
            lines = tuple((name, "", told) for name, told in _says(one.found)[IN_HEAD:] if told)
            note = PIECE if one.within_another else ""
            yield _Chosen(one.found, lines, note, one.found.reasons)


def _says(one: Statement) -> tuple[tuple[str, str], ...]:
    """Give what a statement says, label by label, so that a label that differs reads otherwise."""
    return (
        ("Stance", label("stances", one.stance)),
        ("Kind", label("kinds", one.kind)),
        ("On", listed(sorted(map("/".join, provisions_of(one)))) or label("levels", one.level)),
        ("About", listed(sorted({who.party or _plain(who.name or who.text) for who in one.about}))),
        ("When", (one.when.edtf or "no year given") if one.when else ""),
        ("Where", listed(f"{_plain(at.text)} ({at.name or 'unplaced'})" for at in one.places)),
        ("Except", listed(f"“{_plain(part.text)}”" for part in one.exceptions)),
    )


def _plain(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


def _case(number: int, one: _Chosen, source: Source, hidden: Spans) -> Case:
    return Case(
        anchor=addresses.card(one.statement.id),
        number=number,
        statement=one.statement,
        words=in_context(source, one.statement, hidden=hidden),
        source=source.shown_name,
        where=locator(one.statement.quotes[0]) if one.statement.quotes else "",
        note=one.note,
        lines=one.lines,
        reasons=one.reasons,
    )
