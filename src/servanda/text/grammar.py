"""Runs of known words as strings of signs, read by rules at the speed of `re`.

A language's file names classes of words ("month") and rules made of them ("{day} of? {month}").
Every word of a run is one sign that stands for the classes it belongs to, and the rules of a stage
are regular expressions over such signs. `rules` compiles the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

#: The sign of what an earlier stage has read, `{date}` in a pattern.
READ = "\ue000"
#: How far before a trigger a run may begin, in code points, and how many words it may hold after.
WIDEST_SIDE = 48
LONGEST_RUN = 48
#: Rows of signs whose fitting rules are remembered.
MOST_SEEN = 5000

#: All dashes and apostrophes are one.
DASHES = str.maketrans("‐‑–—’", "----'")


class Item(NamedTuple):
    """A word, number or mark of a run, or what an earlier stage has read there (`value`)."""

    start: int
    end: int
    sign: str
    text: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule that fits: what it means, the items it spans, and its named parts by name."""

    means: str
    first: int
    last: int
    parts: Mapping[str, Any]
    #: Where the parts stand: items from, to.
    where: Mapping[str, tuple[int, int]]
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's pattern, the signs it may begin with, and what its outer and inner groups mean."""

    means: str
    pattern: str
    begins: frozenset[str]
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A rule that fits a row of signs: its parts by kind and name, and the items they span."""

    means: str
    first: int
    last: int
    groups: tuple[tuple[str, str, int, int], ...]


class Start:
    """All rules that may begin with one sign, as one pattern; the first that fits counts.

    A language has hundreds of them and a page needs a few: each is compiled when first asked for.
    """

    __slots__ = ("_by_group", "_pattern", "_rules")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        #: What an outer group of the pattern means.
        self._by_group: dict[int, Rule] = {}
        self._pattern: re.Pattern[str] | None = None

    def match(self, signs: str, at: int) -> tuple[Rule, re.Match[str]] | None:
        """Give the rule that fits a row of signs from `at` on, and how it does."""
        if self._pattern is None:
            group = 1
            for rule in self._rules:
                self._by_group[group] = rule
                group += 1 + len(rule.groups)
            self._pattern = re.compile("|".join(f"({one.pattern})" for one in self._rules))
        match = self._pattern.match(signs, at)
        return None if match is None else (self._by_group[match.lastindex or 0], match)


#: The rules of a stage by the sign that they may begin with: so few are tried at a place.
Stage = Mapping[str, Start]


@dataclass(slots=True)
class Grammar:
    """A language's classes and stages, compiled."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: The sign of each word; `small_signs` that of a word without a capital letter.
    signs: dict[str, str] = field(default_factory=dict)
    small_signs: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    trigger: re.Pattern[str] = re.compile("")
    token: re.Pattern[str] = re.compile("")
    #: What fits a row of signs: most dates of a text are written in a few ways.
    seen: dict[tuple[str, str], tuple[Fit, ...]] = field(default_factory=dict)

    def run(self, text: str, low: str, trigger: re.Match[str], start: int, end: int) -> list[Item]:
        """Give the longest row of known words around a trigger, inside `start` and `end`."""
        at = trigger.start()
        right: list[Item] = []
        found = self.token.match(low, at, end)
        while found is not None and len(right) < LONGEST_RUN:
            item = self._item(text, found)
            if item is None:
                break
            right.append(item)
            found = self.token.match(low, item.end, end)
        if not right:  # so a table of numbers costs one look each
            return []
        window = max(start, at - WIDEST_SIDE)
        left: list[Item] = []
        begins = at
        before: list[re.Match[str]] = []
        for match in self.token.finditer(low, window, end):
            if match.end() > at:
                break
            before.append(match)
        for match in reversed(before):
            if begins == at and _is_space(low[match.end() : at]):
                begins = match.end()
            cut_in_two = match.start() == window and window > start
            item = self._item(text, match) if match.end() == begins and not cut_in_two else None
            if item is None or item.end < match.end():
                break
            left.append(item)
            begins = match.start()
        if begins and low[begins].isalpha() and low[begins - 1].isalpha():
            return []  # inside a word
        left.reverse()
        return left + right

    def _item(self, text: str, match: re.Match[str]) -> Item | None:
        kind = match.lastgroup or ""
        word = match[kind]
        start, end = match.span(kind)
        if kind == "word":
            signs = self.signs if text[start].isupper() else self.small_signs
            word = word.translate(DASHES)
            sign = signs.get(word)
            if sign is None and word[-1] == ".":
                word, end = word[:-1], end - 1
                sign = signs.get(word)
        elif kind == "sign":
            word = word.translate(DASHES)
            sign = self.signs.get(word)
        else:
            sign = self.kinds.get(_kind(kind, word))
        return Item(start, end, sign, word) if sign else None

    def phrase(self, words: str) -> str:
        """Give a phrase in small letters, one space between its words, as the classes hold it."""
        return " ".join(words_of(words.lower(), self.token))

    def knows(self, text: str, trigger: re.Match[str]) -> bool:
        """Tell whether a trigger is a word of ours as it is written: "may" is none, "May" is."""
        return (
            text[trigger.start()].isupper()
            or trigger[0] in self.small_signs
            or (not trigger[0].isalpha())
        )

    def read(self, stage: str, items: Sequence[Item]) -> Iterator[Reading]:
        """Give the rules of a stage that fit, from left to right, without overlap."""
        signs = "".join([one.sign for one in items])
        fits = self.seen.get((stage, signs))
        if fits is None:
            fits = tuple(self._fits(stage, signs))
            if len(self.seen) < MOST_SEEN:
                self.seen[stage, signs] = fits
        for fit in fits:
            parts: dict[str, Any] = {}
            where: dict[str, tuple[int, int]] = {}
            for kind, name, first, last in fit.groups:
                key = name if name not in parts else f"to_{name}"
                parts[key] = self._value(kind, items[first:last])
                where[key] = (first, last)
            yield Reading(fit.means, fit.first, fit.last, parts, where, items)

    def _fits(self, stage: str, signs: str) -> Iterator[Fit]:
        """Give the rules that fit a row of signs: the same for every run with these signs."""
        starts = self.stages[stage]
        at = 0
        while at < len(signs):
            start = starts.get(signs[at])
            fitting = start.match(signs, at) if start else None
            if fitting is None:
                at += 1
                continue
            rule, match = fitting
            first = (match.lastindex or 0) + 1
            spans = [match.span(first + one) for one in range(len(rule.groups))]
            groups = tuple(
                (kind, name, *span)
                for (kind, name), span in zip(rule.groups, spans, strict=True)
                if span[0] >= 0
            )
            yield Fit(rule.means, at, match.end(), groups)
            at = match.end()

    def _value(self, kind: str, items: Sequence[Item]) -> Any:
        if items[0].value is not None:
            return items[0].value
        word = " ".join(one.text for one in items)
        known = self.values.get(kind, {})
        if word in known:
            return known[word]
        digits = "".join(char for char in word if char.isdigit())
        return int(digits) if kind not in WHOLE else word


#: Kinds of numbers that stay as they are written, to be taken apart by what they mean.
WHOLE = {"iso", "numeric", "short", "month_year", "clock", "decade", "decade2"}


def _is_space(between: str) -> bool:
    """Tell whether this is white space in which at most one line ends."""
    return between.isspace() and between.count("\n") < 2


def _kind(group: str, word: str) -> str:
    """Give what kind of number a token is: the classes that it may belong to follow from it."""
    if group == "ordinal":
        number = int("".join(char for char in word if char.isdigit()))
        return "ordinal-day" if 1 <= number <= 31 else group
    if group != "number":
        return group
    value = int(word)
    if len(word) == 4:
        return "number-year" if 1000 <= value < 2200 else "number"
    if len(word) == 2:
        return "number-day-year2" if 1 <= value <= 31 else "number-year2"
    return "number-day" if len(word) == 1 and value else "number"


def words_of(phrase: str, token: re.Pattern[str]) -> list[str]:
    """Give the words, numbers and signs of a phrase, as classes and runs hold them."""
    found = token.finditer(phrase)
    return [one[one.lastgroup or ""].translate(DASHES) for one in found]
