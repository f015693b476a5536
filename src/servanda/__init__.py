"""Servanda: the record of whether a peace agreement is being kept.

`servanda.open("ili.servanda")` gives a dossier to ask:

    with servanda.open("ili.servanda") as dossier:
        table = dossier.matrix(rows="provision", columns="place", proposals=True).to_frame()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Dossier", "__version__", "open"]

if TYPE_CHECKING:
    from servanda.workflows.open_dossier import Dossier
    from servanda.workflows.open_dossier import open_dossier as open


def __getattr__(name: str) -> Any:
    """Load the door to dossiers only when somebody asks for it, so that values stay light."""
    if name not in ("open", "Dossier"):
        raise AttributeError(f"module 'servanda' has no attribute {name!r}")
    from servanda.workflows import open_dossier  # noqa: PLC0415 - see above

    return open_dossier.open_dossier if name == "open" else open_dossier.Dossier
