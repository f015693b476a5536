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

    `cache` holds what can be made again (the gazetteer); `own` what cannot (who may come in to a
    desk from elsewhere); `coder` is the name under which acts are recorded when a command gives
    none.
    """

    cache: Path
    own: Path
    coder: str


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Give SERVANDA_CACHE, SERVANDA_SETTINGS and SERVANDA_CODER, or this user's defaults."""
    known = os.environ if environment is None else environment
    own = Path(known.get("SERVANDA_SETTINGS") or platformdirs.user_config_path("servanda"))
    return Settings(cache=_cache(known), own=own, coder=known.get("SERVANDA_CODER") or _login())


def cache_folder(given: str | Path | None = None) -> Path:
    """Give the folder of what can be made again: the one given, else that of the settings."""
    return _cache(os.environ) if given is None else Path(given)


def _cache(known: Mapping[str, str]) -> Path:
    return Path(known.get("SERVANDA_CACHE") or platformdirs.user_cache_path("servanda"))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
