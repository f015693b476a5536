"""A statement's card: its words in context, what it says in plain terms, and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from servanda.domain.source import Source
from servanda.domain.statement import PartyMention, ProvisionLink, Statement
from servanda.dossier import addresses
from servanda.dossier.citation import cite_quote, locator
from servanda.dossier.edition import Edition, Row
from servanda.dossier.layout import Layout
from servanda.dossier.render import Linker
from servanda.dossier.windows import legible, window
from servanda.dossier.words import label, listed, say_date
from servanda.saying import _, joined, say_decimal

#: How much of the paragraph around a quote is shown, in code points.
CONTEXT = 140
#: Where something stands in a text: begin and end, in code points.
Spans = Sequence[tuple[int, int]]
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card prints. `lines` are pairs of a word and what it says; values are safe HTML."""

    id: str
    number: int
    statement: Statement
    word: str
    kind: str
    ruled: bool
    state: str
    words: Markup
    lines: tuple[tuple[str, Markup], ...]
    reasons: tuple[str, ...]
    details: tuple[tuple[str, Markup], ...]
    citation: str
    where: str
    href: str
    source: str


def make_card(
    edition: Edition, layout: Layout, statement: Statement, *, number: int, row: Row, to: Linker
) -> Card:
    """Give a statement's card as it stands on a row's page."""
    source = edition.record.source_by_id.get(statement.source)
    quoted = layout.quote(statement)
    citation = (
        cite_quote(source, statement.quotes[0], dossier=edition.title, head=edition.record.head)
        if source and statement.quotes
        else ""
    )
    return Card(
        id=addresses.card(statement.id),
        number=number,
        statement=statement,
        word=statement.stance,
        kind=label("kinds", statement.kind),
        ruled=is_ruled(statement),
        state=say_state(edition, statement),
        words=in_context(
            source, statement, hidden=edition.record.hidden_spans.get(statement.source, ())
        ),
        lines=tuple(_lines(edition, statement, row, to)),
        reasons=statement.reasons,
        details=tuple(_details(edition, layout, statement, to)),
        citation=citation,
        where=locator(statement.quotes[0]) if statement.quotes else "",
        href=to(quoted) if quoted else "",
        source=source.shown_name if source else statement.source,
    )


def is_ruled(statement: Statement) -> bool:
    """Tell whether a person accepted or amended it."""
    return statement.state in ("accepted", "amended")


def say_state(edition: Edition, statement: Statement) -> str:
    """Give "proposed by rules 0.1" or "accepted by coder-1"."""
    ruling = edition.record.rulings.get(statement.id)
    said = label("states", statement.state)
    if statement.state == "proposed":
        by = f"{statement.reader.name} {statement.reader.version}" if statement.reader else ""
    else:
        by = ruling.actor if ruling else ""
    return _("{state} by {name}").format(state=said, name=by) if by else said


def bdi(text: str) -> Markup:
    """Give text that keeps its own direction amid text of another; fast, for it is everywhere."""
    return Markup(f"<bdi>{escape(text)}</bdi>")


def in_context(
    source: Source | None,
    statement: Statement,
    *,
    reach: int = CONTEXT,
    hidden: Spans = (),
) -> Markup:
    """Give the quote letter for letter, with a little of its paragraph on either side.

    `reach` is how much of the paragraph, in code points; of it what is `hidden` is left out. The
    quote itself stands whole: it is this statement's.
    """
    if source is None or not statement.quotes:
        return Markup("<mark>{}</mark>").format(statement.quote)
    text = source.text
    quotes = sorted(statement.quotes, key=lambda one: (one.start, one.end))
    found = escape(_before(text, quotes[0].start, reach, hidden))
    for one, following in pairwise((*quotes, None)):
        if one is None:
            break
        found += Markup(f"<mark>{escape(one.quote)}</mark>")
        if following is None:
            found += escape(_after(text, one.end, reach, hidden))
        elif one.end <= following.start <= one.end + 2 * reach:
            found += escape(legible(window(text, one.end, following.start, hidden)))
        else:
            parts = (
                _after(text, one.end, reach, hidden),
                _before(text, following.start, reach, hidden),
            )
            found += Markup("{} […] {}").format(*parts)
    return found


def _before(text: str, start: int, reach: int, hidden: Spans) -> str:
    """Give the words of the same paragraph that lead up to a quote."""
    words = window(text, max(0, start - reach), start, hidden).rpartition("\n\n")[2]
    if start > reach and len(words) == reach:
        words = "… " + words.partition(" ")[2]
    return legible(words.lstrip("\r\n"))


def _after(text: str, end: int, reach: int, hidden: Spans) -> str:
    """Give the words of the same paragraph that follow a quote."""
    words = window(text, end, end + reach, hidden).partition("\n\n")[0]
    if end + reach < len(text) and len(words) == reach:
        words = words.rpartition(" ")[0] + " …"
    return legible(words.rstrip("\r\n"))


def say_mentions(edition: Edition, mentions: tuple[PartyMention, ...]) -> Markup:
    """Give who is named, with the party that it means where that is known."""
    found = []
    for one in mentions:
        words = _SPACE.sub(" ", one.text or one.name or "").strip()
        name = edition.side_name(one.party) if one.party else ""
        if words and name and words.casefold() != name.casefold():
            found.append(Markup(f"{bdi(name)} (“{bdi(words)}”)"))
        else:
            found.append(bdi(name or words))
    return Markup(", ").join(dict.fromkeys(found))


