"""A source's page: what it is, and its whole text with every quote marked and labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from markupsafe import Markup, escape

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.source import ArchiveReference, Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import is_ruled
from servanda.dossier.citation import cite_source
from servanda.dossier.edition import Edition, Row
from servanda.dossier.layout import Layout, SourceLayout
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.source_text import Piece, Segment
from servanda.dossier.words import label, listed, say_date, terms
from servanda.saying import _, ngettext, pgettext, say_number


@dataclass(frozen=True, slots=True)
class MarginCard:
    """A statement as it stands beside the text: number, stance, provision, and the way back."""

    id: str
    anchor: str
    number: int
    word: str
    kind: str
    ruled: bool
    rows: tuple[tuple[Markup, str], ...]
    about: str
    back: str


#: A provision's key is told at its marks in so many letters.
SHORT_KEY = 16


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it is printed.

    `write` gives its text with every mark; the desk also has it mark words that an address names.
    """

    start: int
    end: int
    line: int
    page: int | None
    layer: str
    hand: str
    write: Callable[[Span | None], Markup]
    cards: tuple[MarginCard, ...]


def source_pages(edition: Edition, layout: Layout, *, only: str = "") -> Iterator[Page]:
    """Give every source's pages, or those of one family."""
    for source in edition.record.sources:
        if not addresses.meant(only, addresses.source(source.id)):
            continue
        placed = layout.sources[source.id]
        statements = {one.id: one for one in edition.statements_by_source.get(source.id, [])}
        for number, pieces in enumerate(placed.parts, 1):
            here = addresses.part(placed.path, number)
            if only not in ("", here):
                continue
            to = linker(here)
            yield render(
                edition,
                "source.html",
                here,
                title=source.shown_name,
                section="sources",
                source=source,
                facts=describe(edition, source),
                coded=("SHA-256", _("In this dossier")),
                citation=cite_source(source),
                older=addresses.source(source.corrects or ""),
                newer=addresses.source(source.corrected_by or ""),
                readers=edition.record.readings.get(source.id, ()),
                blocks=[_block(edition, layout, source, statements, one, to=to) for one in pieces],
                statements=len(statements),
                ruled=sum(1 for one in statements.values() if is_ruled(one)),
                rejected=[one for one in edition.rejected if one.source == source.id],
                first=number == 1,
                number=number,
                count=len(placed.parts),
                address=lambda n, path=placed.path: addresses.part(path, n),
                layers=[
                    terms("layers")[name]
                    for name in dict.fromkeys(
                        one.layer for one in (*source.layers, *source.brackets)
                    )
                ],
            )


