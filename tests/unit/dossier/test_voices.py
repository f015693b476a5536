"""Names of voices and of parties: one voice is not all of them, and a name is no number."""

from __future__ import annotations

from dataclasses import replace

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import SiteOptions
from servanda.dossier.edition import Edition


def voices_of(record: Record, *, unnamed: int) -> str:
    """What is printed for two statements of one named voice, some of them without the name."""
    named = next(
        one
        for one in record.statements
        if one.side == "observer"
        and any(voice.role == "asserts" and voice.name for voice in one.voice)
    )
    silent = tuple(replace(voice, name="") for voice in named.voice)
    pair = tuple(
        replace(named, id=f"st-{at}", voice=silent if at < unnamed else named.voice)
        for at in range(2)
    )
    told = replace(record, statements=pair)
    edition = Edition(told, assess(told), SiteOptions())
    return edition.voices("observer", tuple(one.id for one in pair))


def test_one_named_voice_among_others_never_stands_for_all(record: Record) -> None:
    assert voices_of(record, unnamed=0) == "D. Observer"
    assert voices_of(record, unnamed=1) == "D. Observer and others"
    assert voices_of(record, unnamed=2) == ""


def test_a_partys_name_is_no_quantity(record: Record) -> None:
    agreement = record.agreements[0]
    first = replace(agreement.parties[0], name="The Five Valleys", aliases=("five vales",))
    named = replace(agreement, parties=(first, *agreement.parties[1:]))
    told = replace(record, agreements=(named, *record.agreements[1:]))
    edition = Edition(told, assess(told), SiteOptions())
    assert edition.names_party("five  valleys")
    assert edition.names_party("Five vales")
    assert not edition.names_party("five")
    assert not edition.names_party("25 valleys")
