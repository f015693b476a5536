"""The program `servanda`: its commands, and how trouble is told."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import os
import sys

import click

from servanda import __version__
from servanda.errors import ServandaError

#: Heading -> command -> where it is written, in the order in which somebody who begins needs them.
GROUPS = {
    "Begin": {
        "try": "begin:try_",
        "draft": "begin:draft",
        "new": "begin:new",
        "agreement": "begin:agreement",
    },
    "Documents": {
        "add": "documents:add",
        "read": "documents:read",
        "sources": "documents:sources",
        "text": "documents:text",
        "describe": "documents:describe",
        "correct": "correcting:correct",
    },
    "Statements, and rulings on them": {
        "list": "statements:list_",
        "show": "statements:show",
        "accept": "statements:accept",
        "amend": "writing:amend",
        "reject": "statements:reject",
        "write": "writing:write",
    },
    "Protect people": {
        "sensitive": "statements:sensitive",
        "withhold": "statements:withhold",
    },
    "What it comes to": {
        "disputes": "disputes:disputes",
        "witnesses": "witnesses:witnesses",
        "compare": "comparing:compare",
        "deadlines": "times:deadlines",
        "changes": "times:changes",
        "sensitivity": "sensitivity:sensitivity",
    },
    "Judge": {
        "grade": "judgements:grade",
        "derive": "judgements:derive",
        "rate": "judgements:rate",
        "reply": "judgements:reply",
        "rule": "judgements:rule",
        "scores": "scores:scores",
        "judgements": "judgements:judgements",
        "withdraw": "judgements:withdraw",
    },
    "Code together": {
        "codebook": "codebook:codebook",
        "sample": "coding:sample",
        "code": "coding:code",
        "settle": "settling:settle",
        "reliability": "settling:reliability",
        "questions": "questions:questions",
        "ask": "questions:ask",
        "answer": "questions:answer",
        "close": "questions:close",
    },
    "The desk": {
        "serve": "serve:serve",
        "coders": "coders:coders",
    },
    "Hand on": {
        "report": "publish:report",
        "brief": "brief:brief",
        "export": "publish:export",
        "import": "importing:import_",
    },
    "Prove": {
        "check": "proofs:check",
        "backup": "proofs:backup",
        "history": "proofs:history",
    },
    "Look into the reading": {
        "annotate": "annotate:annotate",
        "evaluate": "evaluate:evaluate",
        "gazetteer": "gazetteer:gazetteer",
        "schema": "proofs:schema",
    },
}
COMMANDS = {name: place for group in GROUPS.values() for name, place in group.items()}


class LoadedOnUse(click.Group):
    """A group that loads a command's file when it is called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the command names in the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command, its file loaded now; None if there is none of this name."""
        if cmd_name not in COMMANDS:
            close = difflib.get_close_matches(cmd_name, COMMANDS, n=1)
            if close:
                ctx.fail(f"No such command {cmd_name!r}. Did you mean {close[0]!r}?")
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        found = getattr(importlib.import_module(f"servanda.cli.{module}"), attribute)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under the headings of the work that they belong to."""
        width = max(map(len, COMMANDS)) + 2
        limit = formatter.width - width - 4
        for heading, group in GROUPS.items():
            rows = [
                (name.ljust(width - 2), command.get_short_help_str(limit))
                for name in group
                if (command := self.get_command(ctx, name))
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Tell the version, and whether the rooms that read are compiled (`make compiled`)."""
    if not asked or ctx.resilient_parsing:
        return
    reading = importlib.util.find_spec("servanda.reading.cues")
    pure = reading is None or str(reading.origin).endswith(".py")
    click.echo(f"servanda, version {__version__}{'' if pure else ' (compiled)'}")
    ctx.exit()


@click.group(
    cls=LoadedOnUse,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every act takes --as NAME, or the environment variable SERVANDA_CODER.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help="Show the version and exit.",
)
def servanda() -> None:
    """The record of whether a peace agreement is being kept.

    \b
    Look at one document, with no set-up:
      servanda try letter.html --open

    \b
    Keep a dossier:
      servanda draft accord.html -o accord.yaml      then correct it by hand
      servanda new accord.servanda --agreement accord.yaml
      servanda add accord.servanda letter.html reports/*.pdf
      servanda read accord.servanda
      servanda list accord.servanda --state proposed
      servanda accept accord.servanda ID --as NAME
      servanda report accord.servanda -o accord/

    Machines propose, people rule: what no person accepted is shown as a proposal everywhere.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the program; a user's mistake gives one clear message and a non-zero exit code."""
    try:
        code = servanda.main(arguments, prog_name="servanda", standalone_mode=False)
    except ServandaError as error:
        click.echo(f"servanda: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        click.echo(
            "servanda: interrupted; what was recorded stays, run it again to go on.", err=True
        )
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`servanda list ... | head`): that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"servanda: {where}{error.strerror or error}.", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
