"""Rules over classes of words: a run of known words becomes a string of one sign per word.

A language's file names classes of words ("month") and rules made of them ("{day} of? {month}").
Every word of a run is one sign that stands for the classes it belongs to, and the rules of a stage
are one regular expression over such signs, so a rule is tried at the speed of `re`.

A pattern is made of words as they stand, `{class}` or `{class:name}`, `$MACRO`, `( | )`, `?`, `*`.
`<a b>` asks that one of these words stands right before and takes no part itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from servanda.text.phrases import SPACE, pattern_of

#: The sign of what an earlier stage has read, `{date}` in a pattern.
READ = "\ue000"
#: How far before a trigger a run may begin, in code points, and how many words it may hold after.
WIDEST_SIDE = 48
LONGEST_RUN = 48
#: Rows of signs whose fitting rules are remembered.
MOST_SEEN = 5000

_PART = re.compile(r"\{[^}]+\}|\$\w+|<[^>]+>|[()|?*]|[^\s(){}|?*<>$]+")
_DASHES = str.maketrans("‐‑–—’", "----'")


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


@dataclass(frozen=True, slots=True)
class Start:
    """All rules that may begin with one sign; `rules[group]` tells what an outer group means."""

    pattern: re.Pattern[str]
    rules: Mapping[int, Rule]


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
        window = max(start, at - WIDEST_SIDE)
        left: list[Item] = []
        begins = at
        for match in reversed(list(self.token.finditer(low, window, at))):
            if begins == at and _is_space(low[match.end() : at]):
                begins = match.end()
            cut_in_two = match.start() == window and window > start
            item = self._item(text, match) if match.end() == begins and not cut_in_two else None
            if item is None or item.end < match.end():
                break
            left.append(item)
            begins = match.start()
        right: list[Item] = []
        found = self.token.match(low, at, end)
        while found is not None and len(right) < LONGEST_RUN:
            item = self._item(text, found)
            if item is None:
                break
            right.append(item)
            found = self.token.match(low, item.end, end)
        left.reverse()
        return left + right

    def _item(self, text: str, match: re.Match[str]) -> Item | None:
        kind = match.lastgroup or ""
        word = match[kind]
        start, end = match.span(kind)
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
            sign = self.kinds.get(_kind(kind, word))
        return Item(start, end, sign, word) if sign else None

    def phrase(self, words: str) -> str:
        """Give a phrase in small letters, one space between its words, as the classes hold it."""
        return " ".join(_words(words.lower(), self.token))

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
            match = start.pattern.match(signs, at) if start else None
            if start is None or match is None or match.lastindex is None:
                at += 1
                continue
            rule = start.rules[match.lastindex]
            spans = [match.span(match.lastindex + 1 + one) for one in range(len(rule.groups))]
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
        return int(digits) if kind not in _WHOLE else word


_WHOLE = {"iso", "numeric", "month_year", "clock", "decade", "decade2"}


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
    grammar = Grammar(token=_token(data))
    roles: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name, groups in data["words"].items():
        grammar.values[name] = {}
        for value, members in groups.items():
            for member in members:
                words = tuple(_words(member, grammar.token))
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
        found = sign(of)
        if found:
            grammar.signs[word] = found
            if word.rstrip(".") not in capital:
                grammar.small_signs[word] = found
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
    grammar.trigger = _trigger(data, grammar.token)
    return grammar


def _stage(
    rules: list[tuple[str, list[str]]],
    members: Mapping[str, set[str]],
    of_class: Callable[[str], str],
) -> Stage:
    ready = [_rule(means, parts, members, of_class) for means, parts in rules]
    starts: dict[str, Start] = {}
    for sign in {one for rule in ready for one in rule.begins}:
        here = [rule for rule in ready if sign in rule.begins]
        outer: dict[int, Rule] = {}
        count = 0
        for rule in here:
            outer[count + 1] = rule
            count += 1 + len(rule.groups)
        starts[sign] = Start(re.compile("|".join(f"({one.pattern})" for one in here)), outer)
    return starts


def _rule(
    means: str,
    parts: list[str],
    members: Mapping[str, set[str]],
    of_class: Callable[[str], str],
) -> Rule:
    groups: list[tuple[str, str]] = []
    pattern = ""
    for part in parts:
        if part[0] == "{":
            name, _, alias = part[1:-1].partition(":")
            groups.append((name.removeprefix("to_"), alias or name))
            pattern += f"({of_class(name.removeprefix('to_'))})"
        elif part[0] == "<":
            before = {char for word in part[1:-1].split() for char in members.get(f"={word}", ())}
            pattern += f"(?<=[{''.join(sorted(before))}])"
        elif part in {"(", ")", "|", "?", "*"}:
            pattern += "(?:" if part == "(" else part
        else:
            pattern += f"[{''.join(sorted(members[f'={part}']))}]"
    begins, _ = _begins(pattern, 0)
    return Rule(means, pattern, frozenset(begins), tuple(groups))


def _begins(pattern: str, at: int) -> tuple[set[str], int]:
    """Give the signs that a pattern may begin with, from `at` to its end or closing bracket."""
    signs: set[str] = set()
    alternative: set[str] = set()
    open_ = True  # whether all before may be left out, so that the next part may begin it
    while at < len(pattern) and pattern[at] != ")":
        if pattern.startswith("(?<=", at):
            at = pattern.index(")", at) + 1
            continue
        if pattern[at] == "|":
            signs |= alternative
            alternative, open_ = set(), True
            at += 1
            continue
        if pattern[at] == "(":
            inner, at = _begins(pattern, at + (3 if pattern.startswith("(?:", at) else 1))
        else:
            close = pattern.index("]", at)
            inner, at = set(pattern[at + 1 : close]), close
        at += 1
        if open_:
            alternative |= inner
        optional = at < len(pattern) and pattern[at] in "?*"
        at += optional
        open_ = open_ and optional
    return signs | alternative, at


def _trigger(data: Mapping[str, Any], token: re.Pattern[str]) -> re.Pattern[str]:
    """Give the pattern of what every date holds at least one of."""
    words: set[str] = set()
    for name in data["triggers"]:
        for members in data["words"][name].values():
            for member in members:
                words.add(_words(member, token)[-1].rstrip("."))
    glued = "|".join(re.escape(one) for one in data["glued"])
    return re.compile(
        rf"\b(?:{pattern_of(words)}(?![^\W_])"
        # The digit first: what looks back would otherwise be tried at every word's edge.
        r"|[0-9](?<![.,:$€£#].)(?<!\d-.)(?:(?<=[12])\d{3}(?!\d|,\d|\.\d|%)"
        r"|\d?[./][\divx]{1,4}[./]?\d{0,4}|\d{0,2}(?:st|nd|rd|th)\b|\d{0,2}0s\b)"
        rf"|(?:{glued})\d{{4}})"
    )


def _token(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Give the pattern of a token with the white space before it.

    At most one line may end in that space: so tokens adjoin when one match begins where the last
    ended, and a run never crosses from one paragraph into the next.
    """
    ordinal, decade, clock = (
        "|".join(sorted(data[f"{name}_endings"], key=len, reverse=True))
        for name in ("ordinal", "decade", "clock")
    )
    return re.compile(
        rf"{SPACE}(?:(?P<word>[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]+\.?|[^\W\d_]\d(?!\w))"
        r"|(?P<iso>\d{4}-\d\d-\d\d(?![\w-])|\d{4}-(?:0[1-9]|1[0-2])(?![\w/-]))"
        r"|(?P<numeric>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?![\w/]|\.\d)"
        r"|\d{4}[./]\d\d[./]\d\d(?!\w)|\d{1,2}\.[ivx]{1,4}\.\d{4}(?!\w))"
        r"|(?P<month_year>(?:0?[1-9]|1[0-2])[./]\d{4}(?![\w/]|\.\d))"
        rf"|(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?![\w:])|\d{{1,2}}[h.]\d\d ?(?:{clock})(?!\w))"
        rf"|(?P<decade>\d{{2,3}}0['’]?(?:{decade})(?!\w))|(?P<decade2>['’]?\d0(?:{decade})(?!\w))"
        rf"|(?P<ordinal>\d{{1,3}}(?:{ordinal})(?!\w))"
        r"|(?P<number>(?<![\d,:$€£#])(?<!\d\.)(?<!(?<!\d{4})/)\d{1,4}(?!\d|[.,:]\d|%|[^\W\d_]))"
        r"|(?P<sign>['’][^\W\d_]*|[-‐‑–—/,?~():]))"
    )


def _words(phrase: str, token: re.Pattern[str]) -> list[str]:
    found = token.finditer(phrase)
    return [one[one.lastgroup or ""].translate(_DASHES) for one in found]


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
