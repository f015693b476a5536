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
from servanda.exploring import Asked
from servanda.journal import Journal
from servanda.journal.facts import STATES
from servanda.journal.views import found as words_in
from servanda.journal.words import comparable, terms
from servanda.web.standing import Standing

FEWEST_LETTERS = 3
MOST = 50
MOST_SOURCES = 20
#: Hits of one text that are shown, and how much stands around each, in code points.
HITS = 3
AROUND = 90
#: So many hits are looked at, so many ranked by what is rare in them, and of more so many weighed.
MOST_LOOKED_AT = 20_000
MOST_RANKED = 1_000
MOST_WEIGHED = 200


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


@dataclass(frozen=True)
class Hits:
    """The statements that are shown of what was found, and whether there is more.

    Of very many hits those that came last are looked at, for no order of a hundred thousand tells
    anybody anything.
    """

    statements: list[Statement]
    more: bool = False


def find_statements(
    journal: Journal, standing: Standing, words: str, *, asked: Asked | None = None
) -> Hits:
    """Give the statements in which all the words stand, best first, as they may be shown.

    With `asked`, only those that fit it, too; without, rejected ones are found as well.
    """
    columns, phrases = standing.columns, terms(words)
    most = MOST_LOOKED_AT if not standing.blackened else MOST_RANKED * 2
    positions = journal.positions(words, most=most)
    chosen = columns.chosen(asked or Asked(states=STATES), found=positions)
    rows = chosen.rows
    if len(positions) <= MOST_RANKED:
        wanted = {columns.table.id(row) for row in rows.tolist()}
        ranked = [one.id for one in journal.statements(search=words) if one.id in wanted]
    else:
        last = [columns.table.id(row) for row in rows[-MOST_WEIGHED:].tolist()]
        read = standing.read(last)
        ranked = sorted(read, key=lambda id: -_weight(read[id], phrases))
    found: list[Statement] = []
    for start in range(0, len(ranked), MOST):
        shown = standing.read(ranked[start : start + MOST]).values()
        # What is blacked out is not found by its words, or the bar would tell what it hides.
        found += [one for one in shown if not standing.blackened or _stand(one, phrases)]
        if len(found) >= MOST:
            break
    return Hits(found[:MOST], more=len(rows) > MOST or len(positions) >= most)


def _weight(one: Statement, phrases: list[list[str]]) -> float:
    """Give how much of a passage is what was asked for."""
    words = _quoted(one)
    return words_in(words, phrases) / float((len(words) + 1) ** 0.5)


def _stand(one: Statement, phrases: list[list[str]]) -> bool:
    return words_in(_quoted(one), phrases) > 0


def _quoted(one: Statement) -> str:
    return " ".join(quote.quote for quote in one.quotes)


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


def find_names(standing: Standing, edition: Edition, words: str) -> list[NameHit]:
    """Give promises, parties and places by any of their names and spellings.

    Those of the agreements come first, then places that texts speak of.
    """
    wanted = comparable(words)
    found = []
    for what, names, href in _named(edition):
        fitting = [one for one in names if f" {comparable(one)}".find(f" {wanted}") >= 0]
        if fitting:
            also = [one for one in fitting if one != names[0]]
            found.append(NameHit(what, names[0], listed(dict.fromkeys(also[:4])), href))
    known = {one.href for one in found}
    places = [one for one in _told_places(standing, wanted) if one.href not in known]
    return [*found, *places][:MOST]


def _told_places(standing: Standing, wanted: str) -> Iterator[NameHit]:
    columns = standing.columns

    def fold() -> list[tuple[str, str, str]]:
        names = columns.names.of["place"]
        found = []
        for _kind, key in names.keys:
            name = columns.place_name(key)
            found.append((f" {comparable(name)}", key, name))
        return found

    folded = columns.keep("folded places", fold, layout=True)
    assert isinstance(folded, list)
    fitting = [(key, name) for plain, key, name in folded if plain.find(f" {wanted}") >= 0]
    if fitting and standing.blackened:
        # Of what is kept back alone no place may be named.
        spoken = {one.key for one in columns.chosen(Asked(states=STATES)).facet("place")}
        fitting = [one for one in fitting if one[0] in spoken]
    for key, name in fitting:
        yield NameHit("place", name, "", addresses.place(key))


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
