"""Dates in running text, as EDTF: full, partial, relative, bound, uncertain, or tied to an event.

What a value claims is in `moments`; where a missing year comes from is in `resolving`; the words
are in the language's `dates.toml`. A `When` keeps its words and says on what basis it stands.

An `edtf` of "" with the basis "event" tells that the words date something by an event ("during the
elections"). Narrower than its EDTF, `earliest` and `latest` keep "early", "mid" and "end of".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from servanda.domain.span import Span
from servanda.domain.when import When
from servanda.text import moments, resolving
from servanda.text.edtf import Day, Point, bounds
from servanda.text.events import find_events
from servanda.text.grammar import READ, Grammar, Item, Reading, compile_grammar
from servanda.text.languages import vocabulary
from servanda.text.moments import Value
from servanda.text.phrases import SPACE, SPACES, lowered, pattern_of
from servanda.text.resolving import Bearings

__all__ = ["bounds", "find_dates", "parse_date"]

_STAGES = ("atoms", "modified", "spans")
_WORD_AFTER = re.compile(rf"{SPACE}-?([^\W\d_]+)")
_GOES_ON = re.compile(rf"{SPACES}\w")
_DIGITS_AROUND = re.compile(r"\d[ \u00a0]\d")
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?|[$€£#§№])\s*\(?\Z")
#: "1910-30" is twenty years in words, though EDTF has southern seasons and quarters like it.
_YEARS = re.compile(r"\d{4}-(?:2[5-9]|3\d|4[01])")
#: How far around a date the words that tell of things to come are looked for, in code points.
_SENTENCE = 160
#: The value of words such as "throughout", which take all of a date and open nothing.
THROUGHOUT = 9


@dataclass(frozen=True, slots=True)
class _Language:
    grammar: Grammar
    not_year_before: frozenset[str]
    counted: frozenset[str]
    not_before: frozenset[str]
    needs_noun: frozenset[str]
    year_before: frozenset[str]
    may_be_year_before: tuple[str, ...]
    ahead: re.Pattern[str]


@cache
def _language(language: str) -> _Language:
    data = vocabulary(language, "dates")
    return _Language(
        compile_grammar(data, _STAGES),
        frozenset(data["not_year_before"]),
        frozenset(data["counted"]),
        frozenset(data["not_before"]),
        frozenset(data["needs_noun"]),
        frozenset(data["year_before"]),
        tuple(data["may_be_year_before"]),
        re.compile(rf"(?<!\w){pattern_of(data['ahead'])}(?!\w)"),
    )


def date_grammar(language: str) -> Grammar:
    """Give the classes and rules by which a language tells dates."""
    return _language(language).grammar


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of date words with what its atoms mean, not yet resolved."""

    items: list[Item]
    atoms: list[Reading]


def find_dates(
    text: str,
    *,
    anchor: str | None,
    within: Sequence[Span] | None = None,
    language: str = "en",
    joined: bool = True,
    events: bool = True,
) -> list[When]:
    """Give the dates told in a text, in order, without overlap.

    Args:
        text: Text of one source.
        anchor: EDTF of the document's own date, from which relative and yearless dates count;
            None if unknown.
        within: Only look here; the whole text if None.
        language: Whose words to know.
        joined: Whether "from May to July" is one date; if not, its ends are given apart.
        events: Whether dates by an event ("during the elections") are given too.
    """
    known = _language(language)
    low = lowered(text)
    spans = within if within is not None else (Span(0, len(text)),)
    runs = [run for span in spans for run in _runs(text, low, span, known)]
    now = _bearings(anchor, runs)
    found: list[When] = []
    last = 0
    for run in runs:
        now.paragraph += _new_paragraphs(text, last, run.items[0].start)
        last = run.items[0].start
        items = _resolved(run, text, low, now, known, joined=joined)
        for stage in _STAGES[1:] if joined else _STAGES[1:2]:
            items = _built(known.grammar, stage, items)
        found.extend(_when(text, one) for one in items if isinstance(one.value, Value))
    if events:
        taken = [Span(one.start or 0, one.end or 0) for one in found]
        found.extend(find_events(text, low, spans, taken, language))
        found.sort(key=lambda one: one.start or 0)
    return found


