"""Laws of the journal: whatever is recorded, state is a pure function of the entries."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.backends.facts import counted_by
from tests.builders import a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    Act,
    AgreementKept,
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
from servanda.domain.record import Record
from servanda.domain.source import Description, Source
from servanda.domain.statement import ReaderMark
from servanda.errors import BrokenRecord, ServandaError
from servanda.journal import (
    MEMORY,
    Journal,
    export_journal,
    import_journal,
    open_journal,
    shareable_copy,
)
from servanda.journal.chain import Payload, entry_hash, salted_digest
from servanda.journal.codec import pack, unpack
from servanda.journal.facts import Facts
from servanda.journal.memory import MemoryJournal
from servanda.journal.memory_shelf import MemoryShelf
from servanda.journal.replay import derive
from servanda.journal.words import Names, comparable, spaced, terms

TIME = "2024-05-01T12:00:00Z"
SOURCES = [
    a_source("The road was open. Aselfa saw it. 道路畅通。"),
    a_source("No prisoner was released.\r\nThe school reopened. 😀"),
    a_source("الطريق مفتوح. The road again."),
]
SPANS = {
    one.id: [one.text[start : start + size] for start in (0, 4, 9) for size in (5, 9, 14)]
    for one in SOURCES
}
MARKS = [ReaderMark(name, v, f"{name}{v}") for name in ("rules", "model") for v in ("1", "2")]

WHAT = [
    *("add", "describe", "read", "read", "read", "write", "accept", "reject", "release"),
    *("amend", "amend", "mark", "withhold", "note", "keep"),
]
#: Text without halves of characters.
whole = st.text(st.characters(codec="utf-8"), max_size=30)
Step = tuple[str, int, int, bool]
#: An act is drawn as what it does and a few numbers; what it is about is found when it is applied.
steps = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.integers(0, 5),
        st.integers(0, 5),
        st.booleans(),
    ),
    min_size=6,
    max_size=25,
)


def an_act(journal: Journal, step: Step) -> Act:
    """Give the act that a step stands for in this state of the journal."""
    what, one, other, flag = step
    source = SOURCES[one % len(SOURCES)]
    record = journal.record()
    names = [each.id for each in record.statements] or ["st-none"]
    id = names[(one * 7 + other) % len(names)]
    makers: dict[str, Callable[[], Act]] = {
        "add": lambda: SourceAdded(replace(source, sensitive=flag), bytes_of(source)),
        "describe": lambda: SourceDescribed(source.id, Description(title=f"Title {other}")),
        "read": lambda: _reading(source, MARKS[other % len(MARKS)], one, flag),
        "write": lambda: StatementWritten(
            a_statement(source, SPANS[source.id][other], reader=None, level="whole")
        ),
        "accept": lambda: StatementAccepted(id),
        "release": lambda: RulingWithdrawn(id, f"why {other}"),
        "reject": lambda: StatementRejected(id, f"why {other}"),
        "amend": lambda: _amendment(record, id, other),
        "mark": lambda: _mark(source.id, id, other, flag),
        "withhold": lambda: PayloadWithheld(
            "source" if flag else "statement", source.id if flag else id, "endangers"
        ),
        "note": lambda: ProblemNoted(Problem("doubt", f"note {other}", source=source.id)),
        "keep": lambda: AgreementKept(an_agreement(title=f"Version {other}")),
    }
    return makers[what]()


def _reading(source: Source, mark: ReaderMark, offset: int, linked: bool) -> SourceRead:
    links = ("accord/roads", "accord/schools") if linked else ()
    words = SPANS[source.id][offset : offset + 4]
    return SourceRead(
        source.id,
        mark,
        tuple(a_statement(source, one, reader=mark, provisions=links) for one in words),
        (Problem("doubt", mark.fingerprint, source=source.id),) if linked else (),
    )


def _amendment(record: Record, id: str, other: int) -> Act:
    known = record.statement_by_id.get(id)
    if known is None:
        return StatementAccepted(id)
    source = record.source_by_id[known.source]
    return StatementAmended(id, a_statement(source, SPANS[source.id][other], stance="broken"), "so")


def _mark(source: str, statement: str, other: int, flag: bool) -> SensitivityMarked:
    names = (("source", source), ("statement", statement), ("person", "Aselfa"))
    subject, name = names[other % 3]
    return SensitivityMarked(subject, name, flag)  # type: ignore[arg-type]


def played(drawn: list[Step], *journals: Journal) -> None:
    """Record the same acts in each journal; what the first refuses, all must refuse."""
    for journal in journals:
        with journal.batch(actor="coder-1", time=TIME) as batch:
            batch.append(AgreementKept(an_agreement()))
            for one in SOURCES[:2]:
                batch.append(SourceAdded(one, bytes_of(one)))
                batch.append(_reading(one, MARKS[0], 0, True))
    for step in drawn:
        outcomes = []
        for journal in journals:
            try:
                with journal.batch(actor="coder-1", time=TIME) as batch:
                    batch.append(an_act(journal, step))
                outcomes.append("recorded")
            except ServandaError as trouble:
                outcomes.append(type(trouble).__name__)
        assert len(set(outcomes)) == 1, (step, outcomes)


@given(drawn=steps)
@settings(max_examples=60, deadline=None)
def test_replaying_the_entries_twice_gives_one_state(
    drawn: list[Step],
) -> None:
    journal = MemoryJournal()
    played(drawn, journal)
    shelves = []
    for _ in range(2):
        shelf = MemoryShelf()
        for leaf in journal.leaves():
            derive(leaf, unpack(leaf), shelf)
        shelves.append(shelf)
    assert shelves[0] == shelves[1] == journal.shelf
    assert list(journal.check()) == []


@given(drawn=steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_backends_give_the_same_record(drawn: list[Step], tmp_path: Path) -> None:
    """The chains differ, for salts are drawn; a person's statement is named by its entry's hash."""
    path = tmp_path / "d.servanda"
    path.unlink(missing_ok=True)
    memory, sqlite = open_journal(MEMORY), open_journal(str(path), create=True)
    played(drawn, memory, sqlite)
    one, other = memory.record(), sqlite.record()
    assert unnamed(one) == unnamed(other)
    assert [each.number for each in memory.entries()] == [each.number for each in sqlite.entries()]
    assert list(sqlite.check()) == []
    assert unnumbered(memory.facts()) == unnumbered(sqlite.facts())
    sqlite.close()


def unnumbered(facts: Facts) -> list[dict[str, object]]:
    """A person's statement is named by its entry, whose hash no two books share."""
    return [one for _, one in sorted(counted_by(facts).items(), key=lambda each: each[1]["order"])]


