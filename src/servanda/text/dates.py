"""Dates in running text, as EDTF: full, partial, relative, bound, uncertain, or tied to an event.

What a value claims is in `moments`; where a missing year comes from is in `resolving`; the words
are in the language's `dates.toml`. A `When` keeps its words and says on what basis it stands.

An `edtf` of "" with the basis "event" tells that the words date something by an event ("during the
elections"). Narrower than its EDTF, `earliest` and `latest` keep "early", "mid" and "end of".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from servanda.domain.span import Span
from servanda.domain.when import When
from servanda.text import moments, relative, resolving
from servanda.text.bearings import Bearings, take_bearings
from servanda.text.combining import combined
from servanda.text.date_file import date_file
from servanda.text.edtf import Day, Point, bounds
from servanda.text.events import find_events
from servanda.text.grammar import READ, Item, Reading
from servanda.text.moments import Value
from servanda.text.phrases import lowered
from servanda.text.plausible import STAGES, DateWords, date_words, is_date
from servanda.text.unseen import Seen, see

__all__ = ["bounds", "find_dates", "parse_date", "why_no_value", "words_left"]

#: "1910-30" is twenty years in words, though EDTF has southern seasons and quarters like it; "90"
#: and "120" are numbers, though ISO 8601 has centuries and decades like them.
_NOT_EDTF = re.compile(r"\d{4}-(?:2[5-9]|3\d|4[01])|-?\d{2,3}[?~%]?")
#: Words for a unit whose form tells how many: "a month", Arabic "two months" in one word.
_COUNTED_BY_FORM = {"one_unit": 1, "two_units": 2}
_STOPS = (". ", "\n\n", "; ", "؟ ", "؛ ", "۔ ")
#: How far around a date the words that tell of things to come are looked for, in code points.
_SENTENCE = 160
_CLAUSE_END = re.compile(r"[.,;:()\d]")
#: How far before a date the noun stands whose name it is part of.
LONGEST_TITLE = 48


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
    known = date_words(language)
    spans = within if within is not None else (Span(0, len(text)),)
    if known.unseen is not None and known.unseen.search(text):
        seen = see(text, known.unseen)
        inner = [seen.inner(one) for one in spans]
        bare = find_dates(
            seen.text, anchor=anchor, within=inner, language=language, joined=joined, events=events
        )
        return [_as_written(one, text, seen) for one in bare]
    low = lowered(text)
    if known.same:
        low = low.translate(known.same)
    runs = [run for span in spans for run in _runs(text, low, span, known)]
    now = take_bearings(
        anchor, [atom for run in runs for atom in run.atoms], day_first=known.day_first
    )
    found: list[When] = []
    last = 0
    for run in runs:
        now.paragraph += _new_paragraphs(text, last, run.items[0].start)
        now.sentence += text.count(". ", last, run.items[0].start)
        now.come_back()
        last = run.items[0].start
        items = _resolved(run, text, low, now, known, joined=joined)
        for stage in STAGES[1:] if joined else STAGES[1:2]:
            items = combined(known.grammar, stage, items)
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
    if (earliest or latest) and not _NOT_EDTF.fullmatch(value):
        return When(words, None, None, value, earliest, latest, "stated")
    doubtful = value.endswith("?")
    plain = value.rstrip("? ")
    for pattern, long in date_words(language).shorthand:
        plain = pattern.sub(long, plain)
    found = find_dates(plain, anchor=anchor, language=language, events=False)
    if len(found) != 1:
        return None
    one = found[0]
    edtf = moments.doubted(one.edtf, "?") if doubtful else one.edtf
    return When(words, None, None, edtf, one.earliest, one.latest, one.basis)


def words_left(words: str, *, anchor: str | None = None, language: str = "en") -> str:
    """Give which of a few words the date that `parse_date` gives for them does not rest on.

    Words that only lead to a date ("in", "during") are passed over. "" if there is no date.
    """
    if any(bounds(words.strip())):
        return ""
    plain = words.strip().rstrip("? ")
    data = date_words(language)
    for pattern, long in data.shorthand:
        plain = pattern.sub(long, plain)
    found = find_dates(plain, anchor=anchor, language=language, events=False)
    if len(found) != 1:
        return ""
    rest = f"{plain[: found[0].start or 0]} {plain[found[0].end or 0 :]}".split()
    leads = data.year_before | data.tells_year | data.not_alone_before
    leads |= set(date_file(language)["event_stops"])
    bare = [one.strip(".,;:()") for one in rest]
    return " ".join(one for one in bare if one and lowered(one) not in leads)


def _as_written(when: When, text: str, seen: Seen) -> When:
    """Give a date found in a copy as it stands in the text."""
    span = seen.outer(when.start or 0, when.end or 0)
    return replace(when, text=span.cut(text), start=span.start, end=span.end)


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


def why_no_value(when: When, *, language: str = "en") -> str | None:
    """Give the reason, as a sentence, why a date has words and no EDTF; None if it has one.

    A date by another calendar is never converted: its months begin by sight of the moon, a day
    earlier in one country than in the next.
    """
    if when.edtf:
        return None
    if when.basis == "event":
        return "The words date by an event, not by a calendar."
    known = date_words(language)
    bare = known.unseen.sub("", when.text) if known.unseen else when.text
    low = f" {lowered(bare).translate(known.same)} "
    if known.elsewhere is not None and known.elsewhere.search(low):
        return "The words count by another calendar; they are kept and nothing is converted."
    return "The words name no year, and nothing around them does."


def _new_paragraphs(text: str, start: int, end: int) -> int:
    return text.count("\n\n", start, end) + text.count("\n\r\n", start, end)


def _runs(text: str, low: str, span: Span, known: DateWords) -> list[_Run]:
    runs: list[_Run] = []
    done = span.start
    for match in known.grammar.trigger.finditer(low, span.start, span.end):
        if match.start() < done or not known.grammar.knows(text, match):
            continue
        items = known.grammar.run(text, low, match, done, span.end)
        if not items:
            continue
        done = max(done, items[-1].end)
        atoms = [
            atom for atom in known.grammar.read("atoms", items) if is_date(atom, text, low, known)
        ]
        if atoms:
            runs.append(_Run(items, atoms))
    return runs


def _resolved(
    run: _Run, text: str, low: str, now: Bearings, known: DateWords, *, joined: bool
) -> list[Item]:
    """Give the run's items with every atom replaced by the value it has."""
    items: list[Item] = []
    at = 0
    now.look_ahead = partial(_is_ahead, text, low, run, known)
    for number, atom in enumerate(run.atoms):
        following = _with_year(run.atoms[number:])
        now.beside = _day_before(items, run.items[at : atom.first], known)
        now.joined = _joined_year(atom, following, now)
        value = _value(atom, now)
        items.extend(run.items[at : atom.first])
        at = atom.last
        if value is None:
            items.extend(run.items[atom.first : atom.last])
            continue
        if "year" in atom.parts:
            before = run.items[atom.first - 1].text if atom.first else ""
            now.tell(value, **_telling(before, run.items[atom.first], low, known))
        else:
            now.tell(value)
        ends_apart = f"to_{atom.means.removesuffix('s')}" in atom.parts
        if not joined and ends_apart and atom.means in {"days", "years", "months"}:
            items.extend(_apart(atom, now))
            continue
        first, last = run.items[atom.first], run.items[atom.last - 1]
        items.append(Item(first.start, last.end, READ, "", value))
    items.extend(run.items[at:])
    return items


