"""`serve`: the review desk, in the browser of this machine."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from servanda.cli.options import dossier, with_sensitive
from servanda.errors import MissingExtra
from servanda.settings import load_settings


@click.command()
@dossier
@click.option("--port", type=click.IntRange(0, 65535), help="A free one if not given.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@with_sensitive
def serve(
    dossier: Path, port: int | None, host: str, no_browser: bool, include_sensitive: bool
) -> None:
    """Open the review desk: read, rule and explore in the browser, on this machine only.

    Every page of the report is there, made from the record as it stands now. Stop it with Ctrl-C:
    what was acknowledged is recorded.
    """
    try:
        from servanda.web.serve import serve as serve_desk  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "anyio", "h11"):
            raise
        raise MissingExtra("web", needed_for="The review desk") from error

    def ready(address: str) -> None:
        click.echo(f"The desk is open. Stop it with Ctrl-C.\nLook: {address}")
        if not no_browser:
            webbrowser.open(address)

    with suppress(KeyboardInterrupt):
        serve_desk(
            dossier,
            host=host,
            port=port,
            include_sensitive=include_sensitive,
            settings=load_settings(),
            ready=ready,
        )
    click.echo("The desk is closed.")
