"""Numbers that somebody sends: none of them breaks a page, whatever it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.web.paging import entries_named, page_of, whole_number


@given(st.text() | st.integers().map(str), st.integers(0, 1_000), st.integers(1, 100))
def test_every_page_asked_for_is_one_of_the_list(asked: str, total: int, size: int) -> None:
    page = page_of(total, asked, size=size)
    shown = list(range(total))[page.part]
    assert 1 <= page.number <= page.pages
    assert shown or not total
    assert len(shown) <= size


def test_the_pages_of_a_list_hold_each_thing_once() -> None:
    things = list(range(95))
    pages = [page_of(len(things), str(number), size=20) for number in range(1, 6)]
    assert [one for page in pages for one in things[page.part]] == things
    assert pages[-1].pages == 5


def test_what_is_no_number_is_none() -> None:
    odd = ("", "-1", "1.5", "²", "٣", " 7", "9" * 4_301)
    assert [whole_number(one) for one in odd] == [None] * len(odd)
    assert [entries_named(one) for one in ("12-14", "12", "12-", "a-b")] == [
        range(12, 15),
        None,
        None,
        None,
    ]
