"""A brief and its PDF together: the typesetter has the last word on how many pages there are."""

from __future__ import annotations

from servanda.dossier.brief.compose import make_brief
from servanda.dossier.brief.content import Brief
from servanda.dossier.brief.draft import BriefOptions
from servanda.dossier.brief.fit import PAGES, ROOM
from servanda.dossier.brief.pdf import PdfError, Printed, brief_pdf
from servanda.dossier.edition import Edition

#: A brief that came out too long is made again with so much less room.
TIGHTER = 0.85
MOST_TRIES = 12


def press_brief(edition: Edition, options: BriefOptions) -> tuple[Brief, Printed]:
    """Give a brief that fits on ten pages, and its PDF.

    Raises:
        MissingExtra: Typst is not installed.
        PdfError: It cannot be set.
    """
    room = ROOM
    for _ in range(MOST_TRIES):
        brief = make_brief(edition, options, room=room)
        printed = brief_pdf(brief, recorded=options.recorded)
        if printed.pages <= PAGES:
            return brief, printed
        room *= TIGHTER
    raise PdfError(f"it does not fit on {PAGES} pages.")
