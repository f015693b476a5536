"""Where each thing has its page: paths within the site, with forward slashes and plain letters.

Keys, ids and names come from files that anybody may have written, so no path is made of them as
they stand: a slug has only `a-z`, `0-9` and single hyphens, and a digest where that changed it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from servanda.domain.cell import UNMAPPED, WHOLE

LONGEST = 60
#: Names that some file systems keep for devices, and ours for overviews.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)$")


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """Give a name safe in a path and in an address; different texts have different slugs."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:LONGEST].strip("-")
    if plain and plain == text and not RESERVED.match(plain):
        return plain
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{plain}-{digest}" if plain else digest


def part(path: str, number: int) -> str:
    """Give the path of a page's part; the first part is the page itself."""
    return path if number == 1 else f"{path.removesuffix('.html')}.{number}.html"


def family(path: str) -> str:
    """Give what the parts of a page have in common: its path up to the first full stop."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}"


def meant(only: str, path: str) -> bool:
    """Tell whether the path asked for is that of this page or of a part of it; "" asks for all."""
    return not only or family(only) == family(path)


def relative(path: str, page: str) -> str:
    """Give an address within the site as seen from one of its pages."""
    folder = page.rpartition("/")[0]
    if not folder:
        return path
    if path.startswith(folder + "/"):
        return path[len(folder) + 1 :]
    return "../" * (folder.count("/") + 1) + path


def agreement(key: str) -> str:
    """The page of an agreement: its tree and its picture."""
    return f"agreements/{slug(key)}.html"


def row(agreement: str, key: str) -> str:
    """The page of a row of the matrix: a provision, the whole, or what fits no provision."""
    if key == UNMAPPED:
        return "unmapped.html"
    if key == WHOLE:
        return f"agreements/{slug(agreement)}/whole.html"
    return f"agreements/{slug(agreement)}/provisions/{slug(key)}.html"


def matrix(agreement: str, columns: str, parent: str | None = None) -> str:
    """A matrix of provisions: the top level, or the children of `parent`."""
    level = f"--{slug(parent)}" if parent else ""
    return f"agreements/{slug(agreement)}/matrix/{columns}{level}.html"


def party(agreement: str, key: str) -> str:
    """The page of a party: how it is judged, and what it says."""
    return f"agreements/{slug(agreement)}/parties/{slug(key)}.html"


def place(key: str) -> str:
    """The page of a place, or of words that no gazetteer could place."""
    return f"places/{slug(key.removeprefix('~')) if key.startswith('~') else slug(key)}.html"


def source(id: str) -> str:
    """The page of a source: its description and its whole text."""
    return f"sources/{slug(id)}.html"


def card(id: str) -> str:
    """The fragment of a statement's card on a row's page."""
    return f"st-{slug(id.removeprefix('st-'))}"


def quote(id: str) -> str:
    """The fragment of a statement's words in its source's text."""
    return f"q-{slug(id.removeprefix('st-'))}"


def about(party: str) -> str:
    """The fragment of the section about a party on a row's page."""
    return f"about-{slug(party)}"


def below(party: str) -> str:
    """The fragment of the line about a party, on a row's page, with everything below the row."""
    return f"below-{slug(party)}"


def slice_of(columns: str, key: str) -> str:
    """The fragment of a place or a period in a row's table."""
    return f"{columns}-{slug(key)}"
