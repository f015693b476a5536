"""The functions that look words up, in the language that is spoken just now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from servanda.saying.languages import ENGLISH, Language

#: Each request and each report has its own: a thread that works for one must run in its context.
_SPOKEN: ContextVar[Language] = ContextVar("spoken language", default=ENGLISH)


def spoken() -> Language:
    """Give the language that is spoken just now."""
    return _SPOKEN.get()


def speak(language: Language) -> None:
    """Speak a language from now on, until the end of this request."""
    _SPOKEN.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def gettext(message: str) -> str:
    """Give a sentence in the language spoken; as it is where nobody has translated it."""
    # gettext keeps the head of a catalogue under the empty sentence.
    return _SPOKEN.get().words.gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Give the form of a sentence that goes with a number."""
    return _SPOKEN.get().words.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """Give a word that means different things, by where it stands."""
    return _SPOKEN.get().words.pgettext(context, message) if message else ""


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Give the form that goes with a number of a word that means different things."""
    return _SPOKEN.get().words.npgettext(context, one, many, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Give words as they are: they are said later, by `_`, and must be in the catalogue."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802, ARG001 - gettext's own name
    """Give a word as it is: it is said later, by `pgettext` in this context."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as those above
    """Give the forms that go with a number as they are: they are said later, by `counted`."""
    return one, many


#: The short name by which sentences are marked everywhere.
_ = gettext
