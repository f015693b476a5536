"""Begin a dossier, and keep its agreements or new versions of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from servanda.agreements import load_agreement
from servanda.domain.agreement import Agreement
from servanda.domain.entry import AgreementKept
from servanda.errors import DossierError
from servanda.journal import Journal, open_journal
from servanda.places.choices import with_choices_of


def new_dossier(path: Path, agreement_files: Sequence[Path], *, actor: str) -> list[Agreement]:
    """Begin a dossier with these agreements; nothing is written if one of them has an error."""
    if path.exists():
        raise DossierError(
            f"{path} is already there. Choose another name, or add an agreement to it with "
            f"`servanda agreement {path} FILE`."
        )
    agreements = [load_agreement(file) for file in agreement_files]
    keys = [one.key for one in agreements]
    for key in keys:
        if keys.count(key) > 1:
            raise DossierError(
                f"Two of these files are agreement {key!r}: give each its own key "
                "(`agreement:` in its first line)."
            )
    journal = open_journal(str(path), create=True)
    try:
        with journal.batch(actor=actor) as batch:
            for one in agreements:
                batch.append(AgreementKept(one))
    finally:
        journal.close()
    return agreements


def keep_agreement(journal: Journal, file: Path, *, actor: str) -> tuple[Agreement, bool]:
    """Keep an agreement, or a new version of one; gives it and whether anything changed.

    What coders chose for its places (`servanda gazetteer choose`) goes over to the new version.

    Raises:
        AgreementError: The file has an error.
        ServandaError: A provision that has statements would vanish.
    """
    agreement = load_agreement(file)
    earlier = journal.record().agreements
    for one in earlier:
        if one.key == agreement.key:
            agreement = with_choices_of(one, agreement)
    if agreement in earlier:
        return agreement, False
    with journal.batch(actor=actor) as batch:
        batch.append(AgreementKept(agreement))
    return agreement, True
