"""A language that nobody speaks, made of the English by rule: it shows what translations meet.

Its letters carry accents, so that a word that was never marked stands out as plain English. It is
longer than English by two fifths, as German or French would be, and stands in brackets, so that a
sentence glued from pieces shows its seams. It runs from right to left, letters and all. What a
sentence has places for, and its tags, are left as they are.

It is called `qps-plocm`: a private tag for a mirrored pseudo-language that programs know.
"""

from __future__ import annotations

import gettext
import re
from math import ceil

GROWTH = 0.4
OPEN, CLOSE = "⟦", "⟧"
#: Turns the letters between the two around, as those of Arabic or Hebrew would stand.
AROUND, BACK = "\u202e", "\u202c"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćđéƒĝĥíĵķłɱñóþɋŕšţúṽŵẋýžÁɃĆĐÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŢÚṼŴẊÝŽ"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
#: What must stay: places in braces or with a percent sign, tags, entities, two percent signs.
_KEPT = re.compile(r"(\{[^{}]*\}|%\([a-z_]+\)[sd]|%%|<[^<>]+>|&[a-z#0-9]+;)")
_GROWN = "éñ ľóñĝéŕ šţíłł "


def disguise(text: str) -> str:
    """Give a sentence in the pseudo-language; its places and tags stay as they are."""
    if not text:
        return text
    parts = _KEPT.split(text)
    letters = sum(len(one) for one in parts[::2])
    longer = ceil(letters * GROWTH)
    grown = (_GROWN * (longer // len(_GROWN) + 1))[:longer].strip()
    # A word alone grows as a word: it must not break into two where none may.
    if " " not in text:
        grown = grown.replace(" ", "")
    said = "".join(
        _turn(one.translate(_LETTERS)) if at % 2 == 0 else one for at, one in enumerate(parts)
    )
    return f"{OPEN}{said}{_turn((' ' if ' ' in text else '') + grown)}{CLOSE}"


def _turn(text: str) -> str:
    return f"{AROUND}{text}{BACK}" if text.strip() else text


class Pseudo(gettext.NullTranslations):
    """The pseudo-language as a catalogue that knows every sentence."""

    #: What a catalogue says of its language and of numbers, which is no sentence to be read.
    SAID = {  # noqa: RUF012 - a table that nobody changes
        ("language", "English"): "Pseudo-language, mirrored",
        ("direction of writing", "ltr"): "rtl",
    }
    #: Contexts of single signs, which stand in numbers and are left alone.
    SIGNS = frozenset(
        {"between thousands", "before decimals", "digits", "between the things of a list"}
    )
    #: The letter in a mark, which has room for one.
    LETTER = "letter for a word"

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """Give a sentence in disguise."""
        found = self._known.get(message)
        if found is None:
            found = self._known[message] = disguise(message)
        return found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the form for a number in disguise."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Give a word in its context in disguise, or what this language says of itself."""
        if context in self.SIGNS:
            return message
        if context == self.LETTER:
            return message.translate(_LETTERS)
        return self.SAID.get((context, message)) or self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        """Give the form for a number in its context in disguise."""
        return self.ngettext(msgid1, msgid2, n)
