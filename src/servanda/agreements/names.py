"""Names in a text: where a run of names ends, how a list of them parts, and a key for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreements.cues import cues

_TOKEN = re.compile(r"[\w’'&/.·-]*\w|[,()\[\]“”\"‘’]")
_SHORT = re.compile(
    r"\s*[(\[]\s*(?:the\s+)?[“\"'‘]?([A-Z][\w/&’'-]{1,14}(?: [A-Z]\w{1,10})?)[”\"'’]?\s*[)\]]"
)
_FIRST = re.compile(
    r"(?:the\s+)?(?:(?:official\s+)?representatives?|delegations?|delegates?|leaders(?:hip)?)\s+of\s+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|a|an|both|we,?(?:\s+the)?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the text gives it, without its article, and the short form told in brackets."""

    text: str
    short: str | None = None
    #: The words before the name that say in what office somebody acts for it.
    office: str = ""


def run_of_names(text: str, start: int, limit: int = 600) -> int:
    """Give where the names that begin at `start` end: before the first word that is in none."""
    words = cues()
    end = start
    for token in _TOKEN.finditer(text, start, min(len(text), start + limit)):
        word = token[0]
        gap = text[end : token.start()]
        if gap.strip() or "\n" in gap:
            break
        allowed = (
            not re.search(r"\w", word)
            or word[0].isupper()
            or (
                word in ("as", "well") and "as well as" in text[token.start() - 8 : token.end() + 8]
            )
            or word in words.inner
            or word in words.areas
            or word.lower() in words.bodies
        )
        if not allowed or word.endswith((".", ":")):
            break
        end = token.end()
    return end


def part_names(words: str) -> list[Name]:
    """Give the names in a list: "A, the B and the C for D and E" is A, B, and C for D and E."""
    found = []
    for piece in _pieces(" ".join(words.split())):
        name = _name(piece)
        if name is not None and name not in found:
            found.append(name)
    return found


def _pieces(words: str) -> Iterator[str]:
    chunks = re.split(r"\s*[,;]\s+(?:and\s+|as well as\s+)?|\s+as well as\s+", words)
    for at, chunk in enumerate(chunks):
        yield from _part(chunk, listed=at == len(chunks) - 1 and at > 0)


def _part(chunk: str, *, listed: bool) -> Iterator[str]:
    for found in re.finditer(r"\s+and\s+(?=(?P<the>the\s|a\s|representatives?\s)?)", chunk):
        left, right = chunk[: found.start()], chunk[found.end() :]
        # "certain areas of the Donetsk and the Luhansk regions" is one name.
        shared = re.search(r"\b(\w+)$", right)
        if shared and shared[1] in cues().areas and " of " not in right and shared[1] not in left:
            continue
        prepositional = re.search(r"\s(?:of|for|on)\s", left)
        if found["the"] or left.endswith((")", "]")) or listed or not prepositional:
            yield left
            yield from _part(right, listed=False)
            return
    yield chunk


def _name(piece: str) -> Name | None:
    short = _SHORT.search(piece)
    bare = _SHORT.sub("", piece)
    bare = re.sub(r"[()\[\]“”\"]", " ", bare)
    bare = " ".join(bare.split()).strip(" ,.;:‘’'")
    bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    office = ""
    if found := _FIRST.match(bare):
        office, bare = found[0].strip(), bare[found.end() :]
    elif found := _office().match(bare):
        office, bare = found[1], bare[found.end() :]
    bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    words = bare.split()
    while words and words[-1].lower() in cues().inner:
        words.pop()
    if not words or len(words) > 14 or not any(word[0].isupper() for word in words):
        return None
    return Name(" ".join(words), short[1] if short else None, office)


def _office() -> re.Pattern[str]:
    offices = "|".join(sorted(map(re.escape, cues().offices), key=len, reverse=True))
    return re.compile(rf"(?:\w+\s+){{0,2}}?({offices})\s+of\s+(?:the\s+)?", re.IGNORECASE)


def key_of(words: str, *, most: int = 4) -> str:
    """Give a key made of a name's own words, without accents: "russian-federation"."""
    plain = unicodedata.normalize("NFKD", words)
    plain = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'s ", " ").replace("’s ", " "))
    kept = [one for one in parts if one not in ("the", "of", "and", "for", "in", "a", "an", "on")]
    return "-".join(kept[:most])[:60] or "-".join(parts[:most])[:60]


def distinct(key: str, taken: dict[str, int]) -> str:
    """Give the key, numbered if it is taken, and take it; `taken` counts the uses of each."""
    key = key or "unnamed"
    found = key
    while found in taken:
        taken[key] += 1
        found = f"{key}-{taken[key]}"
    taken[found] = 1
    return found
