"""Dates in a table: by the form that its mapping states, or plain ones, never by a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from servanda.domain.when import When
from servanda.workflows.table_periods import whole_date
from servanda.workflows.table_words import NotUnderstood

_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
}
#: A day, a month and a year in numbers, the year not first.
_NUMBERS = re.compile(r"\d{1,2}\D\d{1,2}\D.*")


class DateForms:
    """Reads the dates of one table."""

    def __init__(self, forms: Sequence[str], *, language: str) -> None:
        self._patterns = [_pattern(one) for one in forms]
        self._language = language

    def read(self, words: str) -> When:
        """Give the date that a cell states.

        Raises:
            NotUnderstood: It states none, or one of two days.
        """
        found = self._by_form(words)
        # Numbers in another order than the stated one are a slip, not another form.
        if found is None and not (self._patterns and _NUMBERS.fullmatch(words.strip())):
            found = whole_date(words, language=self._language)
        if found is None or not found.edtf:
            raise NotUnderstood(
                f"{words[:60]!r} is no date that can be read. Say the form under `dates:`, such "
                "as DD/MM/YYYY",
                "date",
            )
        if found.edtf.startswith("["):
            raise NotUnderstood(
                f"{words[:60]!r} is one of two days: say which number is the day, under `dates:` "
                "(DD/MM/YYYY or MM/DD/YYYY)",
                "date",
            )
        return replace(found, basis="stated")

    def _by_form(self, words: str) -> When | None:
        for one in self._patterns:
            if match := one.fullmatch(words.strip()):
                try:
                    day = date(*(int(match[part]) for part in ("year", "month", "day"))).isoformat()
                except ValueError:
                    continue
                return When(words, None, None, day, day, day, "stated")
        return None


def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split(r"(YYYY|MM|DD|M|D)", form)
    made = "".join(_PARTS.get(one) or re.escape(one) for one in pieces)
    # A clock behind a date says nothing that a statement keeps.
    return re.compile(made + r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
