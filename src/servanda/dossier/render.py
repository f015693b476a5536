"""Templates to pages: one environment, escaping always on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from servanda.dossier import addresses, in_template
from servanda.dossier.citation import short_head
from servanda.dossier.edition import Edition
from servanda.dossier.kept_back import list_kept_back, say_kept_back
from servanda.dossier.marks import legend, mark, worded
from servanda.dossier.script_words import script_words
from servanda.dossier.words import capital, counted, label, listed, say_date, terms
from servanda.saying import (
    _,
    gettext,
    joined,
    languages,
    listed_against,
    listed_or,
    pgettext,
    say_decimal,
    say_number,
    spoken,
)

#: Makes an address within the site relative to the page it was made for.
Linker = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its path, and how to write its HTML, which is done when it is asked for.

    `write` takes what the review desk adds to a page; the static site adds nothing.
    """

    path: str
    write: Callable[..., str]

    @property
    def html(self) -> str:
        """The page as the static site has it."""
        return self.write()


@cache
def environment() -> Environment:
    """Give the one environment; every value is escaped unless it is Markup already."""
    found = Environment(
        loader=PackageLoader("servanda.dossier", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    # Lines of a template are broken for its readers, not for those of the page.
    found.policies["ext.i18n.trimmed"] = True
    # `{% trans %}` asks for functions that fill the places in; ours are a call less deep each.
    found.newstyle_gettext = True  # type: ignore[attr-defined]
    found.globals.update(
        _=in_template.gettext,
        gettext=in_template.gettext,
        ngettext=in_template.ngettext,
        pgettext=in_template.pgettext,
        npgettext=in_template.npgettext,
    )
    found.globals.update(
        list_kept_back=list_kept_back,
        say_kept_back=say_kept_back,
        mark=mark,
        worded=worded,
        legend_html=legend,
        counted=counted,
        say_decimal=say_decimal,
        say_number=say_number,
        listed=listed,
        joined=joined,
        listed_or=listed_or,
        listed_against=listed_against,
        label=label,
        terms=terms,
        say_date=say_date,
        capital=capital,
        addresses=addresses,
        more=MORE,
        version=version("servanda"),
        # What the review desk adds; a site to open from disk is the desk without the pens.
        pens=None,
        spoken=spoken,
        script_words=script_words,
        translated=_translated,
        languages=languages,
    )
    return found


def _translated(text: str, context: str = "") -> str:
    """Give words that may be ours or somebody's (a codebook's), translated where they are known.

    What `_` gives in a template is safe HTML, so only sentences that stand there may go through it.
    """
    return pgettext(context, text) if context else gettext(text)


def linker(path: str) -> Linker:
    """Give a function that makes an address within the site relative to this page."""
    known: dict[str, str] = {}

    def to(target: str) -> str:
        page, hash, fragment = target.partition("#")
        if page not in known:
            known[page] = addresses.relative(page, path)
        if page == path and hash:
            return f"#{fragment}"
        return known[page] + hash + fragment

    return to


#: Pages that stand under "More" at the head of every page, so that the way to words stays short.
MORE = frozenset(
    {
        "scores",
        "deadlines",
        "hangs",
        "silence",
        "problems",
        "method",
        "codebook",
        "data",
        "questions",
        "journal",
    }
)


def navigation(edition: Edition) -> list[tuple[str, str, str]]:
    """Give the links at the head of every page: a key, an address, a name."""
    found = [("first", "index.html", _("Where it stands"))]
    if len(edition.record.agreements) == 1:
        own = edition.record.agreements[0].key
        found.append(("matrix", addresses.matrix(own, "place"), _("Matrix")))
        found.append(("agreement", addresses.agreement(own), _("The agreement")))
    else:
        found.append(("agreement", "agreements.html", _("Agreements")))
    found += [
        ("places", "map.html", _("Map")),
        ("timeline", "timeline.html", _("Timeline")),
        ("sources", "sources.html", _("Sources")),
        ("disputes", "disputes.html", _("Disputes")),
        ("scores", "scores.html", _("Ratings")),
        ("deadlines", "deadlines.html", _("Deadlines")),
        ("hangs", "hangs.html", _("What hangs on whom")),
        ("silence", "silence.html", _("Unreported")),
        ("problems", "problems.html", _("Problems")),
        ("method", "method.html", _("How to read this")),
        ("codebook", "codebook.html", _("Codebook")),
        ("data", "data.html", _("Data")),
    ]
    if edition.options.questions:
        found.append(("questions", "questions.html", _("Questions")))
    if edition.options.history:
        found.append(("journal", "journal.html", _("Journal")))
    return found


def render(
    edition: Edition, template: str, path: str, *, title: str, section: str, **values: Any
) -> Page:
    """Give a page; `section` is the link of the navigation that it stands under."""

    def write(**added: Any) -> str:
        return (
            environment()
            .get_template(template)
            .render(
                edition=edition,
                title=title,
                section=section,
                path=path,
                to=linker(path),
                nav=navigation(edition),
                head=short_head(edition.record.head),
                **values,
                **added,
            )
        )

    return Page(path, write)
