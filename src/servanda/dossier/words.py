"""The words that the dossier prints, read from `words.toml`; dates said in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEASONS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "25": "spring",
    "26": "summer",
    "27": "autumn",
    "28": "winter",
    "33": "the first quarter of",
    "34": "the second quarter of",
    "35": "the third quarter of",
    "36": "the fourth quarter of",
    "40": "the first half of",
    "41": "the second half of",
}
DOUBT = {"~": ("about ", ""), "?": ("", " (uncertain)"), "%": ("about ", " (uncertain)")}
#: An EDTF date of this many digits is drawn from here on; longer ones are printed as they are.
_DATE = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?$")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary: its key in data, what is printed, its letter, what it means.

    `means` is "" where the codebook defines it; `counts` is what the dossier makes of it.
    """

    key: str
    label: str
    means: str
    letter: str = ""
    counts: str = ""


@cache
def terms(name: str) -> Mapping[str, Term]:
    """Give one vocabulary (`pictures`, `kinds`, `stances` ...) in the order in which it is told."""
    text = files("servanda.dossier").joinpath("words.toml").read_text("utf-8")
    return _all_terms(text)[name]


@cache
def _all_terms(text: str) -> Mapping[str, Mapping[str, Term]]:
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return {
        name: {
            key: Term(
                key,
                one["label"],
                one.get("means", ""),
                one.get("letter", ""),
                one.get("counts", ""),
            )
            for key, one in group.items()
        }
        for name, group in found.items()
    }


def label(name: str, key: str | None) -> str:
    """Give what is printed for a key of a vocabulary; the key itself when it is not known."""
    if key is None:
        return ""
    term = terms(name).get(key)
    return term.label if term else key


def listed(items: Iterable[str], last: str = "and") -> str:
    """Give "a", "a and b", or "a, b and c"."""
    all_items = list(items)
    if len(all_items) < 2:
        return "".join(all_items)
    return f"{', '.join(all_items[:-1])} {last} {all_items[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give "no provisions", "1 provision" or "1,204 provisions"."""
    if number == 1:
        return f"1 {one}"
    return f"{number:,} {many or one + 's'}" if number else f"no {many or one + 's'}"


def capital(text: str) -> str:
    """Give the text with its first letter large, and the rest as it is."""
    return text[:1].upper() + text[1:]


def say_date(edtf: str | None) -> str:
    """Give an EDTF date in words ("12 July 1947", "about June 1947", "until July 1946").

    What this does not know it gives back as it stands, so that nothing is lost.
    """
    if not edtf:
        return ""
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        if start in ("", ".."):
            return f"until {say_date(end)}"
        if end in ("", ".."):
            return f"from {say_date(start)} on"
        return f"{say_date(start)} to {say_date(end)}"
    before, after = DOUBT.get(edtf[-1], ("", ""))
    bare = edtf.rstrip("~?%")
    found = _DATE.match(bare)
    if not found:
        return edtf
    said = _say_parts(found["year"], found["month"], found["day"])
    return f"{before}{said}{after}" if said else edtf


def _say_parts(year: str, month: str | None, day: str | None) -> str:
    when = "" if year == "XXXX" else (f"{year[:3]}0s" if year.endswith("X") else year)
    if "X" in when or (month not in (None, "XX") and when.endswith("s")):
        return ""
    tail = f" {when}" if when else ", year unknown"
    if month is None or (month == "XX" and day in (None, "XX")):
        return when
    if month in SEASONS:
        return f"{SEASONS[month]}{tail}"
    if "X" in month or not 1 <= int(month) <= 12:
        return ""
    named = MONTHS[int(month) - 1]
    if day is None or "X" in day:
        return f"{named}{tail}"
    return f"{int(day)} {named}{tail}"


def say_period(period: str) -> str:
    """Give a period's name as a heading: `1947`, `1947, 3rd quarter`, `July 1947`."""
    found = re.fullmatch(r"(\d{4})-Q([1-4])", period)
    if found:
        return f"{found[1]}, {('1st', '2nd', '3rd', '4th')[int(found[2]) - 1]} quarter"
    return say_date(period) or period


def short_period(period: str) -> str:
    """Give a period's name for a narrow column: `1947`, `Q3 1947`, `Jul 1947`."""
    found = re.fullmatch(r"(\d{4})-(?:Q([1-4])|(\d{2}))", period)
    if not found:
        return period
    return f"Q{found[2]} {found[1]}" if found[2] else f"{MONTHS[int(found[3]) - 1][:3]} {found[1]}"
