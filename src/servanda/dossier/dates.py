"""Dates and periods in words, as the language that is spoken writes them."""

from __future__ import annotations

import re

from servanda.saying import N_, NP_, _, pgettext
from servanda.saying.counts import in_digits

#: Stand in a date, after a day or before a year: some languages bend them there.
MONTHS = (
    NP_("month in a date", "January"),
    NP_("month in a date", "February"),
    NP_("month in a date", "March"),
    NP_("month in a date", "April"),
    NP_("month in a date", "May"),
    NP_("month in a date", "June"),
    NP_("month in a date", "July"),
    NP_("month in a date", "August"),
    NP_("month in a date", "September"),
    NP_("month in a date", "October"),
    NP_("month in a date", "November"),
    NP_("month in a date", "December"),
)
SHORT_MONTHS = (
    NP_("month, short", "Jan"),
    NP_("month, short", "Feb"),
    NP_("month, short", "Mar"),
    NP_("month, short", "Apr"),
    NP_("month, short", "May"),
    NP_("month, short", "Jun"),
    NP_("month, short", "Jul"),
    NP_("month, short", "Aug"),
    NP_("month, short", "Sep"),
    NP_("month, short", "Oct"),
    NP_("month, short", "Nov"),
    NP_("month, short", "Dec"),
)
_SPRING, _SUMMER = N_("spring {year}"), N_("summer {year}")
_AUTUMN, _WINTER = N_("autumn {year}"), N_("winter {year}")
#: EDTF's parts of a year; those from 25 on name the hemisphere, which the words do not.
SEASONS = {
    "21": _SPRING,
    "22": _SUMMER,
    "23": _AUTUMN,
    "24": _WINTER,
    "25": _SPRING,
    "26": _SUMMER,
    "27": _AUTUMN,
    "28": _WINTER,
    "33": N_("the first quarter of {year}"),
    "34": N_("the second quarter of {year}"),
    "35": N_("the third quarter of {year}"),
    "36": N_("the fourth quarter of {year}"),
    "40": N_("the first half of {year}"),
    "41": N_("the second half of {year}"),
}
SEASONS_ALONE = {
    "21": N_("spring, year unknown"),
    "22": N_("summer, year unknown"),
    "23": N_("autumn, year unknown"),
    "24": N_("winter, year unknown"),
}
DOUBT = {
    "~": N_("about {date}"),
    "?": N_("{date} (uncertain)"),
    "%": N_("about {date} (uncertain)"),
}
#: An EDTF date of this many digits is drawn from here on; longer ones are printed as they are.
_DATE = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?$")


def say_date(edtf: str | None) -> str:
    """Give an EDTF date in words ("12 July 1947", "about June 1947", "until July 1946").

    What this does not know it gives back as it stands, so that nothing is lost.
    """
    if not edtf:
        return ""
    if "/" in edtf:
        return _say_span(*edtf.split("/", 1))
    found = _DATE.match(edtf.rstrip("~?%"))
    said = _say_parts(found["year"], found["month"], found["day"]) if found else ""
    doubt = DOUBT.get(edtf[-1])
    return _(doubt).format(date=said) if said and doubt else said or edtf


def _say_span(start: str, end: str) -> str:
    if start in ("", ".."):
        return _("until {date}").format(date=say_date(end))
    if end in ("", ".."):
        return _("from {date} on").format(date=say_date(start))
    return _("{start} to {end}").format(start=say_date(start), end=say_date(end))


def _say_parts(year: str, month: str | None, day: str | None) -> str:
    when = "" if year == "XXXX" else year
    if when.endswith("X"):
        alone = month in (None, "XX") and "X" not in when[:3]
        return _("{decade}s").format(decade=in_digits(f"{when[:3]}0")) if alone else ""
    if "X" in when or month is None or (month == "XX" and day in (None, "XX")):
        return "" if "X" in when else in_digits(when)
    if month in SEASONS:
        alike = SEASONS if when else SEASONS_ALONE
        return _(alike.get(month, "")).format(year=in_digits(when))
    if "X" in month or not 1 <= int(month) <= 12:
        return ""
    return _say_day(when, int(month), "" if day is None or "X" in day else day)


def _say_day(year: str, month: int, day: str) -> str:
    if day:
        said = _("{day} {month} {year}") if year else _("{day} {month}, year unknown")
    else:
        said = _("{month} {year}") if year else _("{month}, year unknown")
    return said.format(
        day=in_digits(day.lstrip("0")),
        month=pgettext("month in a date", MONTHS[month - 1]),
        year=in_digits(year),
    )


QUARTERS = (
    N_("{year}, 1st quarter"),
    N_("{year}, 2nd quarter"),
    N_("{year}, 3rd quarter"),
    N_("{year}, 4th quarter"),
)


def say_period(period: str) -> str:
    """Give a period's name as a heading: `1947`, `1947, 3rd quarter`, `July 1947`."""
    found = re.fullmatch(r"(\d{4})-Q([1-4])", period)
    if found:
        return _(QUARTERS[int(found[2]) - 1]).format(year=in_digits(found[1]))
    return say_date(period) or period


def short_period(period: str) -> str:
    """Give a period's name for a narrow column: `1947`, `Q3 1947`, `Jul 1947`."""
    found = re.fullmatch(r"(\d{4})-(?:Q([1-4])|(\d{2}))", period)
    if not found:
        return period
    if found[2]:
        # Translators: a quarter of a year in a narrow column.
        return _("Q{quarter} {year}").format(quarter=in_digits(found[2]), year=in_digits(found[1]))
    return short_month(int(found[1]), int(found[3]))


def short_month(year: int, month: int) -> str:
    """Give a month for a narrow column or an axis: `Jul 1947`."""
    named = pgettext("month, short", SHORT_MONTHS[month - 1])
    return pgettext("a month in a narrow column", "{month} {year}").format(
        month=named, year=in_digits(str(year))
    )
