"""Which languages there are, and which of them somebody wants."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from servanda.saying.catalogue import read_catalogue
from servanda.saying.pseudo import Pseudo

PSEUDO_TAG = "qps-plocm"


# There is one of each, so that it can be compared and looked up by itself, which is fast.
@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language that Servanda speaks: its tag (BCP 47), its own name, how it runs, its words."""

    tag: str
    name: str
    #: `ltr` or `rtl`.
    direction: str
    words: gettext.NullTranslations = field(repr=False)


def _language(tag: str, words: gettext.NullTranslations) -> Language:
    # Two messages of every catalogue: here, because the language is what they are said of.
    name = words.pgettext("language", "English")
    return Language(tag, name, words.pgettext("direction of writing", "ltr"), words)


ENGLISH = _language("en", gettext.NullTranslations())
PSEUDO = _language(PSEUDO_TAG, Pseudo())


def make_language(tag: str, catalogue: str, *, name: str) -> Language:
    """Give a language from the text of its catalogue.

    Raises:
        CatalogueError: The catalogue cannot be read.
    """
    return _language(tag, read_catalogue(catalogue, name=name))


@cache
def languages() -> dict[str, Language]:
    """Give every language by its tag: English, those with a catalogue, the pseudo-language last."""
    folder = files("servanda.saying").joinpath("catalogues")
    found = {"en": ENGLISH}
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        tag, _, suffix = one.name.rpartition(".")
        if suffix == "po":
            tag = tag.replace("_", "-")
            found[tag] = make_language(tag, one.read_text("utf-8"), name=one.name)
    found[PSEUDO_TAG] = PSEUDO
    return found


def find_language(tag: str) -> Language | None:
    """Give the language of a tag, or of its beginning (`de-CH` finds `de`), if there is one."""
    wanted = tag.strip().casefold()
    known = {one.casefold(): found for one, found in languages().items()}
    while wanted:
        if wanted in known:
            return known[wanted]
        wanted = wanted.rpartition("-")[0]
    return None


def preferred_language(accepted: str) -> Language:
    """Give the best language for a browser's `Accept-Language`; English where nothing fits.

    Source: RFC 9110, section 12.5.4; lookup as in RFC 4647, section 3.4.
    """
    wanted: list[tuple[float, str]] = []
    for one in accepted.split(","):
        tag, _, rest = one.partition(";")
        weight = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", rest)
        wanted.append((float(weight[1]) if weight else 1.0, tag))
    for share, tag in sorted(wanted, key=lambda one: -one[0]):
        found = find_language(tag) if share else None
        # Nobody's browser asks for it by chance, but it is chosen by hand only.
        if found and found is not PSEUDO:
            return found
    return ENGLISH
