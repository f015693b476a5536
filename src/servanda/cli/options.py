"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from servanda.domain.source import ArchiveReference, Description
from servanda.errors import ServandaError
from servanda.intake.sidecar import A_DATE, DATES, read_date
from servanda.journal import Journal, open_journal
from servanda.saying import CatalogueError, Language, find_language, languages, make_language
from servanda.settings import load_settings

F = TypeVar("F", bound=Callable[..., Any])

dossier = click.argument(
    "dossier", metavar="DOSSIER", type=click.Path(path_type=Path), required=True
)


def acting(command: F) -> F:
    """Add `--as NAME`: under whose name the act is recorded."""
    return click.option(
        "--as",
        "actor",
        metavar="NAME",
        default=lambda: load_settings().coder,
        show_default="SERVANDA_CODER, or your login",
        help="Under whose name this is recorded.",
    )(command)


def period(command: F) -> F:
    """Add `--by`: the length of a period."""
    return click.option(
        "--by",
        "period",
        type=click.Choice(["auto", "year", "quarter", "month"]),
        default="auto",
        help="Length of a period; chosen from the span of the sources if not given.",
    )(command)


def in_language(command: F) -> F:
    """Add `--language`: what the pages that are written speak."""
    return click.option(
        "--language",
        metavar="TAG",
        default="en",
        show_default=True,
        callback=_read_language,
        help="Language of the words around the record: one that has a catalogue, or the file of a "
        "catalogue (.po) that is being translated. Quotes and names stay as they are.",
    )(command)


def _read_language(_context: click.Context, _option: click.Parameter, tag: str) -> Language:
    try:
        if tag.endswith(".po"):
            path = Path(tag)
            return make_language(path.stem.replace("_", "-"), path.read_text("utf-8"), name=tag)
        found = find_language(tag)
    except (CatalogueError, OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(str(error)) from error
    if found is None:
        known = ", ".join(languages())
        raise click.BadParameter(f"{tag!r} has no catalogue. There are: {known}.")
    return found


def by_confidence(command: F) -> F:
    """Add `--at-least`: a threshold that proposals must meet."""
    return click.option(
        "--at-least",
        "threshold",
        metavar="X",
        type=click.FloatRange(0, 1),
        help="Only proposals with a measured confidence of X (0 to 1) or more; what a person "
        "ruled on stays.",
    )(command)


def of_party(command: F) -> F:
    """Add `--of`: whose conduct; `--party` is its second name where it stood first."""
    return click.option(
        "--of",
        "--party",
        "party",
        metavar="PARTY",
        help="Only about this party's conduct: its key or name.",
    )(command)


def one_agreement(command: F) -> F:
    """Add `--agreement`: one of those that the dossier holds."""
    return click.option("--agreement", metavar="KEY", help="One agreement; all if not given.")(
        command
    )


def as_of(command: F) -> F:
    """Add `--as-of`: an earlier state of the record."""
    return click.option(
        "--as-of",
        "as_of",
        metavar="STATE",
        help="The record as it stood: at a head or entry number, at the end of a day "
        "(2024-05-01), or when a report of this name was issued.",
    )(command)


def with_sensitive(command: F) -> F:
    """Add `--include-sensitive`: what is marked sensitive leaves only when asked for by name."""
    return click.option(
        "--include-sensitive", is_flag=True, help="Also tell what is marked sensitive."
    )(command)


def with_proposals(command: F) -> F:
    """Add `--with-proposals`: count what no person ruled on, too."""
    return click.option(
        "--with-proposals",
        "proposals",
        is_flag=True,
        help="Count what readers propose and nobody ruled on, too.",
    )(command)


@contextmanager
def opened(path: Path, *, readonly: bool = False) -> Iterator[Journal]:
    """Open a dossier for one command."""
    journal = open_journal(str(path), readonly=readonly)
    try:
        yield journal
    finally:
        journal.close()


#: Flags that give or correct a document's archival description.
DESCRIBING = (
    ("--title", "title", "Its title."),
    ("--creator", "creators", "Who wrote it; repeat for several."),
    ("--recipient", "recipients", "To whom; repeat for several."),
    ("--side", "side", "Whose voice: a party's key, or mediator, observer, press, unknown."),
    ("--written", "written", "When it was written, as EDTF: 1947-07-12, 1947-07, 1947~."),
    ("--sent", "sent", "When it was sent (EDTF)."),
    ("--received", "received", "When it was received (EDTF)."),
    ("--published", "published", "When it was published (EDTF)."),
    ("--language", "language", "Language of the text (en)."),
    ("--translator", "translator", "Who translated it."),
    ("--reference", "reference", "Repository reference, as the archive writes it."),
    ("--rights", "rights", "Its rights, as the archive states them."),
    ("--url", "url", "Where it was found."),
    ("--derives-from", "derives_from", "Id or file name of what it copies or translates."),
)
_SEVERAL = frozenset({"creators", "recipients", "derives_from"})


def describing(command: F) -> F:
    """Add the flags of `DESCRIBING`."""
    for flag, name, help in reversed(DESCRIBING):
        several = name in _SEVERAL
        command = click.option(flag, f"described_{name}", multiple=several, help=help)(command)
    return command


def described(flags: dict[str, Any]) -> Description | None:
    """Give the description that the flags of one command spell; None if none was given.

    Raises:
        ServandaError: A date is none, or lacks its year.
    """
    given = {
        name: value
        for _, name, _ in DESCRIBING
        if (value := flags.get(f"described_{name}")) not in (None, ())
    }
    for flag, name, _ in DESCRIBING:
        if name in DATES and name in given:
            read = read_date(given[name])
            if read is None:
                raise ServandaError(f"{flag} is {given[name][:60]!r}. Expected {A_DATE}.")
            given[name] = read
    if "reference" in given:
        given["reference"] = ArchiveReference(text=given["reference"])
    return Description(**given) if given else None
