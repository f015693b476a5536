"""Dates that count from another day: weekdays, weeks, lengths of time, days of a month."""

from __future__ import annotations

import pytest

from servanda.text.dates import find_dates

#: A Tuesday.
ANCHOR = "2021-06-15"


def said(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.edtf) for one in find_dates(text, anchor=ANCHOR, events=False)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They will meet on Friday.", "2021-06-18?"),
        ("They met on Friday.", "2021-06-11?"),
        ("They will meet next Friday.", "2021-06-25?"),
        ("They will meet this coming Friday.", "2021-06-18"),
        ("They will meet the upcoming Monday.", "2021-06-21"),
        ("They met this past Friday.", "2021-06-11"),
        ("They met last week between Wednesday and Friday.", "2021-06-09/2021-06-11"),
        ("They will meet on Monday of the week after next.", "2021-06-28"),
        ("The spokesman said Monday that they met.", "2021-06-14?"),
        ("They will be back in two weeks.", "2021-06-29~"),
        ("The inspection will last for two weeks starting 20 June.", "2021-06-20?/2021-07-03"),
        ("They counted over the past week.", "2021-06-08/2021-06-15"),
        ("They counted during the two previous weeks.", "2021-06-01/2021-06-15"),
        ("The first Friday of May 2021 was quiet.", "2021-05-07"),
        ("The report is due by the 15th day of next month.", "../2021-07-15"),
        ("The third month of 2020 was quiet.", "2020-03"),
        ("The plan names the goals of the next quarter.", "2021-35"),
        ("They met in the week of the 7th.", "2021-06-07/2021-06-13"),
        ("They met on 22/04.", "2021-04-22?"),
        ("They met on 2020-7-6.", "2020-07-06"),
        ("They met on 23/Sep/2020.", "2020-09-23"),
        ("It rained in May '45.", "1945-05"),
        ("They left in nineteen forty-six.", "1946"),
        ("They met on International Women's Day.", "2021-03-08?"),
    ],
)
def test_a_day_is_counted_from_the_documents_date(text: str, edtf: str) -> None:
    assert [one for _, one in said(text)] == [edtf]


def test_a_weekday_joined_to_a_day_is_the_next_one_after_it() -> None:
    assert said("They will meet next Monday or Tuesday.")[0][1] == "[2021-06-21,2021-06-22]"
    assert said("They will sit from next Monday to Friday.")[0][1] == "2021-06-21/2021-06-25?"


@pytest.mark.parametrize(
    "text",
    [
        "In two weeks they lost three towns.",
        "They meet every Friday.",
        "The Good Friday Agreement was read out.",
        "After Friday prayers they left.",
        "For the 24th consecutive week it was quiet.",
        "On the 2nd floor they found nothing.",
        "They lost two thousand rifles.",
        "By 2/3 of the votes it was adopted.",
        "The dec laration was read.",
    ],
)
def test_what_counts_no_day_is_no_date(text: str) -> None:
    assert said(text) == []
