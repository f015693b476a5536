"""Names that follow from content: the same reading of the same source gives the same ids."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from servanda.domain.span import Span


def statement_id(source: str, spans: Sequence[Span], fingerprint: str, ordinal: int = 0) -> str:
    """Give a statement's id.

    Args:
        source: Id of the source.
        spans: Where its quotes stand.
        fingerprint: The reader's.
        ordinal: Which of several statements with the same spans it is, from 0.
    """
    where = ";".join(f"{span.start}-{span.end}" for span in spans)
    content = f"{source}\n{where}\n{fingerprint}\n{ordinal}"
    return f"st-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def fingerprint(*parts: str) -> str:
    """Give one short name for everything a reading depends on: 16 hex digits of a SHA-256."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
