"""The queue: what it shows, in which order, and what a ruling does."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from servanda.errors import StaleAct
from servanda.journal import open_journal
from servanda.web.queue import Asked
from servanda.workflows import rule

from .conftest import Visitor


def fields_of(html: str) -> dict[str, str]:
    """What the form of acceptance on a page would send."""
    form = re.search(r'data-act="accept">(.*?)</form>', html, re.S)[1]
    found = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return {key: unescape(value) for key, value in found.items()}


def amend_fields(html: str, **changed: object) -> dict[str, object]:
    """What the form of amendment would send as it is filled in, with some of it changed."""
    form = re.search(r'data-pen="amend".*?<form(.*?)</form>', html, re.S)[1]
    inputs = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form)
    sent: dict[str, object] = {name: unescape(value) for name, value in inputs}
    for name, choices in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', choices)
        sent[name] = chosen[1] if chosen else ""
    sent["about"] = re.findall(r'name="about" value="([^"]*)" checked', form)
    return fields_of(html) | sent | {"act": "amend"} | changed


def states(dossier: Path) -> dict[str, str]:
    journal = open_journal(str(dossier), readonly=True)
    found = {one.quote.split()[1]: one.state for one in journal.statements()}
    journal.close()
    return found


def shown(html: str) -> str:
    return re.search(r"<blockquote[^>]*>.*?<mark>(.*?)</mark>", html, re.S)[1]


def test_the_least_sure_proposal_comes_first(visitor: Visitor) -> None:
    """Sure to 0.9, 0.4 and 0.6: the prisoners, the school, the road."""
    html = visitor.get("/queue")
    assert "prisoner was released" in shown(html)
    assert "1 of 3" in html
    assert "road open" in shown(visitor.get("/queue?sort=text"))


def test_accepting_records_it_and_leads_to_the_next(visitor: Visitor, dossier: Path) -> None:
    answer = visitor.post("/act", **fields_of(visitor.get("/queue")))
    assert answer.status_code == 303
    html = visitor.get(answer.headers["location"])
    assert "school reopened" in shown(html)
    assert "Accepted." in html
    assert "2 of 3 still proposed" in html
    assert states(dossier) == {
        "prisoner": "accepted",
        "ministry": "proposed",
        "valley's": "proposed",
    }


def test_a_rejection_needs_its_reason_and_keeps_it(visitor: Visitor, dossier: Path) -> None:
    sent = fields_of(visitor.get("/queue")) | {"act": "reject"}
    refused = visitor.post("/act", **sent, reason="  ")
    assert refused.status_code == 409
    assert "needs its reason" in refused.text
    assert visitor.post("/act", **sent, reason="Says the contrary").status_code == 303
    assert states(dossier)["prisoner"] == "rejected"
    assert 'value="Says the contrary"' in visitor.get("/queue"), "offered for the next one"


def test_an_amendment_changes_what_the_form_changes_and_nothing_else(
    visitor: Visitor, dossier: Path
) -> None:
    sent = amend_fields(
        visitor.get("/queue"),
        stance="partly",
        provision="(whole)",
        about=["ministry"],
        when="May 2021",
        why="the next sentence says so",
    )
    assert visitor.post("/act", **sent).status_code == 303
    journal = open_journal(str(dossier), readonly=True)
    one = next(journal.statements(state="amended"))
    journal.close()
    assert (one.stance, one.level, one.provisions) == ("partly", "whole", ())
    assert [mention.party for mention in one.about] == ["ministry"]
    assert one.when is not None
    assert one.when.edtf == "2021-05"
    assert one.kind == "verdict"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"when": "the day of doves"}, "is no date"),
        ({"provision": "accord/none"}, "There is no provision"),
        ({"kind": "poem"}, "is no kind"),
        ({"provision": "(whole)", "also": "accord/roads"}, "stands in no other row"),
        ({}, "at least one field"),
    ],
)
def test_an_amendment_that_cannot_be_is_told_and_what_was_typed_stays(
    visitor: Visitor, changed: dict[str, str], told: str
) -> None:
    sent = amend_fields(visitor.get("/queue"), why="typed with care", **changed)
    refused = visitor.post("/act", **sent)
    assert refused.status_code == 409
    assert told in refused.text.replace("&#39;", "'")
    assert 'value="typed with care"' in refused.text
    if "when" in changed:
        assert f'value="{changed["when"]}"' in refused.text


def test_an_act_on_what_changed_meanwhile_shows_both_versions_and_what_was_typed(
    visitor: Visitor, dossier: Path
) -> None:
    sent = amend_fields(visitor.get("/queue"), stance="partly", why="typed with care")
    journal = open_journal(str(dossier))
    one = next(one for one in journal.statements() if "prisoner" in one.quote)
    changes: dict[str, object] = {"stance": "kept"}
    rule.amend(journal, one.id, changes=changes, why="", actor="coder-2")
    head = journal.head()
    refused = visitor.post("/act", **sent)
    assert refused.status_code == 409
    assert "changed since you saw it" in refused.text
    assert differing(refused.text) == {
        "State": ("proposed", "accepted with changes"),
        "Stance": ("broken", "kept"),
    }
    assert "ruled on by coder-2" in refused.text
    assert 'value="typed with care"' in refused.text
    assert journal.head() == head, "nothing was recorded"
    journal.close()


def differing(html: str) -> dict[str, tuple[str, str]]:
    """The lines of the two versions that do not say the same: as it was seen, and as it stands."""
    table = re.search(r'<table class="versions">.*?</table>', html, re.S)[0]
    rows = re.findall(
        r'class="apart"><th[^>]*><span[^>]*>≠</span> ([^<]+)</th><td><bdi>([^<]*)</bdi></td>'
        r"<td><bdi>([^<]*)</bdi>",
        table,
    )
    return {name: (saw, now) for name, saw, now in rows}


def test_a_rejection_of_what_changed_shows_both_versions_and_keeps_the_reason(
    visitor: Visitor, dossier: Path
) -> None:
    sent = fields_of(visitor.get("/queue")) | {"act": "reject", "reason": "typed with care"}
    journal = open_journal(str(dossier))
    rule.accept(journal, [sent["id"]], actor="coder-2")
    journal.close()
    refused = visitor.post("/act", **sent)
    assert refused.status_code == 409
    assert differing(refused.text) == {"State": ("proposed", "accepted")}
    assert 'value="typed with care"' in refused.text
    assert visitor.post("/act", **(sent | {"saw": "{not ours"})).status_code == 409


def test_a_bulk_of_which_one_changed_is_refused_whole_and_what_was_ticked_stays(
    visitor: Visitor, dossier: Path
) -> None:
    """Two are ticked, coder-2 rejects one of them meanwhile."""
    html = visitor.get("/queue?view=list&state=all")
    ticks = re.findall(r'name="tick" value="([^"]+)"', html)[:2]
    journal = open_journal(str(dossier))
    changed = ticks[0].partition(" ")[0]
    rule.reject(journal, [changed], why="Says something else", actor="coder-2")
    head = journal.head()
    sent = {"tick": ticks, "act": "reject", "reason": "typed with care"}
    refused = visitor.post("/bulk", **sent, back="/queue?view=list&state=all")
    assert refused.status_code == 409
    assert journal.head() == head
    journal.close()
    assert "Says something else" in refused.text
    assert 'value="typed with care"' in refused.text
    ticked = re.findall(r'name="tick" value="(\S+) [^"]+"[^>]* checked', refused.text)
    assert ticked == [one.partition(" ")[0] for one in ticks]


def test_a_page_that_stays_on_screen_is_told_what_to_show(visitor: Visitor) -> None:
    """The script shows the next statement itself: it asks for the pace, the undo and the place."""
    sent = fields_of(visitor.get("/queue")) | {"token": visitor.token, "act": "accept"}
    headers = {"accept": "application/json", "x-servanda-part": "queue"}
    told = visitor.client.post("/act", data=sent, headers=headers).json()
    assert told["at"] == sent["then"]
    assert "2 of 3 still proposed" in told["queue_pace"]
    assert "you made 1 ruling today" in told["queue_pace"]
    assert "at this pace done in" in told["queue_pace"]
    assert "data-undo" in told["queue_done"]
    assert told["queue_place"].strip() == "1 of 2"


def test_the_desk_says_who_recorded_what_since_a_page_was_shown(
    visitor: Visitor, dossier: Path
) -> None:
    count = int(re.search(r'name="servanda-count" content="(\d+)"', visitor.get("/queue"))[1])
    journal = open_journal(str(dossier))
    ids = [one.id for one in journal.statements()]
    rule.accept(journal, ids[:2], actor="coder-2")
    rule.reject(journal, ids[2:], why="No", actor="coder-3")
    journal.close()

    def news(**asked: object) -> list[str]:
        return visitor.client.get("/api/head", params=asked).json()["news"]

    assert news(since=count) == ["coder-2 accepted 2 statements.", "coder-3 rejected 1 statement."]
    assert news(since=count, own=f"{count + 1}-{count + 2}") == ["coder-3 rejected 1 statement."]
    assert news(since=count + 3) == []
    assert news() == []


def test_undo_makes_it_a_proposal_again_and_leads_back_to_it(
    visitor: Visitor, dossier: Path
) -> None:
    before = visitor.get("/queue")
    after = visitor.post("/act", **fields_of(before)).headers["location"]
    form = re.search(r"data-undo>(.*?)</form>", visitor.get(after), re.S)[1]
    undone = visitor.post("/undo", **dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))
    assert undone.status_code == 303
    assert states(dossier)["prisoner"] == "proposed"
    assert shown(visitor.get(undone.headers["location"])) == shown(before)


def test_a_whole_queue_is_accepted_and_taken_back(visitor: Visitor, dossier: Path) -> None:
    html = visitor.get("/queue?view=list&provision=accord/roads")
    assert "Accept the one of this queue" in html
    html = visitor.get("/queue?view=list")
    whole = re.search(r'name="whole" value="(\w+)"', html)[1]
    answer = visitor.post("/bulk", act="accept-all", whole=whole, back="/queue?view=list")
    assert set(states(dossier).values()) == {"accepted"}
    html = visitor.get(answer.headers["location"])
    assert "Accepted: 3" in html
    form = re.search(r"data-undo>(.*?)</form>", html, re.S)[1]
    visitor.post("/undo", **dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))
    assert set(states(dossier).values()) == {"proposed"}


def test_a_bulk_is_refused_whole_when_any_of_it_changed(visitor: Visitor, dossier: Path) -> None:
    html = visitor.get("/queue?view=list")
    whole = re.search(r'name="whole" value="(\w+)"', html)[1]
    ticks = re.findall(r'name="tick" value="([^"]+)"', html)
    journal = open_journal(str(dossier))
    rule.reject(journal, [ticks[0].split()[0]], why="no", actor="coder-2")
    head = journal.head()
    for sent in (
        {"act": "accept", "tick": ticks},
        {"act": "accept-all", "whole": whole},
        {"act": "reject", "tick": ticks, "reason": "no"},
    ):
        refused = visitor.post("/bulk", back="/queue?view=list", **sent)
        assert refused.status_code == 409
        assert "Nothing was recorded" in refused.text
    assert journal.head() == head
    journal.close()


def test_what_is_ticked_is_rejected_with_one_reason(visitor: Visitor, dossier: Path) -> None:
    ticks = re.findall(r'name="tick" value="([^"]+)"', visitor.get("/queue?view=list"))
    none = visitor.post("/bulk", act="reject", reason="no", back="/queue?view=list")
    assert "Nothing is ticked" in none.text
    visitor.post("/bulk", act="reject", tick=ticks[:2], reason="no", back="/queue?view=list")
    assert sorted(states(dossier).values()) == ["proposed", "rejected", "rejected"]


def test_the_address_holds_the_queue_and_nonsense_asks_nothing(visitor: Visitor) -> None:
    assert "road open" in shown(visitor.get("/queue?provision=accord%2Froads"))
    for nonsense in ("sort=x", "state=x", "page=9999999999&view=list", "at=st-none", "done=1-x"):
        visitor.get(f"/queue?{nonsense}")
    assert "Nothing fits" in visitor.get("/queue?state=rejected")
    assert "Nothing is left" in visitor.get("/queue?source=src-none")


@pytest.mark.parametrize("fields", [{"act": "burn"}, {"act": "accept"}, {}])
def test_a_form_that_is_none_of_ours_changes_nothing(
    visitor: Visitor, dossier: Path, fields: dict[str, str]
) -> None:
    before = states(dossier)
    known = fields_of(visitor.get("/queue"))
    answer = visitor.post("/act", **{**known, "seen": "", **fields, "act": fields.get("act", "")})
    assert answer.status_code in (400, 409)
    assert states(dossier) == before


def test_an_address_comes_back_as_it_was() -> None:
    asked = Asked(sort="text", provision="accord/roads")
    assert Asked.of({"sort": "text", "provision": "accord/roads"}) == asked
    assert asked.address(at="st-1") == "/queue?sort=text&provision=accord%2Froads&at=st-1"


def test_what_is_sensitive_is_in_no_queue(visitor: Visitor, dossier: Path) -> None:
    journal = open_journal(str(dossier))
    one = next(one for one in journal.statements() if "prisoner" in one.quote)
    rule.mark_sensitive(
        journal, subject="statement", name=one.id, sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    assert "prisoner was released" not in visitor.get("/queue?view=list")
    assert "<mark>No prisoner" not in visitor.get(f"/queue?at={one.id}")
    sent = {"act": "accept", "id": one.id, "seen": rule.seen_mark(one)}
    assert "<mark>No prisoner" not in visitor.post("/act", **sent).text
    assert states(dossier)["prisoner"] == "proposed"


def test_a_very_long_queue_is_accepted_in_parts_and_each_part_can_be_taken_back(
    visitor: Visitor, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, "MOST_AT_ONCE", 2)
    html = visitor.get("/queue?view=list")
    assert "Accept the first 2 of 3" in html
    whole = re.search(r'name="whole" value="(\w+)"', html)[1]
    sent = {"act": "accept-all", "whole": whole, "back": "/queue?view=list"}
    answer = visitor.post("/bulk", **sent)
    assert answer.status_code == 303
    assert sorted(states(dossier).values()) == ["accepted", "accepted", "proposed"]
    assert visitor.post("/bulk", **sent).status_code == 409, "the list is another one now"
    first, last = re.search(r"done=(\d+)-(\d+)", answer.headers["location"]).groups()
    assert visitor.post("/undo", first=first, last=last, back="/queue").status_code == 303
    assert set(states(dossier).values()) == {"proposed"}


def test_a_whole_queue_is_not_accepted_when_somebody_recorded_meanwhile(dossier: Path) -> None:
    journal = open_journal(str(dossier))
    ids, head = [one.id for one in journal.statements()], journal.head()
    rule.reject(journal, ids[:1], why="it says nothing", actor="coder-2")
    with pytest.raises(StaleAct, match="Nothing was recorded"):
        rule.accept_many(journal, ids, actor="coder-1", head=head)
    assert [one.state for one in journal.statements()] == ["rejected", "proposed", "proposed"]
    journal.close()


def test_no_reason_is_offered_that_was_given_for_what_is_kept_back(
    visitor: Visitor, dossier: Path
) -> None:
    journal = open_journal(str(dossier))
    one, two, _ = [each.id for each in journal.statements()]
    rule.reject(journal, [one], why="A reason of one", actor="coder-2")
    rule.reject(journal, [two], why="A reason of two", actor="coder-2")
    assert "A reason of one" in visitor.get("/queue")
    rule.mark_sensitive(
        journal, subject="statement", name=one, sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    html = visitor.get("/queue")
    assert "A reason of two" in html
    assert "A reason of one" not in html


def press_undo(visitor: Visitor, html: str) -> str:
    form = re.search(r"data-undo>(.*?)</form>", html, re.S)[1]
    answer = visitor.post("/undo", **dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))
    assert answer.status_code == 303
    return visitor.get(answer.headers["location"])


def test_undo_walks_back_through_ones_own_rulings_and_never_forth(
    visitor: Visitor, dossier: Path
) -> None:
    html = visitor.get("/queue")
    for _ in range(3):
        html = visitor.get(visitor.post("/act", **fields_of(html)).headers["location"])
    for accepted in (2, 1, 0):
        html = press_undo(visitor, html)
        assert "Taken back" in html
        assert list(states(dossier).values()).count("accepted") == accepted
    assert "<button" not in re.search(r"data-undo>(.*?)</form>", html, re.S)[1]
    # What is ruled on anew is taken back first; what was taken back before stays so.
    html = visitor.get(visitor.post("/act", **fields_of(html)).headers["location"])
    assert "Taken back" in press_undo(visitor, html)
    assert set(states(dossier).values()) == {"proposed"}


def test_undo_walks_back_through_two_rulings_on_one_statement(
    visitor: Visitor, dossier: Path
) -> None:
    first = fields_of(visitor.get("/queue"))
    visitor.post("/act", **first)
    journal = open_journal(str(dossier))
    rule.reject(journal, [first["id"]], why="It says nothing.", actor="coder-1")
    number = journal.head().count
    journal.close()
    html = press_undo(visitor, visitor.get(f"/queue?state=all&done={number}-{number}"))
    assert sorted(states(dossier).values()) == ["accepted", "proposed", "proposed"]
    assert "Taken back" in press_undo(visitor, html)
    assert set(states(dossier).values()) == {"proposed"}