def describe(
    edition: Edition, source: Source
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Give a source's description without what is unknown: for reading, and for checking."""
    about = source.description
    reference = about.reference
    parts = (
        [
            (_("repository"), reference.repository),
            ("fond", reference.fond),
            ("opis", reference.opis),
            ("delo", reference.delo),
            (_("leaves"), reference.leaves),
        ]
        if reference
        else []
    )
    taken_apart = "; ".join(f"{name} {value}" for name, value in parts if value)
    derived = [
        other.shown_name if (other := edition.record.source_by_id.get(one)) else one
        for one in about.derives_from
    ]
    complete = {True: pgettext("complete?", "yes"), False: _("no: it is cut short"), None: ""}[
        about.complete
    ]
    reading = [
        (pgettext("a document", "By"), listed(about.creators)),
        (pgettext("a document", "To"), listed(about.recipients)),
        (_("Whose voice"), edition.side_name(about.side) if about.side else ""),
        (_("Written"), say_date(about.written)),
        (_("Sent"), say_date(about.sent)),
        (_("Received"), say_date(about.received)),
        (_("Published"), say_date(about.published)),
        (_("Language"), _languages(about.language, about.original_language)),
        (_("Translated by"), about.translator or ""),
        (_("Obtained by"), about.obtained_by or ""),
        (_("Publisher"), about.publisher or ""),
        (
            _("Restates") if about.note or about.derives_from else _("Reference"),
            _printed(reference),
        ),
        (_("Complete"), complete),
        (_("Derives from"), listed(derived)),
        (pgettext("a document", "Note"), about.note or ""),
    ]
    checking = [
        (_("Reference, taken apart"), taken_apart),
        (pgettext("a document", "Record"), about.record_id or ""),
        (pgettext("a document", "Address"), about.url or ""),
        (_("Rights"), about.rights or ""),
        (
            _("File"),
            _("{name}, {type}, {size} bytes").format(
                name=source.name, type=source.media_type, size=say_number(source.size)
            ),
        ),
        ("SHA-256", source.digest),
        (_("In this dossier"), source.id),
    ]
    return [one for one in reading if one[1]], [one for one in checking if one[1]]


def _printed(reference: ArchiveReference | None) -> str:
    return reference.text if reference else ""


def _languages(language: str | None, original: str | None) -> str:
    if original and original != language:
        return _("{language}, translated from {original}").format(
            language=language or pgettext("language", "unknown"), original=original
        )
    return language or ""


def _block(
    edition: Edition,
    layout: Layout,
    source: Source,
    statements: dict[str, Statement],
    piece: Piece,
    *,
    to: Linker,
) -> Block:
    placed = layout.sources[source.id]
    return Block(
        start=piece.start,
        end=piece.end,
        line=piece.line,
        page=piece.page,
        layer=piece.layer,
        hand=_hand(piece),
        write=partial(_marked, source, placed, statements, piece),
        cards=tuple(
            _margin_card(edition, layout, placed, statements[id], to) for id in piece.starting
        ),
    )


def _hand(piece: Piece) -> str:
    if piece.layer == "author":
        return "" if piece.part in ("", "body") else label("parts", piece.part)
    named = label("layers", piece.layer)
    return f"{named}: {label('parts', piece.part)}" if piece.part else named


def _marked(
    source: Source,
    placed: SourceLayout,
    statements: dict[str, Statement],
    piece: Piece,
    these: Span | None = None,
) -> Markup:
    """Give a piece's text letter for letter; numbers are drawn by the style, never put into it.

    `these` are words to mark beside those that statements quote.
    """
    out: list[str] = []
    for segment in _cut_at(piece.segments, these):
        out += [_anchor(placed, statements[id]) for id in segment.begins]
        words = str(escape(source.text[segment.start : segment.end]))
        if segment.bracket:
            hand = label("parts", segment.bracket)
            named = escape(_("put in by another hand: {hand}").format(hand=hand))
            words = f'<span class="br" title="{named}">{words}</span>'
        if segment.quoted_by:
            numbers = [str(placed.numbers[id]) for id in segment.quoted_by]
            ruled = any(is_ruled(statements[id]) for id in segment.quoted_by)
            kind = ("" if ruled else " open") + (" two" if len(segment.quoted_by) > 1 else "")
            told = ngettext("statement {numbers}", "statements {numbers}", len(numbers))
            title = escape(told.format(numbers=listed(numbers)))
            words = (
                f'<mark class="q{kind}" data-s="{" ".join(numbers)}" title="{title}">{words}</mark>'
            )
        if these and these.start <= segment.start < these.end:
            id = ' id="these"' if segment.start == these.start else ""
            words = f'<mark class="these"{id}>{words}</mark>'
        out.append(words)
    return Markup("".join(out))


def _cut_at(segments: tuple[Segment, ...], these: Span | None) -> Iterator[Segment]:
    """Give the segments, cut where the words to mark begin and end."""
    for one in segments:
        edges = [one.start, one.end]
        if these:
            edges[1:1] = [edge for edge in (these.start, these.end) if one.start < edge < one.end]
        for at, (start, end) in enumerate(pairwise(edges)):
            yield replace(one, start=start, end=end, begins=() if at else one.begins)


def _anchor(placed: SourceLayout, statement: Statement) -> str:
    """Give what stands before a statement's words: its number, stance and provision."""
    number = placed.numbers[statement.id]
    letter = terms("pictures")[statement.stance].letter
    key = statement.provisions[0].key if statement.provisions else ""
    if statement.level == "whole":
        key = WHOLE.strip("()")
    short = key if len(key) <= SHORT_KEY else f"{key[: SHORT_KEY - 1]}…"
    told = f"{number}{letter} {short}".rstrip()
    stance = label("stances", statement.stance)
    words = (
        _("statement {number}: {stance}, {provision}") if key else _("statement {number}: {stance}")
    ).format(number=number, stance=stance, provision=key)
    anchor = addresses.quote(statement.id)
    return (
        f'<a class="at" id="{anchor}" href="#c-{anchor}" data-n="{escape(told)}" '
        f'aria-label="{escape(words)}"></a>'
    )


def _margin_card(
    edition: Edition,
    layout: Layout,
    placed: SourceLayout,
    statement: Statement,
    to: Linker,
) -> MarginCard:
    fact = edition.facts[statement.id]
    rows = tuple(
        (_row_label(edition, row, statement), to(layout.in_row(row, statement.id)))
        for row in edition.rows_of(fact)
    )
    about = listed(
        dict.fromkeys(
            edition.side_name(one.party) if one.party else (one.name or one.text)
            for one in statement.about
        )
    )
    anchor = addresses.quote(statement.id)
    return MarginCard(
        id=statement.id,
        anchor=f"c-{anchor}",
        number=placed.numbers[statement.id],
        word=statement.stance,
        kind=label("kinds", statement.kind),
        ruled=is_ruled(statement),
        rows=rows,
        about=about,
        back=f"#{anchor}",
    )


def _row_label(edition: Edition, row: Row, statement: Statement) -> Markup:
    name = _("no provision we know") if row.key == UNMAPPED else edition.row_name(row)
    named = next(
        (
            one.label
            for one in statement.provisions
            if one.key == row.key and one.agreement == row.agreement and one.label
        ),
        None,
    )
    if named and named != name:
        return Markup("<bdi>{}</bdi> (“<bdi>{}</bdi>”)").format(name, named)
    return Markup("<bdi>{}</bdi>").format(name)
