"""The program `servanda`: its commands, and how trouble is told."""

from __future__ import annotations

import os
import sys

import click

from servanda import __version__
from servanda.cli import begin, documents, proofs, publish, statements
from servanda.errors import ServandaError

#: In the order in which somebody who begins will need them.
COMMANDS = (
    begin.try_,
    begin.draft,
    begin.new,
    begin.agreement,
    documents.add,
    documents.read,
    documents.sources,
    documents.text,
    documents.describe,
    statements.list_,
    statements.show,
    statements.accept,
    statements.amend,
    statements.reject,
    statements.sensitive,
    statements.withhold,
    publish.report,
    publish.export,
    publish.import_,
    proofs.check,
    proofs.backup,
    proofs.history,
    proofs.schema,
)


class InGivenOrder(click.Group):
    """A group whose help lists the commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the command names as they were added."""
        return list(self.commands)


@click.group(
    cls=InGivenOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every act takes --as NAME, or the environment variable SERVANDA_CODER.",
)
@click.version_option(__version__, prog_name="servanda")
def servanda() -> None:
    r"""The record of whether a peace agreement is being kept.

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


for command in COMMANDS:
    servanda.add_command(command)


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
