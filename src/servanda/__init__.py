"""Servanda: the record of whether a peace agreement is being kept.

`servanda.open("ili.servanda")` gives a dossier to ask:

    with servanda.open("ili.servanda") as dossier:
        table = dossier.matrix(rows="provision", columns="place", proposals=True).to_frame()

`servanda.annotate(text)` says what a text names: references, places, dates, quantities, actors.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Dossier", "__version__", "annotate", "open"]

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from servanda.domain.mention import Mention
    from servanda.workflows.annotate import Agreements, Where
    from servanda.workflows.open_dossier import Dossier
    from servanda.workflows.open_dossier import open_dossier as open


def annotate(
    text: str,
    *,
    date: str | datetime.date | None = None,
    agreement: Agreements | None = None,
    territory: Where | None = None,
    kinds: Iterable[str] = ("references", "places", "dates", "quantities", "actors"),
    spans: Sequence[tuple[int, int]] | None = None,
    cache: str | Path | None = None,
) -> list[Mention]:
    """Give what a text names, in reading order, each with its place in the text and its reasons.

        for mention in servanda.annotate("Seventy prisoners were freed in Hotan on 3 May 1947."):
            print(mention.start, mention.kind, mention.text, dict(mention))

    Loading is paid once per process: the gazetteer, and each set of agreements.

    Args:
        text: Running text; offsets count its code points, as they are.
        date: The text's own date, from which relative and yearless dates count: EDTF ("1947-07"),
            words ("12 July 1947") or a date.
        agreement: The agreement that it speaks of, or several: values, or paths of their files.
        territory: Where it plays, in place of the agreements' territories: a value, or names and
            codes of countries and first-level divisions ("Ukraine", "UA", "UA.14").
        kinds: Which mentions to give.
        spans: Mentions of places (start, end) to resolve instead of finding them.
        cache: Folder of the gazetteer; SERVANDA_CACHE or this user's cache if None.

    Raises:
        ServandaError: An argument cannot be understood; the message says which, and what to do.
    """
    # Loaded on use, so that `import servanda` stays light. The package itself is no room: rooms
    # below `settings` import it for the version, so it names that room as a string.
    from servanda.workflows import annotate as workflow  # noqa: PLC0415

    settings = importlib.import_module("servanda.settings")
    return workflow.annotate(
        text,
        date=date,
        agreement=agreement,
        territory=territory,
        kinds=kinds,
        spans=spans,
        cache=settings.cache_folder(cache),
    )


def __getattr__(name: str) -> Any:
    """Load the door to dossiers only when somebody asks for it, so that values stay light."""
    if name not in ("open", "Dossier"):
        raise AttributeError(f"module 'servanda' has no attribute {name!r}")
    from servanda.workflows import open_dossier  # noqa: PLC0415 - see above

    return open_dossier.open_dossier if name == "open" else open_dossier.Dossier
