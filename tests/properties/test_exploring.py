"""Laws of the columns: they say what the assessment says, whatever stands in the dossier."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import READER, a_day, a_party, a_place, a_source, a_statement, an_agreement

np = pytest.importorskip("numpy")

from servanda.assessing import assess  # noqa: E402
from servanda.assessing.matrix import DIMENSIONS  # noqa: E402
from servanda.domain.agreement import Provision, Territory  # noqa: E402
from servanda.domain.entry import Head  # noqa: E402
from servanda.domain.place import PartOf, Place, PlaceName  # noqa: E402
from servanda.domain.record import Record  # noqa: E402
from servanda.domain.source import Description, Source  # noqa: E402
from servanda.domain.statement import Excerpt, PartyMention, Statement, StatementLink  # noqa: E402
from servanda.domain.when import When  # noqa: E402
from servanda.exploring import Asked, Columns, Shown  # noqa: E402
from servanda.journal.facts import (  # noqa: E402
    CountedNames,
    Facts,
    Packed,
    pack,
    write_block,
)

TEXT = " ".join(f"valley pass {number}" for number in range(40))
ROADS = Provision("roads", "Roads", (), children=(Provision("north"), Provision("south")))
PLACES = tuple(
    Place(key, (PlaceName(key.title()),), part_of=tuple(PartOf(top) for top in tops))
    for key, tops in (("land", ()), ("valley", ("land",)), ("town", ("valley", "land")))
)
AGREEMENTS = (
    an_agreement("accord", (ROADS, "prisoners"), territory=Territory(places=PLACES)),
    an_agreement("pact", ("roads", "schools")),
)
ROWS = ["accord/roads", "accord/north", "accord/south", "accord/prisoners", "pact/schools"]


def sources(origins: list[list[str]], sides: list[str]) -> tuple[Source, ...]:
    """Reports of which some say that they come from others, or from what nobody holds."""
    return tuple(
        a_source(
            f"{TEXT} {number}",
            name=f"report-{number}",
            description=Description(
                title=f"Report {number}",
                side=side,
                derives_from=tuple(origins),
                complete=None if number % 3 else False,
            ),
        )
        for number, (origins, side) in enumerate(zip(origins, sides, strict=True))
    )


MOMENTS = st.one_of(
    st.none(),
    st.sampled_from(["2020-02-11", "2020-03-01", "2021-07-30", "2024-01-01"]).map(a_day),
    st.sampled_from(
        [
            When("spring", None, None, "2020-21", "2020-02-01", "2020-04-30", "stated"),
            When("since then", None, None, "2021-07/..", "2021-07-01", None, "stated"),
            When("until then", None, None, "../2020-03", None, "2020-03-31", "stated"),
            When("in the elections", None, None, "", None, None, "event"),
        ]
    ),
)


@st.composite
def statements(
    draw: st.DrawFn, known: tuple[Source, ...], number: int, *, crowded: bool
) -> Statement:
    if crowded:
        # Many voices in few accounts: who copies whom decides what counts.
        return a_statement(
            draw(st.sampled_from(known)),
            f"valley pass {number}",
            provisions=("accord/north",),
            side=draw(st.sampled_from(["council", "press"])),
            about=(a_party("council"),),
            kind=draw(st.sampled_from(["verdict", "incident"])),
            stance=draw(st.sampled_from(["kept", "broken"])),
            state=draw(st.sampled_from(["proposed", "accepted"])),
            exceptions=draw(st.sampled_from([(), (Excerpt("pass", 7, 11),)])),
        )
    source = draw(st.sampled_from(known))
    words = f"valley pass {number}"
    places = draw(
        st.lists(
            st.sampled_from(
                [
                    ("land", "scene"),
                    ("valley", "scene"),
                    ("town", "scene"),
                    (None, "scene"),
                    ("town", "seat"),
                    ("anywhere", "scene"),
                ]
            ),
            max_size=2,
        )
    )
    level = draw(st.sampled_from(["provision"] * 4 + ["whole", "unmapped"]))
    rows = draw(
        st.lists(st.sampled_from(ROWS), min_size=level == "provision", max_size=2, unique=True)
    )
    return a_statement(
        source,
        words,
        provisions=tuple(rows),
        level=level,
        about=tuple(
            PartyMention("", 0, 0, name, None) if name == "a miller" else a_party(name)
            for name in draw(
                st.lists(st.sampled_from(["council", "ministry", "a miller"]), max_size=2)
            )
        ),
        places=tuple(
            replace(
                a_place(source, "valley" if id == "valley" else "pass"),
                id=None if id == "anywhere" else id,
                name=id.title() if id and id != "anywhere" else None,
                role=role,
                granularity="anywhere" if id == "anywhere" else "point",
            )
            for id, role in places
        ),
        side=draw(st.sampled_from(["council", "ministry", "press"])),
        kind=draw(
            st.sampled_from(
                [
                    "verdict",
                    "verdict",
                    "denial",
                    "incident",
                    "compliance",
                    "demand",
                    "admission",
                    "concession",
                    "context",
                ]
            )
        ),
        stance=draw(st.sampled_from(["kept", "kept", "partly", "broken", "broken", "unclear"])),
        state=draw(st.sampled_from(["proposed", "accepted", "amended", "rejected"])),
        exceptions=draw(st.sampled_from([(), (), (Excerpt("pass", 7, 11),)])),
        when=draw(MOMENTS),
        as_of=draw(MOMENTS),
        confidence=draw(st.sampled_from([None, 0.25, 0.5])),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    names = ["report-0", "report-1", "report-2", "report-3", "a lost letter", "a cable"]
    known = sources(
        draw(st.lists(st.lists(st.sampled_from(names), max_size=2), min_size=4, max_size=4)),
        draw(st.lists(st.sampled_from(["council", "press", "observer"]), min_size=4, max_size=4)),
    )
    crowded = draw(st.booleans())
    said = [
        draw(statements(known, number, crowded=crowded))
        for number in range(draw(st.integers(0, 14)))
    ]
    ids = [one.id for one in said]
    linked = [
        replace(
            one,
            links=tuple(
                StatementLink(kind, id)
                for kind, id in draw(
                    st.lists(
                        st.tuples(
                            st.sampled_from(["example_of", "repeats", "corrects", "contradicts"]),
                            st.sampled_from([*ids, "st-none"]),
                        ),
                        max_size=2,
                    )
                )
            ),
        )
        for one in said
    ]
    return Record(
        head=Head(1, "0" * 64),
        agreements=AGREEMENTS,
        sources=known,
        statements=tuple(linked),
        readings={
            one.id: (READER,)
            for one in draw(st.lists(st.sampled_from(known), unique_by=lambda one: one.id))
        },
    )


def facts_of(record: Record) -> Facts:
    """What a journal would have packed of these statements."""
    names = CountedNames()
    entries = {one.id: number for number, one in enumerate(record.sources, 1)}
    blocks: dict[int, list[Packed]] = {}
    for order, one in enumerate(record.statements):
        packed = pack(order * 50 + 1, one, names, source=entries[one.source])
        blocks.setdefault((order * 50 + 1) >> 8, []).append(packed)
    return Facts(
        record.head,
        tuple(names.names.values()),
        tuple(write_block(number, own) for number, own in blocks.items()),
        tuple((number, id) for id, number in entries.items()),
    )


def columns_of(record: Record) -> Columns:
    return Columns(facts_of(record), Shown(replace(record, statements=())))


SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@given(records(), st.sampled_from(list(permutations(DIMENSIONS, 2))), st.data())
@SOME
def test_a_pivot_says_what_the_matrix_of_the_assessment_says(record, dimensions, data):
    rows, columns = dimensions
    agreement = data.draw(st.sampled_from(["accord", "pact"]))
    parent = data.draw(st.sampled_from([None, "roads"]))
    assessed = assess(record)
    pivot = (
        columns_of(record).chosen(Asked(agreement=agreement)).pivot(rows, columns, parent=parent)
    )
    for proposals in (True, False):
        matrix = assessed.matrix(
            agreement=agreement, rows=rows, columns=columns, parent=parent, proposals=proposals
        )
        assert pivot.records(proposals=proposals) == matrix.records()
        for field, cell in matrix.cells.items():
            number = pivot.cells[field].accepted
            assert cell.statements == number + (pivot.cells[field].proposed if proposals else 0)
    assert (
        pivot.rows
        == assessed.matrix(
            agreement=agreement, rows=rows, columns=columns, parent=parent, proposals=True
        ).rows
    )


@given(records(), st.data())
@SOME
def test_what_is_chosen_is_what_the_assessment_selects(record, data):
    """One cell of the assessment, asked of the columns."""
    place = data.draw(st.sampled_from(["", "land", "valley", "town", "~pass"]))
    party = data.draw(st.sampled_from(["", "council", "a miller", "(nobody named)"]))
    provision = data.draw(st.sampled_from(["", "roads", "north", "(whole)", "(unmapped)"]))
    from servanda.domain.cell import Cell  # noqa: PLC0415

    cell = Cell("accord", provision, place=place, party=party)
    assessed = assess(record)
    expected = [
        one.statement
        for one in assessed.select(cell, proposals=True, below=True)
        if provision or any(owner in ("", "accord") for owner, _ in one.rows)
    ]
    chosen = columns_of(record).chosen(
        Asked(
            agreement="accord",
            provision=provision,
            places=(place,) if place else (),
            parties=(party,) if party else (),
        )
    )
    assert chosen.ids(limit=1000) == [one.id for one in expected]
    proposed = sum(one.state == "proposed" for one in expected)
    assert chosen.counts() == (len(expected) - proposed, proposed)
    assert chosen.total() == len(expected)


@given(records(), st.data())
@SOME
def test_a_facet_counts_what_choosing_its_value_would_give(record, data):
    name, field = data.draw(
        st.sampled_from(
            [
                ("provision", "provision"),
                ("place", "places"),
                ("side", "sides"),
                ("party", "parties"),
                ("source", "sources"),
                ("stance", "stances"),
                ("kind", "kinds"),
            ]
        )
    )
    asked = Asked(
        agreement="accord",
        sides=tuple(data.draw(st.lists(st.sampled_from(["council", "press"]), unique=True))),
        stances=tuple(data.draw(st.lists(st.sampled_from(["kept", "broken"]), unique=True))),
        since=data.draw(st.sampled_from(["", "2020-03"])),
    )
    columns = columns_of(record)
    for value in columns.chosen(asked).facet(name):
        only = value.key if field == "provision" else (value.key,)
        again = columns.chosen(replace(asked, **{field: only}))
        assert again.counts() == (value.accepted, value.proposed)


@given(records())
@SOME
def test_months_and_places_count_every_statement_once_or_as_inherited(record):
    columns = columns_of(record)
    chosen = columns.chosen(Asked())
    standing = [one for one in record.statements if one.state != "rejected"]
    sure = sum(one.accepted + one.proposed for one in chosen.months())
    facts = assess(record, period="month").facts
    assert sure == sum(bool(one.periods) for one in facts)
    own = {one.key: one.accepted + one.proposed for one in chosen.places()}
    counted = Counter(key for fact in facts for key in fact.places)
    assert {key: number for key, number in own.items() if number} == counted
    assert chosen.total() == len(standing)


@given(records(), st.data())
@SOME
def test_columns_that_were_patched_are_those_that_are_filled_anew(record, data):
    """Whatever changes in a block: rulings, amendments, what goes and what comes."""
    if not record.statements:
        return
    columns = columns_of(record)
    changed = list(record.statements)
    at = data.draw(st.integers(0, len(changed) - 1))
    what = data.draw(st.sampled_from(["rule", "amend", "go"]))
    if what == "rule":
        changed[at] = replace(
            changed[at], state=data.draw(st.sampled_from(["accepted", "rejected"]))
        )
    elif what == "amend":
        changed[at] = replace(
            changed[at],
            state="amended",
            about=(a_party("council"),),
            places=(),
            stance="kept",
            confidence=0.75,
        )
    names = CountedNames()
    for one in facts_of(record).names:
        names.names[one.kind, one.agreement, one.key] = one
    entries = {one.id: number for number, one in enumerate(record.sources, 1)}
    block = (at * 50 + 1) >> 8
    own = [
        pack(order * 50 + 1, one, names, source=entries[one.source])
        for order, one in enumerate(changed)
        if (order * 50 + 1) >> 8 == block and not (what == "go" and order == at)
    ]
    columns.patch(
        Facts(
            Head(2, "1" * 64),
            tuple(names.names.values()),
            (write_block(block, own),),
            since=record.head,
            kinds=frozenset({"StatementRejected"}),
        )
    )
    if what == "go":
        del changed[at]
    anew = columns_of(replace(record, statements=tuple(changed)))
    for sort in ("record", "text", "unsure", "disputed", "date"):
        one, other = (each.chosen(Asked()).ids(sort=sort, limit=99) for each in (columns, anew))
        assert one == other
    asked = Asked(agreement="accord")
    assert (
        columns.chosen(asked).pivot("provision", "side").cells
        == anew.chosen(asked).pivot("provision", "side").cells
    )


@given(records(), st.sampled_from(list(permutations(DIMENSIONS, 2))), st.data())
@SOME
def test_a_table_that_was_kept_up_is_the_one_that_is_made_anew(record, dimensions, data):
    """Rulings one after the other, also rejected and undone; the table is asked in between."""
    if not record.statements:
        return
    columns, changed = columns_of(record), list(record.statements)
    asked = Asked(agreement="accord", sides=data.draw(st.sampled_from([(), ("council",)])))
    most = data.draw(st.sampled_from([None, 2]))
    names = CountedNames()
    for one in facts_of(record).names:
        names.names[one.kind, one.agreement, one.key] = one
    entries = {one.id: number for number, one in enumerate(record.sources, 1)}
    for number in range(data.draw(st.integers(1, 4))):
        columns.chosen(asked).pivot(*dimensions, most_rows=most, most_columns=most)
        at = data.draw(st.integers(0, len(changed) - 1))
        state = data.draw(st.sampled_from(["accepted", "rejected", "proposed", "amended"]))
        stance = data.draw(st.sampled_from(["kept", "broken"]))
        changed[at] = replace(
            changed[at],
            state=state,
            stance=stance if state == "amended" else changed[at].stance,
        )
        block = (at * 50 + 1) >> 8
        own = [
            pack(order * 50 + 1, one, names, source=entries[one.source])
            for order, one in enumerate(changed)
            if (order * 50 + 1) >> 8 == block
        ]
        columns.patch(
            Facts(
                Head(2 + number, "1" * 64),
                tuple(names.names.values()),
                (write_block(block, own),),
                since=record.head,
                kinds=frozenset({"StatementRejected"}),
            )
        )
        kept = columns.chosen(asked).pivot(*dimensions, most_rows=most, most_columns=most)
        anew = columns_of(replace(record, statements=tuple(changed)))
        assert kept == anew.chosen(asked).pivot(*dimensions, most_rows=most, most_columns=most)
