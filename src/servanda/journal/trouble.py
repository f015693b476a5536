"""What SQLite says when something is wrong, said to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from servanda.errors import BrokenRecord, DossierError

#: Beginnings of SQLite's messages that are about the file's surroundings, not its content.
_AROUND = (
    ("database is locked", "is in use by another program: wait until it is done, and try again"),
    ("database table is locked", "is in use by another program: wait and try again"),
    ("attempt to write a readonly", "can only be read: copy it to where you may write"),
    ("unable to open database file", "cannot be opened: look at its folder's permissions"),
    ("database or disk is full", "cannot grow: the disk is full; nothing was recorded"),
    ("disk I/O error", "cannot be read or written: the disk reports an error"),
)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turn what SQLite, or a row that it gives, raises about this file into a message for a person.

    Nothing but reading and writing the file belongs inside, no caller's code.

    Raises:
        DossierError: The file is in use, write-protected, on a full disk.
        BrokenRecord: What stands in the file cannot be read.
    """
    try:
        yield
    except sqlite3.Error as trouble:
        said = str(trouble)
        if said.startswith("attempt to write") and journal_of(path).exists():
            raise DossierError(
                f"{path} was left in the middle of an act, by a crash or a copy made too early. "
                "Open it once where it may be written, with the file of the same name and "
                "`-journal` beside it, and the act is taken back."
            ) from trouble
        for beginning, meaning in _AROUND:
            if said.startswith(beginning):
                raise DossierError(f"{path} {meaning}.") from trouble
        raise broken(path, said) from trouble
    except (msgspec.MsgspecError, TypeError, ValueError, AttributeError, KeyError) as trouble:
        # The tables are strict, but a flipped byte can turn a column into one of another type, or
        # a word that we look up into another. It shows where the value is used.
        raise broken(path, f"a row holds what no journal wrote ({trouble})") from trouble


def journal_of(path: Path) -> Path:
    """Give the file in which SQLite keeps what it would need to take an act back."""
    return path.with_name(f"{path.name}-journal")


def broken(path: Path, what: str) -> BrokenRecord:
    """Give the error for a dossier whose content is damaged: what was seen, and what to do."""
    return BrokenRecord(
        f"{path} is damaged: {what}. Run `servanda check` on it, and go back to a backup."
    )
