"""Places are chosen from ranked candidates, set by hand, or left open with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.builders import a_source

from servanda.journal import open_journal
from servanda.web.desk import Desk

from .conftest import Visitor

SOURCE = a_source()


@pytest.fixture
def visitor(desk: Desk, gazetteer_cache: Path) -> Visitor:
    """Somebody at a desk that has the world's gazetteer."""
    desk.cache = gazetteer_cache
    return Visitor(desk).sign_in()


def form_of(html: str, action: str, **changed: object) -> dict[str, object]:
    form = re.search(rf'method="post" action="{action}"(.*?)</form>', html, re.S)[1]
    sent: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        got = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if got.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        sent.setdefault(got["name"], []).append(got.get("value", ""))
    for name, choices in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', choices)
        sent[name] = chosen[1] if chosen else ""
    return sent | changed


def begin(visitor: Visitor) -> str:
    """The form of a statement in which "valley" is taken for a place."""
    html = visitor.get(f"/write?source={SOURCE.id}&words=The+valley's+school+reopened")
    return visitor.post(
        "/write", **form_of(html, "/write", step="place", **{"place-words": "valley"})
    ).text


def written(dossier: Path) -> list[object]:
    journal = open_journal(str(dossier), readonly=True)
    found = [one for one in journal.statements() if one.reader is None]
    assert list(journal.check()) == []
    journal.close()
    return found


def the_place(html: str) -> str:
    return re.search(r'data-place="(place-\d+-\d+)"', html)[1]


def test_a_place_is_chosen_among_those_that_bear_another_name(
    visitor: Visitor, dossier: Path
) -> None:
    html = begin(visitor)
    name = the_place(html)
    html = visitor.post(
        "/write", **form_of(html, "/write", step="look", **{f"{name}-look": "Geneva"})
    ).text
    first = re.search(rf'name="{name}-pick" value="(geonames:\d+)" data-sign="1"', html)[1]
    assert "Geneva, " in html, "with the division or country that it lies in"
    assert re.search(r"[\d,]+ inhabitants", html), "and what speaks for it"
    assert 'class="map choice"' in html
    answer = visitor.post("/write", **form_of(html, "/write", **{f"{name}-pick": first}))
    assert answer.status_code == 303
    [one] = written(dossier)
    [place] = one.places
    assert (place.text, place.id, place.name) == ("valley", first, "Geneva")
    assert place.lat == pytest.approx(46.2, abs=0.1)
    assert place.reason == "Chosen by coder-1."


def test_a_point_set_by_hand_is_the_coders_own_and_says_what_it_rests_on(
    visitor: Visitor, dossier: Path
) -> None:
    html = begin(visitor)
    name = the_place(html)
    by_hand = {f"{name}-pick": "hand", f"{name}-lat": "41,7", f"{name}-lon": "-82.95"}
    refused = visitor.post("/write", **form_of(html, "/write", **by_hand))
    assert refused.status_code == 409
    assert "rests on" in refused.text
    assert 'value="41,7"' in refused.text, "what was typed stays"
    why = {f"{name}-why": "a sketch map in the report"}
    assert visitor.post("/write", **form_of(html, "/write", **by_hand, **why)).status_code == 303
    [one] = written(dossier)
    [place] = one.places
    assert (place.id, place.lat, place.lon) == ("geo:41.7,-82.95", 41.7, -82.95)
    assert "by coder-1: a sketch map in the report" in place.reason


@pytest.mark.parametrize(
    ("lat", "lon"), [("91", "0"), ("0", "181"), ("", "5"), ("north", "1"), ("nan", "1")]
)
def test_a_point_that_is_none_is_refused(
    visitor: Visitor, dossier: Path, lat: str, lon: str
) -> None:
    html = begin(visitor)
    name = the_place(html)
    sent = {f"{name}-pick": "hand", f"{name}-lat": lat, f"{name}-lon": lon, f"{name}-why": "a map"}
    assert visitor.post("/write", **form_of(html, "/write", **sent)).status_code == 409
    assert written(dossier) == []


