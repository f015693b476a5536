"""A language's classes and rules, compiled from its file into a `Grammar`.

A pattern is made of words as they stand, `{class}` or `{class:name}`, `$MACRO`, `( | )`, `?`, `*`.
`<a b>` asks that one of these words stands right before, `!{class}` that none of the class follows;
both take no part themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from servanda.errors import ServandaError
from servanda.text.grammar import READ, WHOLE, Grammar, Rule, Stage, Start, words_of
from servanda.text.phrases import SPACE, pattern_of

_PART = re.compile(r"!?\{[^}]+\}|\$\w+|<[^>]+>|[()|?*]|[^\s(){}|?*<>$]+")

#: Digits of every script that begin a year.
_ONE_OR_TWO = "".join(
    char for char in map(chr, range(0x3000)) if unicodedata.decimal(char, 0) in {1, 2}
)

#: The classes of each kind of number.
_KINDS = {
    "number": {"number"},
    "number-day": {"number", "day"},
    "number-day-year2": {"number", "day", "year2"},
    "number-year2": {"number", "year2"},
    "number-year": {"number", "year"},
    "ordinal": {"ordinal"},
    "ordinal-day": {"ordinal", "day", "dayth"},
    **{one: {one} for one in WHOLE},
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
                words = tuple(words_of(member, grammar.token))
                if not words:
                    raise ServandaError(
                        f"[words.{name}] holds {member!r}, in which no word, number or mark of a "
                        "date can be seen; take it out."
                    )
                grammar.values[name][" ".join(words)] = _plain(value)
                if len(words) == 1:
                    roles.setdefault(words[0], set()).add(name)
                else:
                    phrases.setdefault(name, []).append(words)
                    for word in words:
                        roles.setdefault(word, set()).add(f"={word}")
    patterns = {
        stage: [
            (rule["means"], _parts(_expand(pattern, data["macros"]), grammar.token))
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


def _parts(pattern: str, token: re.Pattern[str]) -> list[str]:
    """Give the parts of a pattern, words as runs hold them ("l'an" is two)."""
    parts: list[str] = []
    for part in _PART.findall(pattern):
        words = words_of(part, token) if part[0] not in "!{<()|?*" else []
        parts += ["(", *words, ")"] if len(words) > 1 else [part]
    return parts


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

    def first_of(name: str) -> str:
        firsts = {f"={words[0]}" for words in phrases.get(name, [])}
        return "".join(sorted(char for one in {name, *firsts} for char in members.get(one, ())))

    for stage, rules in patterns.items():
        grammar.stages[stage] = _stage(rules, members, of_class, first_of)
    grammar.trigger = _trigger(data, grammar.token)
    return grammar


def _stage(
    rules: list[tuple[str, list[str]]],
    members: Mapping[str, set[str]],
    of_class: Callable[[str], str],
    first_of: Callable[[str], str],
) -> Stage:
    ready = [_rule(means, parts, members, of_class, first_of) for means, parts in rules]
    starts: dict[str, Start] = {}
    for sign in {one for rule in ready for one in rule.begins}:
        starts[sign] = Start([rule for rule in ready if sign in rule.begins])
    return starts


def _rule(
    means: str,
    parts: list[str],
    members: Mapping[str, set[str]],
    of_class: Callable[[str], str],
    first_of: Callable[[str], str],
) -> Rule:
    groups: list[tuple[str, str]] = []
    pattern = ""
    for part in parts:
        if part[0] == "{":
            name, _, alias = part[1:-1].partition(":")
            groups.append((name.removeprefix("to_"), alias or name))
            pattern += f"({of_class(name.removeprefix('to_'))})"
        elif part[0] == "!":
            pattern += f"(?![{first_of(part[2:-1])}])"
        elif part[0] == "<":
            before = {char for word in part[1:-1].split() for char in members.get(f"={word}", ())}
            pattern += f"(?<=[{''.join(sorted(before))}])"
        elif part in {"(", ")", "|", "?", "*"}:
            pattern += "(?:" if part == "(" else part
        else:
            pattern += f"[{''.join(sorted(members[f'={part}']))}]"
    begins, _, _ = _begins(pattern, 0)
    return Rule(means, pattern, frozenset(begins), tuple(groups))


def _begins(pattern: str, at: int) -> tuple[set[str], int, bool]:
    """Give the signs that a pattern may begin with, from `at` to its end or closing bracket.

    Also where it closes, and whether it may match nothing.
    """
    signs: set[str] = set()
    alternative: set[str] = set()
    open_ = True  # whether all before may be left out, so that the next part may begin it
    empty = False
    while at < len(pattern) and pattern[at] != ")":
        if pattern.startswith(("(?<=", "(?!"), at):
            at = pattern.index(")", at) + 1
            continue
        if pattern[at] == "|":
            signs |= alternative
            empty = empty or open_
            alternative, open_ = set(), True
            at += 1
            continue
        if pattern[at] == "(":
            inner, at, nothing = _begins(pattern, at + (3 if pattern.startswith("(?:", at) else 1))
        else:
            close = pattern.index("]", at)
            inner, at, nothing = set(pattern[at + 1 : close]), close, False
        at += 1
        if open_:
            alternative |= inner
        optional = at < len(pattern) and pattern[at] in "?*"
        at += optional
        open_ = open_ and (optional or nothing)
    return signs | alternative, at, empty or open_


def _trigger(data: Mapping[str, Any], token: re.Pattern[str]) -> re.Pattern[str]:
    """Give the pattern of what every date holds at least one of."""
    words: set[str] = set()
    for name in data["triggers"]:
        for members in data["words"][name].values():
            for member in members:
                words.add(words_of(member, token)[-1].rstrip("."))
    glued = "|".join(re.escape(one) for one in data["glued"]) or "(?!)"
    joined = "".join(sorted({one[-1] for one in data.get("prefixes", ())}))
    begins = rf"(?:\b|(?<=[{joined}]))" if joined else r"\b"
    return re.compile(
        rf"{begins}(?:{pattern_of(words)}(?![^\W_])"
        # The digit first: what looks back would otherwise be tried at every word's edge.
        rf"|\d(?<![.,:$€£#].)(?<!\d-.)(?:(?<=[{_ONE_OR_TWO}])\d{{3}}(?!\d|,\d|\.\d|%)"
        r"|\d?-\d\d?-\d{4}(?!\d)|\d{3}[-./]\d\d?[-./]\d\d?(?!\d)"
        r"|\d?[./][\divx]{1,4}[./]?\d{0,4}|\d{0,2}(?:st|nd|rd|th)\b|\d{0,2}0['’]?s\b)"
        rf"|(?:{glued})\d{{4}})"
    )


def _token(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Give the pattern of a token with the white space before it.

    At most one line may end in that space: so tokens adjoin when one match begins where the last
    ended, and a run never crosses from one paragraph into the next.
    """
    ordinal, decade, clock = (
        "|".join(sorted(data[f"{name}_endings"], key=len, reverse=True)) or "(?!)"
        for name in ("ordinal", "decade", "clock")
    )
    months = pattern_of(
        one for many in data["words"].get("month", {}).values() for one in many if one.isalpha()
    )
    # A word written together with the next ("l'", Arabic "and"), and what may follow a year.
    joined = "".join(f"{one}|" for one in (_elided(data), _prefixed(data), _coded(data)) if one)
    behind = data.get("year_endings", ())
    ending = rf"(?!{pattern_of(behind)}(?!\w))" if behind else ""
    return re.compile(
        rf"{SPACE}(?:(?P<word>{joined}[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]+\.?)"
        r"|(?P<iso>\d{4}-\d\d-\d\d(?![\w-])|\d{4}-(?:0[1-9]|1[0-2])(?![\w/-]))"
        r"|(?P<numeric>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?![\w/]|\.\d)"
        r"|\d{1,2}-\d{1,2}-\d{4}(?![\w-])|\d{4}[./-]\d{1,2}[./-]\d{1,2}(?![\w-])|\d{1,2}\.[ivx]{1,4}\.\d{4}(?!\w))"
        r"|(?P<short>\d{1,2}/\d{1,2}(?![\w/]|[.,]\d))"
        r"|(?P<month_year>(?:0?[1-9]|1[0-2])[./]\d{4}(?![\w/]|\.\d))"
        rf"|(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?![\w:])|\d{{1,2}}[h.]\d\d ?(?:{clock})(?!\w))"
        rf"|(?P<decade>\d{{2,3}}0['’]?(?:{decade})(?!\w))|(?P<decade2>['’]?\d0['’]?(?:{decade})(?!\w))"
        rf"|(?P<ordinal>\d{{1,3}}(?:{ordinal})(?!\w)|\d{{1,2}}\.(?={SPACE}(?:{months})(?!\w)))"
        r"|(?P<number>(?<![\d,:$€£#])(?<!\d\.)(?<!(?<!\d{4})(?<![^\W\d_])/)\d{1,4}"
        rf"(?!\d|[.,:]\d|%|{ending}[^\W\d_]))"
        r"|(?P<sign>['’][^\W\d_]*|[-‐‑–—/,?~():]))"
    )


