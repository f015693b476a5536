"""What people judge beside statements: kept, replaced, withdrawn and withheld in every backend."""

from __future__ import annotations

import io

import pytest
from tests.backends.acts import TIME, begun, proposed, record
from tests.backends.conftest import Open
from tests.builders import a_source, a_statement, an_agreement, bytes_of

from servanda.domain.agreement import Agreement
from servanda.domain.cell import Cell
from servanda.domain.codebook import Codebook
from servanda.domain.entry import (
    Act,
    AgreementKept,
    PayloadWithheld,
    SensitivityMarked,
    SourceAdded,
    SourceRead,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    Code,
    CodebookKept,
    DerivationSet,
    DisputeRuled,
    Judged,
    JudgementWithdrawn,
    ReportIssued,
    SampleDrawn,
    SourceGraded,
    StatementGraded,
    Unit,
    UnitCoded,
    UnitSettled,
)
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.dossier import public_record
from servanda.errors import DossierError, UnknownThing
from servanda.journal import Journal, export_journal, import_journal, shareable_copy


def a_cell(period: str = "2021") -> Cell:
    agreement = an_agreement()
    key = next(agreement.walk()).key
    return Cell(agreement.key, key, period=period)


def stands(journal: Journal) -> list[Act]:
    return [one.act for one in journal.record().judgements]


def judged(journal: Journal) -> tuple[Source, Statement, list[Act]]:
    """One judgement of every kind, by coder-1."""
    source = begun(journal)
    copy = a_source("The ministry kept the northern road open all spring.\n", name="copy.txt")
    record(journal, SourceAdded(copy, bytes_of(copy)))
    (one,) = proposed(journal, source, "No prisoner was released")
    unit = Unit(one.id, source.id, one.start, one.end)
    acts: list[Act] = [
        CodebookKept(Codebook("1", "How we code")),
        SourceGraded(source.id, "C", "was right about the bridge"),
        StatementGraded(one.id, "3", "agrees with the harvest report"),
        DerivationSet(copy.id, source.id, "copy_of", "the same words"),
        CellRated(a_cell(), "pam", 1, "two of nine", statements=(one.id,)),
        CellReplied(a_cell(), "council", "The council says that lists were missing."),
        DisputeRuled(a_cell(), ("council", "ministry"), "both_stand", "two days, two visits"),
        SampleDrawn("first", (unit,), ("stance",), 7, "all"),
        UnitCoded("first", one.id, (Code("stance", "broken"),)),
        UnitSettled("first", one.id, (Code("stance", "broken"),), "slip", "read again"),
        ReportIssued("spring", "parties", "3:abc", "d" * 64),
    ]
    record(journal, *acts)
    return source, one, acts


def test_every_judgement_comes_back_as_it_was_given_with_its_author(journal: Journal) -> None:
    _, _, acts = judged(journal)
    found = journal.record().judgements
    assert [one.act for one in found] == acts
    assert {(one.actor, one.time) for one in found} == {("coder-1", TIME)}
    assert [one.entry for one in found] == [one.number for one in journal.entries(4)]


def test_a_later_judgement_on_the_same_subject_takes_the_place_of_ones_own(
    journal: Journal,
) -> None:
    """Coder-1 rates a cell twice, coder-2 once: the second of coder-1 and coder-2's stand."""
    begun(journal)
    first, second = (CellRated(a_cell(), "pam", level, "seen") for level in (3, 1))
    record(journal, first)
    record(journal, first, actor="coder-2")
    record(journal, second)
    assert stands(journal) == [first, second]
    record(journal, CellRated(a_cell("2022"), "pam", 2, "seen"))
    assert len(stands(journal)) == 3


def test_a_judgement_can_be_withdrawn_once_and_stays_in_the_journal(journal: Journal) -> None:
    begun(journal)
    (entry,) = record(journal, CellRated(a_cell(), "pam", 2, "seen"))
    record(journal, JudgementWithdrawn(entry.number, "the wrong year"))
    assert stands(journal) == []
    assert [one.kind for one in journal.entries()][-2:] == ["CellRated", "JudgementWithdrawn"]
    with pytest.raises(UnknownThing, match="judgement that stands"):
        record(journal, JudgementWithdrawn(entry.number, "again"))


@pytest.mark.parametrize(
    "act",
    [
        SourceGraded("src-0", "A", "known"),
        StatementGraded("st-0", "2", "likely"),
        DerivationSet("src-0", "src-1", "copy_of", "same"),
        CellRated(Cell(an_agreement().key, "no-such-key"), "pam", 1, "seen"),
        CellRated(a_cell(), "pam", 1, "seen", statements=("st-0",)),
        CellReplied(a_cell(), "council", "No.", source="src-0"),
    ],
    ids=lambda act: type(act).__name__,
)
def test_a_judgement_on_what_is_not_there_is_refused(journal: Journal, act: Act) -> None:
    begun(journal)
    with pytest.raises(UnknownThing):
        record(journal, act)
    assert stands(journal) == []


