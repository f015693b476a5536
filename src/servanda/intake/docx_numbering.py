"""Numbers that Word writes before paragraphs: never in the text, counted when it is shown.

Source: ECMA-376 part 1, 17.9 (numbering), 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from servanda.intake.docx_package import Node
from servanda.intake.docx_styles import Styles

_LEVELS = 9
#: Word repeats letters after "z": "aa", "bb"; more repeats than this are written as digits.
_MOST_REPEATS = 30
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_CARDINALS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip


def _letters(number: int) -> str:
    repeats = (number - 1) // 26 + 1
    return chr(97 + (number - 1) % 26) * repeats if 0 < repeats <= _MOST_REPEATS else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = ""
    for value, sign in _ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs


def _ordinal(number: int) -> str:
    tens = number % 100
    ending = "th" if 10 < tens < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _worded(words: tuple[str, ...]) -> Callable[[int], str]:
    return lambda n: words[n].capitalize() if 0 < n < len(words) else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "ordinalText": _worded(_ORDINALS),
    "cardinalText": _worded(_CARDINALS),
    "numberInDash": lambda n: f"- {n} -",
    "none": lambda _: "",
}


def write_number(number: int, style: str) -> str:
    """Give a number in one of Word's styles; digits where the style is not known here."""
    return _FORMATS.get(style, str)(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    shown: str = ""
    joined: bool = False
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """One list of the file: what it shares its count with, its levels, and its own beginnings."""

    counted_with: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, tree: Node | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        #: Styles of numbers that were met and are written as digits.
        self.unknown: set[str] = set()
        if tree is not None:
            self._define(tree, styles)

    def _define(self, tree: Node, styles: Styles) -> None:
        shapes = {one.attributes.get("abstractNumId", ""): one for one in tree.all("w:abstractNum")}
        of = {
            one.attributes.get("numId", ""): one.value("w:abstractNumId") or ""
            for one in tree.all("w:num")
        }
        for one in tree.all("w:num"):
            number = one.attributes.get("numId", "")
            name = of[number]
            shape = shapes.get(name)
            link = shape.value("w:numStyleLink") if shape else None
            if link:
                # The list is defined where a style of lists points to.
                name = of.get(styles.of(link).numbered or "", name)
                shape = shapes.get(name)
            levels = _levels(shape) if shape else {}
            made = self._lists[number] = _List(name, levels)
            for override in one.all("w:lvlOverride"):
                at = _whole(override.attributes.get("ilvl"), 0)
                made.levels.update(_levels(override))
                start = override.value("w:startOverride")
                if start is not None:
                    made.starts[at] = _whole(start, 1)

    def level_for(self, number: str, style: str) -> int | None:
        """Give the level of a list that belongs to a paragraph style."""
        known = self._lists.get(number)
        levels = known.levels if known else {}
        return next((at for at, one in levels.items() if one.paragraph_style == style), None)

    def has(self, number: str) -> bool:
        """Tell whether the file defines this list."""
        return number in self._lists

    def next_marker(self, number: str, at: int) -> str:
        """Count on, and give what stands before this item with the space after it: "2.1 ".

        "" for bullets, and for lists that the file does not define.
        """
        one = self._lists.get(number)
        level = one.levels.get(at) if one else None
        if one is None or level is None:
            return ""
        counts = self._counts.setdefault(one.counted_with, {})
        if not one.begun:
            one.begun = True
            counts.update({deep: start - 1 for deep, start in one.starts.items()})
        counts[at] = counts.get(at, self._start(one, at) - 1) + 1
        for deep in [deep for deep in counts if deep > at]:
            restart = one.levels.get(deep, _Level()).restart
            if restart is None or at < restart:
                del counts[deep]
        if level.style == "bullet":
            return ""
        shown = _PLACE.sub(lambda match: self._written(one, level, int(match[1]) - 1), level.shown)
        shown = shown.strip()
        return shown + ("" if level.joined else " ") if shown else ""

    def _start(self, one: _List, at: int) -> int:
        return one.starts.get(at, one.levels.get(at, _Level()).start)

    def _written(self, one: _List, level: _Level, at: int) -> str:
        count = self._counts[one.counted_with].get(at, self._start(one, at))
        style = one.levels.get(at, level).style
        if style == "bullet":
            return ""
        if style not in _FORMATS:
            self.unknown.add(style)
        return write_number(count, "decimal" if level.legal else style)


def _levels(outer: Node) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in outer.all("w:lvl"):
        at = _whole(one.attributes.get("ilvl"), 0)
        legal = one.first("w:isLgl")
        restart = one.value("w:lvlRestart")
        if 0 <= at < _LEVELS:
            found[at] = _Level(
                start=_whole(one.value("w:start"), 0),
                style=one.value("w:numFmt") or "decimal",
                shown=(one.value("w:lvlText") or "")[:100],
                joined=one.value("w:suff") == "nothing",
                legal=legal is not None and is_on(legal.attributes),
                restart=None if restart is None else _whole(restart, 0),
                paragraph_style=one.value("w:pStyle"),
            )
    return found


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether a property of Word's that may be switched off is on."""
    return attributes.get("val") not in ("0", "false", "off")


def _whole(words: str | None, otherwise: int) -> int:
    return int(words) if words and re.fullmatch(r"-?[0-9]{1,9}", words) else otherwise