def unnamed(record: Record) -> tuple[object, ...]:
    """Give a record without what follows from salts."""
    number = {one.id: f"written {at}" for at, one in enumerate(record.statements) if not one.reader}
    return (
        record.agreements,
        record.sources,
        [replace(one, id=number.get(one.id, one.id)) for one in record.statements],
        record.readings,
        [replace(one, statement="") for one in record.rulings.values()],
        record.problems,
        [replace(one, digest="") for one in record.withheld],
        record.sensitive_sources,
        {number.get(one, one) for one in record.sensitive_statements},
        record.sensitive_persons,
        list(record.source_marks),
    )


@given(drawn=steps)
@settings(max_examples=40, deadline=None)
def test_export_and_import_give_the_same_head_and_record(
    drawn: list[Step],
) -> None:
    journal = MemoryJournal()
    played(drawn, journal)
    stream = io.BytesIO()
    export_journal(journal, stream)
    stream.seek(0)
    copy = import_journal(stream, MEMORY)
    assert copy.record() == journal.record()
    assert list(copy.check(extends=journal.head())) == []


@given(drawn=steps)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_shareable_copy_holds_nothing_marked_and_continues_the_head(
    drawn: list[Step], tmp_path: Path
) -> None:
    journal = MemoryJournal()
    played(drawn, journal)
    record = journal.record()
    path = tmp_path / "share.servanda"
    path.unlink(missing_ok=True)
    shareable_copy(journal, path, time=TIME)
    copy = open_journal(str(path))
    found = copy.record()
    assert list(copy.check(extends=record.head)) == []
    assert not record.sensitive_sources & {one.id for one in found.sources}
    assert not record.sensitive_sources & {one.source for one in found.statements}
    assert not record.sensitive_statements & {one.id for one in found.statements}
    if record.sensitive_persons:
        assert b"Aselfa" not in path.read_bytes()
    copy.close()


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_acts_on_different_sources_may_come_in_any_order(drawn: list[Step], random: object) -> None:
    """What is read, described and marked of one source does not depend on the others'."""
    acts: dict[str, list[Act]] = {}
    for what, one, other, flag in drawn:
        source = SOURCES[one % len(SOURCES)]
        mine = acts.setdefault(source.id, [SourceAdded(source, bytes_of(source))])
        if what == "read":
            mine.append(_reading(source, MARKS[other % len(MARKS)], one, flag))
        elif what == "describe":
            mine.append(SourceDescribed(source.id, Description(title=f"Title {other}")))
        elif what == "mark":
            mine.append(SensitivityMarked("source", source.id, flag))
    orders = [[act for mine in acts.values() for act in mine], _shuffled(acts, random)]
    records = []
    for order in orders:
        journal = MemoryJournal()
        with journal.batch(actor="coder-1", time=TIME) as batch:
            batch.append(AgreementKept(an_agreement()))
            for act in order:
                batch.append(act)
        records.append(journal.record())
    first, second = records
    assert first.source_by_id == second.source_by_id
    assert first.statement_by_id == second.statement_by_id
    assert first.readings == second.readings
    assert first.sensitive_sources == second.sensitive_sources


