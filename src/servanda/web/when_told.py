"""What a date means, told in a sentence as soon as it is typed."""

from __future__ import annotations

from servanda.domain.source import Source
from servanda.domain.when import When
from servanda.dossier.words import label, say_date
from servanda.errors import ServandaError
from servanda.saying import _
from servanda.workflows.when_words import not_understood, read_when


def tell_when(words: str, source: Source | None) -> tuple[When | None, str]:
    """Give the date that words mean, and a sentence that tells it; None while they are no date."""
    if not words.strip():
        return None, ""
    try:
        when = read_when(words, source)
    except ServandaError:
        return None, _("This is no date that can be read yet.")
    told, left = say_when(when, source), not_understood(words, source)
    if left:
        told = _("Not understood: “{words}”.").format(words=left) + f" {told}"
    return when, told


def say_when(when: When, source: Source | None = None) -> str:
    """Tell a date: its EDTF value, the days that it may mean, and on what it rests."""
    if not when.edtf:
        return _("The words are kept; no day can be given for them.")
    first, last = say_date(when.earliest), say_date(when.latest)
    if when.earliest == when.latest:
        days = _("{edtf}: {day}.").format(edtf=when.edtf, day=first)
    elif not first:
        days = _("{edtf}: {last} at the latest.").format(edtf=when.edtf, last=last)
    elif not last:
        days = _("{edtf}: {first} at the earliest.").format(edtf=when.edtf, first=first)
    else:
        days = _("{edtf}: between {first} and {last}.").format(
            edtf=when.edtf, first=first, last=last
        )
    written = source.description.written if source else None
    if when.basis == "relative" and written:
        basis = _("Counted from the document's date, {date}.").format(date=say_date(written))
    else:
        basis = _("Basis: {basis}.").format(basis=label("date_bases", when.basis))
    return f"{days} {basis}"