def _apart(atom: Reading, now: Bearings) -> list[Item]:
    """Give the two ends of "12-14 May" or "1939-45" as dates of their own."""
    unit = atom.means.removesuffix("s")
    (first, end), (to_first, to_end) = atom.where[unit], atom.where[f"to_{unit}"]
    if unit == "day" and atom.where.get("month", (first,))[0] < first:
        first = atom.where["month"][0]
    else:
        to_end = atom.last
    ends = [
        {**atom.parts, unit: atom.parts[unit]},
        {**atom.parts, unit: atom.parts[f"to_{unit}"]},
    ]
    if unit == "month":
        values = [moments.at(one) for one in resolving.both_months(atom.parts)]
    elif unit == "year":
        values = [moments.at(Point(one)) for one in resolving.both_years(atom.parts)]
    else:
        values = [one for part in ends if (one := resolving.date(part, now)) is not None]
    spans = ((first, end), (to_first, max(to_end, atom.last)))
    return [
        Item(atom.items[one].start, atom.items[to - 1].end, READ, "", value)
        for (one, to), value in zip(spans, values, strict=False)
    ]


def _is_ahead(text: str, low: str, run: _Run, known: DateWords) -> bool:
    """Tell whether the sentence around a run speaks of what is to come."""
    start, end = run.items[0].start, run.items[-1].end
    before = max(low.rfind(sign, max(0, start - _SENTENCE), start) for sign in _STOPS)
    after = [low.find(sign, end, end + _SENTENCE) for sign in _STOPS]
    stop = min((one for one in after if one >= 0), default=min(len(text), end + _SENTENCE))
    if known.behind and run.items[0].text in known.behind:
        return False
    if known.clauses is not None:
        clause = known.clauses.search(low, end, stop)
        stop = clause.start() if clause else stop
    return known.ahead.search(low, max(before, start - _SENTENCE, 0), stop) is not None


