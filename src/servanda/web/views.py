"""Templates of the desk: they stand on those of the dossier, and add to its pages what rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse

from servanda.domain.cell import UNMAPPED
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.dossier.citation import short_head
from servanda.dossier.edition import Edition
from servanda.dossier.render import Linker, linker, navigation
from servanda.dossier.render import environment as dossier_environment
from servanda.dossier.words import say_date
from servanda.saying import _, say_number
from servanda.web.menu import Link, menu
from servanda.web.past import Past
from servanda.workflows.show_page import page_count


@cache
def environment() -> Environment:
    """Give the dossier's templates with the desk's beside them."""
    ours = dossier_environment()
    return ours.overlay(
        loader=ChoiceLoader(
            [PackageLoader("servanda.web", "templates"), *([ours.loader] if ours.loader else [])]
        )
    )


def script_file() -> Traversable:
    """Give where `make assets` puts the desk's script."""
    return files("servanda.web").joinpath("static", "built", "desk.js")


@cache
def is_built() -> bool:
    """Tell whether there is a script; pages read and rule without."""
    return script_file().is_file()


@dataclass(frozen=True)
class Done:
    """What was recorded just now, and how to take it back; 0 where it cannot be."""

    words: str
    first: int
    last: int


@dataclass(frozen=True)
class Pens:
    """What the desk adds to a page: who sits there, the token of its forms, and the pens."""

    coder: str
    token: str
    head_count: int
    #: Proposals that nobody ruled on.
    left: int
    #: Which of the desk's own pages this is.
    here: str = ""
    #: The address of the page, to come back to.
    back: str = "/"
    #: What else the address asks.
    asked: tuple[tuple[str, str], ...] = ()
    #: The earlier state that is shown; there no pen writes.
    past: Past | None = None
    #: What was recorded just now, and how to take it back.
    done: Done | None = None
    #: Words of a source's text that the address names, to be marked.
    at: Span | None = None
    #: Whether a source is shown whole: with names blacked out its pages would show them.
    whole: Callable[[str], bool] = lambda _: False
    #: The statements of the page, and their marks as they stand.
    marks: Callable[[str], tuple[Statement, str] | None] = lambda _: None

    def head(self) -> Markup:
        """Give what goes into a page's head."""
        return self._part("pens_head.html", scripted=is_built())

    def bar(self, nav: Iterable[tuple[str, str, str]], section: str, to: Linker) -> Markup:
        """Give the desk's navigation, in which the report's pages have their place."""
        here = self.here or section
        report = [Link(key, to(href), name) for key, href, name in nav]
        groups = menu(report, here=here, past=self.past is not None)
        return self._part(
            "pens_bar.html", groups=groups, here=here, say_time=say_time, say_number=say_number
        )

    def margin(self, id: str, anchor: str, number: int) -> Markup:
        """Give the pens of a statement's card beside the text."""
        found = None if self.past else self.marks(id)
        if found is None:
            return Markup("")
        statement, seen = found
        return self._part(
            "pens_margin.html",
            statement=statement,
            seen=seen,
            back=f"{self.back}#{anchor}",
            link=f"{self.back}#{anchor.removeprefix('c-')}",
            number=number,
        )

    def text(self, source: str) -> Markup:
        """Give what stands above a text: how to write a statement on words of it, and its keys."""
        if self.past:
            return Markup("")
        return self._part("pens_text.html", source=source, scripted=is_built())

    def row(self, agreement: str, key: str) -> Markup:
        """Give the ways to what a person may judge of a row."""
        if self.past or not agreement or key == UNMAPPED:
            return Markup("")
        return self._part("pens_row.html", row=f"{agreement}/{key}")

    def source(self, id: str) -> Markup:
        """Give the ways to what a person may judge of a source."""
        return Markup("") if self.past else self._part("pens_source.html", source=id)

    def read(self) -> Markup:
        """Give the button that has unread documents read."""
        return Markup("") if self.past else self._part("read_form.html")

    def sheet(self, source: Source, start: int) -> Markup:
        """Give the page on which the words at `start` stand, where the document has pages."""
        pages = page_count(source) if self.whole(source.id) else 0
        if not pages:
            return Markup("")
        number = source.page_at(start) or 1
        return self._part("pens_sheet.html", source=source, number=number, pages=pages)

    def _part(self, template: str, **values: Any) -> Markup:
        return Markup(environment().get_template(template).render(pens=self, **values))


def say_time(time: str) -> str:
    """Give the time of an entry in words: "24 November 2026, 11:38 UTC"."""
    # Translators: a time, such as "24 November 2026, 11:38 UTC".
    return _("{date}, {time} UTC").format(date=say_date(time[:10]), time=time[11:16])


def show(
    edition: Edition,
    template: str,
    path: str,
    *,
    pens: Pens,
    title: str,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Give a page of the desk's own, with the dossier's head and foot around it.

    A page whose address nobody knows before gives its own `to`, which makes links of paths.
    """
    html = (
        environment()
        .get_template(template)
        .render(
            edition=edition,
            title=title,
            section="",
            path=path,
            nav=navigation(edition),
            head=short_head(edition.record.head),
            pens=pens,
            **({"to": linker(path)} | values),
        )
    )
    return HTMLResponse(html, status)


def plain_page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Give a page that shows nothing of the dossier, for those who have not signed in."""
    return HTMLResponse(environment().get_template(template).render(**values), status)
