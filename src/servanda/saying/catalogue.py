"""A catalogue as translators write it (`.po`), read into what Python's gettext looks words up in.

Only what a catalogue needs is understood: entries of `msgctxt`, `msgid`, `msgid_plural`, `msgstr`
and `msgstr[n]`, each with its quoted lines. What is marked fuzzy is not used: nobody has said yet
that it is right. So a language works from its one text file, with nothing to compile or install.

Source: GNU gettext manual, "The Format of PO Files" and "The Format of GNU MO Files".
"""

from __future__ import annotations

import ast
import gettext
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

MAGIC = 0x950412DE
#: Separates a context from its sentence, and the forms of a plural from each other.
CONTEXT, FORM = "\x04", "\x00"
_LINE = re.compile(
    r'(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<form>\d)\])?)\s+)?(?P<quoted>".*")$'
)


class CatalogueError(Exception):
    """A catalogue that cannot be read, with the line; `servanda.errors` stand above this room."""


@dataclass
class _Entry:
    """One sentence with its translation, while its lines are being read."""

    parts: dict[str, str] = field(default_factory=dict)
    fuzzy: bool = False

    def pair(self) -> tuple[str, str] | None:
        """Give what is looked up and what is found; None where nothing is translated yet."""
        forms = sorted((key, said) for key, said in self.parts.items() if key.startswith("msgstr"))
        said = FORM.join(one for _, one in forms)
        asked = self.parts.get("msgid", "")
        # An empty form would be printed as nothing at all.
        if not all(one for _, one in forms) or not forms or (self.fuzzy and asked):
            return None
        if "msgctxt" in self.parts:
            asked = self.parts["msgctxt"] + CONTEXT + asked
        if "msgid_plural" in self.parts:
            asked += FORM + self.parts["msgid_plural"]
        return asked, said


def read_catalogue(text: str, *, name: str) -> gettext.GNUTranslations:
    """Give what looks words up in a catalogue, from the text of its `.po` file.

    Args:
        text: The file's text.
        name: What the file is called, for messages.

    Raises:
        CatalogueError: A line or a plural rule that cannot be understood.
    """
    pairs = dict(sorted(one for one in _pairs(text, name) if one))
    try:
        return gettext.GNUTranslations(BytesIO(_compile(pairs)))
    except (ValueError, OSError, LookupError) as error:
        raise CatalogueError(f"{name}: {error}. Look at the head of the file.") from error


def _pairs(text: str, name: str) -> Iterator[tuple[str, str] | None]:
    entry, word = _Entry(), ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            if entry.parts:
                yield entry.pair()
                entry, word = _Entry(), ""
            entry.fuzzy |= bare.startswith("#,") and "fuzzy" in bare
            continue
        found = _LINE.match(bare)
        if found is None or not (found["word"] or word):
            raise CatalogueError(f"{name}, line {number}: {bare[:60]!r} is no line of a catalogue.")
        word = found["word"] or word
        if found["word"] in ("msgctxt", "msgid") and "msgstr" in "".join(entry.parts):
            yield entry.pair()
            entry = _Entry()
        try:
            said = ast.literal_eval(found["quoted"])
        except (SyntaxError, ValueError) as error:
            raise CatalogueError(f"{name}, line {number}: the quotes do not close.") from error
        entry.parts[word] = entry.parts.get(word, "") + str(said)
    if entry.parts:
        yield entry.pair()


def _compile(pairs: dict[str, str]) -> bytes:
    """Give a catalogue as the bytes that gettext reads: two tables of lengths, then the words."""
    asked = [one.encode() for one in pairs]
    found = [one.encode() for one in pairs.values()]
    start = 28 + 16 * len(pairs)
    tables: list[int] = []
    words = b""
    for one in (*asked, *found):
        tables += [len(one), start + len(words)]
        words += one + b"\0"
    head = (MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return struct.pack(f"<{7 + len(tables)}I", *head, *tables) + words
