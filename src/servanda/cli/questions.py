"""`questions`, `ask`, `answer`, `close`: what coders ask each other about statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from servanda.assessing.questions import Thread, gather_threads
from servanda.cli.options import acting, dossier, opened, with_sensitive
from servanda.cli.printing import plural
from servanda.cli.visible import visible
from servanda.workflows import inquire

number = click.argument("number", type=int, metavar="QUESTION")


@click.command()
@dossier
@click.option("--closed", is_flag=True, help="Also those that were closed, and what came of them.")
@with_sensitive
def questions(dossier: Path, closed: bool, include_sensitive: bool) -> None:
    """List the open questions on statements: what is asked, and who waits for whom."""
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive)
    threads = gather_threads(record.judgements)
    found = [one for one in threads if closed or not one.closed]
    for one in found:
        click.echo(f"\n{one.statement}  {_turn(one)}")
        for line in tell_threads([one]):
            click.echo(line)
    click.echo(plural(sum(not one.closed for one in found), "open question"), err=True)


@click.command()
@dossier
@click.argument("id")
@click.argument("text")
@click.option("--to", default="", metavar="NAME", help="The coder asked; whoever knows if not.")
@acting
def ask(dossier: Path, id: str, text: str, to: str, actor: str) -> None:
    """Ask a question about a statement; it stays open until somebody closes it."""
    with opened(dossier) as journal:
        entry = inquire.ask(journal, id, text, to=to, actor=actor)
    click.echo(f"Question {entry.number} is open.")


@click.command()
@dossier
@number
@click.argument("text")
@acting
def answer(dossier: Path, number: int, text: str, actor: str) -> None:
    """Answer a question, by the number that `servanda questions` gives; it stays open."""
    with opened(dossier) as journal:
        inquire.answer(journal, number, text, actor=actor)
    click.echo(f"Question {number} is answered.")


@click.command()
@dossier
@number
@click.argument("outcome")
@acting
def close(dossier: Path, number: int, outcome: str, actor: str) -> None:
    """Close a question with what came of it."""
    with opened(dossier) as journal:
        inquire.close(journal, number, outcome, actor=actor)
    click.echo(f"Question {number} is closed.")


def tell_threads(threads: Iterable[Thread]) -> Iterator[str]:
    """Give questions with their answers, a line for each turn."""
    for one in threads:
        to = f" asks {one.to}" if one.to else " asks"
        yield f"asked  [{one.number}] {one.asked.time[:10]} {one.asked.actor}{to}: {one.asked.text}"
        for each in one.answers:
            yield f"       {each.time[:10]} {each.actor}: {each.text}"
        if one.closed:
            yield f"       closed {one.closed.time[:10]} by {one.closed.actor}: {one.closed.text}"


def _turn(one: Thread) -> str:
    if one.closed:
        return "closed"
    return f"{one.waits} waits for {one.waits_for or 'whoever knows'}"
