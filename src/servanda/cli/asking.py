"""Questions at a terminal: one line at a time, from a keyboard or a pipe."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import click

from servanda.assessing.code_fields import CodeField
from servanda.errors import ServandaError

#: What may be typed in place of an answer.
COMMANDS = {"q": "stop", "s": "skip", "u": "undo", "n": "note"}
#: More choices than these are listed on request, not at each question.
MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody gave: a value (None: left open), or a command."""

    value: str | None = None
    command: str = ""


class Asker:
    """Asks until an answer can be understood."""

    def line(self, prompt: str) -> str | None:
        """Give one line typed; None when the input has ended."""
        click.echo(prompt, nl=False)
        typed = sys.stdin.readline()
        if not typed:
            click.echo("")
            return None
        return typed.strip()

    def field(self, field: CodeField) -> Answer:
        """Ask for a field's value; the end of the input stops, so that nothing is made up."""
        while True:
            several = " (several with ; between)" if field.several else ""
            typed = self.line(f"  {field.name}: {choices_line(field)}{several} > ")
            if typed is None:
                return Answer(command="stop")
            if typed in COMMANDS:
                return Answer(command=COMMANDS[typed])
            if typed.startswith("?"):
                _explain(field, typed[1:].strip().casefold())
                continue
            if not typed:
                continue
            try:
                return Answer(field.read(typed))
            except ServandaError as error:
                click.echo(f"  {error}")


def _explain(field: CodeField, words: str) -> None:
    """Tell what the choices mean, those with these words in them if any are given."""
    if field.rule and not words:
        click.echo(f"    {field.rule}")
    for one in field.choices:
        line = f"    {one.label}: {one.meaning}".rstrip(": ")
        if words in line.casefold():
            click.echo(line)


def choices_line(field: CodeField) -> str:
    """Give a field's choices as they stand at a question."""
    if len(field.choices) > MOST_LISTED:
        return f"a key out of {len(field.choices)}, ? lists them, ?WORD those with it"
    return "  ".join(one.label for one in field.choices)
