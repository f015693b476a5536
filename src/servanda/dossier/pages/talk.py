"""The page of what coders asked each other about statements: only in an edition for the team."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.assessing.questions import gather_threads
from servanda.dossier.edition import Edition
from servanda.dossier.layout import Layout
from servanda.dossier.render import Page, render
from servanda.saying import _

#: Longest passage that is printed with a question; the whole stands on its card.
LONGEST = 300


def talk_page(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give the page of questions, open ones first; none unless the edition asks for it."""
    if not edition.options.questions:
        return
    lines = []
    threads = gather_threads(edition.record.judgements)
    for one in sorted(threads, key=lambda thread: (thread.closed is not None, thread.number)):
        statement = edition.record.statement_by_id.get(one.statement)
        words = " ".join(statement.quote.split()) if statement else ""
        cut = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        lines.append((one, cut, layout.card(one.statement) or "" if statement else ""))
    yield render(
        edition,
        "talk.html",
        "questions.html",
        title=_("Questions"),
        section="questions",
        lines=lines,
        open=sum(not one.closed for one in threads),
    )
