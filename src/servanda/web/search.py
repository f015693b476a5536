"""Search over words and names: statements, texts, and what bears a name, with hits in context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup, escape

from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.words import listed
from servanda.journal import Journal
from servanda.journal.views import found as words_in
from servanda.journal.words import comparable, terms
from servanda.web.standing import Standing

FEWEST_LETTERS = 3
MOST = 50
MOST_SOURCES = 20
#: Hits of one text that are shown, and how much stands around each, in code points.
HITS = 3
AROUND = 90


@dataclass(frozen=True)
class SourceHit:
    """A source in whose text the words stand, with the first places in context."""

    source: Source
    hits: list[Markup]


@dataclass(frozen=True)
class NameHit:
    """Something that bears a name: what it is, how it is called, and its page."""

    what: str
    name: str
    also: str
    href: str


def enough(words: str) -> bool:
    """Tell whether there is enough to look for: three letters, or one sign of other scripts."""
    plain = "".join(comparable(words).split())
    return len(plain) >= FEWEST_LETTERS or any(ord(one) > 0x2E80 for one in plain)


def find_statements(journal: Journal, standing: Standing, words: str) -> list[Statement]:
    """Give the statements in which all the words stand, best first, as they may be shown."""
    phrases = terms(words)
    found = []
    for one in journal.statements(search=words):
        shown = standing.statements.get(one.id)
        # What is blacked out is not found by its words, or the bar would tell what it hides.
        if shown is None or (
            shown.quote != one.quote
            and not words_in(" ".join(quote.quote for quote in shown.quotes), phrases)
        ):
            continue
        found.append(shown)
        if len(found) >= MOST:
            break
    return found


def find_sources(journal: Journal, standing: Standing, words: str) -> list[SourceHit]:
    """Give the sources in whose text all the words stand, best first, with hits in context."""
    found = []
    phrases = terms(words)
    for id in islice(journal.sources_with(words), MOST_SOURCES):
        source = standing.source(id)
        if source is None or (standing.blackened and not words_in(source.text, phrases)):
            continue
        found.append(SourceHit(source, list(islice(_hits(source.text, phrases), HITS))))
    return found


def _hits(text: str, phrases: list[list[str]]) -> Iterator[Markup]:
    parts = [r"\W+".join(map(re.escape, words)) for words in phrases]
    if not parts:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})\w*", re.IGNORECASE)
    last = -1
    for hit in pattern.finditer(text):
        if hit.start() < last:
            continue
        last = hit.end() + AROUND
        before = text[max(0, hit.start() - AROUND) : hit.start()]
        after = text[hit.end() : last]
        if hit.start() > AROUND:
            before = "… " + before.partition(" ")[2]
        if last < len(text):
            after = after.rpartition(" ")[0] + " …"
        yield Markup("{}<mark>{}</mark>{}").format(before, hit[0], after)


def marked(text: str, words: str) -> Markup:
    """Give a text with every hit marked."""
    parts = [r"\W+".join(map(re.escape, phrase)) for phrase in terms(words)]
    if not parts:
        return escape(text)
    pattern = re.compile(rf"(?<!\w)((?:{'|'.join(parts)})\w*)", re.IGNORECASE)
    pieces = pattern.split(text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(one) if at % 2 else escape(one)
        for at, one in enumerate(pieces)
    )


def find_names(edition: Edition, words: str) -> list[NameHit]:
    """Give promises, parties and places of the agreements by any of their names and spellings."""
    wanted = comparable(words)
    found = []
    for what, names, href in _named(edition):
        fitting = [one for one in names if f" {comparable(one)}".find(f" {wanted}") >= 0]
        if fitting:
            also = [one for one in fitting if one != names[0]]
            found.append(NameHit(what, names[0], listed(dict.fromkeys(also[:4])), href))
    return found[:MOST]


def _named(edition: Edition) -> Iterator[tuple[str, list[str], str]]:
    for agreement in edition.record.agreements:
        yield "agreement", [agreement.title, *agreement.aliases], addresses.agreement(agreement.key)
        for party in agreement.parties:
            names = [party.name, *party.aliases]
            yield "party", names, addresses.party(agreement.key, party.key)
        for one in agreement.walk():
            name = edition.row_name(Row(agreement.key, one.key))
            names = [name, one.key, *(label.text for label in one.labels)]
            yield "promise", names, addresses.row(agreement.key, one.key)
    for place in edition.gazetteer.values():
        yield "place", [one.text for one in place.names], addresses.place(place.id)
