"""Counts and amounts with their doubt: "more than 300 people", "two or three cases", "30%".

How words bound a number (`min`, `max`; None where nothing bounds it):

- "more than 300" is from 301, "at least 5" from 5, "fewer than 20" to 19, "up to 63" to 63;
- "two or three" is 2 to 3; in "11-12,000" the thousands belong to both;
- "about 300" is what rounds to it, 250 to 350 (half of the last digit that is not zero, on either
  side, of "1,000" half of its second; with no zero at its end it is exact); "almost 300" is 250
  to 299;
- "dozens" and "several hundred" are two of it at least (24, 200), so are "several" and "a few";
- "numerous" and "many" have no bounds. Nothing may be summed over what has none.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, overload

from servanda.domain.span import Span
from servanda.domain.statement import Quantity
from servanda.text.dates import find_dates
from servanda.text.languages import vocabulary
from servanda.text.lengths import LengthWords, length_words, read_length
from servanda.text.numbers import Number, NumberWords, number_words, read_number
from servanda.text.phrases import (
    SPACE,
    SPACES,
    Stretch,
    Word,
    lowered,
    pattern_of,
    words_before,
)
from servanda.text.references import WHOLE, find_references

#: How far before a number its bounding words are looked for, in code points.
REACH = 40

_UNIT_WORD = re.compile(rf"(?:{SPACE}|-)([^\W\d_][\w'’-]*)")


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: NumberWords
    trigger: re.Pattern[str]
    bounds: Mapping[str, str]
    after: re.Pattern[str]
    bounds_after: Mapping[str, str]
    many: Mapping[str, int]
    few: frozenset[str]
    vague: frozenset[str]
    shares: Mapping[str, float]
    majorities: frozenset[str]
    uncounted: re.Pattern[str]
    percent: re.Pattern[str]
    range: re.Pattern[str]
    conjunction: re.Pattern[str]
    between: frozenset[str]
    #: Last words of what bounds a number.
    bound_ends: frozenset[str]
    currencies: frozenset[str]
    not_before: frozenset[str]
    not_after: re.Pattern[str]
    not_after_one: frozenset[str]
    stops_before: frozenset[str]
    link: re.Pattern[str]
    stops: frozenset[str]
    plural: tuple[str, ...]
    not_plural: tuple[str, ...]
    longest_unit: int
    lengths: LengthWords


@cache
def _words(language: str) -> _Words:
    data: Mapping[str, Any] = vocabulary(language, "quantities")
    numbers, words = data["numbers"], data["words"]
    after = {word: kind for kind, many in data["bounds_after"].items() for word in many}
    begin = [*numbers["ones"], *numbers["tens"], *numbers["scales"], *numbers["exactly"]]
    uncounted = [
        *numbers["many"],
        *numbers["few"],
        *numbers["vague"],
        *numbers["shares"],
        *numbers["majorities"],
    ]
    lengths = length_words(language)
    counted = pattern_of([*begin, *uncounted])
    return _Words(
        numbers=number_words(language),
        trigger=re.compile(
            rf"\b(?<![.,:/#-])(?:\d|{counted}(?!\w)|{lengths.found.pattern})",
        ),
        bounds={word: kind for kind, many in data["bounds"].items() for word in many},
        after=re.compile(rf"{SPACE}-?{SPACE}{pattern_of(after)}(?!\w)"),
        bounds_after=after,
        many=numbers["many"],
        few=frozenset(numbers["few"]),
        vague=frozenset(numbers["vague"]),
        shares=numbers["shares"],
        majorities=frozenset(numbers["majorities"]),
        uncounted=re.compile(rf"{pattern_of(uncounted)}(?!\w)"),
        percent=re.compile(rf"{SPACE}{pattern_of(numbers['percent'])}(?!\w)"),
        range=re.compile(rf"{SPACE}(?:[-–—]{SPACE}|{pattern_of(words['to'])}{SPACES})"),
        conjunction=re.compile(rf"{SPACES}{pattern_of(words['and'])}{SPACES}"),
        between=frozenset(words["between"]),
        bound_ends=frozenset(
            phrase.split()[-1]
            for phrases in (*data["bounds"].values(), words["between"])
            for phrase in phrases
        ),
        currencies=frozenset(words["currencies"]),
        not_before=frozenset(words["not_before"]),
        not_after=re.compile(rf"{SPACE}{pattern_of(words['not_after'])}(?!\w)"),
        not_after_one=frozenset(words["not_after_one"]),
        stops_before=frozenset(words["of"]),
        link=re.compile(rf"{SPACES}{pattern_of(words['links'])}(?=\s)"),
        stops=frozenset(words["unit_stops"]),
        plural=tuple(words["plural_endings"]),
        not_plural=tuple(words["not_plural_endings"]),
        longest_unit=words["longest_unit"],
        lengths=lengths,
    )


def find_quantities(
    text: str,
    *,
    within: Sequence[Span] | None = None,
    taken: Sequence[Span] | None = None,
    language: str = "en",
) -> list[Quantity]:
    """Give the counts and amounts in a text, in order, without overlap.

    Args:
        text: Text of one source.
        within: Only look here; the whole text if None.
        taken: Where dates and references stand, whose numbers count nothing; found if None.
        language: Whose words to know.
    """
    words = _words(language)
    low = lowered(text)
    if taken is None:
        taken = _elsewhere(text, within, language)
    blocked = sorted(taken)
    # Where the spans reach up to each: a short one may lie within a long one before it.
    reach = list(itertools.accumulate((one.end for one in blocked), max))
    found: list[Quantity] = []
    for span in within if within is not None else (Span(0, len(text)),):
        done = span.start
        for match in words.trigger.finditer(low, span.start, span.end):
            start = match.start()
            if start < done:
                continue
            before = bisect_right(blocked, start, key=lambda one: one.start)
            if before and reach[before - 1] > start:
                continue
            one, done = _quantity(Stretch(text, low, done, span.end), start, words)
            if one is not None:
                found.append(one)
                done = max(done, one.end)
    return found


def _elsewhere(text: str, within: Sequence[Span] | None, language: str) -> list[Span]:
    dates = find_dates(text, anchor=None, within=within, language=language, events=False)
    spans = [Span(one.start or 0, one.end or 0) for one in dates]
    references = find_references(text, within=within, language=language)
    return spans + [one.span for one in references if one.kind not in WHOLE]


def _length(page: Stretch, match: re.Match[str], words: _Words) -> Quantity | None:
    """Give "within a week", "for months", "a year-long truce"; see `lengths`."""
    before = words_before(page.low, max(page.start, match.start() - REACH), match.start())
    read = read_length(match, before[-1].text if before else "", words.lengths)
    if read is None:
        return None
    unit, several = read
    kind, first = _bound_before(before, match.start(), ranged=False, words=words)
    least, most = (2, None) if several else _bounded(1, None, kind, whole=False)
    return Quantity(page.text[first : match.end()], first, match.end(), least, most, unit)


def _quantity(page: Stretch, start: int, words: _Words) -> tuple[Quantity | None, int]:
    """Give what is counted at a trigger, and where to go on."""
    low = page.low
    length = words.lengths.found.match(low, start, page.end)
    if length:
        return _length(page, length, words), length.end()
    number = read_number(low, start, page.end, words.numbers)
    uncounted = words.uncounted.match(low, start, page.end)
    if uncounted and (number is None or uncounted.end() > number.end):
        return _uncounted(page, uncounted, words), uncounted.end()
    if number is None:
        return None, start + 1
    before = words_before(low, max(page.start, start - REACH), start)
    last_two = " ".join(one.text for one in before[-2:])
    if last_two in words.not_before or (before and before[-1].text in words.not_before):
        return None, number.end
    high, end = _range_end(page, number, before, words)
    kind, first = _bound_before(before, start, ranged=high is not None, words=words)
    after = words.after.match(low, end, page.end)
    if after and not kind:
        kind, end = words.bounds_after[after[0].strip(" -\n\u00a0")], after.end()
    unit, end = _unit(page, end, words)
    currency = _currency(low, before, start, words)
    if currency is not None:
        first, unit = min(first, currency), unit or page.text[currency:start].strip()
    elif not kind and high is None and not _counts(page, start, number, unit, words):
        return None, number.end
    least, most = _bounded(
        number.value, high, kind, whole=unit != "%" and unit not in words.lengths.units
    )
    return Quantity(page.text[first:end], first, end, least, most, unit), end


def _bound_before(
    before: Sequence[Word], start: int, *, ranged: bool, words: _Words
) -> tuple[str, int]:
    """Give how the words before a number bound it, and where they begin."""
    if not before or before[-1].text not in words.bound_ends:
        return "", start
    for size in range(min(4, len(before)), 0, -1):
        phrase = " ".join([one.text for one in before[-size:]])
        kind = words.bounds.get(phrase)
        if kind == "exact":
            return "", start
        if kind or (ranged and phrase in words.between):
            return kind or "", before[-size].start
    return "", start


def _currency(low: str, before: Sequence[Word], start: int, words: _Words) -> int | None:
    """Give where a currency's sign or code before a number begins."""
    if low[start - 1 : start] in words.currencies and start:
        lettered = start > 2 and low[start - 3 : start] in words.currencies
        return start - 3 if lettered else start - 1
    if before and before[-1].text in words.currencies:
        return before[-1].start
    return None


