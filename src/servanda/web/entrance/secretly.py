"""Files that this user alone may read, and what one for a dossier is called."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path


def write_secretly(path: Path, content: bytes) -> None:
    """Write a file that this user alone can read: whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    part.replace(path)


def name_for(dossier: Path) -> str:
    """Give the name of the file that belongs to the dossier at this path."""
    return f"{hashlib.sha256(str(dossier.absolute()).encode()).hexdigest()[:24]}.json"
