"""What stands over a column or in a cell of a table, as a period: a year, quarter or month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from servanda.assessing.periods import last_day
from servanda.domain.agreement import Agreement
from servanda.domain.when import When
from servanda.text.dates import find_dates, parse_date
from servanda.text.edtf import bounds
from servanda.text.normalise import fold

_NAMED = re.compile(r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?")
_QUARTER = re.compile(r"(?:q([1-4]) ?(\d{4})|(\d{4}) ?q([1-4]))")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])[/.](\d{4})")
_HOLES = {
    "{year}": r"(?P<year>[0-9]{4})",
    "{quarter}": r"(?P<quarter>[1-4])",
    "{month}": r"(?P<month>0?[1-9]|1[0-2]|[^\W\d_]{3,})",
    "{n}": r"(?P<n>[0-9]{1,2})",
}
Length = str


def read_period(words: str, *, days_stand_for: Length = "", language: str = "en") -> str:
    """Give the period that words name: "2019", "2019-Q3", "Q3 2019", "July 2019", "2019-07".

    A day is a period only where `days_stand_for` says whose: its month, quarter or year.

    Raises:
        ValueError: They name none; its text says why.
    """
    words = words.strip()
    if _NAMED.fullmatch(words):
        return words
    if quarter := _QUARTER.fullmatch(fold(words)):
        return f"{quarter[2] or quarter[3]}-Q{quarter[1] or quarter[4]}"
    if month := _MONTH.fullmatch(words):
        return f"{month[2]}-{int(month[1]):02d}"
    found = whole_date(words, language=language)
    if found is None or not found.earliest or not found.latest:
        raise ValueError("is no period. Write 2019, 2019-Q3 or 2019-07")
    if set(found.edtf) & set("?~%"):
        raise ValueError("is no certain period. Write 2019, 2019-Q3 or 2019-07")
    return _lasting(found.earliest, found.latest, days_stand_for)


def whole_date(words: str, *, language: str) -> When | None:
    """Give the date that words are, all of them; None if they are more or less than one."""
    if any(bounds(words)):
        return parse_date(words)
    found = find_dates(words, anchor=None, language=language, events=False)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
        return None
    return found[0]


def _lasting(earliest: str, latest: str, days_stand_for: Length) -> str:
    year, month = earliest[:4], int(earliest[5:7])
    names = {"year": year, "quarter": f"{year}-Q{(month + 2) // 3}", "month": earliest[:7]}
    for name in names.values():
        if latest == last_day(name) and earliest == _first_day(name):
            return name
    if earliest == latest and days_stand_for:
        return names[days_stand_for]
    if earliest == latest:
        raise ValueError(
            "is a day. Say in the mapping whose state it tells: `days_stand_for: quarter` (or "
            "month, or year)"
        )
    raise ValueError("is neither a year, nor a quarter, nor a month")


def _first_day(period: str) -> str:
    month = int(period[-1]) * 3 - 2 if "Q" in period else int(period[5:7] or 1)
    return f"{period[:4]}-{month:02d}-01"


class PeriodPattern:
    """What a pattern such as `Score {year}` or `Year {n}` reads in a header."""

    def __init__(self, pattern: str, *, language: str = "en") -> None:
        pieces = re.split(r"(\{(?:year|quarter|month|n)\})", pattern)
        # Space beside a hole is lost with folding, and free.
        made = [_HOLES.get(one) or re.escape(fold(one)) for one in pieces if one.strip()]
        self._pattern = re.compile(r"\s*".join(made))
        self._language = language

    def read(self, header: str, *, agreement: Agreement | None) -> str | None:
        """Give the period of a column, or None if the pattern does not fit what stands over it.

        `{n}` is the n-th year from the signing: the last month that lies in it wholly stands for
        its end, so that scores by anniversary find it in its year.

        Raises:
            ValueError: It fits, and is no period; its text says why.
        """
        found = self._pattern.fullmatch(fold(header))
        if not found:
            return None
        parts = found.groupdict()
        if (n := parts.get("n")) is not None:
            return _nth_year(int(n), agreement)
        year, quarter, month = parts.get("year"), parts.get("quarter"), parts.get("month")
        if not year:
            raise ValueError("names no year: the pattern needs `{year}` or `{n}`")
        if quarter:
            return f"{year}-Q{quarter}"
        if month and month.isdigit():
            return f"{year}-{int(month):02d}"
        return read_period(f"{month.title()} {year}", language=self._language) if month else year


def _nth_year(n: int, agreement: Agreement | None) -> str:
    signed = [days for one in agreement.signed if (days := bounds(one)[0])] if agreement else []
    if not signed or n < 1:
        raise ValueError("counts years from a signing, and the agreement's file gives no `signed`")
    first = date.fromisoformat(min(signed))
    # The month before the one in which the year ends, unless it ends with the month itself.
    end = date(first.year + n, first.month, 1) - timedelta(days=1)
    return f"{end:%Y-%m}"
