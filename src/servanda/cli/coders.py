"""`coders add`, `list`, `password`, `remove`: who may come in to the desk from other machines."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.options import dossier
from servanda.journal import open_journal
from servanda.settings import load_settings
from servanda.web.entrance.passwords import Coders, generate_password

name = click.argument("name", metavar="NAME")
generated = click.option(
    "--generate", is_flag=True, help="Make up a good password and print it, this once."
)


@click.group()
@dossier
@click.pass_context
def coders(ctx: click.Context, dossier: Path) -> None:
    """Give coders the passwords with which they come in to the desk from other machines.

    On this machine nobody needs one. Passwords are kept in your settings folder, not in the
    dossier, and only as what proves them: nobody can read them back.
    """
    # A mistake in the path is told before a password is asked for.
    open_journal(str(dossier), readonly=True).close()
    ctx.obj = Coders(load_settings().own, dossier)


@coders.command()
@name
@generated
@click.pass_obj
def add(known: Coders, name: str, generate: bool) -> None:
    """Let a coder in, under this name and with a password."""
    password = _password(generate=generate)
    kept = known.add(name, password)
    click.echo(f"{kept} may come in.")
    _tell(password, told=generate)


@coders.command("list")
@click.pass_obj
def list_(known: Coders) -> None:
    """List who may come in."""
    names = known.names()
    for one in names:
        click.echo(one)
    if not names:
        click.echo("Nobody has a password yet: `servanda coders DOSSIER add NAME`.", err=True)


@coders.command()
@name
@generated
@click.pass_obj
def password(known: Coders, name: str, generate: bool) -> None:
    """Give a coder a new password; whoever is signed in under the name is signed out."""
    known.verify_known(name)
    new = _password(generate=generate)
    known.change(name, new)
    click.echo(f"{name} has a new password; whoever was signed in as {name} is signed out.")
    _tell(new, told=generate)


@coders.command()
@name
@click.pass_obj
def remove(known: Coders, name: str) -> None:
    """Let a coder in no longer; what was recorded under the name stays in the journal."""
    known.remove(name)
    click.echo(f"{name} comes in no longer; whoever was signed in as {name} is signed out.")


def _password(*, generate: bool) -> str:
    if generate:
        return generate_password()
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    return typed


def _tell(password: str, *, told: bool) -> None:
    if told:
        click.echo(f"Password: {password}\nHand it on by another way than the address.")
