"""Read the tree of provisions from an agreement's own text, to be corrected by hand."""

from __future__ import annotations

from pathlib import Path

from servanda.agreements import Draft, draft_agreement
from servanda.errors import UnreadableSource
from servanda.workflows.add_sources import load_document


def draft(file: Path, *, key: str | None = None) -> Draft:
    """Give the agreement that this file is the text of, as far as a machine can tell.

    Raises:
        UnreadableSource: No text could be read from it.
    """
    source, _ = load_document(file)
    if not source.text.strip():
        told = "; ".join(one.message for one in source.problems) or "it holds no text"
        raise UnreadableSource(f"{file} cannot be drafted from: {told}")
    return draft_agreement(source, key=key)
