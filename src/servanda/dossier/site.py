"""The site, written whole: pages, pictures and data of one record at one head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from servanda.assessing import Assessment, assess
from servanda.domain.record import Record
from servanda.dossier.edition import Edition
from servanda.dossier.folder import MARKER, new_site
from servanda.dossier.layout import Layout, lay_out
from servanda.dossier.options import Site, SiteOptions
from servanda.dossier.pages.first import first_pages
from servanda.dossier.pages.rows import row_pages
from servanda.dossier.pages.sources import source_pages
from servanda.dossier.palette import palette_css
from servanda.dossier.public import public_record, what_is_hidden
from servanda.dossier.render import Page


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
    total = _count_pages(layout)
    pages = 0
    with new_site(out) as folder:
        for page in _pages(edition, layout):
            folder.write(page.path, page.html)
            pages += 1
            if edition.options.progress and (pages % 25 == 0 or pages == total):
                edition.options.progress(page.path, pages, max(total, pages))
        folder.write("static/site.css", palette_css() + _static("site.css"))
        folder.write("static/site.js", _static("site.js"))
        folder.write(MARKER, _marker(edition))
        count = folder.write_list()
    return Site(out, out / "index.html", pages, count)


def make_edition(record: Record, assessment: Assessment, options: SiteOptions) -> Edition:
    """Give what one site is made of: the record as it may leave, assessed as such."""
    if options.include_sensitive:
        return Edition(record, assessment, options)
    public = public_record(record)
    if public is not record:
        assessment = assess(public, period=assessment.period)
    return Edition(public, assessment, options, what_is_hidden(public))


def _pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    yield from first_pages(edition)
    yield from row_pages(edition, layout)
    yield from source_pages(edition, layout)


def _count_pages(layout: Layout) -> int:
    rows = sum(one.parts for one in layout.rows.values())
    return rows + sum(len(one.parts) for one in layout.sources.values()) + 1


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