def _day_before(items: Sequence[Item], between: Sequence[Item], known: DateWords) -> Day | None:
    """Give the day of the date that one word joins to the next ("next Monday or Tuesday")."""
    if not items or len(between) != 1 or between[0].text not in known.joins:
        return None
    value = items[-1].value
    if not isinstance(value, Value) or value.first is None or value.first != value.last:
        return None
    return value.first


def _telling(before: str, first: Item, low: str, known: DateWords) -> dict[str, bool]:
    """Give how a date with a year is told, from the words before it: see `Bearings.tell`."""
    titled = known.titled
    return {
        "began": before in known.behind
        or (before in known.tells_year and _lasts(first.start, low, known)),
        "loosely": not known.tells_year & {before, first.text},
        "titled": titled is not None
        and titled.search(low, max(0, first.start - LONGEST_TITLE), first.start) is not None,
    }


def _lasts(start: int, low: str, known: DateWords) -> bool:
    """Tell whether a date is what something lasts since: "since the crisis began in 2014"."""
    if known.lasts is None:
        return False
    ends = [one.end() for one in known.lasts.finditer(low, max(0, start - LONGEST_TITLE), start)]
    return bool(ends) and _CLAUSE_END.search(low, ends[-1], start) is None


def _with_year(atoms: Sequence[Reading]) -> Reading | None:
    """Give the next date with a year in a list of dates: "in May, June and July 1955"."""
    for atom, following in itertools.pairwise(atoms):
        if following.first - atom.last > 2 or following.means not in {"date", "days"}:
            return None
        if "year" in following.parts:
            return following
    return None


def _joined_year(atom: Reading, following: Reading | None, now: Bearings) -> Point | None:
    """Give the date joined to this one by a word or two, if it states the year that this lacks."""
    if following is None or "year" in atom.parts or following.means not in {"date", "days"}:
        return None
    if "year" not in following.parts:
        return None
    value = _value(following, now)
    return value.point if value else None


#: What rules mean that need no more than their parts and where the reading stands.
_MEANT: Mapping[str, Callable[[Mapping[str, Any], Bearings], Value | None]] = {
    "days": resolving.days,
    "nth": relative.nth,
    "passed": relative.passed,
    "ago": relative.passed,
    "mixed": relative.mixed,
    "aside": relative.aside,
    "over": relative.over,
    "whole": relative.whole,
    "weekdays": relative.weekdays,
    "in": relative.to_come,
    "today": relative.today,
    "which": relative.which,
}


def _value(atom: Reading, now: Bearings) -> Value | None:
    parts: Mapping[str, Any] = atom.parts
    for word, number in _COUNTED_BY_FORM.items():
        if word in parts:
            parts = {**parts, "unit": parts[word], "number": number}
    if "hundreds" in parts or "thousands" in parts:
        parts = resolving.with_year_in_words(parts)
    match atom.means:
        case "months":
            return resolving.months(parts, now)
        case "elsewhere":
            return Value("", None, None, told=False)
        case "date":
            if "short_year" in parts:
                parts = {**parts, "year": resolving.whole_year(parts["short_year"], now)}
            value = resolving.date(parts, now)
            return moments.narrowed(value, parts.get("part", "")) if value else None
        case "list":
            numbers = [
                int("".join(char for char in one.text if char.isdigit()))
                for one in atom.items[atom.first : atom.last]
                if one.text[0].isdigit() and len(one.text) < 5 and not one.text.endswith("s")
            ]
            return resolving.listed(parts, [one for one in numbers if one < 32], now)
        case "years":
            return resolving.years(parts)
    return _MEANT[atom.means](parts, now)