def parse_date(words: str, *, anchor: str | None = None, language: str = "en") -> When | None:
    """Give the date that a few words state ("July 12, 1947"), or that an EDTF value is.

    None if they hold no date, or more than one.
    """
    value = words.strip()
    earliest, latest = bounds(value)
    if (earliest or latest) and not _YEARS.fullmatch(value):
        return When(words, None, None, value, earliest, latest, "stated")
    doubtful = value.endswith("?")
    found = find_dates(value.rstrip("? "), anchor=anchor, language=language, events=False)
    if len(found) != 1:
        return None
    one = found[0]
    edtf = moments.doubted(one.edtf, "?") if doubtful else one.edtf
    return When(words, None, None, edtf, one.earliest, one.latest, one.basis)


def _when(text: str, item: Item) -> When:
    value: Value = item.value
    return When(
        text=text[item.start : item.end],
        start=item.start,
        end=item.end,
        edtf=value.edtf,
        earliest=str(value.first) if value.first else None,
        latest=str(value.last) if value.last else None,
        basis=value.basis,
    )


def _new_paragraphs(text: str, start: int, end: int) -> int:
    return text.count("\n\n", start, end) + text.count("\n\r\n", start, end)


def _runs(text: str, low: str, span: Span, known: _Language) -> list[_Run]:
    runs: list[_Run] = []
    done = span.start
    for match in known.grammar.trigger.finditer(low, span.start, span.end):
        if match.start() < done or not known.grammar.knows(text, match):
            continue
        items = known.grammar.run(text, low, match, done, span.end)
        if not items:
            continue
        done = max(done, items[-1].end)
        atoms = [atom for atom in known.grammar.read("atoms", items) if _is_date(atom, low, known)]
        if atoms:
            runs.append(_Run(items, atoms))
    return runs


def _is_date(atom: Reading, low: str, known: _Language) -> bool:
    """Tell whether what looks like a date is one: bare years and counts are often not."""
    first, last = atom.items[atom.first], atom.items[atom.last - 1]
    following = _WORD_AFTER.match(low, last.end)
    if atom.means == "aside":
        return last.text not in known.needs_noun or not _GOES_ON.match(low, last.end)
    if (atom.means in {"which", "over"} or "season" in atom.parts) and following:
        return following[1] not in known.not_before
    if atom.means != "date":
        return True
    if atom.last - atom.first == 1 and ("year" in atom.parts or "month_year" in atom.parts):
        return _is_year(first, following[1] if following else "", low, known)
    if "day" in atom.parts and "year" not in atom.parts and last.text.isdigit():
        return not (following and following[1] in known.counted)
    return True


def _is_year(number: Item, following: str, low: str, known: _Language) -> bool:
    """Tell whether a number of four digits is a year, given the words around it."""
    found = _WORD_BEFORE.search(low, max(0, number.start - 24), number.start)
    before = found[1] if found else ""
    if following in known.counted or (before and not before[0].isalnum()):
        return False
    ends = not low[number.end : number.end + 4].strip(" .?")
    phrase = low[max(0, number.start - 16) : number.start].rstrip()
    if ends and phrase.endswith(known.may_be_year_before):
        return True
    if before in known.not_year_before:
        return False
    in_row = _DIGITS_AROUND.search(low, max(0, number.start - 3), number.end + 3)
    return in_row is None or before in known.year_before