def _shuffled(acts: dict[str, list[Act]], random: object) -> list[Act]:
    """Deal the sources' acts into one another, each source's in its own order."""
    left = [list(mine) for mine in acts.values()]
    mixed = []
    while any(left):
        mine = random.choice([one for one in left if one])  # type: ignore[attr-defined]
        mixed.append(mine.pop(0))
    return mixed


@given(st.text(max_size=60), st.text(max_size=20) | st.just("\ud83d"))
def test_what_is_packed_is_unpacked(title: str, actor: str) -> None:
    act = ProblemNoted(Problem("doubt", title))
    try:
        payloads = pack(act, actor=actor)
    except BrokenRecord:
        assert any("\ud800" <= one <= "\udfff" for one in title + actor)
        return
    journal = MemoryJournal()
    with journal.batch(actor=actor, time=TIME) as batch:
        entry = batch.append(act)
    assert next(journal.entries()) == entry
    assert [one.role for one in payloads] == ["actor", "act"]
    assert all(
        one.salt and salted_digest(one.salt, one.data or b"") == one.digest for one in payloads
    )


@given(whole, whole, st.integers(1, 10**9))
def test_any_change_of_an_entry_changes_its_hash(time: str, kind: str, number: int) -> None:
    def hash_of(**changes: Any) -> str:
        given: dict[str, Any] = {
            "number": number,
            "time": time,
            "kind": kind,
            "payloads": [],
            "withheld": [],
            "previous": "0" * 64,
        }
        return entry_hash(**{**given, **changes})

    assert hash_of() == hash_of()
    assert hash_of() not in [
        hash_of(number=number + 1),
        hash_of(time=time + " "),
        hash_of(kind=kind + "x"),
        hash_of(payloads=[Payload("act", "1" * 64, None, None)]),
        hash_of(withheld=["1" * 64]),
        hash_of(previous="1" * 64),
    ]


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_words_can_be_searched_for(asked: str) -> None:
    journal = MemoryJournal()
    assert list(journal.statements(search=asked)) == []
    for phrase in terms(asked):
        assert all(word.strip() for word in phrase)
    assert spaced(spaced(asked)).split() == spaced(asked).split()


@given(st.text(max_size=100), st.text(max_size=12), st.text(max_size=100))
def test_a_name_between_spaces_is_found(before: str, name: str, after: str) -> None:
    names = Names([name])
    assert names.stand_in(f"{before} , {name} ; {after}") == bool(comparable(name))
