"""Opening a dossier file: is it one of ours, whole, of a version we know, and ours to write?"""

from __future__ import annotations

import os
import sqlite3
import struct
import tempfile
from pathlib import Path

from servanda.errors import DossierError
from servanda.journal.trouble import broken, told_of
from servanda.journal.words import spaced

#: "Srvd": what `file` and SQLite's own tools can tell a dossier by.
APPLICATION_ID = int.from_bytes(b"Srvd", "big")
_MAGIC = b"SQLite format 3\0"
#: How long a second writer waits for the first.
WAIT_SECONDS = 10.0
CACHE_KIB = 64 * 1024
_PAGE_BYTES = 8192


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """Open an existing dossier file.

    Raises:
        DossierError: There is none, it is something else, or it cannot be opened.
        BrokenRecord: It is one of ours, and its header or tables are damaged.
    """
    _look_at(path)
    mode = "ro" if readonly else "rw"
    with told_of(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
        )
        try:
            prepare(connection, durable=not readonly)
        except BaseException:
            connection.close()
            raise
    return connection


def prepare(connection: sqlite3.Connection, *, durable: bool) -> None:
    """Set a connection up: safe commits in one file, freed pages overwritten, our functions."""
    connection.create_function("spaced", 1, spaced, deterministic=True)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    # Two statements of the usual size do not fit a page of 4 KiB, and a third of it stays empty.
    connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    connection.execute("PRAGMA cell_size_check = ON")
    if durable:
        # A rollback journal, not a write-ahead log: between acts the dossier is one file that can
        # be copied, mailed or put on a stick, and a withheld payload has one place less to stay.
        # EXTRA also waits for the folder, so that what was acknowledged survives a power cut.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")


def _look_at(path: Path) -> None:
    if path.is_dir():
        raise DossierError(f"{path} is a folder. A dossier is one file, such as {path}.servanda.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise DossierError(
            f"There is no dossier {path}. Make one with `servanda new {path}`."
        ) from None
    except OSError as trouble:
        raise DossierError(f"{path} cannot be read: {trouble.strerror}.") from trouble
    if not head:
        raise DossierError(f"{path} is empty. Make a dossier with `servanda new` under a new name.")
    magic, (application,) = head[:16], struct.unpack(">I", head[68:72].ljust(4, b"\0"))
    if magic != _MAGIC and application != APPLICATION_ID:
        raise DossierError(f"{path} is not a dossier: it does not begin like one.")
    if magic != _MAGIC:
        raise broken(path, "its first bytes are not those of a dossier")
    if application != APPLICATION_ID:
        raise DossierError(
            f"{path} is a database, but not a dossier: its application id is {application:#010x}, "
            f"not {APPLICATION_ID:#010x}."
        )


def new_file(path: Path) -> Path:
    """Give a new empty file beside `path`, to be put in its place once it is complete."""
    if path.exists() or path.is_symlink():
        raise DossierError(f"{path} is there already. Choose another name, or remove it first.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as trouble:
        raise DossierError(f"{path} cannot be made: {trouble.strerror}.") from trouble
    os.close(handle)
    return Path(name)


def put_in_place(part: Path, path: Path) -> None:
    """Give a complete file its name, in one step, unless somebody else took the name."""
    try:
        os.link(part, path)
    except FileExistsError:
        part.unlink()
        raise DossierError(f"{path} was made by another program meanwhile.") from None
    except OSError:  # a file system without hard links
        os.replace(part, path)
    else:
        part.unlink()


def flush(path: Path) -> None:
    """Wait until a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
