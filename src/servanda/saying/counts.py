"""Numbers and lists as a language writes them; translators decide how."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.saying.speak import ngettext, pgettext

_DIGITS = "0123456789"


def say_number(number: int) -> str:
    """Give a whole number with the language's digits and its sign between thousands: `1,204`."""
    return in_digits(f"{number:,}")


def say_decimal(number: float, places: int) -> str:
    """Give a number with so many places after the language's sign for decimals: `0.75`."""
    return in_digits(f"{number:,.{places}f}")


def say_percent(share: float, places: int = 0) -> str:
    """Give a share of one in hundredths, with the language's percent sign: `75%`."""
    # Translators: {number} is a number such as 75.
    return pgettext("percent", "{number}%").format(number=say_decimal(share * 100, places))


def in_digits(text: str) -> str:
    """Give a number that is written already with the language's digits and signs."""
    # Translators: the sign between thousands, as in 1,204.
    thousands = pgettext("between thousands", ",")
    # Translators: the sign before decimals, as in 0.75.
    decimals = pgettext("before decimals", ".")
    # Translators: the ten digits from nought to nine.
    digits = pgettext("digits", "0123456789")
    if (thousands, decimals, digits) == (",", ".", _DIGITS):
        return text
    signs = {",": thousands, ".": decimals, **dict(zip(_DIGITS, digits, strict=True))}
    return "".join(signs.get(one, one) for one in text)


def say_count(number: int) -> str:
    """Give a number that stands before what is counted; in English none is "no"."""
    # Translators: stands before what there is none of, as in "no documents". Write 0 if your
    # language cannot say it with one word for everything.
    return say_number(number) if number else pgettext("how many", "no")


def counted(number: int, one: str, many: str) -> str:
    """Give "no statements", "1 statement" or "1,204 statements".

    Args:
        number: How many there are.
        one: What is said of one: "{number} statement".
        many: What is said of many or none: "{number} statements".
    """
    return ngettext(one, many, number).format(number=say_count(number))


def listed(items: Iterable[str]) -> str:
    """Give "a", "a and b", or "a, b and c"."""
    *start, last = list(items) or [""]
    if not start:
        return last
    # Translators: the end of a list; {items} are those before the last, such as "a, b".
    return pgettext("end of a list", "{items} and {last}").format(items=joined(start), last=last)


def listed_or(items: Iterable[str]) -> str:
    """Give "a", "a or b", or "a, b or c"."""
    *start, last = list(items) or [""]
    if not start:
        return last
    # Translators: the end of a list of choices; {items} are those before the last.
    return pgettext("end of a list", "{items} or {last}").format(items=joined(start), last=last)


def joined(items: Iterable[str]) -> str:
    """Give "a, b, c"."""
    # Translators: what stands between the things of a list, with its blank.
    return pgettext("between the things of a list", ", ").join(items)


def listed_against(sides: Iterable[str]) -> str:
    """Give "a", "a against b", or "a, b against c"."""
    *start, last = list(sides) or [""]
    if not start:
        return last
    # Translators: the sides of a dispute; {items} are those before the last.
    return pgettext("end of a list", "{items} against {last}").format(
        items=joined(start), last=last
    )
