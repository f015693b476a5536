"""Rules over classes of words: a run of known words becomes a string of one sign per word.

A language's file names classes of words ("month") and rules made of them ("{day} of? {month}").
Every word of a run is one sign that stands for the classes it belongs to, and the rules of a stage
are one regular expression over such signs, so a rule is tried at the speed of `re`.

A pattern is made of words as they stand, `{class}` or `{class:name}`, `$MACRO`, `( | )`, `?`, `*`.
`<a b>` asks that one of these words stands right before and takes no part itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda.text.phrases import pattern_of

#: The sign of what an earlier stage has read, `{date}` in a pattern.
READ = "\ue000"
#: Words on one side of a trigger that a run may hold.
LONGEST_SIDE = 24

_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?![\w-])|\d{4}-(?:0[1-9]|1[0-2])(?![\w/-]))"
    r"|(?P<numeric>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?![\w/]|\.\d)|\d{4}[./]\d\d[./]\d\d(?!\w)"
    r"|\d{1,2}\.[ivx]{1,4}\.\d{4}(?!\w))"
    r"|(?P<month_year>(?:0?[1-9]|1[0-2])[./]\d{4}(?![\w/]|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\w:])|\d{1,2}[h.]\d\d ?hrs?(?!\w))"
    r"|(?P<decade>\d{3}0['’]?s(?!\w))|(?P<decade2>['’]?\d0s(?!\w))"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th|d)(?!\w))"
    r"|(?P<number>(?<![\d.,:/$€£#])\d{1,4}(?!\d|[.,:]\d|%|[^\W\d_]))"
    r"|(?P<word>[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]+\.?)"
    r"|(?P<sign>['’][^\W\d_]*|[-‐‑–—/,?~():])"
)
_PART = re.compile(r"\{[^}]+\}|\$\w+|<[^>]+>|[()|?*]|[^\s(){}|?*<>$]+")
_DASHES = str.maketrans("‐‑–—’", "----'")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a run: what it is in small letters, where, and its sign."""

    text: str
    start: int
    end: int
    sign: str


@dataclass(frozen=True, slots=True)
class Item:
    """A token, or what an earlier stage has read there (`value`)."""

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
class Stage:
    """The rules of a stage as one pattern; `rules[group]` tells what the outer group means."""

    pattern: re.Pattern[str]
    rules: Mapping[int, tuple[str, tuple[tuple[int, str, str], ...]]]


