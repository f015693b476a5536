"""The replaceable parts, gathered: readers, ours and others', through one entry-point group."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from servanda.errors import ServandaError
from servanda.reading.port import Reader
from servanda.reading.rules import RulesReader

#: A package adds a reader by naming a class here that meets `reading.port.Reader`.
GROUP = "servanda.readers"


class BrokenPlugin(ServandaError):
    """A reader of another package that cannot be loaded, with the package's own words."""

    def __init__(self, entry: EntryPoint, cause: Exception) -> None:
        super().__init__(
            f"The reader {entry.name!r} ({entry.value}) cannot be loaded: {cause}. "
            "Update or uninstall the package that brings it."
        )


@cache
def readers() -> dict[str, Reader]:
    """Give every reader that is installed, by its name; ours is there without an installation.

    Raises:
        BrokenPlugin: Another package's reader cannot be loaded.
    """
    found: dict[str, Reader] = {"rules": RulesReader()}
    for entry in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        if entry.name in found:
            continue
        try:
            found[entry.name] = entry.load()()
        except Exception as cause:
            raise BrokenPlugin(entry, cause) from cause
    return found
