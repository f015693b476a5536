"""The only reader of the environment: frozen settings, passed down to whoever needs them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """What this machine and this user decide.

    `cache` holds what can be made again (the gazetteer); `coder` is the name under which acts
    are recorded when a command gives none.
    """

    cache: Path
    coder: str


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Give the settings from SERVANDA_CACHE and SERVANDA_CODER, or this user's defaults."""
    known = os.environ if environment is None else environment
    cache = known.get("SERVANDA_CACHE") or platformdirs.user_cache_path("servanda")
    return Settings(cache=Path(cache), coder=known.get("SERVANDA_CODER") or _login())


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