@dataclass(slots=True)
class Grammar:
    """A language's classes and stages, compiled."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    small_signs: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    trigger: re.Pattern[str] = re.compile("")

    def run(self, text: str, low: str, trigger: re.Match[str], start: int, end: int) -> list[Item]:
        """Give the longest row of known words around a trigger, inside `start` and `end`."""
        at = trigger.start()
        left: list[Item] = []
        for match in _TOKEN.finditer(low, max(start, at - 100), at):
            item = self._item(text, match)
            if item is None or (left and not _adjoin(low, left[-1].end, item.start)):
                left.clear()
            if item is not None:
                left.append(item)
        if left and not _adjoin(low, left[-1].end, at):
            left.clear()
        right: list[Item] = []
        while len(right) < 2 * LONGEST_SIDE:
            found = _TOKEN.match(low, _next(low, at, end), end)
            if found is None or not _adjoin(low, at, found.start()):
                break
            item = self._item(text, found)
            if item is None:
                break
            right.append(item)
            at = found.end()
        return left[-LONGEST_SIDE:] + right

    def _item(self, text: str, match: re.Match[str]) -> Item | None:
        kind, word = match.lastgroup, match[0]
        start, end = match.span()
        if kind == "word":
            signs = self.signs if text[start].isupper() else self.small_signs
            sign = signs.get(word)
            if sign is None and word[-1] == ".":
                word, end = word[:-1], end - 1
                sign = signs.get(word)
        elif kind == "sign":
            word = word.translate(_DASHES)
            sign = self.signs.get(word)
        else:
            sign = self.kinds.get(_kind(kind or "", word))
        return Item(start, end, sign, word) if sign else None

    def read(self, stage: str, items: Sequence[Item]) -> Iterable[Reading]:
        """Give the rules of a stage that fit, from left to right, without overlap."""
        signs = "".join(one.sign for one in items)
        rules = self.stages[stage]
        for match in rules.pattern.finditer(signs):
            assert match.lastindex is not None
            means, groups = rules.rules[match.lastindex]
            parts: dict[str, Any] = {}
            where: dict[str, tuple[int, int]] = {}
            for group, kind, name in groups:
                first, last = match.span(group)
                if first < 0:
                    continue
                key = name if name not in parts else f"to_{name}"
                parts[key] = self._value(kind, items[first:last])
                where[key] = (first, last)
            yield Reading(means, match.start(), match.end(), parts, where, items)

    def _value(self, kind: str, items: Sequence[Item]) -> Any:
        if items[0].value is not None:
            return items[0].value
        word = " ".join(one.text for one in items)
        known = self.values.get(kind, {})
        if word in known:
            return known[word]
        digits = "".join(char for char in word if char.isdigit())
        return int(digits) if kind not in _WHOLE else word


_WHOLE = {"iso", "numeric", "month_year", "clock", "decade", "decade2"}


def _next(low: str, at: int, end: int) -> int:
    while at < end and low[at].isspace():
        at += 1
    return at


def _adjoin(low: str, end: int, start: int) -> bool:
    """Tell whether only white space without a blank line parts the two."""
    between = low[end:start]
    return not between or (between.isspace() and between.count("\n") < 2 and len(between) < 40)


def _kind(group: str, word: str) -> str:
    """Give what kind of number a token is: the classes that it may belong to follow from it."""
    if group == "ordinal":
        return "ordinal-day" if 1 <= int(word[: -2 if word[-2].isalpha() else -1]) <= 31 else group
    if group != "number":
        return group
    value = int(word)
    if len(word) == 4:
        return "number-year" if 1000 <= value < 2200 else "number"
    if len(word) == 2:
        return "number-day-year2" if 1 <= value <= 31 else "number-year2"
    return "number-day" if len(word) == 1 and value else "number"


#: The classes of each kind of number.
_KINDS = {
    "number": {"number"},
    "number-day": {"number", "day"},
    "number-day-year2": {"number", "day", "year2"},
    "number-year2": {"number", "year2"},
    "number-year": {"number", "year"},
    "ordinal": {"ordinal"},
    "ordinal-day": {"ordinal", "day", "dayth"},
    **{one: {one} for one in _WHOLE},
}


def compile_grammar(data: Mapping[str, Any], stages: Sequence[str]) -> Grammar:
    """Give a language's date words and rules, ready to read with."""
    grammar = Grammar()
    roles: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name, groups in data["words"].items():
        grammar.values[name] = {}
        for value, members in groups.items():
            for member in members:
                words = tuple(_words(member))
                grammar.values[name][" ".join(words)] = _plain(value)
                if len(words) == 1:
                    roles.setdefault(words[0], set()).add(name)
                else:
                    phrases.setdefault(name, []).append(words)
                    for word in words:
                        roles.setdefault(word, set()).add(f"={word}")
    patterns = {
        stage: [
            (rule["means"], _PART.findall(_expand(pattern, data["macros"])))
            for rule in data[stage]
            for pattern in rule["patterns"]
        ]
        for stage in stages
    }
    for rules in patterns.values():
        for _, parts in rules:
            for word in _literals(parts):
                roles.setdefault(word, set()).add(f"={word}")
    return _signed(grammar, data, roles, phrases, patterns)


