"""The numbers by which texts call their parts, in one form: "IV.2", "5 (b)", "2.1.8 to 2.1.10".

Canonical labels: Roman numerals become digits ("IV.2" is "4.2"), levels are parted by full stops,
letters stand in brackets when they follow a number ("5b" and "5 (b)" are "5(b)") and alone when
they are the whole label ("A", "b").
"""

from __future__ import annotations

import re

from servanda.text.phrases import SPACE, Lexicon, Stretch

#: A range of more parts than this is no range of parts.
LONGEST_RANGE = 200

_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = re.compile(r"(?:C{1,3})?(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
LABEL = re.compile(
    r"(?:\d{1,3}(?![\d,]\d)(?:\.\d{1,3}){0,5}|[IVXLC]{1,7}(?![\w'’])(?:\.[ ]?\d{1,3}){0,4})"
    r"(?:[ ]?\((?:[a-z]{1,4}|\d{1,3})\)){0,3}(?:[a-z](?!\w)|[ ]?bis\b)?(?![\w°%])(?!\.\d)"
    r"|\((?:[a-z]{1,4}|\d{1,3}|[IVX]{1,5})\)"
    r"|[A-Z](?![\w'’.])|[A-Z](?=\.(?:\s|$))"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_NEXT = re.compile(rf"{SPACE}([^\W\d_]+|%)")
_LEVEL = re.compile(r"\d+|[IVXLC]+(?![a-z])|[a-zA-Z]+")


def roman(text: str) -> int | None:
    """Give the number that a Roman numeral in capitals means, None if it is not one."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_DIGITS[char] for char in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def canonical(label: str) -> str:
    """Give a label in its one form; see the head of this file."""
    bare = "".join(label.split()).rstrip(".")
    if bare.endswith("bis"):
        return f"{canonical(bare[:-3])}bis"
    levels: list[str] = []
    for level in _LEVEL.findall(bare):
        number = roman(level)
        if number is not None and (len(bare) > 1 or level in "IVX"):
            levels.append(str(number))
        elif level.isdigit():
            levels.append(str(int(level)))
        else:
            levels.append(level)
    if len(levels) == 1:
        return levels[0]
    out = levels[0] if levels else bare
    for level in levels[1:]:
        out += f".{level}" if level.isdigit() and f"({level})" not in bare else f"({level})"
    return out


def expand(first: str, last: str) -> tuple[str, ...]:
    """Give all canonical labels from `first` to `last`, or just the two when no rule counts them.

    "2.1.8", "2.1.10" is "2.1.8", "2.1.9", "2.1.10"; "5(a)", "(c)" is "5(a)", "5(b)", "5(c)".
    """
    stem, start = _stem(first)
    other, end = _stem(last)
    if other and other != stem:
        return (first, last)
    if start.isdigit() and end.isdigit() and int(start) < int(end) <= int(start) + LONGEST_RANGE:
        return tuple(_joined(stem, str(one)) for one in range(int(start), int(end) + 1))
    if len(start) == len(end) == 1 and start.isalpha() and end.isalpha() and start < end:
        return tuple(_joined(stem, chr(one)) for one in range(ord(start), ord(end) + 1))
    return (first, last)


def _stem(label: str) -> tuple[str, str]:
    bracket = re.fullmatch(r"(.*)\((\w+)\)", label)
    if bracket:
        return bracket[1], bracket[2]
    stem, _, last = label.rpartition(".")
    return stem, last


def _joined(stem: str, last: str) -> str:
    if not stem:
        return last
    return f"{stem}.{last}" if last.isdigit() else f"{stem}({last})"


def read_list(page: Stretch, at: int, *, noun: str, words: Lexicon) -> tuple[tuple[str, ...], int]:
    """Give the labels that stand after a noun, and where they end; none is an empty tuple.

    Args:
        page: Where to look; nothing beyond its end is read.
        at: Where the noun ends.
        noun: The noun as it stands in the text.
        words: The language's words.
    """
    text, low, end = page.text, page.low, page.end
    opened = words.opening.match(low, at, end)
    if opened is None or (opened.end() == at and noun[-1].isalpha() and text[at : at + 1] != "("):
        return (), at
    label, after = _label(page, opened.end(), noun, words)
    if not label:
        return (), at
    several = noun.lower() in words.plurals
    labels = [label]
    while True:
        joint = words.range.match(low, after, end)
        counts = joint is not None
        joint = joint or words.joint.match(low, after, end)
        if joint is None or joint.end() == after:
            break
        label, then = _label(page, joint.end(), noun, words, listed=True)
        if not label:
            break
        if counts:
            run = expand(labels[-1], label)
            if len(run) == 2 and run[0].count(".") != run[1].count("."):
                break
            labels[-1:] = run
        elif not several and joint[0].strip() in {",", ""}:
            if not text[joint.end()].isalpha() or labels[-1].isalpha():
                break
            labels[-1] = f"{labels[-1]}.{label}"  # "Annex 2, IV"
        else:
            labels.append(_completed(label, labels[-1], text[joint.end()]))
        after = then
    return tuple(dict.fromkeys(labels)), after


def _label(
    page: Stretch, at: int, noun: str, words: Lexicon, *, listed: bool = False
) -> tuple[str, int]:
    """Give one canonical label at this place and where it ends; "" if none stands here."""
    text, low, end = page.text, page.low, page.end
    following: str | None
    match = LABEL.match(text, at, end)
    if match is not None:
        after = match.end()
        following = _next_word(low, after, end)
        if (
            match[0].isalpha()
            and match[0].isupper()
            and not _is_label(match[0], noun, following, words)
        ):
            return "", at
        label = canonical(match[0])
    else:
        spelled = _WORD.match(low, at, end)
        if spelled is None or spelled[0] not in words.cardinals:
            return "", at
        after = spelled.end()
        following = _next_word(low, after, end)
        if spelled[0] == "one" and following in words.somebody_one:
            return "", at
        label = words.cardinals[spelled[0]]
    if following in words.units:
        return "", at
    if listed and following and following not in words.continues | words.joints:
        return ("", at) if _next_is_small(text, after, end) else (label, after)
    return label, after


def _is_label(letters: str, noun: str, following: str | None, words: Lexicon) -> bool:
    """Tell whether capitals after a noun number it: "Annex A", but not "the point I made"."""
    if len(letters) > 1:
        return roman(letters) is not None
    if following is not None and letters in "AI":
        strict = words.joints | words.ranges | words.belongs_to
        return following in (words.continues if noun[0].isupper() else strict)
    return noun[0].isupper() or letters in "IVX"


def _completed(label: str, previous: str, first: str) -> str:
    """Give "5(b)" for the "(b)" of "5(a) and (b)"."""
    stem, bracket, _ = previous.partition("(")
    return f"{stem}({label})" if bracket and first == "(" else label


def _next_is_small(text: str, at: int, end: int) -> bool:
    match = _NEXT.match(text, at, end)
    return match is not None and match[1].islower()


def _next_word(low: str, at: int, end: int) -> str | None:
    match = _NEXT.match(low, at, end)
    return match[1] if match else None
