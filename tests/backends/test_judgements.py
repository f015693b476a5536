"""What people judge beside statements: kept, replaced, withdrawn and withheld in every backend."""

from __future__ import annotations

import io
import secrets
from contextlib import closing

import pytest
from tests.backends.acts import TIME, begun, proposed, record
from tests.backends.conftest import Open
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.agreement import Agreement
from servanda.domain.cell import Cell
from servanda.domain.codebook import Codebook, CodingRule, Term
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
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.domain.when import When
from servanda.dossier import public_record
from servanda.errors import DossierError, UnknownThing
from servanda.journal import (
    Journal,
    export_journal,
    import_journal,
    open_journal,
    shareable_copy,
)
from servanda.workflows.rule import withhold


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
        QuestionAsked(one.id, "Does the report mean all prisoners?", "coder-2"),
    ]
    asked = record(journal, *acts)[-1].number
    more: list[Act] = [
        QuestionAnswered(asked, one.id, "It means those of the rising."),
        QuestionClosed(asked, one.id, "Read as those of the rising."),
    ]
    record(journal, *more)
    acts += more
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
    """What names only a cell in which it did not speak is left, and the report that was issued."""
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
    # No side of the ruling speaks in what is shown of its cell.
    assert kinds == ["CodebookKept", "CellReplied", "ReportIssued", "CellRated"]
    assert public.kept_back == {
        "SourceGraded": 1, "StatementGraded": 1, "DerivationSet": 1, "CellRated": 1,
        "DisputeRuled": 1, "SampleDrawn": 1, "UnitCoded": 1, "UnitSettled": 1,
    }  # fmt: skip
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


def two_voices(journal: Journal) -> tuple[Source, Statement, Statement, str]:
    """The council speaks in what is shown, the press in a note alone; all acts on it hold a token.

    Gives the note, the council's statement, the press's, and the token.
    """
    token = secrets.token_hex(8)
    agreement = an_agreement()
    key = f"{agreement.key}/{a_cell().provision}"
    source = begun(journal)
    note = a_source(f"The note {token} says that no list was ever drawn up.\n", name="note.txt")
    record(journal, SourceAdded(note, bytes_of(note)))
    about = {"level": "provision", "provisions": (key,)}
    (shown,) = proposed(journal, source, "No prisoner was released", side="council", **about)
    (secret,) = proposed(journal, note, "no list was ever drawn up", side="press", **about)
    cell = Unit("cell:one", cell=a_cell())
    rules = (CodingRule("settled-1", f"Lists: {token}", f"by {token}", (secret.id,)),)
    terms = (Term("stance", "broken", "not done", (shown.id, secret.id)),)
    only = Unit(secret.id, note.id, secret.start, secret.end)
    record(
        journal,
        CodebookKept(Codebook("1", "How we code")),
        CodebookKept(Codebook("2", "How we code", terms=terms, rules=rules)),
        CellRated(a_cell(), "pam", 1, f"so says {token}", statements=(shown.id, secret.id)),
        DisputeRuled(a_cell(), ("council", "press"), "both_stand", f"as {token} says"),
        CellReplied(a_cell(), "council", f"That {token} is not so."),
        SampleDrawn(f"of {token}", (only,), ("stance",), 7, f"all of {token}"),
        UnitCoded(f"of {token}", secret.id, (Code("stance", "broken"),), note=token),
        UnitSettled(f"of {token}", secret.id, (Code("stance", "broken"),), "slip", token),
        SampleDrawn("cells", (cell,), ("rating",), 7, "all", "pam"),
        UnitCoded("cells", cell.id, (Code("rating", "1"),), note=token),
        UnitSettled("cells", cell.id, (Code("rating", "1"),), "slip", token),
        ReportIssued("spring", "parties", "3:abc", "d" * 64),
        ReportIssued("summer", "public", "4:abc", "d" * 64, f"without {token}"),
        ReportIssued(f"on {token}", "internal", "5:abc", "d" * 64),
    )
    return note, shown, secret, token


def marked(journal: Journal) -> tuple[Source, Statement, Statement, str]:
    note, shown, secret, token = two_voices(journal)
    record(journal, SensitivityMarked("source", note.id, True))
    return note, shown, secret, token


