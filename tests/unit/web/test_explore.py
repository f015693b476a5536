"""The picture: every view is an address, and what it shows is what it gives to take away."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.cell import NO_DATE
from servanda.exploring import DIMENSIONS, Asked
from servanda.journal import open_journal
from servanda.web.explore.address import SORTS, SOUGHT, TICKED, View, in_box
from servanda.workflows import rule

from .conftest import Visitor

keys = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20
)
several = st.lists(keys, max_size=3, unique=True).map(tuple)
months = st.builds("{:04d}-{:02d}".format, st.integers(1, 9999), st.integers(1, 12))
stretches = st.one_of(
    st.just(("", "")),
    st.just((NO_DATE, NO_DATE)),
    st.tuples(months, months).map(lambda both: tuple(sorted(both))),
    months.map(lambda one: (one, "")),
)
degrees = st.integers(-180, 180)
boxes = st.one_of(
    st.none(),
    st.tuples(degrees, st.integers(-90, 0), degrees, st.integers(1, 90)).map(
        lambda box: tuple(map(float, box))
    ),
)


@st.composite
def views(draw: st.DrawFn) -> View:
    since, until = draw(stretches)
    rows, columns = draw(st.permutations(DIMENSIONS))[:2]
    return View(
        asked=Asked(
            agreement=draw(keys | st.just("")),
            provision=draw(keys | st.just("")),
            places=draw(several),
            sides=draw(several),
            parties=draw(several),
            sources=draw(several),
            coders=draw(several),
            stances=draw(st.lists(st.sampled_from(("kept", "broken")), unique=True).map(tuple)),
            states=draw(
                st.lists(st.sampled_from(("accepted", "proposed")), unique=True).map(tuple)
            ),
            kinds=draw(st.lists(st.sampled_from(("verdict", "incident")), unique=True).map(tuple)),
            since=since,
            until=until,
            words=draw(st.sampled_from(("", "prisoner", "two words", "“ü”"))),
        ),
        rows=rows,
        columns=columns,
        open=draw(several),
        facets=tuple(one for one in TICKED if draw(st.booleans())),
        row=draw(keys | st.just("")),
        column=draw(keys | st.just("")),
        box=draw(boxes),
        sought=tuple((name, draw(keys)) for name in SOUGHT if draw(st.booleans())),
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 999)),
    )


@given(views())
def test_what_is_asked_survives_its_address(view: View) -> None:
    query = urlsplit(view.address()).query
    assert View.of(parse_qsl(query, keep_blank_values=True)) == view


@given(st.lists(st.tuples(st.sampled_from(("rows", "since", "box", "page", "place")), st.text())))
def test_any_address_is_a_view_and_says_what_it_could_not_read(pairs) -> None:
    view = View.of(pairs)
    assert view.rows != view.columns
    assert View.of(view.pairs()) == View.of(View.of(pairs).pairs())


def test_months_and_years_are_read_as_people_type_them() -> None:
    def asked(since: str, until: str) -> tuple[str, str]:
        one = View.of([("since", since), ("until", until)]).asked
        return one.since, one.until

    assert asked("1947", "1947") == ("1947-01", "1947-12")
    assert asked(" 1947-3 ", "1947-11") == ("1947-03", "1947-11")
    # Whoever types them the wrong way round means the same stretch.
    assert asked("1948-01", "1947-11") == ("1947-11", "1948-01")
    wrong = View.of([("since", "last spring")])
    assert wrong.asked.since == ""
    assert "“last spring” is no month" in wrong.wrong[0]


def test_a_box_may_lie_over_the_date_line() -> None:
    assert in_box((170.0, -20.0, -170.0, 20.0), 0.0, 179.0)
    assert in_box((170.0, -20.0, -170.0, 20.0), 0.0, -175.0)
    assert not in_box((170.0, -20.0, -170.0, 20.0), 0.0, 0.0)
    assert View.of([("box", "80,40,90")]).box is None
    assert "no box" in View.of([("box", "80,50,90,40")]).wrong[0]


def accept_first(dossier: Path) -> None:
    journal = open_journal(str(dossier))
    rule.accept(journal, [next(iter(journal.statements())).id], actor="coder-2")
    journal.close()


def test_the_matrix_is_the_desk_at_a_glance(visitor: Visitor, dossier: Path) -> None:
    accept_first(dossier)
    page = visitor.get("/picture")
    assert "1 accepted statement and 2 proposals" in page
    assert 'aria-current="page">The picture</a>' in page
    assert "kept; 1 accepted statement" in page
    assert "with proposals: broken; 1 proposal" in page


def test_a_field_opens_its_accounts_with_the_words_on_the_page(visitor: Visitor) -> None:
    page = visitor.get("/picture?row=prisoners&column=*")
    assert "No prisoner was released by the council." in page
    assert "Rule on the proposals" in page
    link = re.search(r'href="(quote/st-[^"]+)">In the source', page)[1]
    answer = visitor.client.get(f"/{link}")
    assert answer.status_code == 303
    assert "#q-" in answer.headers["location"]
    assert visitor.get(urlsplit(answer.headers["location"]).path)


def test_each_part_of_a_choice_narrows_all_of_the_picture(visitor: Visitor) -> None:
    broken = visitor.get("/picture?stance=broken")
    assert "no accepted statements and 1 proposal" in broken
    # The facet's own counts are those without its own choice.
    assert re.search(r'name="stance" value="kept">.*?>2<', broken, re.S)
    assert 'aria-label="Remove Stance: broken"' in broken
    assert "no accepted statements and 1 proposal" in visitor.get("/picture?q=prisoner")
    assert "Nothing fits all that is asked for" in visitor.get("/picture?stance=broken&q=school")


def test_what_has_no_date_is_found_and_never_under_a_month(visitor: Visitor) -> None:
    assert "no accepted statements and 3 proposals" in visitor.get("/picture?since=(no date)")
    assert "Nothing fits all that is asked for" in visitor.get("/picture?since=2021&until=2021")


def test_rows_and_columns_are_swapped_without_script(visitor: Visitor) -> None:
    page = visitor.get("/picture?rows=provision&columns=side&swap=yes")
    assert '<option value="side" selected>' in page.partition('<select name="columns"')[0]


def test_what_is_taken_away_is_what_was_shown(visitor: Visitor, dossier: Path) -> None:
    accept_first(dossier)
    text = visitor.get("/picture.csv?columns=party")
    rows = list(csv.DictReader(io.StringIO(text)))
    roads = next(one for one in rows if one["row"] == "roads" and one["judged"] == "ministry")
    assert (roads["picture_accepted"], roads["statements_accepted"]) == ("kept", "1")
    assert roads["asked"] == "/picture?columns=party"
    assert roads["head"].startswith("4:")
    told = json.loads(visitor.get("/picture.json?columns=party"))
    assert told["accepted"] == 1
    assert told["proposed"] == 2
    assert told["words"]["disputed"].startswith("Two sides")
    assert {one["row"] for one in told["fields"]} == {one["row"] for one in rows}


def test_all_statements_of_a_view_can_be_taken_away(visitor: Visitor) -> None:
    rows = list(csv.DictReader(io.StringIO(visitor.get("/picture/statements.csv?stance=broken"))))
    assert [one["quote"] for one in rows] == ["No prisoner was released by the council."]
    told = json.loads(visitor.get("/picture/statements.json?stance=broken"))
    assert [one["quote"] for one in told["statements"]] == [rows[0]["quote"]]
    assert told["asked"] == {"stance": ["broken"]}
    nothing = json.loads(visitor.get("/picture/statements.json?stance=unclear"))
    assert nothing["statements"] == []


def test_the_api_gives_the_same_picture(visitor: Visitor) -> None:
    told = json.loads(visitor.get("/api/picture?stance=broken&columns=party"))
    assert (told["accepted"], told["proposed"]) == (0, 1)
    assert told["address"] == "/picture?columns=party&stance=broken"
    words = {one["row"]: one["picture_with_proposals"] for one in told["fields"] if one["judged"]}
    assert words == {"prisoners": "broken"}
    visitor.get("/api/picture?rows=side&columns=side", status=400)
    visitor.get("/api/picture?since=never", status=400)


@pytest.mark.parametrize("path", ["/picture", "/picture.csv", "/picture/statements.json"])
def test_what_is_marked_sensitive_is_in_no_view(visitor: Visitor, dossier: Path, path: str) -> None:
    journal = open_journal(str(dossier))
    source = next(iter(journal.record().sources))
    rule.mark_sensitive(
        journal, subject="source", name=source.id, sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    told = visitor.get(path)
    assert "prisoner was released" not in told
    assert source.id not in told


def test_the_picture_as_it_stood_before_a_ruling_leads_to_the_words_as_they_stood(
    visitor: Visitor, dossier: Path
) -> None:
    accept_first(dossier)
    page = visitor.get("/as-of/3/picture?row=prisoners&column=*")
    assert "no accepted statements and 3 proposals" in page
    assert 'action="/as-of/3/picture"' in page
    link = re.search(r'href="(quote/st-[^"]+)">In the source', page)[1]
    answer = visitor.client.get(f"/as-of/3/{link}")
    assert answer.headers["location"].startswith("/as-of/3/sources/")


def test_a_typo_in_an_address_is_told_above_what_it_shows(visitor: Visitor) -> None:
    told = "Not known: state=bogus, rows=sideways."
    assert told in visitor.get("/picture?state=bogus&rows=sideways")
    assert "Not known: place=nowhere." in visitor.get("/picture?place=nowhere")
    assert "Not known: state=y." in visitor.get("/queue?state=y&sort=text")
    for path in ("/picture", "/picture?provision=roads&state=accepted&sort=date", "/queue"):
        assert "Not known" not in visitor.get(path)
