"""The brief as one HTML file: its own style within, no other host, prints well."""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup, escape

from servanda.dossier.brief.content import Brief, Run, Words
from servanda.dossier.palette import palette_css
from servanda.dossier.render import environment

_TAGS = {
    "": "{}",
    "strong": "<strong>{}</strong>",
    "soft": '<span class="soft">{}</span>',
    "name": "<bdi>{}</bdi>",
}


def brief_html(brief: Brief) -> str:
    """Give a brief as one self-contained page of HTML."""
    css = files("servanda.dossier").joinpath("static", "brief.css").read_text("utf-8")
    return (
        environment()
        .get_template("brief.html")
        .render(brief=brief, css=Markup(palette_css() + css), runs=set_runs)
    )


def set_runs(runs: Words) -> Markup:
    """Give runs as HTML, the words of others escaped and keeping their own direction."""
    return Markup("").join(map(_set_run, runs))


def _set_run(run: Run) -> Markup:
    return Markup(_TAGS[run.tone].format(escape(run.text)))
