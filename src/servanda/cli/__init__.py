"""The command line: thin commands over the workflows, one file for each noun."""

from servanda.cli.app import main

__all__ = ["main"]