def test_a_place_is_left_open_with_a_reason(visitor: Visitor, dossier: Path) -> None:
    html = begin(visitor)
    name = the_place(html)
    left = {f"{name}-pick": "left"}
    assert "stays without a place" in visitor.post("/write", **form_of(html, "/write", **left)).text
    why = {f"{name}-why": "two valleys fit"}
    visitor.post("/write", **form_of(html, "/write", **left, **why))
    [one] = written(dossier)
    assert [(place.text, place.id) for place in one.places] == [("valley", None)]
    assert one.places[0].reason == "Left without a place by coder-1: two valleys fit"


def test_the_places_of_a_statement_that_stands_are_amended(visitor: Visitor, dossier: Path) -> None:
    journal = open_journal(str(dossier), readonly=True)
    id = next(iter(journal.statements())).id
    journal.close()
    html = visitor.get(f"/places/choose?id={id}&back=/queue")
    html = visitor.post(
        "/places/choose",
        **form_of(html, "/places/choose", step="place", **{"place-words": "northern road"}),
    ).text
    name = the_place(html)
    sent = form_of(
        html,
        "/places/choose",
        **{
            f"{name}-pick": "hand",
            f"{name}-lat": "10",
            f"{name}-lon": "20",
            f"{name}-why": "a map",
            "why": "seen on the spot",
        },
    )
    answer = visitor.post("/places/choose", **sent)
    assert answer.headers["location"].startswith("/queue?done=")
    journal = open_journal(str(dossier), readonly=True)
    one = journal.statement(id)
    journal.close()
    assert (one.state, one.places[0].id) == ("amended", "geo:10.0,20.0")
    again = visitor.post("/places/choose", **sent | {f"{name}-lat": "11"})
    assert again.status_code == 409, "it changed since the form was shown"
    assert "changed since you saw it" in again.text


def test_a_statement_that_is_not_there_has_no_places(visitor: Visitor) -> None:
    visitor.get("/places/choose?id=nothing", status=404)


def test_programs_ask_what_words_mean_and_give_a_statement_its_places(
    visitor: Visitor, dossier: Path
) -> None:
    client = visitor.client
    date = client.get("/api/when", params={"words": "spring 2021", "source": SOURCE.id}).json()
    assert (date["edtf"], date["earliest"], date["latest"]) == (
        "2021-21",
        "2021-03-01",
        "2021-05-31",
    )
    assert client.get("/api/when", params={"words": "one day"}).json()["read"] is False
    first = client.get("/api/places/choices", params={"words": "Geneva"}).json()["choices"][0]
    assert first["id"].startswith("geonames:")
    shown = client.get("/api/statements").json()["statements"][0]
    at = SOURCE.text.index("northern road")
    asked = {
        "id": shown["statement"]["id"],
        "seen": shown["seen"],
        "places": [{"start": at, "end": at + 13, "pick": first["id"]}],
    }
    headers = {"x-servanda-form": visitor.token}
    given = client.post("/api/acts/places", json=asked, headers=headers)
    assert given.status_code == 200, given.text
    again = client.post("/api/acts/places", json=asked, headers=headers)
    assert again.status_code == 409, "it changed since it was seen"
    journal = open_journal(str(dossier), readonly=True)
    [place] = journal.statement(asked["id"]).places
    journal.close()
    assert (place.text, place.name) == ("northern road", first["name"])


def test_a_place_that_the_words_do_not_name_is_refused_at_the_button(visitor: Visitor) -> None:
    html = begin(visitor)
    sent = form_of(html, "/write", step="place", **{"place-words": "the valley on the moon"})
    refused = visitor.post("/write", **sent)
    assert refused.status_code == 409
    told = re.search(r'id="place-wrong"[^>]*>([^<]*)', refused.text)[1]
    assert told.startswith("“the valley on the moon” does not stand in the words")
    assert 'value="the valley on the moon"' in refused.text
    assert refused.text.count("data-place=") == html.count("data-place=")
