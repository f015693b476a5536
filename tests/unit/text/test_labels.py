"""Labels of parts in one form."""

from __future__ import annotations

import pytest

from servanda.text.labels import canonical, expand, roman


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("5", "5"),
        ("05", "5"),
        ("IV", "4"),
        ("IV.2", "4.2"),
        ("V. 2.8", "5.2.8"),
        ("2.1.8", "2.1.8"),
        ("5(b)", "5(b)"),
        ("5 (b)", "5(b)"),
        ("5b", "5(b)"),
        ("5(2)", "5(2)"),
        ("(b)", "b"),
        ("A", "A"),
        ("11.0", "11.0"),
        ("5 bis", "5bis"),
    ],
)
def test_every_way_of_writing_a_label_has_one_form(written: str, label: str) -> None:
    assert canonical(written) == label


def test_only_true_roman_numerals_are_numbers() -> None:
    assert [roman(one) for one in ("XIV", "IX", "XL", "IIII", "VX", "ABC", "")] == [
        14,
        9,
        40,
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("first", "last", "run"),
    [
        ("1", "3", ("1", "2", "3")),
        ("2.1.8", "2.1.10", ("2.1.8", "2.1.9", "2.1.10")),
        ("5(a)", "c", ("5(a)", "5(b)", "5(c)")),
        ("a", "c", ("a", "b", "c")),
        ("2.1", "3.4", ("2.1", "3.4")),
        ("1", "999", ("1", "999")),
        ("last", "3", ("last", "3")),
    ],
)
def test_a_range_is_counted_where_a_rule_counts_it(
    first: str, last: str, run: tuple[str, ...]
) -> None:
    assert expand(first, last) == run