def test_a_key_that_somebody_rated_cannot_vanish(journal: Journal) -> None:
    begun(journal)
    record(journal, CellRated(a_cell(), "pam", 1, "seen"))
    agreement = an_agreement()
    with pytest.raises(DossierError, match=a_cell().provision):
        record(journal, AgreementKept(Agreement(agreement.key, agreement.title)))


def test_what_is_derived_is_proved_rebuilt_and_exported(journal: Journal, backend: Open) -> None:
    judged(journal)
    before = journal.record()
    assert list(journal.check()) == []
    journal.rebuild()
    assert journal.record() == before
    stream = io.BytesIO()
    export_journal(journal, stream)
    stream.seek(0)
    assert import_journal(stream, ":memory:").record() == before


def test_what_rests_on_a_withheld_source_goes_with_it(journal: Journal) -> None:
    """The codebook, the reply, the ruling on the cell and the report that was issued are left."""
    source, one, _ = judged(journal)
    record(journal, PayloadWithheld("source", source.id, "endangers a witness"))
    assert [type(one).__name__ for one in stands(journal)] == [
        "CodebookKept",
        "CellReplied",
        "DisputeRuled",
        "ReportIssued",
    ]
    left = repr([(entry.act, entry.actor) for entry in journal.entries()])
    for gone in (source.id, one.id, "two of nine", "harvest report", "read again"):
        assert gone not in left
    assert list(journal.check()) == []


def test_a_judgement_that_names_a_withheld_person_goes(journal: Journal) -> None:
    begun(journal)
    (entry,) = record(journal, CellRated(a_cell(), "pam", 1, "so says Aselfa"))
    record(journal, CellRated(a_cell("2022"), "pam", 2, "so says the list"))
    record(journal, PayloadWithheld("person", "Aselfa", "asked for it"))
    assert [one.entry for one in journal.record().judgements] == [entry.number + 1]
    assert "Aselfa" not in repr(list(journal.entries()))


def test_what_is_public_holds_no_judgement_on_what_is_sensitive(journal: Journal) -> None:
    source, _, _ = judged(journal)
    record(journal, CellRated(a_cell("2023"), "pam", 2, "Aselfa saw it"))
    record(journal, SensitivityMarked("source", source.id, True))
    record(journal, SensitivityMarked("person", "Aselfa", True))
    public = public_record(journal.record())
    kinds = [type(one.act).__name__ for one in public.judgements]
    assert kinds == ["CodebookKept", "CellReplied", "DisputeRuled", "ReportIssued", "CellRated"]
    assert source.id not in repr(public.judgements)
    assert "Aselfa" not in repr(public.judgements)
    assert all(isinstance(one, Judged) for one in public.judgements)


def test_a_passage_is_coded_on_after_a_later_reading_cut_its_source_otherwise(
    journal: Journal,
) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    unit = Unit(one.id, source.id, one.start, one.end)
    record(journal, SampleDrawn("first", (unit,), ("stance",), 7, "all"))
    newer = ReaderMark("rules", "2", "2" * 16)
    fresh = a_statement(source, "school reopened", reader=newer)
    record(journal, SourceRead(source.id, newer, (fresh,)))
    note = "the driver told"
    record(journal, UnitCoded("first", one.id, (Code("stance", "kept"),), note=note))
    assert list(journal.check()) == []
    # Its source hidden, the coding leaves with nothing, though its statement no longer stands.
    record(journal, SensitivityMarked("source", source.id, True))
    assert note in repr(journal.record().judgements)
    assert public_record(journal.record()).judgements == ()
    record(journal, PayloadWithheld("source", source.id, "it endangers somebody"))
    assert note not in repr(list(journal.entries()))


def test_a_sample_is_shown_without_its_hidden_passages(journal: Journal) -> None:
    source = begun(journal)
    one, other = proposed(journal, source, "northern road", "No prisoner was released")
    units = tuple(Unit(each.id, source.id, each.start, each.end) for each in (one, other))
    cell = Unit("cell:valley/roads", cell=a_cell())
    record(journal, SampleDrawn("first", (*units, cell), ("stance",), 7, "all"))
    record(
        journal, *(UnitCoded("first", unit.id, (), note="he said so") for unit in (*units, cell))
    )
    record(journal, SensitivityMarked("statement", one.id, True))
    drawn, *codings = (judged.act for judged in public_record(journal.record()).judgements)
    assert drawn.units == (units[1], cell)
    assert [(coding.unit, coding.note) for coding in codings] == [
        (other.id, "he said so"),
        (cell.id, ""),
    ]


def test_a_shareable_copy_holds_no_judgement_on_what_is_sensitive(
    backend: Open, tmp_path: object, request: pytest.FixtureRequest
) -> None:
    journal = backend("whole")
    source, _, _ = judged(journal)
    record(journal, SensitivityMarked("source", source.id, True))
    path = request.getfixturevalue("tmp_path") / "copy.servanda"
    shareable_copy(journal, path)
    data = path.read_bytes()
    assert source.id.encode() not in data
    assert b"harvest report" not in data
