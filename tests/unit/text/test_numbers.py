"""Numbers as texts write them."""

from __future__ import annotations

import pytest

from servanda.text.numbers import number_words, read_number


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("12,000 men", 12_000, "12,000"),
        ("1.5 million", 1_500_000, "1.5 million"),
        ("two hundred and five soldiers", 205, "two hundred and five"),
        ("one million two hundred thousand", 1_200_000, None),
        ("twenty-five", 25, None),
        ("ninety nine", 99, None),
        ("twelve hundred", 1_200, None),
        ("a dozen eggs", 12, "a dozen"),
        ("two and three", 2, "two"),
        ("two three", 2, "two"),
        ("hundred hundred", 100, "hundred"),
    ],
)
def test_a_number_is_read_to_its_end(text: str, value: float, words: str | None) -> None:
    number = read_number(text, 0, len(text), number_words("en"))
    assert number is not None
    assert (number.value, text[: number.end]) == (value, words or text)


@pytest.mark.parametrize("text", ["soldiers", "1.2.3", "12abc", ""])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text, 0, len(text), number_words("en")) is None
