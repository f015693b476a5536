"""Who promised: the parties as an agreement's own first and last words name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.agreements.cues import cues
from servanda.agreements.names import Name, distinct, key_of, part_names, run_of_names
from servanda.domain.agreement import Party

_AS_PARTIES = re.compile(
    r"\b(?:herein(?:after)?|hereafter|collectively|jointly|together|from now on)\b[^.]{0,40}?"
    r"(?:referred to|called|known)\s+(?:collectively\s+|jointly\s+)?as\s+[“\"'‘]?(?:the\s+)?"
    r"(?:two\s+)?(?:parties|sides)\b",
    re.IGNORECASE,
)
_MADE_OF = re.compile(
    r"\b(?:comprising|consisting|composed|made up|comprised)(?:\s+of)?\s+|"
    r"\bwith\s+the\s+participation\s+of\s+(?=(?:the\s+)?representatives)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:agreements?|accords?|protocols?|treaty|peace|ceasefire|cease-fire|truce|memorandum|"
    r"understanding|negotiations?|talks|pact|settlement)\b[^.;]{0,80}?\bbetween\s+",
    re.IGNORECASE,
)
_STATED_BY = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|appeal)\s+(?:by|of)\s+", re.IGNORECASE
)
_ACTED = re.compile(
    r"\s+(?:today\s+|have\s+|has\s+|hereby\s+|jointly\s+)*(?:issued|agreed|agree|met|decided|"
    r"declare|reached|adopted|resolved|undertake|commit|signed|concluded)\b"
)
_SIGNED_FOR = re.compile(r"^\s*(?:for|on\s+behalf\s+of)\s+(?=(?:the\s+)?[A-Z])", re.IGNORECASE)


def find_parties(preamble: str, closing: str) -> tuple[Party, ...]:
    """Give the parties that the words before and after an agreement's promises name.

    The first of these that names at least two decides: "X and Y, hereinafter the Parties";
    "consisting of the representatives of X, Y and Z"; "agreement between X and Y"; "X and Y have
    agreed"; the signatures ("For the Government of X").
    """
    found: list[Name] = []
    for names in (
        named_parties(preamble),
        [*_after(_STATED_BY, preamble[:400]), *_after(_MADE_OF, preamble)],
        _after(_BETWEEN, preamble),
        _acting(preamble),
    ):
        for name in names:
            _add(found, name)
        if len(found) > 1:
            break
    if len(found) < 2:
        for name in _signing(closing):
            _add(found, name)
    return make_parties(found)


def make_parties(names: Sequence[Name]) -> tuple[Party, ...]:
    """Give parties for these names, with keys and the short forms told in brackets."""
    taken = dict.fromkeys(("mediator", "observer", "press", "unknown"), 1)
    return tuple(
        Party(
            key=distinct(key_of(name.short or name.text), taken),
            name=name.text,
            aliases=(name.short,) if name.short else (),
        )
        for name in names
    )


def _add(found: list[Name], name: Name) -> None:
    """Add a name unless it is there already, also under its short form."""
    for at, one in enumerate(found):
        if key_of(one.text) == key_of(name.text) or (name.text == one.short):
            found[at] = Name(one.text, one.short or name.short, one.office or name.office)
            return
    found.append(name)


def named_parties(text: str) -> list[Name]:
    """Give the names in "X and Y, hereinafter referred to as the Parties"."""
    found = _AS_PARTIES.search(text)
    if not found:
        return []
    before = text[max(0, found.start() - 600) : found.start()]
    opened = list(_MADE_OF.finditer(before))
    if opened:
        return part_names(before[opened[-1].end() :])
    # The list begins with its sentence, or at the last "The" that a capital title ran into.
    sentence = re.split(r"[.:;\n]\s+", before)[-1]
    starts = [one.start() for one in re.finditer(r"(?<=\b[Bb]etween\s)|\b(?:The|We)\b", sentence)]
    return part_names(sentence[starts[0] if starts else 0 :].removeprefix("We ").lstrip())


def parties_between(text: str) -> Iterator[list[Name]]:
    """Give, for each "agreement between X and Y", the names."""
    for found in _BETWEEN.finditer(text):
        yield part_names(text[found.end() : run_of_names(text, found.end())])


def _after(pattern: re.Pattern[str], text: str) -> list[Name]:
    names: list[Name] = []
    for found in pattern.finditer(text):
        run = text[found.end() : run_of_names(text, found.end())]
        for name in part_names(run):
            if not any(key_of(one.text) == key_of(name.text) for one in names):
                names.append(name)
    return names


def _acting(text: str) -> list[Name]:
    """Give the subjects of "X and Y have agreed"."""
    best: list[Name] = []
    for found in _ACTED.finditer(text):
        before = text[max(0, found.start() - 400) : found.start()]
        sentence = re.split(r"(?<=[.:;])\s+|\n|\s[–—-]\s", before)[-1]
        for start in re.finditer(r"(?<!\S)(?=(?:The|the|We|[A-Z]))", sentence):
            if run_of_names(sentence, start.start()) >= len(sentence.rstrip()):
                names = part_names(sentence[start.start() :])
                best = names if len(names) > len(best) else best
                break
        if len(best) > 1:
            break
    return best


def _signing(closing: str) -> Iterator[Name]:
    """Give those for whom the signatures stand."""
    for line in closing.split("\n"):
        if found := _SIGNED_FOR.match(line):
            run = line[found.end() : run_of_names(line, found.end())]
            yield from part_names(run)
            continue
        for office in re.finditer(
            rf"\b(?i:{'|'.join(map(re.escape, cues().offices))})\s+of\s+(?=(?:the\s+)?[A-Z])", line
        ):
            run = line[office.end() : run_of_names(line, office.end())].split(",")[0]
            run = re.split(r"\s(?:to|in)\s", run)[0]
            if len(run.split()) <= 6:
                yield from part_names(_without_person(run))


def _without_person(words: str) -> str:
    """Cut a person's name off: "Ukraine Leonid D. Kuchma" says Ukraine."""
    initials = re.search(r"\s\w+\s+[A-Z]\.", words)
    return words[: initials.start()] if initials else words
