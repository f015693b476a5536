"""What does one document say? No set-up: a dossier in memory, from the document alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from servanda.agreements import load_agreement, provisional_agreement
from servanda.domain.agreement import Agreement
from servanda.domain.entry import AgreementKept, SourceAdded
from servanda.domain.record import Record
from servanda.domain.source import Description, Source
from servanda.journal import open_journal
from servanda.places import infer_territory
from servanda.workflows.add_sources import load_document
from servanda.workflows.progress import Progress, unheard
from servanda.workflows.read_sources import read_sources


def try_document(
    file: Path,
    agreement_files: Sequence[Path] = (),
    *,
    cache: Path,
    actor: str,
    given: Description | None = None,
    progress: Progress = unheard,
) -> Record:
    """Give the record of one document: what it says about an agreement's keeping, all proposed.

    Without an agreement its provisions and parties are provisional, named by the document's own
    words, and the territory is inferred from the places that it names.
    """
    source, data = load_document(file, given=given)
    agreements = [load_agreement(one) for one in agreement_files] or [
        infer_agreement(source, cache=cache)
    ]
    journal = open_journal(":memory:")
    with journal.batch(actor=actor) as batch:
        for one in agreements:
            batch.append(AgreementKept(one))
        batch.append(SourceAdded(source, data))
    read_sources(journal, cache=cache, actor=actor, progress=progress)
    return journal.record()


def infer_agreement(source: Source, *, cache: Path) -> Agreement:
    """Give the agreement that a document seems to speak of, marked provisional."""
    agreement = provisional_agreement(source)
    return replace(agreement, territory=infer_territory(source, cache=cache))