def test_nothing_public_betrays_what_only_a_sensitive_source_says(journal: Journal) -> None:
    """A ruling between the council and the press would tell that the press was heard at all."""
    note, shown, secret, token = marked(journal)
    assert token in repr(journal.record())
    public = public_record(journal.record())
    told = repr(public)
    for one in (token, note.id, secret.id, "press"):
        assert one not in told
    assert public.codebook.version == "2"
    assert public.codebook.terms[0].examples == (shown.id,)
    assert [act.name for _, act in public.judged(ReportIssued)] == ["spring", "summer"]
    assert [act.name for _, act in public.judged(SampleDrawn)] == []
    assert public.kept_back["DisputeRuled"] == public.kept_back["rules"] == 1
    assert public_record(public) is public


def test_a_reply_stays_with_what_it_answers_and_leaves_with_it(journal: Journal) -> None:
    """A party's right: its reply stands as long as something of its cell is shown."""
    source, about = begun(journal), an_agreement()
    key = f"{about.key}/{a_cell().provision}"
    year = When("", None, None, "2021", "2021-01-01", "2021-12-31", "stated")
    same = {"level": "provision", "provisions": (key,), "when": year}
    one, other = proposed(journal, source, "northern road", "No prisoner was released", **same)
    record(journal, CellReplied(a_cell(), "council", "The lists were missing."))
    record(journal, SensitivityMarked("statement", one.id, True))
    assert len(public_record(journal.record()).judgements) == 1
    record(journal, SensitivityMarked("statement", other.id, True))
    assert public_record(journal.record()).judgements == ()


def test_a_ruling_on_what_is_shown_leaves_with_the_rest_of_it(journal: Journal) -> None:
    source, about = begun(journal), an_agreement()
    key = f"{about.key}/{a_cell().provision}"
    given = {"level": "provision", "provisions": (key,)}
    road, one, prisoner = (
        a_statement(source, words, side=side, **given)
        for words, side in (
            ("northern road", "ministry"),
            ("school reopened", "observer"),
            ("No prisoner was released", "council"),
        )
    )
    record(journal, SourceRead(source.id, READER, (road, one, prisoner)))
    ruling = DisputeRuled(a_cell(), ("council", "ministry"), "both_stand", "two days")
    record(journal, ruling, SensitivityMarked("statement", one.id, True))
    assert [one.act for one in public_record(journal.record()).judgements] == [ruling]
    # What the council says is what the ruling was made on, too.
    record(journal, SensitivityMarked("statement", prisoner.id, True))
    assert public_record(journal.record()).judgements == ()


def test_a_shareable_copy_has_nothing_that_betrays_what_is_sensitive(
    backend: Open, request: pytest.FixtureRequest
) -> None:
    journal = backend("whole")
    note, shown, secret, token = marked(journal)
    path = request.getfixturevalue("tmp_path") / "copy.servanda"
    shareable_copy(journal, path)
    data = path.read_bytes()
    for one in (token, note.id, secret.id):
        assert one.encode() not in data
    with closing(open_journal(str(path), readonly=True)) as copy:
        assert list(copy.check()) == []
        left = copy.record()
        assert left.codebook.version == "2"
        assert left.codebook.terms[0].examples == (shown.id,)
        assert left.judged(DisputeRuled) == []
        assert [act.name for _, act in left.judged(ReportIssued)] == ["spring"]


def test_a_source_withheld_takes_the_rulings_and_rules_with_it(journal: Journal) -> None:
    note, _, secret, token = two_voices(journal)
    withhold(journal, note.id, why="it endangers somebody", actor="coder-1")
    left = repr([(entry.act, entry.actor) for entry in journal.entries()])
    for one in (note.id, secret.id, f"as {token} says", f"Lists: {token}", f"That {token}"):
        assert one not in left
    assert journal.record().codebook.version == "2"
    assert list(journal.check()) == []


def test_judgements_of_a_kind_and_marks_are_asked_for_alone(journal: Journal) -> None:
    """The desk asks for questions or marks, and not for everything that stands."""
    _, one, acts = judged(journal)
    found = [each.act for each in journal.judged(QuestionAsked, QuestionClosed)]
    assert found == [each for each in acts if isinstance(each, QuestionAsked | QuestionClosed)]
    assert list(journal.judged()) == []
    assert journal.marked("statement") == frozenset()
    record(journal, SensitivityMarked("statement", one.id, True))
    assert journal.marked("statement") == {one.id}
    assert journal.marked("person") == frozenset()
