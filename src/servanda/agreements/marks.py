"""Where a text may begin a new part: numbers, letters, dashes, "Article 5" and their like.

A mark is only a possibility here. Which of them begin a provision is decided by `outline`, from
the order in which they follow each other: a "5." that no "4." precedes begins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.agreements.cues import Cues, cues
from servanda.domain.span import Span

#: Where in its block (a line, or an HTML paragraph) a mark stands. Data sets put the number of a
#: point at the end of the paragraph before it, or in a paragraph by itself.
Position = Literal["start", "whole", "end", "middle"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a mark: its family ("1.", "(a)", "I.", "chapter") and its number or path."""

    family: str
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible beginning of a part. `readings` are the most likely first."""

    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]
    position: Position
    #: What ends the words before it: "" at the beginning, else the last sign that is no space.
    before: str
    #: Whether the words before it are a heading without a full stop (then a "1." may follow).
    after_heading: bool


_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?:c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")

_NUMBERED = re.compile(
    r"(?<![^\s“\"'])"
    r"(?:(?P<decimal>[0-9]{1,3}(?:\.[0-9]{1,3}){1,7})(?P<dot>\.?)"
    r"|(?P<open>\(\s?)?(?P<label>[0-9]{1,3}|[ivxlIVXL]{1,7}|[A-Za-z])(?P<close>[.)]))"
    r"(?=\s|$|[A-Z“\"(])"
)
#: Words for one kind of part.
_SAME = {"art": "article", "annexe": "annex", "annexure": "annex"}
#: Dashes and bullets; U+F0xx are bullets of symbol fonts, which lose their shape in plain text.
_DASH = re.compile(r"(?<!\S)[-–—•*▪·‣◦●\uf000-\uf0ff](?=\s+[^\W_]|\s*$)")
#: The largest agreements have a few thousand; more is a list of another kind, or hostile.
MOST_MARKS = 30_000
#: White space around a mark that is looked through, in code points.
_MARGIN = 200
_AND = re.compile(r"(?<=[.,;])\s*\b(?:and|or)$")
_WORD_BEFORE = re.compile(r"([\w'’–-]+)[\s(,]*$")


def find_marks(text: str, blocks: Sequence[Span]) -> list[Mark]:
    """Give the possible beginnings of parts in these blocks, in order, `MOST_MARKS` at most."""
    words = cues()
    named = re.compile(
        rf"(?<!\S)(?P<word>{'|'.join(sorted(words.rank, key=len, reverse=True))})\s+"
        r"(?P<label>[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLivxl]{1,7}|[A-Z]|"
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten))\b"
        r"(?P<sign>\s*[.:)–—-])?(?=\s|$)",
        re.IGNORECASE,
    )
    found: list[Mark] = []
    for block in blocks:
        found.extend(_in_block(text, block, named, words, most=MOST_MARKS - len(found)))
        if len(found) >= MOST_MARKS:
            break
    return found


def _in_block(
    text: str, block: Span, named: re.Pattern[str], words: Cues, *, most: int
) -> list[Mark]:
    marks: list[Mark] = []
    taken = block.start
    matches = [
        (match.start(), match.end(), kind, match)
        for kind, pattern in (("named", named), ("numbered", _NUMBERED), ("dash", _DASH))
        for match in pattern.finditer(text, block.start, block.end)
    ]
    for start, end, kind, match in sorted(matches, key=lambda one: (one[0], -one[1])):
        if start < taken:
            continue
        if len(marks) == most:
            break
        position = _position(text, block, start, end, marks)
        readings = (
            _named_readings(match, position, text[end : end + 20].lstrip()[:1], words)
            if kind == "named"
            else _numbered_readings(match, _sign_before(text, start, keep="("))
            if kind == "numbered"
            else (Reading("•" if match[0] >= "\uf000" else match[0], (1,)),)
        )
        if not readings or (kind == "numbered" and _points(text, start, match, words)):
            continue
        since = marks[-1].end if marks else block.start
        marks.append(
            Mark(
                start,
                end,
                text[start:end].strip(),
                readings,
                position,
                _sign_before(text, start),
                _is_heading(text[since:start], marks),
            )
        )
        taken = end
    return marks


def _position(text: str, block: Span, start: int, end: int, marks: list[Mark]) -> Position:
    # A mark right behind another ("IV. 1." or "( a)") stands where that one stands.
    led = (
        marks
        and marks[-1].position in ("start", "whole")
        and not text[marks[-1].end : start].strip(" \t\xa0(")
    )
    head = text[max(block.start, start - _MARGIN) : start].strip(' \t\xa0“"(')
    first = bool(led) or (not head and start - block.start <= _MARGIN)
    last = not text[end : min(block.end, end + _MARGIN)].strip() and block.end - end <= _MARGIN
    if first:
        return "whole" if last else "start"
    return "end" if last else "middle"


def _sign_before(text: str, start: int, *, keep: str = "") -> str:
    head = text[max(0, start - 40) : start].rstrip()
    if not keep:
        head = _AND.sub("", head.rstrip("(").rstrip())
    return head[-1:]


def _is_heading(between: str, marks: list[Mark]) -> bool:
    """Tell whether words read as a heading: short, from a capital to no full stop."""
    words = between.strip()
    if not words:
        return bool(marks)
    return len(words) <= 200 and words[-1] not in ".;,:(" and not words[0].islower()


def _numbered_readings(match: re.Match[str], sign_before: str) -> tuple[Reading, ...]:
    if match["decimal"]:
        path = tuple(int(one) for one in match["decimal"].split("."))
        return (Reading("1.1", path),)
    # A line break may stand between a bracket and its letter.
    opened = "(" if match["open"] or (match["close"] == ")" and sign_before == "(") else ""
    label, close = match["label"], match["close"]

    def family(sample: str) -> str:
        return f"{opened}{sample}{close}"

    if label.isdigit():
        readings = [Reading(family("1"), (int(label),))]
        if label == "1":
            readings.append(Reading(family("a"), (12,)))
        return tuple(readings)
    readings = []
    lower = label.islower()
    if len(label) == 1:
        readings.append(Reading(family("a" if lower else "A"), (ord(label.lower()) - 96,)))
    # Scanners read "III" as "Ill" and "l" as "I": read them back where the order asks for it.
    number = roman_value(label.lower() if lower else label.replace("l", "I").lower())
    if number and (lower or label.replace("l", "I").isupper()):
        readings.append(Reading(family("i" if lower else "I"), (number,)))
    if label == "I":
        readings.append(Reading(family("a"), (12,)))
    return tuple(readings)


def _named_readings(
    match: re.Match[str], position: Position, following: str, words: Cues
) -> tuple[Reading, ...]:
    word, label = match["word"], match["label"]
    if word.islower() or (position in ("middle", "end") and not (word.isupper() or match["sign"])):
        return ()
    if not match["sign"] and (following.islower() or following.isdigit()):
        return ()  # "Article 5 of this Agreement" points at a part
    family = _SAME.get(word.lower(), word.lower())
    numbers = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if label.lower() in numbers:
        return (Reading(family, (numbers.index(label.lower()) + 1,)),)
    if label[0].isdigit():
        return (Reading(family, tuple(int(one) for one in label.split("."))),)
    if label.islower():
        return ()
    readings = []
    if number := roman_value(label.lower()):
        readings.append(Reading(family, (number,)))
    if len(label) == 1 and label.isupper():
        readings.append(Reading(f"{family} A", (ord(label) - 64,)))
    if words.rank[family] == 0:
        readings.reverse()  # annexes are lettered more often than they are Roman
    return tuple(readings)


def roman_value(letters: str) -> int | None:
    """Give the number of a Roman numeral in small letters, None if it is none."""
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_ROMAN_DIGITS[one] for one in letters]
    return sum(
        -one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)
    )


def _points(text: str, start: int, match: re.Match[str], words: Cues) -> bool:
    """Tell whether the word before a number makes it a reference, a date or a repeated number."""
    head = text[max(0, start - 40) : start]
    found = _WORD_BEFORE.search(head)
    if not found or head[found.end() :].strip():
        return False
    word = found[1].lower()
    gap = head[found.end(1) :]
    if match["open"] or "(" in gap:
        return word in words.number_words or word in words.pointers or word.isdigit()
    if "," not in gap and (word in words.pointers or word in words.months):
        return True
    if word in ("and", "or", "to", "-", "–") or "," in gap:
        return bool(re.search(r"(?<![\d.,])\d{1,3}(?:\.\d+)*[\s.)]*(?:and|or|to|,|-|–)\s*$", head))
    return False
