"""`serve`: the review desk, in the browser of this machine, or of others with a password."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from servanda.cli.options import dossier, with_sensitive
from servanda.errors import MissingExtra
from servanda.settings import load_settings

FILE = click.Path(path_type=Path)


@click.command()
@dossier
@click.option("--port", type=click.IntRange(0, 65535), help="A free one if not given.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="An address of this machine. Any but this one opens the desk to other machines.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="The name that browsers of other machines ask for (desk.example.org); repeats.",
)
@click.option("--certificate", type=FILE, help="Encrypt the line with this certificate (PEM).")
@click.option("--key", type=FILE, help="The certificate's key (PEM).")
@click.option(
    "--behind-proxy",
    "proxy",
    metavar="ADDRESS",
    help="A server of yours at this address encrypts the line and passes requests on.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@with_sensitive
def serve(
    dossier: Path,
    port: int | None,
    host: str,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    proxy: str | None,
    no_browser: bool,
    include_sensitive: bool,
) -> None:
    """Open the review desk: read, rule and explore in the browser.

    Every page of the report is there, made from the record as it stands now. Stop it with Ctrl-C:
    what was acknowledged is recorded.

    Unless told otherwise it answers this machine only. Other machines come in with a password for
    each coder (`servanda coders`) over an encrypted line.
    """
    try:
        from servanda.web.entrance.doorway import Doorway  # noqa: PLC0415 - an extra
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
            doorway=Doorway(host=host, names=names, certificate=certificate, key=key, proxy=proxy),
            port=port,
            include_sensitive=include_sensitive,
            settings=load_settings(),
            ready=ready,
        )
    click.echo("The desk is closed.")