def _lines(
    edition: Edition, statement: Statement, row: Row, to: Linker
) -> list[tuple[str, Markup]]:
    found: list[tuple[str, Markup]] = []
    if statement.about:
        found.append((_("About"), say_mentions(edition, statement.about)))
    found += [
        (_("Except"), Markup("“<bdi>{}</bdi>”").format(_SPACE.sub(" ", one.text)))
        for one in statement.exceptions
    ]
    if statement.extent:
        found.append((_("Extent"), escape(label("extents", statement.extent))))
    if statement.places:
        found.append((_("Where"), say_places(edition, statement, to)))
    if statement.when:
        found.append((_("When"), say_when(statement)))
    others = _other_provisions(edition, statement, row, to)
    if others:
        found.append((_("Also on"), others))
    return found


def say_places(edition: Edition, statement: Statement, to: Linker) -> Markup:
    """Give the places of a statement as they are written, linked to their pages."""
    fact = edition.facts.get(statement.id)
    known = {*fact.places, *fact.inherited_places} if fact else set()
    found = []
    for one in statement.places:
        key = one.id if one.id is not None else f"~{one.text}"
        written = _SPACE.sub(" ", one.text)
        shown = bdi(written)
        if key in known:
            shown = Markup(f'<a href="{escape(to(addresses.place(key)))}">{shown}</a>')
        extra = []
        if one.name and one.name.casefold() != written.casefold():
            extra.append(one.name)
        if one.role != "scene":
            extra.append(label("place_roles", one.role))
        if one.id is None and one.granularity != "anywhere":
            extra.append(_("not placed"))
        found.append(shown + (f" ({joined(extra)})" if extra else ""))
    return Markup(", ").join(dict.fromkeys(found))


def say_when(statement: Statement) -> Markup:
    """Give a date in words, with the words it came from and why we think so."""
    when = statement.when
    if when is None:
        return Markup("")
    said = say_date(when.edtf) or _("no year can be given")
    words = _SPACE.sub(" ", when.text).strip()
    basis = "" if when.basis == "stated" else f", {label('date_bases', when.basis)}"
    if words and words != said:
        return Markup(f"{escape(said)} (“{bdi(words)}”{escape(basis)})")
    return Markup("{}{}").format(said, basis)


def _other_provisions(edition: Edition, statement: Statement, row: Row, to: Linker) -> Markup:
    found = []
    for link in statement.provisions:
        other = Row(link.agreement, link.key)
        if other != row and other in edition.provisions:
            found.append(
                Markup('<a href="{}">{}</a>').format(
                    to(addresses.row(link.agreement, link.key)), edition.row_name(other)
                )
            )
    return Markup(", ").join(found)


def _details(
    edition: Edition, layout: Layout, statement: Statement, to: Linker
) -> list[tuple[str, Markup]]:
    found: list[tuple[str, Markup]] = [
        (_("Provision"), escape(_say_link(edition, one))) for one in statement.provisions
    ]
    chain = [f"{label('chain', one.role)} {one.name}" for one in statement.voice]
    if chain:
        found.append((_("Chain"), escape("; ".join(chain))))
    if statement.knowing != "unknown":
        found.append((_("Knows it"), escape(label("knowing", statement.knowing))))
    if statement.as_of and statement.as_of.edtf:
        found.append((_("As of"), escape(say_date(statement.as_of.edtf))))
    for name, mentions in (
        (_("Responsible"), statement.responsible),
        (_("Affected"), statement.affected),
    ):
        if mentions:
            found.append((name, say_mentions(edition, mentions)))
    for one in statement.quantities:
        if edition.names_party(one.text):
            continue
        unit = f", {one.unit}" if one.unit else ""
        found.append((_("Quantity"), escape(f"“{one.text}”: {_bounds(one.min, one.max)}{unit}")))
    for other in statement.links:
        address = layout.card(other.id)
        if address:
            text = Markup('{} <a href="{}">{}</a>').format(
                label("links", other.type), to(address), _("another statement")
            )
            found.append((_("Link"), text))
    if statement.confidence is not None:
        found.append(
            (
                _("Confidence"),
                escape(
                    _("{confidence}, measured on coded texts").format(
                        confidence=say_decimal(statement.confidence, 2)
                    )
                ),
            )
        )
    found += _ruling(edition, statement)
    found.append((_("Statement"), Markup(f"<code>{escape(statement.id)}</code>")))
    return found


def _say_link(edition: Edition, link: ProvisionLink) -> str:
    name = edition.row_name(Row(link.agreement, link.key)) if link.key else link.agreement
    if link.label:
        name = _("{name}, which the text calls “{label}”").format(name=name, label=link.label)
    said = _("{name}: {basis}").format(name=name, basis=label("bases", link.basis))
    if link.confidence is not None:
        said = _("{what}, confidence {confidence}").format(
            what=said, confidence=say_decimal(link.confidence, 2)
        )
    return said


def _ruling(edition: Edition, statement: Statement) -> list[tuple[str, Markup]]:
    ruling = edition.record.rulings.get(statement.id)
    if ruling is None:
        return []
    said = _("{state} by {name}, {day}").format(
        state=label("states", ruling.state), name=ruling.actor, day=ruling.time[:10]
    )
    return [(_("Ruling"), escape(f"{said}: {ruling.why}" if ruling.why else said))]


def _bounds(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return _("no number can be given")
    if low == high and low is not None:
        return f"{low:g}"
    if high is None:
        return _("at least {number}").format(number=f"{low:g}")
    if low is None:
        return _("at most {number}").format(number=f"{high:g}")
    return _("{low} to {high}").format(low=f"{low:g}", high=f"{high:g}")


def say_basis(statement: Statement) -> str:
    """Give which provisions a statement is linked to and how, in a few words."""
    return listed(dict.fromkeys(label("bases", one.basis) for one in statement.provisions))
