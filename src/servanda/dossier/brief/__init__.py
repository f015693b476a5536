"""The brief: ten pages for a mediator, as HTML and PDF from one content."""

from servanda.dossier.brief.compose import make_brief
from servanda.dossier.brief.content import AUDIENCES, Audience, Brief
from servanda.dossier.brief.draft import BriefOptions
from servanda.dossier.brief.html import brief_html
from servanda.dossier.brief.pdf import PdfError, Printed, brief_pdf
from servanda.dossier.brief.press import press_brief

__all__ = [
    "AUDIENCES",
    "Audience",
    "Brief",
    "BriefOptions",
    "PdfError",
    "Printed",
    "brief_html",
    "brief_pdf",
    "make_brief",
    "press_brief",
]