def _signed(
    grammar: Grammar,
    data: Mapping[str, Any],
    roles: Mapping[str, set[str]],
    phrases: Mapping[str, list[tuple[str, ...]]],
    patterns: Mapping[str, list[tuple[str, list[str]]]],
) -> Grammar:
    by_roles: dict[frozenset[str], str] = {}
    members: dict[str, set[str]] = {"date": {READ}}

    def sign(of: Iterable[str]) -> str | None:
        key = frozenset(of)
        if not key:
            return None
        if key not in by_roles:
            by_roles[key] = chr(0xE001 + len(by_roles))
            for role in key:
                members.setdefault(role, set()).add(by_roles[key])
        return by_roles[key]

    capital = set(data["capital"])
    for word, of in roles.items():
        for table, kept in ((grammar.signs, of), (grammar.small_signs, of - capital)):
            found = sign(kept)
            if found:
                table[word] = found
    for kind, of in _KINDS.items():
        found = sign(of)
        if found:
            grammar.kinds[kind] = found

    def of_class(name: str) -> str:
        several = sorted(phrases.get(name, []), key=len, reverse=True)
        alternatives = [
            "".join(f"[{''.join(sorted(members[f'={word}']))}]" for word in words)
            for words in several
        ]
        if name in members:
            alternatives.append(f"[{''.join(sorted(members[name]))}]")
        return f"(?:{'|'.join(alternatives)})"

    for stage, rules in patterns.items():
        grammar.stages[stage] = _stage(rules, members, of_class)
    grammar.trigger = _trigger(data)
    return grammar


def _stage(
    rules: list[tuple[str, list[str]]], members: Mapping[str, set[str]], of_class: Any
) -> Stage:
    alternatives: list[str] = []
    meanings: dict[int, tuple[str, tuple[tuple[int, str, str], ...]]] = {}
    count = 0
    for means, parts in rules:
        count += 1
        outer, groups, pattern = count, [], ""
        for part in parts:
            if part[0] == "{":
                name, _, alias = part[1:-1].partition(":")
                kind = name.removeprefix("to_")
                count += 1
                groups.append((count, kind, alias or name))
                pattern += f"({of_class(kind)})"
            elif part[0] == "<":
                before = {
                    char for word in part[1:-1].split() for char in members.get(f"={word}", ())
                }
                pattern += f"(?<=[{''.join(sorted(before))}])"
            elif part in {"(", ")", "|", "?", "*"}:
                pattern += "(?:" if part == "(" else part
            else:
                pattern += f"[{''.join(sorted(members[f'={part}']))}]"
        alternatives.append(f"({pattern})")
        meanings[outer] = (means, tuple(groups))
    return Stage(re.compile("|".join(alternatives)), meanings)


def _trigger(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Give the pattern of what every date holds at least one of."""
    words: set[str] = set()
    for name in data["triggers"]:
        for members in data["words"][name].values():
            for member in members:
                parts = [one for one in _words(member) if one[0].isalpha()]
                words.add(max(parts, key=len).rstrip("."))
    return re.compile(
        rf"(?<![^\W_]){pattern_of(words)}(?![^\W_])"
        r"|(?<![\w.,:$€£#])(?<!\d-)(?:\d{4}(?!\d|,\d|\.\d|%)|\d\d?[./][\divx]{1,4}[./]?\d{0,4}|\d\d?(?:st|nd|rd|th)\b|['’]?\d0s\b)"
    )


def _words(phrase: str) -> list[str]:
    return [match[0].translate(_DASHES) for match in _TOKEN.finditer(phrase)]


def _plain(value: str) -> Any:
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(3):
        for name, meaning in macros.items():
            pattern = re.sub(rf"\${name}\b", lambda _: meaning, pattern)  # noqa: B023
    return pattern


def _literals(parts: Iterable[str]) -> Iterable[str]:
    for part in parts:
        if part[0] == "<":
            yield from part[1:-1].split()
        elif part[0] not in "{()|?*":
            yield part


def folded_words(phrase: str) -> str:
    """Give a phrase's words in small letters with one space between, as the classes hold them."""
    return " ".join(_words(phrase.lower()))
