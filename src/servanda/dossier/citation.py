"""How to cite a quote: author, title, date, archive reference, page or line, and the head."""

from __future__ import annotations

import re

from servanda.domain.entry import Head
from servanda.domain.source import Description, Source
from servanda.domain.statement import Quote
from servanda.dossier.words import listed, say_date
from servanda.saying import _, joined


def cite_source(source: Source) -> str:
    """Give a source as a historian cites it, from what its description knows and no more."""
    about = source.description
    title = about.title or source.name
    creators = about.creators
    # A letter's catalogue title often names its writer: do not print the name twice.
    who = "" if any(one in title for one in creators) else listed(creators)
    parts = [
        who,
        # Translators: the title of a document, in the quotation marks of your language.
        _("“{title}”").format(title=title),
        say_date(about.written or about.sent or about.received),
        _reference(about),
        _("trans. {translator}").format(translator=about.translator) if about.translator else "",
        _("obtained by {name}").format(name=about.obtained_by) if about.obtained_by else "",
        about.publisher or "",
        _("published {date}").format(date=say_date(about.published)) if about.published else "",
        _("record {number}").format(number=about.record_id) if about.record_id else "",
        about.url or "",
    ]
    return joined(one for one in parts if one)


def _reference(about: Description) -> str:
    """Give the archive's reference; of words made from another document, what they restate."""
    held = about.reference.text if about.reference else ""
    if not about.note and not about.derives_from:
        return held
    # The ids of other sources are no reference: the source's own page links them.
    origin = held or listed(one for one in about.derives_from if not one.startswith("src-"))
    return _("restating {reference}").format(reference=origin) if origin else ""


def cite_quote(source: Source, quote: Quote, *, dossier: str, head: Head) -> str:
    """Give a quote with everything that another person needs to find it and to check it."""
    words = re.sub(r"\s+", " ", quote.quote).strip()
    where = locator(quote)
    return _(
        "“{words}” {source}. Characters {start}–{end} of {id}, “{dossier}”, a Servanda dossier, "
        "head {head}."
    ).format(
        words=words,
        source=joined(one for one in (cite_source(source), where) if one),
        start=quote.start,
        end=quote.end,
        id=source.id,
        dossier=dossier,
        head=short_head(head),
    )


def locator(quote: Quote) -> str:
    """Give "p. 3, line 12", or what is known of it; lines count within the source's whole text."""
    found = []
    if quote.page is not None:
        found.append(_("p. {number}").format(number=quote.page))
    if quote.line is not None:
        found.append(_("line {number}").format(number=quote.line))
    return joined(found)


def short_head(head: Head) -> str:
    """Give a head as it is printed: the count and the first 16 digits of the hash."""
    return f"{head.count}:{head.hash[:16]}"
