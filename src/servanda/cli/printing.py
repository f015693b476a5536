"""How commands talk: sentences on standard output, progress and problems on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from servanda.domain.problem import Problem
from servanda.domain.statement import Statement

#: Widest quote in a list; `show` gives the whole.
QUOTE_WIDTH = 100


class Teller:
    """Tells progress on one line of standard error, and only where a person looks."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._tells = sys.stderr.isatty() and not quiet
        self._width = 0

    def __call__(self, done: int, total: int, what: str) -> None:
        """Say how far the work is."""
        if not self._tells:
            return
        line = f"{done}/{total} {what}"[:78] if done < total else ""
        click.echo("\r" + line.ljust(self._width) + ("" if line else "\r"), nl=False, err=True)
        self._width = len(line)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Give "1 source", "3 sources"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one a line."""
    for one in problems:
        where = f"{one.source}: " if one.source else ""
        page = f"page {one.page}: " if one.page is not None else ""
        click.echo(f"  {one.kind}: {where}{page}{one.message}", err=True)


def line_of(one: Statement) -> str:
    """Give a statement as one line: id, state, what is judged, and the beginning of its words."""
    rows = ", ".join(link.key for link in one.provisions) or one.level
    about = ", ".join(who.party or who.name or who.text for who in one.about) or "nobody named"
    words = " ".join(one.quote.split())
    if len(words) > QUOTE_WIDTH:
        words = words[: QUOTE_WIDTH - 1] + "…"
    return f"{one.id}  {one.state:9} {one.kind}/{one.stance}  {rows}  about {about}  “{words}”"