def _bearings(anchor: str | None, runs: list[_Run]) -> Bearings:
    now = Bearings(anchor_edtf=anchor or "")
    first, last = bounds(anchor) if anchor else (None, None)
    known = last or first
    if known is not None:
        year, month, day = known.rsplit("-", 2)
        now.anchor_day = Day(int(year.lstrip("Y")), int(month), int(day))
        now.anchor = _anchor_point(anchor or "", now.anchor_day, first == last)
    stated = [
        atom.parts["year"]
        for run in runs
        for atom in run.atoms
        if "year" in atom.parts and atom.means in {"date", "days", "list"}
    ]
    far = [
        year
        for year in stated
        if now.anchor is None or abs(year - now.anchor.year) > resolving.REPORTED_YEARS
    ]
    now.narrative = now.anchor is None or (len(stated) > 3 and len(far) * 2 > len(stated))
    now.day_first = _day_first(runs)
    return now


def _anchor_point(anchor: str, day: Day, exact: bool) -> Point:
    if exact:
        return Point(day.year, day.month, day.day)
    bare = anchor.rstrip("?~%")
    if re.fullmatch(r"-?\d{4}-\d\d", bare):
        return Point(day.year, int(bare[-2:]))
    return Point(day.year)


def _day_first(runs: list[_Run]) -> bool | None:
    """Tell from the dates of which only one order is possible which order the document uses."""
    votes = set()
    for run in runs:
        for atom in run.atoms:
            text = atom.parts.get("numeric")
            numbers = resolving.numeric_parts(text) if text and "/" in text else None
            if numbers and (numbers[0] > 12) != (numbers[1] > 12):
                votes.add(numbers[0] > 12)
    return votes.pop() if len(votes) == 1 else None


def _resolved(
    run: _Run, text: str, low: str, now: Bearings, known: _Language, *, joined: bool
) -> list[Item]:
    """Give the run's items with every atom replaced by the value it has."""
    items: list[Item] = []
    at = 0
    now.look_ahead = partial(_is_ahead, text, low, run, known)
    for number, atom in enumerate(run.atoms):
        following = run.atoms[number + 1] if number + 1 < len(run.atoms) else None
        now.joined = _joined_year(atom, following, now)
        value = _value(atom, now)
        items.extend(run.items[at : atom.first])
        at = atom.last
        if value is None:
            items.extend(run.items[atom.first : atom.last])
            continue
        now.tell(value)
        if not joined and atom.means in {"days", "years"}:
            items.extend(_apart(atom, now))
            continue
        first, last = run.items[atom.first], run.items[atom.last - 1]
        items.append(Item(first.start, last.end, READ, "", value))
    items.extend(run.items[at:])
    return items


def _apart(atom: Reading, now: Bearings) -> list[Item]:
    """Give the two ends of "12-14 May" or "1939-45" as dates of their own."""
    unit = "day" if atom.means == "days" else "year"
    (first, end), (to_first, to_end) = atom.where[unit], atom.where[f"to_{unit}"]
    if unit == "day" and atom.where["month"][0] < first:
        first = atom.where["month"][0]
    else:
        to_end = atom.last
    ends = [
        {**atom.parts, unit: atom.parts[unit]},
        {**atom.parts, unit: atom.parts[f"to_{unit}"]},
    ]
    if unit == "year":
        values = [moments.at(Point(one)) for one in resolving.both_years(atom.parts)]
    else:
        values = [one for part in ends if (one := resolving.date(part, now)) is not None]
    spans = ((first, end), (to_first, max(to_end, atom.last)))
    return [
        Item(atom.items[one].start, atom.items[to - 1].end, READ, "", value)
        for (one, to), value in zip(spans, values, strict=False)
    ]


def _is_ahead(text: str, low: str, run: _Run, known: _Language) -> bool:
    """Tell whether the sentence around a run speaks of what is to come."""
    start, end = run.items[0].start, run.items[-1].end
    before = max(low.rfind(sign, max(0, start - _SENTENCE), start) for sign in (". ", "\n\n", "; "))
    after = [low.find(sign, end, end + _SENTENCE) for sign in (". ", "\n\n", "; ")]
    stop = min((one for one in after if one >= 0), default=min(len(text), end + _SENTENCE))
    return known.ahead.search(low, max(before, start - _SENTENCE, 0), stop) is not None