def _range_end(
    page: Stretch, number: Number, before: Sequence[Word], words: _Words
) -> tuple[Number | None, int]:
    """Give the second number of "two or three", "between 5 and 9", and where it ends."""
    low, end = page.low, page.end
    joint = words.range.match(low, number.end, end)
    if joint is None and before and before[-1].text in words.between:
        joint = words.conjunction.match(low, number.end, end)
    if joint is None:
        return None, number.end
    second = read_number(low, joint.end(), end, words.numbers)
    if second is None:
        return None, number.end
    first = _scaled_like(number, second)
    return (second, second.end) if first < second.value else (None, number.end)


def _scaled_like(first: Number, second: Number) -> float:
    """Give the first number of a range in the size of the second: 11 of "11-12,000" is 11,000."""
    value = first.value
    if second.scaled and not first.scaled:
        for size in (1e9, 1e6, 1e3, 1e2):
            if second.value >= size and value * size <= second.value and second.value < size * 1000:
                return value * size
    return value


def _bounded(
    value: float, high: Number | None, kind: str, *, whole: bool
) -> tuple[float | None, float | None]:
    """Give the least and the most that a number can mean; see the head of this file."""
    step = 1 if whole and value == int(value) else 0
    if high is not None:
        return _plain(_scaled_like(Number(value, 0), high)), _plain(high.value)
    half = _rounding(value) / 2
    least: Mapping[str, float | None] = {
        "above": value + step, "below": None, "most": None, "about": value - half,
        "almost": value - half,
    }  # fmt: skip
    most: Mapping[str, float | None] = {
        "above": None, "least": None, "below": value - step, "about": value + half,
        "almost": value - step,
    }  # fmt: skip
    return _plain(least.get(kind, value)), _plain(most.get(kind, value))