def _elided(data: Mapping[str, Any]) -> str:
    """Give the pattern of words that end in an apostrophe and adjoin the next ("l'été")."""
    words = data.get("elided", ())
    return rf"{pattern_of(words)}['’]" if words else ""


def _coded(data: Mapping[str, Any]) -> str:
    """Give the pattern of words that are a letter and a digit ("q1")."""
    codes = [
        member
        for groups in data["words"].values()
        for members in groups.values()
        for member in members
        if len(member) == 2 and member[0].isalpha() and member[1].isdigit()
    ]
    return rf"{pattern_of(codes)}(?!\w)" if codes else ""


def _prefixed(data: Mapping[str, Any]) -> str:
    """Give the pattern of prefixes that stand before a known word, itself no whole known word."""
    prefixes = data.get("prefixes", ())
    if not prefixes:
        return ""
    members = [
        member.split()
        for groups in data["words"].values()
        for many in groups.values()
        for member in many
    ]
    said = {
        word
        for stage in ("atoms", "modified", "spans")
        for rule in data.get(stage, ())
        for pattern in rule["patterns"]
        for word in _literals(_PART.findall(_expand(pattern, data["macros"])))
    }
    whole = _longer({*said, *(one[0] for one in members if len(one) == 1)})
    known = _longer({*said, *(word for one in members for word in one)})
    one = pattern_of(prefixes)
    return rf"(?!{whole}(?!\w)){one}(?=(?:{one}){{0,2}}(?:{known}(?!\w)|\d))"


def _longer(words: Iterable[str]) -> str:
    """Give the pattern of those words that have more than one letter and no marks."""
    return pattern_of(one for one in words if len(one) > 1 and one.isalpha())


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
        elif part[0] not in "!{()|?*":
            yield part