def _joined_year(atom: Reading, following: Reading | None, now: Bearings) -> Point | None:
    """Give the date joined to this one by a word or two, if it states the year that this lacks."""
    if following is None or "year" in atom.parts or following.means not in {"date", "days"}:
        return None
    if following.first - atom.last > 2 or "year" not in following.parts:
        return None
    value = _value(following, now)
    return value.point if value else None


def _value(atom: Reading, now: Bearings) -> Value | None:  # noqa: PLR0911 - one line per meaning
    parts: Mapping[str, Any] = atom.parts
    match atom.means:
        case "date":
            return resolving.date(parts, now)
        case "days":
            return resolving.days(parts, now)
        case "list":
            numbers = [
                int("".join(char for char in one.text if char.isdigit()))
                for one in atom.items[atom.first : atom.last]
                if one.text[0].isdigit() and len(one.text) < 5 and not one.text.endswith("s")
            ]
            return resolving.listed(parts, [one for one in numbers if one < 32], now)
        case "nth":
            return resolving.nth(parts, now)
        case "years":
            return resolving.years(parts)
        case "passed" | "ago":
            return resolving.passed(parts, now)
        case "aside":
            return resolving.aside(parts, now)
        case "over":
            return resolving.over(parts, now)
        case "whole":
            return resolving.whole(parts, now)
        case "today":
            return resolving.today(parts, now)
        case _:
            return resolving.which(parts, now)


def _built(grammar: Grammar, stage: str, items: list[Item]) -> list[Item]:
    """Give the items with what a later stage makes of the dates among them."""
    if len(items) == 1:
        return items
    out: list[Item] = []
    at = 0
    for reading in grammar.read(stage, items):
        value = _combined(reading)
        if value is None:
            continue
        out.extend(items[at : reading.first])
        first, last = items[reading.first], items[reading.last - 1]
        out.append(Item(first.start, last.end, READ, "", value))
        at = reading.last
    out.extend(items[at:])
    return out


def _combined(reading: Reading) -> Value | None:
    """Give what the words around a date make of it."""
    parts = reading.parts
    value: Value = parts["date"]
    match reading.means:
        case "shift":
            made = _shifted(parts, value)
        case "either":
            made = moments.either(value, parts["to_date"])
        case "span":
            made = moments.between(value, parts["to_date"])
        case "week":
            made = moments.unit_around(value.point, "week", 0, told=True) if value.point else None
        case "since" | "until":
            made = _opened(parts, value)
        case _:
            doubts = {parts[name] for name in ("approx", "doubt", "doubt_after") if name in parts}
            mark = "%" if len(doubts) > 1 else "".join(doubts)
            made = moments.narrowed(moments.marked(value, mark), parts.get("part", ""))
    return made


def _opened(parts: Mapping[str, Any], value: Value) -> Value:
    """Give "since May", "until May", "from May onwards"; "throughout May" opens nothing."""
    if parts.get("until") == THROUGHOUT:
        return value
    if "until" in parts or "before" in parts or parts.get("onwards", 1) < 0:
        return moments.until(value, before="before" in parts)
    return moments.since(value, after="after" in parts)


def _shifted(parts: Mapping[str, Any], value: Value) -> Value | None:
    """Give "two days after 5 May"."""
    if value.point is None or "vague" in parts:
        return None
    step = parts.get("aside", 1)
    there = moments.moved(value.point, parts.get("number", 1) * step, parts["unit"])
    if there is None:
        return None
    shifted = moments.at(there, value.basis)
    if parts.get("more") == "more":
        return moments.until(shifted) if step < 0 else moments.since(shifted)
    if parts.get("more") == "less":
        return moments.between(shifted, value) if step < 0 else moments.between(value, shifted)
    return moments.marked(shifted, "~") if parts.get("more") else shifted