def _rounding(value: float) -> float:
    """Give the size of the digit at which a number is rounded, if that is ten or more; else 0.

    It is the last one that is not zero; of a one with only zeros after it, the second.
    """
    if value != int(value) or value == 0:
        return 0.0
    size = 1
    while value % (size * 10) == 0:
        size *= 10
    if size == value:
        size //= 10
    return float(size) if size > 1 else 0.0


@overload
def _plain(value: float) -> float: ...
@overload
def _plain(value: None) -> None: ...
def _plain(value: float | None) -> float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 6)


def _unit(page: Stretch, at: int, words: _Words) -> tuple[str | None, int]:
    """Give the words that say what is counted, up to their plural, and where they end."""
    text, low, end = page.text, page.low, page.end
    percent = words.percent.match(low, at, end)
    if percent:
        return "%", percent.end()
    taken: list[re.Match[str]] = []
    for _ in range(words.longest_unit):
        match = _UNIT_WORD.match(low, at, end)
        if match is None or match[1] in words.stops or len(match[1]) == 1:
            break
        taken.append(match)
        at = match.end()
        if _is_plural(match[1], words):
            return _joined(text, taken), at
    if not taken:
        return None, at
    if text[taken[0].start(1)].isupper():
        return None, taken[0].start()  # a name after a number is not what it counts
    # No plural in sight: the first word, or the noun of a compound ("three-month", "one man").
    return _joined(text, taken[:1]), taken[0].end()


