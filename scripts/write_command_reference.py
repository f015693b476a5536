"""Write docs/reference/commands.md from the program's own help, so that the two cannot differ."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.app import servanda

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "commands.md"


def reference() -> str:
    """Give the page: every command's help, in the order of the work."""
    parts = [
        "# Commands\n",
        "Written by `scripts/write_command_reference.py` from the program's own help.\n",
    ]
    root = click.Context(servanda, info_name="servanda")
    for name in servanda.list_commands(root):
        command = servanda.get_command(root, name)
        assert command is not None
        parts.append(f"## `servanda {name}`\n\n```\n{_help(command, name)}\n```\n")
        for inner in command.commands.values() if isinstance(command, click.Group) else ():
            whole = f"{name} {inner.name}"
            parts.append(f"### `servanda {whole}`\n\n```\n{_help(inner, whole)}\n```\n")
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=f"servanda {name}")
    context.max_content_width = 100
    context.terminal_width = 100
    return command.get_help(context)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
    print(PAGE)
