"""One suite, every backend: what a journal promises, whatever it is kept in."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.backends.acts import TIME, begun, proposed, record
from tests.backends.conftest import Open
from tests.backends.facts import counted_by
from tests.builders import (
    READER,
    a_day,
    a_party,
    a_place,
    a_source,
    a_statement,
    an_agreement,
    bytes_of,
)

from servanda.assessing.facts import gather_facts
from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY, WHOLE
from servanda.domain.entry import (
    Act,
    AgreementKept,
    Head,
    PayloadWithheld,
    ProblemNoted,
    RulingWithdrawn,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.problem import Problem
from servanda.domain.source import Description, Source
from servanda.domain.statement import Quote, ReaderMark, Statement
from servanda.errors import BrokenRecord, DossierError, QuoteNotFound, StaleAct, UnknownThing
from servanda.journal import Journal, export_journal, import_journal, open_journal, shareable_copy


def dropped(journal: Journal, *acts: Act) -> None:
    """Record acts in a batch that something goes wrong in."""

    def go_wrong() -> None:
        with journal.batch(actor="coder-1") as batch:
            for act in acts:
                batch.append(act)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        go_wrong()


def ids(journal: Journal) -> set[str]:
    return {one.id for one in journal.record().statements}


# --- the book ------------------------------------------------------------------------------------


def test_an_empty_journal_has_the_head_of_nothing(journal: Journal) -> None:
    assert journal.head() == Head(0, "0" * 64)
    assert journal.record().head == journal.head()
    assert list(journal.check(extends=journal.head())) == []


def test_each_entry_names_the_hash_of_the_one_before(journal: Journal) -> None:
    begun(journal)
    entries = list(journal.entries())
    assert [one.number for one in entries] == [1, 2]
    assert entries[0].previous == "0" * 64
    assert entries[1].previous == entries[0].hash
    assert journal.head() == Head(2, entries[1].hash)


def test_an_entry_tells_who_did_what_and_when(journal: Journal) -> None:
    source = begun(journal)
    (entry,) = record(journal, SourceDescribed(source.id, Description(title="A cable")))
    read = next(journal.entries(after=2))
    assert read == entry
    assert (read.actor, read.time, read.kind) == ("coder-1", TIME, "SourceDescribed")
    assert read.act == SourceDescribed(source.id, Description(title="A cable"))


def test_nothing_harmful_stands_in_the_clear_of_an_entry(journal: Journal) -> None:
    source = begun(journal)
    for entry in journal.entries():
        clear = repr(replace(entry, actor=None, act=None))
        assert source.id not in clear
        assert "coder-1" not in clear


def test_equal_acts_have_different_digests(backend: Open) -> None:
    """A digest without a salt would let anybody confirm a guess of what was withheld."""
    one, other = backend("one"), backend("other")
    begun(one)
    begun(other)
    digests = [
        {mark.digest for entry in journal.entries() for mark in entry.payloads}
        for journal in (one, other)
    ]
    assert not digests[0] & digests[1]


def test_a_batch_is_recorded_whole_or_not_at_all(journal: Journal) -> None:
    before = journal.head()
    source = a_source()
    dropped(journal, AgreementKept(an_agreement()), SourceAdded(source, bytes_of(source)))
    assert journal.head() == before
    assert journal.record().sources == ()
    assert list(journal.sources_with("northern road")) == []
    assert begun(journal) == source
    assert list(journal.check()) == []


def test_a_refused_act_leaves_the_batch_as_it_was(journal: Journal) -> None:
    source = begun(journal)
    with journal.batch(actor="coder-1") as batch:
        with pytest.raises(UnknownThing):
            batch.append(StatementAccepted("st-none"))
        batch.append(SourceDescribed(source.id, Description(title="Corrected")))
    assert journal.head().count == 3
    assert journal.record().sources[0].description.title == "Corrected"


def test_a_second_batch_cannot_open_inside_one(journal: Journal) -> None:
    with (
        journal.batch(actor="coder-1"),
        pytest.raises(DossierError, match="open already"),
        journal.batch(actor="coder-2"),
    ):
        pass


@pytest.mark.parametrize("time", ["2024-05-01", "2024-05-01T12:00:00+02:00", "now"])
def test_a_time_that_is_not_utc_with_seconds_is_refused(journal: Journal, time: str) -> None:
    with pytest.raises(ValueError, match="UTC"), journal.batch(actor="coder-1", time=time):
        pass


# --- what may be recorded ------------------------------------------------------------------------


def test_a_source_comes_back_as_it_was_given(journal: Journal) -> None:
    """Offsets count code points: CRLF, combining marks, Arabic, Chinese, emoji."""
    source = begun(journal, "Line one.\r\nCafe\u0301 \u0639\u0631\u0628\u064a 北京 👩‍👩‍👧 end.\n")
    assert journal.record().sources == (source,)
    assert journal.source_bytes(source.id) == bytes_of(source)
    assert journal.source_bytes("src-none") is None


def test_bytes_that_are_no_text_come_back_as_they_were(journal: Journal) -> None:
    data = bytes(range(256)) * 40
    source = a_source("", data=data, name="scan.pdf")
    record(journal, SourceAdded(source, data))
    assert journal.source_bytes(source.id) == data
    assert list(journal.check()) == []


def test_the_same_bytes_twice_are_refused_and_named(journal: Journal) -> None:
    source = begun(journal)
    again = replace(source, name="copy.txt")
    with pytest.raises(DossierError, match=r"report\.txt"):
        record(journal, SourceAdded(again, bytes_of(source)))


def test_an_id_that_does_not_follow_from_the_bytes_is_refused(journal: Journal) -> None:
    source = a_source()
    with pytest.raises(BrokenRecord, match="does not follow"):
        record(journal, SourceAdded(source, b"other bytes"))


def test_half_a_character_cannot_be_kept(journal: Journal) -> None:
    data = b"half"
    source = a_source("half \ud83d", data=data)
    with pytest.raises(BrokenRecord, match="half of a character"):
        record(journal, SourceAdded(source, data))


def test_a_quote_that_is_not_letter_for_letter_there_cannot_be_stored(journal: Journal) -> None:
    source = begun(journal)
    good = a_statement(source, "No prisoner was released")
    bad_quote = replace(good.quotes[0], quote="No prisoner was freed..")
    for bad in (
        replace(good, quotes=(bad_quote,), quote=bad_quote.quote),
        replace(good, quotes=()),
        replace(good, start=good.start + 1),
        replace(good, quotes=(*good.quotes, Quote(-5, 3, "x", None, None, "author"))),
        replace(good, quotes=(*good.quotes, Quote(5, 9999, "x", None, None, "author"))),
        replace(good, places=(a_place(source, "valley", text="city"),)),
        replace(good, about=(a_party("council", text="ministry", at=0),)),
        replace(good, when=replace(a_day("2021-05-04"), start=0, end=4)),
    ):
        for act in (
            SourceRead(source.id, READER, (bad,)),
            StatementWritten(replace(bad, reader=None)),
        ):
            with pytest.raises(QuoteNotFound):
                record(journal, act)
    assert journal.head().count == 2


def test_an_amendment_is_held_to_the_same_rule(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    with pytest.raises(QuoteNotFound):
        record(journal, StatementAmended(one.id, replace(one, quote="southern road")))
    assert journal.record().statements == (one,)


def test_unknown_things_are_refused_with_the_nearest(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    typo = one.id[:-1] + ("0" if one.id[-1] != "0" else "1")
    for act in (
        StatementAccepted(typo),
        StatementRejected(typo, "why"),
        StatementAmended(typo, one),
        SensitivityMarked("statement", typo, True),
        PayloadWithheld("statement", typo, "why"),
    ):
        with pytest.raises(UnknownThing, match=one.id):
            record(journal, act)
    wrong = source.id[:-1] + ("0" if source.id[-1] != "0" else "1")
    for other in (
        SourceRead(wrong, READER, ()),
        SourceDescribed(wrong, Description()),
        StatementWritten(a_statement(replace(source, id=wrong), "road", reader=None)),
        SensitivityMarked("source", wrong, True),
        PayloadWithheld("source", wrong, "why"),
    ):
        with pytest.raises(UnknownThing, match=source.id):
            record(journal, other)
    for nobody in (
        SensitivityMarked("person", " . ", True),
        PayloadWithheld("person", "Aselfa", "named nowhere"),
    ):
        with pytest.raises(UnknownThing):
            record(journal, nobody)


def test_a_provision_that_no_agreement_has_is_refused(journal: Journal) -> None:
    source = begun(journal)
    bad = a_statement(source, "northern road", provisions=("accord/road",))
    with pytest.raises(UnknownThing, match="accord/roads"):
        record(journal, SourceRead(source.id, READER, (bad,)))


def test_a_proposal_must_be_its_readers_own(journal: Journal) -> None:
    source = begun(journal)
    good = a_statement(source, "northern road")
    for bad in (replace(good, reader=None), replace(good, state="accepted")):
        with pytest.raises(BrokenRecord):
            record(journal, SourceRead(source.id, READER, (bad,)))
    with pytest.raises(BrokenRecord, match="twice"):
        record(journal, SourceRead(source.id, READER, (good, good)))


def test_a_reader_cannot_pass_for_a_person(journal: Journal) -> None:
    source = begun(journal)
    with pytest.raises(BrokenRecord, match="no reader"):
        record(journal, StatementWritten(a_statement(source, "northern road")))


def test_a_statement_id_belongs_to_one_source(journal: Journal) -> None:
    first = begun(journal)
    (one,) = proposed(journal, first, "northern road")
    second = a_source("Another text on the northern road.")
    record(journal, SourceAdded(second, bytes_of(second)))
    thief = replace(a_statement(second, "northern road"), id=one.id)
    with pytest.raises(BrokenRecord, match="another source"):
        record(journal, SourceRead(second.id, READER, (thief,)))


def test_a_key_with_statements_cannot_vanish(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road", provisions=("accord/roads",))
    smaller = an_agreement(provisions=("prisoners",))
    with pytest.raises(DossierError, match=r"roads \(1\)"):
        record(journal, AgreementKept(smaller))
    record(journal, StatementRejected(one.id, "not about roads"))
    record(journal, AgreementKept(smaller))
    assert journal.record().agreements == (smaller,)
    with pytest.raises(UnknownThing):
        record(journal, StatementAccepted(one.id))


def test_a_new_version_of_an_agreement_takes_the_place_of_the_old(journal: Journal) -> None:
    record(journal, AgreementKept(an_agreement()), AgreementKept(an_agreement("annex")))
    newer = an_agreement(title="The accord, as corrected")
    record(journal, AgreementKept(newer))
    assert journal.record().agreements == (newer, an_agreement("annex"))


# --- readings and rulings ------------------------------------------------------------------------


def test_a_reading_of_another_fingerprint_supersedes_what_nobody_ruled_on(
    journal: Journal,
) -> None:
    source = begun(journal)
    ruled, unruled = proposed(journal, source, "northern road", "No prisoner was released")
    record(journal, StatementRejected(ruled.id, "a road is no promise"))
    newer = ReaderMark("rules", "2", "2" * 16)
    fresh = a_statement(source, "school reopened", reader=newer)
    record(journal, SourceRead(source.id, newer, (fresh,)))
    assert ids(journal) == {ruled.id, fresh.id}
    assert journal.record().readings == {source.id: (newer,)}
    assert journal.record().rulings[ruled.id].state == "rejected"
    with pytest.raises(StaleAct, match="superseded"):
        record(journal, StatementAccepted(unruled.id))
    assert list(journal.check()) == []


def test_a_reader_of_another_name_supersedes_nothing(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    other = ReaderMark("model", "1", "1" * 16)
    two = a_statement(source, "school reopened", reader=other)
    record(journal, SourceRead(source.id, other, (two,)))
    assert ids(journal) == {one.id, two.id}
    assert journal.record().readings == {source.id: (READER, other)}


def test_the_same_fingerprint_again_adds_nothing(journal: Journal) -> None:
    source = begun(journal)
    proposed(journal, source, "northern road")
    before = journal.record().statements
    other = a_statement(source, "school reopened")
    record(journal, SourceRead(source.id, READER, (other,)))
    assert journal.record().statements == before


def test_going_back_to_an_earlier_version_proposes_its_statements_again(
    journal: Journal,
) -> None:
    source = begun(journal)
    one, two = proposed(journal, source, "northern road", "school reopened")
    record(journal, StatementAccepted(one.id))
    newer = ReaderMark("rules", "2", "2" * 16)
    record(journal, SourceRead(source.id, newer, ()))
    record(journal, SourceRead(source.id, READER, (one, two)))
    statements = {each.id: each.state for each in journal.record().statements}
    assert statements == {one.id: "accepted", two.id: "proposed"}
    record(journal, StatementAccepted(two.id))
    assert list(journal.check()) == []


def test_a_reading_may_find_nothing(journal: Journal) -> None:
    source = begun(journal)
    record(journal, SourceRead(source.id, READER, ()))
    assert journal.record().readings == {source.id: (READER,)}


def test_a_persons_statement_takes_its_entrys_hash(journal: Journal) -> None:
    source = begun(journal)
    value = a_statement(source, "school reopened", reader=None, id="anything")
    (entry,) = record(journal, StatementWritten(value))
    written = replace(value, id=entry.hash, state="accepted")
    assert journal.record().statements == (written,)
    assert journal.statement(entry.hash) == written
    assert isinstance(entry.act, StatementWritten)
    assert entry.act.statement == written
    assert next(journal.entries(after=2)) == entry
    record(journal, StatementRejected(entry.hash, "read again"))
    assert journal.record().statements == (replace(written, state="rejected"),)


def test_a_ruling_sets_the_state_and_says_whose_and_why(journal: Journal) -> None:
    source = begun(journal)
    one, two, three = proposed(journal, source, "northern road", "prisoner", "school")
    record(journal, StatementAccepted(one.id))
    record(journal, StatementRejected(two.id, "a wording"), actor="coder-2")
    changed = replace(three, stance="broken")
    record(journal, StatementAmended(three.id, changed, "read closely"))
    found = journal.record()
    assert [each.state for each in found.statements] == ["accepted", "rejected", "amended"]
    assert found.statement_by_id[three.id] == replace(changed, state="amended")
    ruling = found.rulings[two.id]
    assert (ruling.actor, ruling.why, ruling.time) == ("coder-2", "a wording", TIME)
    assert found.rulings[three.id].why == "read closely"
    assert found.rulings[one.id].state == "accepted"


def test_accepting_what_was_amended_keeps_the_changes(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    amended = replace(one, stance="broken", state="amended")
    record(journal, StatementAmended(one.id, amended))
    record(journal, StatementRejected(one.id, "after all not"))
    record(journal, StatementAccepted(one.id), actor="coder-2")
    assert journal.record().statements == (amended,)
    assert journal.record().rulings[one.id].actor == "coder-2"


def test_an_amendment_keeps_id_and_reader_and_cannot_move(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    record(journal, StatementAmended(one.id, a_statement(source, "school", reader=None, id="x")))
    (kept,) = journal.record().statements
    assert (kept.id, kept.reader, kept.quote) == (one.id, READER, "school")
    other = a_source("Elsewhere.")
    record(journal, SourceAdded(other, bytes_of(other)))
    with pytest.raises(BrokenRecord, match="cannot move"):
        record(journal, StatementAmended(one.id, a_statement(other)))


def test_a_ruling_that_is_taken_back_leaves_the_proposal(journal: Journal) -> None:
    """Accepted, rejected or amended by mistake: undone, it is a proposal again, and the journal
    keeps both acts."""
    source = begun(journal)
    words = "No prisoner was released by the council."
    [one] = proposed(journal, source, words, provisions=("accord/roads",))
    before = journal.record().statements
    amended = replace(one, stance="broken", provisions=())
    for act in (
        StatementAccepted(one.id),
        StatementRejected(one.id, "no"),
        StatementAmended(one.id, amended),
    ):
        record(journal, act)
        record(journal, RulingWithdrawn(one.id))
        assert journal.record().statements == before
        assert journal.record().rulings == {}
        assert [found.id for found in journal.statements(provision="accord/roads")] == [one.id]
        assert [found.id for found in journal.statements(search="prisoner")] == [one.id]
        assert list(journal.check()) == []


def test_only_a_ruling_on_a_proposal_that_would_stand_is_taken_back(journal: Journal) -> None:
    source = begun(journal)
    words = "No prisoner was released by the council."
    [one] = proposed(journal, source, words)
    with pytest.raises(StaleAct, match="no ruling"):
        record(journal, RulingWithdrawn(one.id))
    [entry] = record(journal, StatementWritten(a_statement(source, words, reader=None)))
    with pytest.raises(StaleAct, match="written by a person"):
        record(journal, RulingWithdrawn(entry.hash))
    record(journal, StatementAccepted(one.id))
    later = replace(READER, fingerprint="e" * 16)
    record(journal, SourceRead(source.id, later, ()))
    with pytest.raises(StaleAct, match="read anew"):
        record(journal, RulingWithdrawn(one.id))


def test_a_later_reading_supersedes_what_is_a_proposal_again(journal: Journal) -> None:
    source = begun(journal)
    [one] = proposed(journal, source, "No prisoner was released by the council.")
    record(journal, StatementAccepted(one.id))
    record(journal, RulingWithdrawn(one.id))
    record(journal, SourceRead(source.id, replace(READER, fingerprint="e" * 16), ()))
    assert journal.record().statements == ()


def test_a_corrected_text_takes_the_place_of_the_earlier_one(journal: Journal) -> None:
    """Whatever stood on the earlier version is gone from the record, ruled on or not."""
    source = begun(journal)
    (one,) = proposed(journal, source, source.text[:12])
    record(journal, StatementAccepted(one.id))
    text = source.text.replace("a", "e")
    newer = replace(a_source(text), corrects=source.id)
    record(journal, SourceAdded(newer, text.encode()))
    now = journal.record()
    assert now.statements == ()
    assert now.source_by_id[source.id].corrected_by == newer.id
    assert now.source_by_id[newer.id].corrects == source.id
    assert list(journal.statements(source=source.id)) == []
    with pytest.raises(StaleAct, match="corrected"):
        record(journal, StatementAccepted(one.id))
    with pytest.raises(StaleAct, match="took its place"):
        record(journal, SourceRead(source.id, READER, (one,)))
    with pytest.raises(StaleAct, match="took its place"):
        record(journal, StatementWritten(replace(one, reader=None)))
    third = replace(a_source(text + "!"), corrects=source.id)
    with pytest.raises(StaleAct, match="took its place"):
        record(journal, SourceAdded(third, (text + "!").encode()))
    assert list(journal.check()) == []


def test_withholding_the_corrected_text_brings_the_earlier_one_back(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, source.text[:12])
    record(journal, StatementAccepted(one.id))
    text = source.text + "!"
    newer = replace(a_source(text), corrects=source.id)
    record(journal, SourceAdded(newer, text.encode()))
    record(journal, PayloadWithheld("source", newer.id, "it was typed wrongly"))
    now = journal.record()
    assert now.source_by_id[source.id].corrected_by is None
    assert [(one.id, one.state) for one in now.statements] == [(one.id, "accepted")]
    assert list(journal.check()) == []


def test_problems_are_those_of_files_and_of_readings_that_stand(journal: Journal) -> None:
    source = begun(journal)
    noted = Problem("unread", "encrypted", source="minutes.pdf")
    doubt = Problem("doubt", "a page in another language", source=source.id, page=1)
    record(journal, SourceRead(source.id, READER, (), (doubt,)), ProblemNoted(noted))
    assert journal.record().problems == (doubt, noted)
    record(journal, SourceRead(source.id, ReaderMark("rules", "2", "2" * 16), ()))
    assert journal.record().problems == (noted,)


# --- asking --------------------------------------------------------------------------------------


def test_statements_are_asked_by_state_provision_and_source(journal: Journal) -> None:
    source = begun(journal)
    one = a_statement(source, "northern road", provisions=("accord/roads",))
    two = a_statement(source, "prisoner", provisions=("accord/prisoners", "accord/roads"))
    three = a_statement(source, "school", level="whole")
    record(journal, SourceRead(source.id, READER, (one, two, three)), StatementAccepted(one.id))

    def asked(**by: str) -> list[str]:
        return [each.quote for each in journal.statements(**by)]

    assert asked() == ["northern road", "prisoner", "school"]
    assert asked(state="proposed") == ["prisoner", "school"]
    assert asked(provision="roads") == ["northern road", "prisoner"]
    assert asked(provision="accord/prisoners") == ["prisoner"]
    assert asked(provision=WHOLE) == ["school"]
    assert asked(provision="roads", state="accepted") == ["northern road"]
    assert asked(source=source.id, search="prisoner") == ["prisoner"]
    assert asked(source="src-none") == []


def test_more_statements_than_a_page_come_in_order(journal: Journal) -> None:
    words = [f"Event {number} was reported." for number in range(1200)]
    source = begun(journal, "\n".join(words))
    statements = proposed(journal, source, *words)
    assert list(journal.statements()) == statements
    assert list(journal.record().statements) == statements


def test_a_statement_is_found_by_an_unambiguous_beginning(journal: Journal) -> None:
    source = begun(journal)
    one, two = proposed(journal, source, "northern road", "prisoner")
    shared = len([1 for a, b in zip(one.id, two.id, strict=True) if a == b and a in "st-"][:3])
    assert journal.statement(one.id[: shared + 6]) == one
    assert journal.statement("st-") is None
    assert journal.statement("") is None
    assert journal.statement("st-%") is None


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("prisoner", ["No prisoner was released by the council"]),
        ("PRISON", ["No prisoner was released by the council"]),
        ("council prisoner", ["No prisoner was released by the council"]),
        ("council road", []),
        ("risoner", []),
        ("Ürümqi", ["In Ürümqi the self-defence units were kept"]),
        ("urumqi", ["In Ürümqi the self-defence units were kept"]),
        ("self-defence", ["In Ürümqi the self-defence units were kept"]),
        ("defence-self", []),
        ("北京", ["代表团于五月到达北京"]),
        ("京北", []),
        ("الممثل", ["وصل الممثلون إلى المدينة"]),
        ('"; DROP TABLE statement --', []),
        ('un" OR "prisoner', []),
        ("NEAR(a b) * ^ {x}: -", []),
        ("  ", []),
        ("", []),
    ],
)
def test_words_find_statements(journal: Journal, search: str, found: list[str]) -> None:
    """Whole words or, from three letters on, beginnings; whatever case, accents or script."""
    lines = [
        "No prisoner was released by the council",
        "In Ürümqi the self-defence units were kept",
        "代表团于五月到达北京",
        "وصل الممثلون إلى المدينة",
    ]
    source = begun(journal, "\n".join(lines))
    proposed(journal, source, *lines)
    assert [one.quote for one in journal.statements(search=search)] == found
    assert len(journal.positions(search)) == len(found)
    assert list(journal.sources_with(search)) == ([source.id] if found else [])


def test_a_search_finds_what_stands_now(journal: Journal) -> None:
    source = begun(journal)
    one, two = proposed(journal, source, "northern road", "No prisoner was released")
    record(journal, StatementAmended(one.id, a_statement(source, "The valley's school")))
    assert [each.id for each in journal.statements(search="valley")] == [one.id]
    assert list(journal.statements(search="northern")) == []
    record(journal, SourceRead(source.id, ReaderMark("rules", "2", "2" * 16), ()))
    assert list(journal.statements(search="prisoner")) == []
    assert journal.positions("prisoner") == []
    assert two.id not in ids(journal)
    assert list(journal.check()) == []


def test_facts_agree_with_the_rows_and_columns_of_the_assessment(journal: Journal) -> None:
    source = begun(journal)
    day, year = (
        a_day("2021-05-04"),
        replace(a_day("2021"), earliest="2021-01-01", latest="2021-12-31"),
    )
    words = iter([source.text[:size] for size in range(10, 200)])
    pair = ("accord/roads", "accord/schools")
    valley, school = a_place(source, "valley"), a_place(source, "school", id=None)
    statements = [
        a_statement(
            source, next(words), kind=kind, when=when, as_of=as_of, stance=stance,
            places=places, provisions=provisions, level=level,
        )
        for kind, (when, as_of), stance, places, (level, provisions) in zip(
            ["verdict", "incident", "demand", "admission", "denial", "context", "obstruction"] * 7,
            [(None, day), (day, None), (year, day), (None, None)] * 12,
            ["kept", "broken", "partly", "unclear", "broken"] * 10,
            [(), (valley,), (valley, school), (replace(valley, role="seat"),)] * 12,
            [("whole", ()), ("provision", pair), ("unmapped", ())] * 16,
            strict=False,
        )
    ]  # fmt: skip
    acts = [StatementAccepted(one.id) for one in statements[::3]]
    rejected = [StatementRejected(one.id, "no") for one in statements[::7]]
    record(journal, SourceRead(source.id, READER, tuple(statements)), *acts, *rejected)
    by_id = counted_by(journal.facts())
    facts = gather_facts(journal.record().statements, (an_agreement(),), length="month")
    assert len(facts) < len(by_id), "what was rejected is among them"
    for fact in facts:
        one = by_id[fact.statement.id]
        assert one["rows"] == fact.rows
        assert (one["places"] or (NO_PLACE,)) == fact.places
        assert (one["parties"] or (NOBODY,)) == fact.parties
        first, last = one["months"]
        if fact.periods:
            assert (first or NO_DATE,) == fact.periods
        else:
            assert (first, last) == (fact.inherited_periods[0], fact.inherited_periods[-1])
        assert (one["state"] in ("accepted", "amended")) == fact.ruled


def test_facts_follow_rulings_and_say_what_changed_since(journal: Journal) -> None:
    source = begun(journal)
    one, two, three = proposed(
        journal, source, "northern road", "No prisoner was released", "The valley's school"
    )
    before = journal.facts()
    record(journal, StatementAccepted(one.id), StatementRejected(two.id, "no"))
    record(journal, StatementAmended(three.id, replace(three, stance="broken", side="council")))
    now = counted_by(journal.facts())
    assert [now[each.id]["state"] for each in (one, two, three)] == [
        "accepted",
        "rejected",
        "amended",
    ]
    assert now[one.id]["coder"] == "coder-1"
    assert now[three.id]["side"] == "council"
    assert now[three.id]["ruled"] == journal.head().count
    changed = journal.facts(since=before.head)
    if changed.since is not None:
        names = (*before.names, *(name for name in changed.names if name not in before.names))
        assert counted_by(replace(changed, names=names)) == now, "three statements of one block"
        assert changed.kinds == {"StatementAccepted", "StatementRejected", "StatementAmended"}
    record(journal, RulingWithdrawn(one.id))
    assert counted_by(journal.facts())[one.id]["coder"] == ""
    record(journal, SourceRead(source.id, ReaderMark("rules", "2", "2" * 16), ()))
    assert set(counted_by(journal.facts())) == {two.id, three.id}
    assert list(journal.check()) == []


def test_facts_of_a_book_that_was_left_are_given_whole(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    assert journal.facts(since=Head(journal.head().count, "0" * 64)).since is None
    head = journal.head()
    record(journal, PayloadWithheld("statement", one.id, "it names a witness"))
    given = journal.facts(since=head)
    assert (given.since, counted_by(given)) == (None, {})


# --- sensitive and withheld ----------------------------------------------------------------------


def test_marks_are_set_and_lifted(journal: Journal) -> None:
    source = begun(journal)
    (one,) = proposed(journal, source, "northern road")
    record(
        journal,
        SensitivityMarked("source", source.id, True, "names a witness"),
        SensitivityMarked("statement", one.id, True),
        SensitivityMarked("person", "A. Witness", True),
    )
    found = journal.record()
    assert found.sensitive_sources == {source.id}
    assert found.sensitive_statements == {one.id}
    assert found.sensitive_persons == {"A. Witness"}
    assert found.sources[0].sensitive
    record(
        journal,
        SensitivityMarked("source", source.id, False),
        SensitivityMarked("person", "A. Witness", False),
    )
    assert not journal.record().sources[0].sensitive
    assert journal.record().sensitive_persons == frozenset()


def test_a_source_added_as_sensitive_is_marked(journal: Journal) -> None:
    source = a_source(sensitive=True)
    record(journal, SourceAdded(source, bytes_of(source)))
    assert journal.record().sensitive_sources == {source.id}
    (mark,) = journal.record().source_marks.values()
    assert mark in {each.digest for entry in journal.entries() for each in entry.payloads}


def test_a_search_leaves_out_what_is_sensitive_unless_its_source_is_asked_for(
    journal: Journal,
) -> None:
    source = begun(journal)
    one, two = proposed(journal, source, "northern road", "No prisoner was released by the council")

    def hits(**by: str) -> list[str]:
        return [each.id for each in journal.statements(search="the", **by)] + [
            each.id for each in journal.statements(search="road", **by)
        ]

    assert hits() == [two.id, one.id]
    record(journal, SensitivityMarked("person", "the Council", True))
    assert hits() == [one.id]
    record(journal, SensitivityMarked("statement", one.id, True))
    assert hits() == []
    record(
        journal,
        SensitivityMarked("statement", one.id, False),
        SensitivityMarked("source", source.id, True),
    )
    assert hits() == []
    assert list(journal.sources_with("road")) == []
    assert hits(source=source.id) == [two.id, one.id]


def told(journal: Journal) -> tuple[Source, Source, list[Statement]]:
    """Two sources, read and ruled on, the first of which may have to go."""
    first = begun(journal, "Aselfa kept the northern road open. Aselfa freed nobody. Three.")
    second = a_source("The council opened the southern school.")
    record(journal, SourceAdded(second, bytes_of(second)))
    one, two, three = proposed(journal, first, "northern road", "freed nobody", "Three")
    newer = ReaderMark("rules", "2", "2" * 16)
    (other,) = proposed(journal, second, "southern school")
    record(
        journal,
        StatementAccepted(one.id),
        StatementAmended(two.id, replace(two, stance="broken"), "read again"),
        StatementWritten(a_statement(first, "kept", reader=None)),
        SourceDescribed(first.id, Description(title="Told by Aselfa")),
        SensitivityMarked("statement", two.id, True),
        ProblemNoted(Problem("doubt", "smudged", source=first.id)),
        StatementAccepted(other.id),
        SourceRead(first.id, newer, (a_statement(first, "Three", reader=newer),)),
        actor="coder-2",
    )
    assert three.id not in ids(journal)
    return first, second, [one, two, three, other]


def test_withholding_a_source_takes_all_that_quotes_it_and_the_chain_still_proves(
    journal: Journal,
) -> None:
    first, second, statements = told(journal)
    before = journal.head()
    record(journal, PayloadWithheld("source", first.id, "endangers a witness"))
    found = journal.record()
    assert found.sources == (second,)
    assert ids(journal) == {statements[3].id}
    assert list(found.rulings) == [statements[3].id]
    assert found.readings.keys() == {second.id}
    assert (found.problems, found.sensitive_statements) == ((), frozenset())
    assert list(journal.check(extends=before)) == []
    assert journal.source_bytes(first.id) is None
    assert list(journal.sources_with("northern")) == []
    assert list(journal.statements(search="northern")) == []
    left = repr([(one.act, one.actor) for one in journal.entries()])
    for gone in (first.id, "Aselfa", "northern", *(one.id for one in statements[:3])):
        assert gone not in left


def test_readers_see_withheld_on_a_date_with_the_reason(journal: Journal) -> None:
    first, _, _ = told(journal)
    mark = journal.record().source_marks[first.id]
    record(journal, PayloadWithheld("source", first.id, "endangers a witness"))
    (withholding,) = journal.record().withheld
    assert (withholding.subject, withholding.digest) == ("source", mark)
    assert (withholding.time, withholding.why) == (TIME, "endangers a witness")


def test_withholding_a_statement_leaves_the_rest_of_its_reading(journal: Journal) -> None:
    first, second, statements = told(journal)
    before = ids(journal)
    record(journal, PayloadWithheld("statement", statements[1].id, "a mistake that harms"))
    assert ids(journal) == before - {statements[1].id}
    assert {one.id for one in journal.record().sources} == {first.id, second.id}
    assert "read again" not in repr([one.act for one in journal.entries()])
    assert list(journal.check()) == []


def test_a_persons_own_statement_can_be_withheld(journal: Journal) -> None:
    source = begun(journal)
    (entry,) = record(journal, StatementWritten(a_statement(source, "school", reader=None)))
    record(journal, PayloadWithheld("statement", entry.hash, "withdrawn"))
    assert journal.record().statements == ()
    assert list(journal.check(extends=Head(3, entry.hash))) == []


def test_withholding_a_person_takes_every_payload_that_names_them(journal: Journal) -> None:
    first, second, statements = told(journal)
    with pytest.raises(DossierError, match="names a person"):
        record(journal, PayloadWithheld("person", "the council", "asked for it"))
    record(journal, PayloadWithheld("person", "ASELFA", "asked for it"))
    assert journal.record().sources == (second,)
    assert ids(journal) == {statements[3].id}
    assert first.id not in repr(list(journal.entries()))
    assert list(journal.check()) == []


def test_life_goes_on_after_withholding(journal: Journal) -> None:
    """Within one batch too: the state between two acts is the state that replay gives."""
    first, second, statements = told(journal)
    newer = ReaderMark("rules", "3", "3" * 16)
    record(
        journal,
        PayloadWithheld("source", first.id, "endangers"),
        SourceRead(second.id, newer, (a_statement(second, "council", reader=newer),)),
        SourceAdded(first, bytes_of(first)),
        SourceDescribed(first.id, Description(title="Given again, with consent")),
    )
    assert {one.id for one in journal.record().sources} == {first.id, second.id}
    assert len(ids(journal)) == 2
    assert list(journal.check()) == []
    assert statements[3].id in ids(journal)


def test_a_withholding_in_a_dropped_batch_destroys_nothing(journal: Journal) -> None:
    first, _, _ = told(journal)
    before = journal.record()
    dropped(journal, PayloadWithheld("source", first.id, "endangers"))
    assert journal.record() == before
    assert journal.source_bytes(first.id) == bytes_of(first)
    assert list(journal.check()) == []


# --- proof, copies -------------------------------------------------------------------------------


def test_check_proves_that_a_record_continues_a_head(journal: Journal) -> None:
    begun(journal)
    first, second = journal.entries()
    assert list(journal.check(extends=Head(1, first.hash))) == []
    assert list(journal.check(extends=Head(2, second.hash))) == []
    (problem,) = journal.check(extends=Head(1, second.hash))
    assert "does not continue" in problem.message
    (problem,) = journal.check(extends=Head(9, "9" * 64))
    assert "does not continue" in problem.message


def test_rebuilding_changes_nothing(journal: Journal) -> None:
    told(journal)
    before = journal.record()
    journal.rebuild()
    assert journal.record() == before
    assert list(journal.check()) == []


def test_what_is_exported_comes_back_with_the_same_head_and_record(
    journal: Journal, backend: Open, tmp_path: Path
) -> None:
    first, _, _ = told(journal)
    for acts in ([PayloadWithheld("source", first.id, "endangers")], []):
        stream = io.BytesIO()
        assert export_journal(journal, stream) == journal.head()
        for number, url in enumerate(
            [":memory:", str(tmp_path / f"{journal.head().count}.servanda")]
        ):
            stream.seek(0)
            copy = import_journal(stream, url)
            assert copy.record() == journal.record(), number
            assert list(copy.check(extends=journal.head())) == []
            again = io.BytesIO()
            export_journal(copy, again)
            assert again.getvalue() == stream.getvalue()
            copy.close()
        record(journal, *acts)


def test_an_import_that_was_tampered_with_is_refused_and_leaves_nothing(
    journal: Journal, tmp_path: Path
) -> None:
    told(journal)
    stream = io.BytesIO()
    export_journal(journal, stream)
    good = stream.getvalue()
    lines = good.splitlines(keepends=True)
    url = tmp_path / "import.servanda"
    for bad in (
        good.replace(b"SourceRead", b"SourceRear", 1),
        b"".join([*lines[:3], *lines[4:]]),
        b"".join([lines[0], lines[2], lines[1], *lines[3:]]),
        good[:-40],
        b"".join(lines[1:]),
        lines[0].replace(b"1", b"2") + b"".join(lines[1:]),
        b'{"servanda":"journal","version":1}\n[]\n',
        b"\xff\xfe",
        b"",
    ):
        with pytest.raises(BrokenRecord):
            import_journal(io.BytesIO(bad), str(url))
        assert list(tmp_path.glob("*import*")) == []


def test_a_shareable_copy_has_nothing_sensitive_and_extends_the_original(
    journal: Journal, tmp_path: Path
) -> None:
    first, second, statements = told(journal)
    third = a_source("Bakirova was heard. The school is open.", name="third.txt")
    record(
        journal,
        SourceAdded(third, bytes_of(third)),
        SensitivityMarked("source", first.id, True, "Aselfa asked"),
        SensitivityMarked("statement", statements[3].id, True),
        SensitivityMarked("person", "Bakirova", True),
    )
    before = journal.record()
    path = tmp_path / "share.servanda"
    head = shareable_copy(journal, path, time=TIME)
    assert journal.record() == before
    copy = open_journal(str(path))
    found = copy.record()
    assert found.head == head
    assert [one.id for one in found.sources] == [second.id]
    assert found.statements == ()
    assert sorted(one.subject for one in found.withheld) == ["person", "source", "statement"]
    assert before.source_marks[first.id] in {one.digest for one in found.withheld}
    assert list(copy.check(extends=before.head)) == []
    copy.close()
    data = path.read_bytes()
    for word in ("Aselfa", "Bakirova", "northern", first.id, third.id, statements[0].id):
        assert word.encode() not in data, word
    assert b"southern school" in data
    with pytest.raises(DossierError, match="already"):
        shareable_copy(journal, path)


def test_a_copy_without_anything_sensitive_has_the_same_head(
    journal: Journal, tmp_path: Path
) -> None:
    begun(journal)
    assert shareable_copy(journal, tmp_path / "share.servanda") == journal.head()