def _is_plural(word: str, words: _Words) -> bool:
    return word.endswith(words.plural) and not word.endswith(words.not_plural)


def _joined(text: str, words: Sequence[re.Match[str]]) -> str:
    return " ".join(text[one.start(1) : one.end(1)] for one in words)


def _counts(page: Stretch, start: int, number: Number, unit: str | None, words: _Words) -> bool:
    """Tell whether a bare number counts something, and is no label, pronoun or list number."""
    following = _UNIT_WORD.match(page.low, number.end, page.end)
    if page.low.startswith("one", start) and number.value == 1:
        return following is not None and following[1] not in words.not_after_one
    if words.not_after.match(page.low, number.end, page.end):
        return False
    if unit is not None or not page.text[start].isdigit():
        return not _is_list_number(page.text, start, number.end)
    before = page.text[max(0, start - 30) : start].split()
    labelled = not before or before[-1][0].isupper() or before[-1] in words.stops_before
    return number.value >= 10 and not labelled and before[-1][-1].isalpha()


def _is_list_number(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip(" (\t") and text[end : end + 1] in {".", ")"}


def _share(page: Stretch, match: re.Match[str], words: _Words) -> Quantity:
    """Give "half of the votes", "more than a third of", "the majority of", in per cent."""
    phrase, start, end = match[0], match.start(), match.end()
    if phrase in words.majorities:
        return Quantity(page.text[start:end], start, end, 50, None, "%")
    before = words_before(page.low, max(page.start, start - REACH), start)
    kind, start = _bound_before(before, start, ranged=False, words=words)
    least, most = _bounded(words.shares[phrase], None, kind, whole=False)
    return Quantity(page.text[start:end], start, end, least, most, "%")


def _uncounted(page: Stretch, match: re.Match[str], words: _Words) -> Quantity | None:
    """Give "dozens of people", "several hundred men", "numerous cases", "half of the votes"."""
    text, low = page.text, page.low
    phrase, start, end = match[0], match.start(), match.end()
    link = words.link.match(low, end, page.end)
    if phrase in words.shares or phrase in words.majorities:
        return _share(page, match, words) if link else None
    least: float | None = None
    if phrase in words.many:
        least = words.many[phrase]
    elif phrase in words.few:
        least = 2
        scale = words.numbers.scale.match(low, end, page.end)
        if scale:
            least *= words.numbers.scales[scale[0].strip(" \u00a0-\n")]
            end = scale.end()
            link = words.link.match(low, end, page.end)
    unit, last = _unit(page, link.end() if link else end, words)
    if unit is None or not _is_plural(unit.split()[-1].lower(), words):
        if phrase not in words.many:
            return None
        return Quantity(text[start:end], start, end, least, None, None)
    return Quantity(text[start:last], start, last, least, None, unit)
