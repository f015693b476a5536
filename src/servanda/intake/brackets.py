"""Square brackets that another hand put in: whose they are, and what for.

`modern-name`: another name of what was named before, "Kashgar [Kashi]". `supplied`: words put in
so that the sentence reads, "[their] posts". `sic`: doubt. `source-word`: the original's word, kept.
`comment`: anything said about the document. Brackets that are the author's own punctuation, such
as "[...]", numbers of notes, or drafts' disputed words, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from servanda.domain.source import Layer
from servanda.intake.cues import any_of, read_cues

#: A bracket that closes farther away is taken as never closed.
LONGEST = 600
#: Brackets beyond this many are not looked at.
MOST = 50_000
#: How far into a text its own vocabulary is gathered.
LOOKED_AT = 2_000_000
#: This many pairs of names show that an editor has been at work.
FEW_PAIRS = 3

_BRACKET = re.compile(rf"\[([^\[\]]{{1,{LONGEST}}})\]")
_WORD = re.compile(r"[^\W\d_](?:[\w'’ʼ`-]*[^\W_]['’]?)?")
_OWN = re.compile(r"[\s\d.,;:…*†‡§?!–—-]*\Z|[a-zA-Z]\Z|[ivxlcIVXLC]{1,6}\Z|(?:note|n\.?)\s*\d+\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class _Words:
    sic: re.Pattern[str]
    comment: re.Pattern[str]
    name_leads: re.Pattern[str]
    supplied: frozenset[str]
    english_endings: tuple[str, ...]


@cache
def _words(language: str = "en") -> _Words:
    data = read_cues(f"brackets.{language}.toml")

    def listed(key: str) -> list[str]:
        words = data[key]
        return [str(word) for word in words] if isinstance(words, list) else []

    comment = any_of(listed("comment"))
    remark = rf"(?:[\w-]+ ){{1,3}}(?:{any_of(listed('remarks'))})"
    return _Words(
        sic=re.compile(rf"\W{{0,4}}(?:{any_of(listed('sic'))})\W{{0,4}}\Z", re.IGNORECASE),
        comment=re.compile(rf"\W{{0,4}}(?:{comment}|{remark})(?!\w)", re.IGNORECASE),
        name_leads=re.compile(rf"(?:{any_of(listed('name_leads'))})[ ,]+", re.IGNORECASE),
        supplied=frozenset(listed("supplied")),
        english_endings=tuple(listed("english_endings")),
    )


def find_brackets(text: str, layers: Sequence[Layer], *, edited: bool) -> tuple[Layer, ...]:
    """Give the editorial brackets in a text, in order, each a layer `editor` with its kind.

    Args:
        text: The one text of a source.
        layers: Its layers; a bracket never runs from one into another.
        edited: Whether another hand is known to have worked on it (a translation, an edition).
            If not, only doubts and pairs of names count, unless several of them show an editor.
    """
    if "[" not in text:
        return ()
    found: list[Layer] = []
    vocabulary = _vocabulary(text)
    for number, match in enumerate(_BRACKET.finditer(text)):
        if number >= MOST:
            break
        content = match[1]
        if "\n\n" in content or _OWN.match(content):
            continue
        kind = _kind(text, match, found, vocabulary)
        if kind is None:
            continue
        found.append(Layer(match.start(), match.end(), "editor", kind))
    pairs = sum(one.part == "modern-name" for one in found)
    if not edited and pairs < FEW_PAIRS and not any(one.part == "sic" for one in found):
        found = [one for one in found if one.part == "modern-name"]
    return tuple(_within(found, layers))


def _within(found: list[Layer], layers: Sequence[Layer]) -> list[Layer]:
    kept: list[Layer] = []
    at = 0
    for one in found:
        while at < len(layers) and layers[at].end <= one.start:
            at += 1
        if at < len(layers) and layers[at].start <= one.start and one.end <= layers[at].end:
            kept.append(one)
    return kept


def _kind(  # noqa: PLR0911 one answer per kind, in order
    text: str, match: re.Match[str], earlier: list[Layer], vocabulary: frozenset[str]
) -> str | None:
    words = _words()
    content = match[1].strip()
    if words.sic.match(content):
        return "sic"
    if words.comment.match(content):
        return "comment"
    tokens = _WORD.findall(content)
    if not tokens:
        return None
    before = _before(text, match.start(), earlier)
    if (
        _is_name(content, tokens)
        and before[:1].isupper()
        and before.casefold() not in words.supplied
    ):
        # "Ospan [Batyr's] band": the bracket carries the ending that the sentence needs and the
        # name before it does not, so it goes on with that name and is no second one.
        if _POSSESSIVE.search(content) and not _POSSESSIVE.search(before):
            return "supplied"
        return "modern-name"
    if len(tokens) > 5 or (content[0].isupper() and content[-1] in ".!?"):
        return "comment"
    if content.isascii() and any(char.isdigit() for char in content):
        return "supplied"
    small = [token for token in tokens if token[0].islower()]
    if not small:
        return "supplied"
    if all(_is_english(token, vocabulary) for token in small):
        return "supplied"
    behind = text[max(0, match.start() - 2) : match.start()]
    return "source-word" if len(tokens) <= 3 and behind.strip() else "supplied"


def _before(text: str, start: int, earlier: list[Layer]) -> str:
    """Give the word before a bracket; past a bracket that follows directly, that one's word."""
    head = text[max(0, start - 60) : start].rstrip()
    if head.endswith("]") and earlier:
        head = head.rstrip("]")
    found = re.search(r"[^\W\d_][\w'’ʼ`-]*\Z", head)
    return found[0] if found else ""


def _is_name(content: str, tokens: list[str]) -> bool:
    words = _words()
    lead = words.name_leads.match(content)
    rest = content[lead.end() :] if lead else content
    names = [token for token in _WORD.findall(rest) if token.casefold() not in ("or", "and")]
    if not names or len(tokens) > 7 or any(char.isdigit() for char in rest):
        return False
    # "[GPH]" is an abbreviation that the author goes on to use, not another name.
    if all(name.isupper() and len(name) > 1 for name in names) and names[0].isascii():
        return False
    joined = {"de", "of", "the", "al", "el", "da", "di", "du", "la", "le", "van", "von", "y", "ez"}
    return all(not name[0].islower() or name in joined for name in names)


def _is_english(token: str, vocabulary: frozenset[str]) -> bool:
    words = _words()
    low = token.casefold()
    if low in words.supplied:
        return True
    if not low.isascii():
        return False
    stem = low.removesuffix("'s").removesuffix("’s")
    if len(stem) > 5 and stem.endswith(words.english_endings):
        return True
    # A word that the text also uses outside brackets is of its own language.
    return low in vocabulary


def _vocabulary(text: str) -> frozenset[str]:
    """Give the small words of a text that stand outside its brackets."""
    outside = _BRACKET.sub(" ", text[:LOOKED_AT])
    return frozenset(word for word in _WORD.findall(outside) if word[0].islower())
