"""Where the sides of a dossier speak against each other, and what each of them owns to."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.assessing import Assessment, assess
from servanda.assessing.dispute import Disputes
from servanda.assessing.disputes import disputes
from servanda.assessing.owning import Owning, admissions, concessions
from servanda.domain.record import Record
from servanda.dossier import public_record
from servanda.journal import Journal
from servanda.workflows.find_cell import (
    Where,
    agreement_keys,
    find_cell,
    find_party,
    find_place,
)
from servanda.workflows.times import record_of


@dataclass(frozen=True, slots=True)
class Heard:
    """What two hearings found: from what people accepted, and with proposals added."""

    record: Record
    assessment: Assessment
    accepted: Disputes
    proposed: Disputes
    admissions: tuple[Owning, ...]
    concessions: tuple[Owning, ...]


def disputes_of(
    journal: Journal,
    *,
    agreement: str | None = None,
    provision: str | None = None,
    place: str | None = None,
    party: str | None = None,
    as_of: str | None = None,
    include_sensitive: bool = False,
) -> Heard:
    """Give the disputes of a dossier, and what its sides admit and concede.

    Args:
        journal: The dossier.
        agreement: Only this one's, by its key; of all if None.
        provision: Only this one and those below it: `key`, `agreement/key` or `whole`.
        place: Only from statements that stand in this place: its id or name.
        party: Only about this party's conduct: its key or name.
        as_of: An earlier state of the record.
        include_sensitive: Also hear what is marked sensitive.

    Raises:
        UnknownThing: There is no such provision, place or party; the nearest are named.
    """
    record = record_of(journal, as_of)
    if not include_sensitive:
        record = public_record(record)
    agreement_keys(record, agreement)
    if agreement and provision and "/" not in provision:
        provision = f"{agreement}/{provision}"
    where = find_cell(record, Where(provision)) if provision else None
    at = find_place(record, place) if place else ""
    about = find_party(record, party) if party else None
    assessment = assess(record)
    accepted, proposed = (
        disputes(
            assessment,
            proposals=proposals,
            agreement=where.agreement if where else agreement,
            provision=where.provision if where else None,
            place=at,
            party=about,
        )
        for proposals in (False, True)
    )
    keys = _keys(record, where.agreement, where.provision) if where else None
    owned = [
        tuple(
            one
            for one in give(assessment, proposals=True)
            if (about is None or about in (one.party, *one.about))
            and (not at or at in one.places)
            and (not agreement or any(owner in (agreement, "") for owner, _ in one.provisions))
            and (keys is None or not keys.isdisjoint(one.provisions))
        )
        for give in (admissions, concessions)
    ]
    return Heard(record, assessment, accepted, proposed, owned[0], owned[1])


def _keys(record: Record, agreement: str, provision: str) -> frozenset[tuple[str, str]]:
    own = next(one for one in record.agreements if one.key == agreement)
    top = own.provision(provision)
    keys = [one.key for one in top.walk()] if top else [provision]
    return frozenset((owner, key) for owner in (agreement, "") for key in keys)
