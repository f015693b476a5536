"""The site, written whole: pages, pictures and data of one record at one head."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from servanda.assessing import Assessment, assess
from servanda.domain.record import Record
from servanda.dossier.data_files import data_files
from servanda.dossier.edition import Edition
from servanda.dossier.folder import MARKER, new_site
from servanda.dossier.judged import gather_judgements
from servanda.dossier.layout import Layout, lay_out
from servanda.dossier.options import Site, SiteOptions
from servanda.dossier.pages import all_pages
from servanda.dossier.palette import palette_css
from servanda.dossier.public import Blackened, public_record, what_is_hidden


def write_site(
    record: Record, assessment: Assessment, out: Path, *, options: SiteOptions | None = None
) -> Site:
    """Write the static site of a record: opens from disk, prints well, needs no network.

    The same record, assessment and options give the same bytes. What is marked sensitive does
    not leave; nothing shown rests on it, because the rest is assessed without it.

    Args:
        record: The state at one head.
        assessment: Its assessment; only its length of period is used where something is kept back.
        out: The folder to write; an earlier report of ours in it is replaced as one.
        options: Title, time to print, history, progress.

    Raises:
        DossierError: `out` holds something that a report would destroy.
    """
    edition = make_edition(record, assessment, options or SiteOptions())
    layout = lay_out(edition)
    judged = gather_judgements(edition)
    total = _count_pages(layout)
    progress = edition.options.progress
    pages = 0
    with new_site(out) as folder:
        for page in all_pages(edition, layout, judged):
            folder.write(page.path, page.html)
            pages += 1
            if progress and pages % 25 == 0:
                progress(page.path, pages, max(total, pages + 1))
        for path, content in data_files(edition, judged):
            folder.write(path, content)
        for path, text in style_and_script().items():
            folder.write(path, text)
        folder.write(MARKER, _marker(edition))
        count = folder.write_list()
    if progress:
        progress("", pages, pages)
    return Site(out, out / "index.html", pages, count)


def make_edition(record: Record, assessment: Assessment, options: SiteOptions) -> Edition:
    """Give what one site is made of: the record as it may leave, assessed as such."""
    if options.include_sensitive:
        return Edition(record, assessment, options)
    public = public_record(record)
    if public is not record:
        assessment = assess(public, period=assessment.period, derivations=assessment.derivations)
    names = Blackened(record.sensitive_persons)
    history = tuple(
        replace(one, actor=names.of(one.actor)) if one.actor else one for one in options.history
    )
    options = replace(options, history=history)
    return Edition(public, assessment, options, what_is_hidden(public))


def _count_pages(layout: Layout) -> int:
    """Guess how many pages there will be; what is far off only makes progress uneven."""
    edition = layout.edition
    found = sum(one.parts for one in layout.rows.values())
    found += sum(len(one.parts) for one in layout.sources.values())
    found += len(edition.heard.places()) + 10
    for agreement in edition.record.agreements:
        parents = sum(1 for one in agreement.walk() if one.children)
        found += 4 * (1 + parents) + len(agreement.parties) + 2
    return found


def style_and_script() -> dict[str, str]:
    """Give the style and the script of every page, by their paths within the site."""
    return {
        "static/site.css": palette_css() + _static("site.css"),
        "static/site.js": _static("site.js"),
    }


def _static(name: str) -> str:
    return files("servanda.dossier").joinpath("static", name).read_text("utf-8")


def _marker(edition: Edition) -> str:
    return (
        json.dumps(
            {
                "kind": "servanda-site",
                "version": version("servanda"),
                "title": edition.title,
                "head": str(edition.record.head),
                "finished": True,
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )
