"""Trouble with a name: what was seen, where, and what to do next.

Every error that a user can cause is a `ServandaError`. Its text is one clear message that the
command line prints as it is, without a traceback. Give a subclass the facts and let it write.
"""

from __future__ import annotations

from servanda.saying import _, joined, pgettext


class ServandaError(Exception):
    """A call that cannot give its answer; `str(error)` is fit for the user's eyes."""

    #: What the command line exits with.
    exit_code = 1


class AgreementError(ServandaError):
    """An agreement file that cannot be understood, with the line and what was expected there."""

    def __init__(self, seen: str, *, file: str, line: int | None, expected: str) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {seen}. Expected {expected}.")
        self.line = line
        self.expected = expected


class SidecarError(ServandaError):
    """A side-car file that cannot be understood, with the line and what was expected there."""

    def __init__(self, seen: str, *, file: str, line: int | None, expected: str) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {seen}. Expected {expected}.")
        self.line = line
        self.expected = expected


class GazetteerFileError(ServandaError):
    """A gazetteer file that cannot be understood, with the line and what was expected there."""

    def __init__(self, seen: str, *, file: str, line: int | None, expected: str) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {seen}. Expected {expected}.")
        self.line = line
        self.expected = expected


class QuoteNotFound(ServandaError):
    """Words said to be quoted that do not stand, letter for letter, in the source."""

    def __init__(self, words: str, *, source: str, start: int, end: int, found: str) -> None:
        super().__init__(
            f"Source {source}: the quote {words[:80]!r} does not stand at {start}-{end}; "
            f"there the text reads {found[:80]!r}. Quote it letter for letter."
        )


class UnreadableSource(ServandaError):
    """Bytes that no part of intake can turn into text at all; the bytes can still be kept."""


class DossierError(ServandaError):
    """A dossier file that is not there, is not one of ours, or is in use."""


class BrokenRecord(ServandaError):
    """The record does not prove: a chain, digest, quote or derived table differs."""

    exit_code = 3


class UnknownThing(ServandaError):
    """A name that the dossier does not know, with the nearest ones it does."""

    def __init__(self, kind: str, name: str, *, nearest: tuple[str, ...] = ()) -> None:
        told = _("There is no {kind} {name} in this dossier.").format(
            kind=pgettext("found", kind), name=repr(name)
        )
        if nearest:
            told += " " + _("Did you mean {names}?").format(names=joined(nearest))
        super().__init__(told)


class StaleAct(ServandaError):
    """An act on something that changed since it was shown; `ids` are what changed, where known."""

    def __init__(self, message: str, *, ids: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.ids = ids


class MissingExtra(ServandaError):
    """An optional library that is not installed, with the command that installs it."""

    def __init__(self, extra: str, *, needed_for: str) -> None:
        super().__init__(f"{needed_for} needs an extra: pip install 'servanda[{extra}]'.")
