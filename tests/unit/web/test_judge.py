"""Judging at the desk: rated, replied, ruled, graded, derived, described; refused, taken back."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from tests.builders import READER, a_party, a_source, a_statement, an_agreement, bytes_of

from servanda.assessing.ratings import why_refused
from servanda.domain import vocabulary
from servanda.domain.cell import Cell
from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.judgement import CellRated, CellReplied, DerivationSet, DisputeRuled
from servanda.journal import open_journal

ROADS = "accord/roads"
OTHER = "The council says that the northern road was closed.\nThe road was open, an envoy says.\n"


@pytest.fixture
def dossier(tmp_path):
    """A report of the ministry, and a letter of the council that says the contrary."""
    path = tmp_path / "valley.servanda"
    report, letter = a_source(), a_source(OTHER, name="letter.txt")
    about = (a_party("ministry"),)
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        for source, found in (
            (report, [(report.text.splitlines()[0], "kept", "ministry")]),
            (
                letter,
                [
                    (OTHER.splitlines()[0], "broken", "council"),
                    (OTHER.splitlines()[1], "kept", "observer"),
                ],
            ),
        ):
            batch.append(SourceAdded(source, bytes_of(source)))
            statements = tuple(
                a_statement(
                    source, words, provisions=(ROADS,), stance=stance, side=side, about=about
                )
                for words, stance, side in found
            )
            batch.append(SourceRead(source.id, READER, statements))
    journal.close()
    return path


HIDDEN = r'<input type="hidden" name="([\w-]+)" value="([^"]*)">'
TICK = r'<input type="checkbox" name="(?:tick|confirmed)" value="([^"]+)".*?<q[^>]*>([^<]+)</q>'


class Form:
    """A form as a browser has it: what was hidden in it, and what is chosen."""

    def __init__(self, visitor, act: str, **asked: str) -> None:
        self.visitor, self.act = visitor, act
        self.page = visitor.get(f"/judge/{act}?{urlencode(asked)}")
        self.hidden = dict(
            re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', self.page)
        )
        self.ticks = {
            unescape(words): unescape(value) for value, words in re.findall(TICK, self.page, re.S)
        }

    def send(self, **fields: object):
        given = {name: unescape(value) for name, value in self.hidden.items()}
        return self.visitor.client.post(f"/judge/{self.act}", data={**given, **fields})


def judged(visitor, kind):
    journal = open_journal(str(visitor.desk.path), readonly=True)
    found = list(journal.judged(kind))
    journal.close()
    return found


def done(answer) -> str:
    assert answer.status_code == 303, answer.text[:800]
    return answer.headers["location"]


def sources(visitor) -> dict[str, str]:
    journal = open_journal(str(visitor.desk.path), readonly=True)
    found = {one.name: one.id for one in journal.outline().sources}
    journal.close()
    return found


def test_a_rating_is_recorded_with_what_it_rests_on(visitor):
    """From the provision's page to its rating and back, where the rating now stands."""
    assert f"/judge/rate?provision={ROADS}" in visitor.get(
        "/agreements/accord/provisions/roads.html"
    )
    form = Form(visitor, "rate", provision=ROADS, party="ministry")
    assert "Something was begun" in form.page
    tick = next(value for words, value in form.ticks.items() if "ministry kept" in words)
    onward = done(form.send(level="2", tick=tick, why="Open in spring.", period="2021"))
    page = visitor.get(onward)
    assert "Open in spring." in page
    assert "Rated." in page
    (one,) = judged(visitor, CellRated)
    assert (one.actor, one.act.level, one.act.cell.period) == ("coder-1", 2.0, "2021")
    assert one.act.statements == (tick.partition(" ")[0],)


def test_their_own_word_alone_does_not_make_it_complete(visitor):
    """The limit stands beside the level before it refuses, and what was typed stays."""
    form = Form(visitor, "rate", provision=ROADS, party="ministry")
    told = re.search(r"3 full</bdi>.*?</label>", form.page, re.S)[0]
    assert "Needs a statement by somebody other than" in told
    own = next(value for words, value in form.ticks.items() if "ministry kept" in words)
    given = {"level": "3", "party": "ministry", "why": "Words & <reasons>."}
    refused = form.send(tick=own, **given)
    assert refused.status_code == 409
    assert "Their own word alone reaches 2" in unescape(refused.text)
    assert "Words &amp; &lt;reasons&gt;." in refused.text
    assert re.search(r'value="3" required checked', refused.text)
    assert f'value="{own}" checked' in refused.text
    envoy = next(value for words, value in form.ticks.items() if "envoy" in words)
    done(form.send(tick=[own, envoy], **given))


def test_not_knowing_and_breach_stand_apart_from_the_levels(visitor):
    form = Form(visitor, "rate", provision=ROADS)
    done(form.send(level="unknown:no_access", why="The valley was closed.", period="2020"))
    form = Form(visitor, "rate", provision=ROADS)
    broken = next(value for words, value in form.ticks.items() if "closed" in words)
    done(form.send(level="violated", tick=broken, why="Closed.", period="2021"))
    acts = [one.act for one in judged(visitor, CellRated)]
    assert [(one.level, one.unknown, one.violated) for one in acts] == [
        (None, "no_access", False),
        (None, None, True),
    ]
    assert "Choose a level" in Form(visitor, "rate", provision=ROADS).send(why="x").text


def test_what_somebody_judged_meanwhile_is_shown_before_yours_is_recorded(visitor):
    """Two coders at one row: the second sees the first's rating, and sends again."""
    form = Form(visitor, "rate", provision=ROADS)
    other = type(visitor)(visitor.desk).sign_in("coder-2")
    done(Form(other, "rate", provision=ROADS).send(level="0", why="Nothing seen."))
    refused = form.send(level="unknown:not_mentioned", why="Nobody speaks of it.")
    assert refused.status_code == 409
    assert "Somebody judged this since you saw it" in refused.text
    assert "new since you looked" in refused.text
    assert "Nothing seen." in refused.text
    again = dict(re.findall(r'<input type="hidden" name="(judged)" value="([^"]*)">', refused.text))
    done(form.send(level="unknown:not_mentioned", why="Nobody speaks of it.", **again))
    assert len(judged(visitor, CellRated)) == 2


def test_a_rating_on_a_statement_that_changed_is_refused(visitor):
    form = Form(visitor, "rate", provision=ROADS)
    tick = next(iter(form.ticks.values()))
    id, _, mark = tick.partition(" ")
    assert visitor.post("/act", act="accept", id=id, seen=mark).status_code == 303
    refused = form.send(level="1", tick=tick, why="Begun.")
    assert refused.status_code == 409
    assert "changed since you saw it" in refused.text


def test_undo_brings_the_earlier_rating_back(visitor):
    for level, why in (("0", "First."), ("unknown:no_access", "Second.")):
        done(Form(visitor, "rate", provision=ROADS).send(level=level, why=why))
    number = str(judged(visitor, CellRated)[0].entry)
    assert visitor.post("/undo", first=number, last=number, back="/").status_code == 303
    assert [one.act.why for one in judged(visitor, CellRated)] == ["First."]
    again = str(judged(visitor, CellRated)[0].entry)
    assert visitor.post("/undo", first=again, last=again, back="/").status_code == 303
    assert [one.act.why for one in judged(visitor, CellRated)] == ["Second."]


def test_a_party_replies_in_its_own_words(visitor):
    form = Form(visitor, "reply", provision=ROADS)
    done(form.send(replying="ministry", text="It was never closed.", party="ministry"))
    assert "It was never closed." in visitor.get("/agreements/accord/provisions/roads.html")
    (one,) = judged(visitor, CellReplied)
    assert one.act.party == "ministry"


def test_a_dispute_is_ruled_on(visitor):
    form = Form(visitor, "rule", provision=ROADS)
    given = {"ruling": "both_stand", "why": "Two roads.", "party": "ministry"}
    assert "A dispute has two sides" in form.send(side="council", **given).text
    done(form.send(side=["council", "observer"], **given))
    (one,) = judged(visitor, DisputeRuled)
    assert (one.act.sides, one.act.ruling) == (("council", "observer"), "both_stand")


def test_documents_are_graded_and_hung_on_each_other(visitor):
    ids = sources(visitor)
    report, letter = ids["report.txt"], ids["letter.txt"]
    done(Form(visitor, "grade", source=report).send(grade="B", why="Mostly right.", topic=ROADS))
    form = Form(visitor, "derive", source=letter)
    done(form.send(origin="report.txt", kind="briefed_by", why="It names the report."))
    (one,) = judged(visitor, DerivationSet)
    assert (one.act.source, one.act.origin) == (letter, report)
    wrong = Form(visitor, "derive", source=report).send(
        origin=letter, kind="copy_of", why="So it is."
    )
    assert "cannot come from each other" in " ".join(wrong.text.split())
    listed = visitor.get("/judgements")
    assert "Mostly right." in listed
    assert "was briefed by" in listed


def test_a_statement_is_graded_and_a_one_needs_another_witness(visitor):
    journal = open_journal(str(visitor.desk.path), readonly=True)
    (id,) = [one.id for one in journal.statements() if one.side == "ministry"]
    journal.close()
    form = Form(visitor, "credit", statement=id)
    assert "none is named" in form.send(grade="1", why="Sure.").text
    envoy = next(value for words, value in form.ticks.items() if "envoy" in words)
    done(form.send(grade="1", why="An envoy says so too.", confirmed=envoy))


def test_a_description_is_corrected_field_by_field_and_taken_back(visitor):
    id = sources(visitor)["letter.txt"]
    form = Form(visitor, "describe", source=id)
    given = {"title": "A letter", "written": "1947-07", "creators": "One\nTwo", "side": "council"}
    number = re.search(r"done=(\d+)", done(form.send(**given)))[1]
    page = visitor.get(f"/sources/{id}.html")
    assert "A letter" in page
    assert "July 1947" in page
    assert "corrected this description since" in form.send(**given).text
    wrong = Form(visitor, "describe", source=id).send(title="A letter", written="last summer")
    assert "is no date" in unescape(wrong.text)
    assert 'value="last summer"' in wrong.text
    assert visitor.post("/undo", first=number, last=number, back="/").status_code == 303
    assert "July 1947" not in visitor.get(f"/sources/{id}.html")


def test_a_judgement_is_withdrawn_with_its_reason(visitor):
    done(Form(visitor, "rate", provision=ROADS).send(level="0", why="Nothing seen."))
    (one,) = judged(visitor, CellRated)
    form = Form(visitor, "withdraw", entry=str(one.entry))
    assert "Nothing seen." in form.page
    done(form.send(why="A slip."))
    assert judged(visitor, CellRated) == []
    assert "Nothing seen." not in visitor.get("/judgements")


def test_what_is_not_there_cannot_be_judged(visitor):
    for path in (
        "/judge/rate?provision=accord/gold",
        "/judge/grade?source=src-0",
        "/judge/credit?statement=st-0",
        "/judge/withdraw?entry=1",
        "/judge/praise?source=x",
    ):
        visitor.get(path, status=404)


def test_a_dispute_leads_to_the_ruling_on_it(visitor):
    """The form is filled in with the dispute's promise, party and sides."""
    for path in ("/disputes.html", "/agreements/accord/provisions/roads.html"):
        asked = re.search(r'href="/judge/rule\?(provision=[^"]+side=[^"]+)"', visitor.get(path))[1]
        form = visitor.get(f"/judge/rule?{unescape(asked)}")
        assert '<option value="ministry" selected>' in form
        assert form.count(" checked> <bdi>") == 2


def test_a_ruling_on_mere_proposals_accepts_nothing(visitor):
    """Its mark stays "with proposals": no statement was accepted by anyone."""
    before = re.findall(r'<p><span class="chip [a-z]+">([^<]+)', visitor.get("/disputes.html"))
    assert "with proposals" in before
    form = Form(visitor, "rule", provision=ROADS)
    given = {"ruling": "contradict", "why": "Both speak of it.", "party": "ministry"}
    done(form.send(side=["council", "observer"], **given))
    page = visitor.get("/disputes.html")
    assert "Both speak of it." in page
    assert re.findall(r'<p><span class="chip [a-z]+">([^<]+)', page).count("accepted") == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((("ministry", "kept"), ("council", "broken")), "Their own word alone"),
        ((("ministry", "unclear"), ("council", "unclear")), "Nothing that it rests on says"),
        ((("council", "broken"),), ""),
        ((("ministry", "broken"), ("council", "kept")), ""),
    ],
)
def test_a_rating_is_refused_as_self_report_only_where_it_is_one(said, words):
    source = a_source()
    statements = [a_statement(source, "road", side=side, stance=stance) for side, stance in said]
    rating = CellRated(Cell("accord", "roads", party="ministry"), "pam", 3, "Seen.")
    scale = vocabulary.codebook().scale("pam")
    found = why_refused(rating, scale=scale, agreement=an_agreement(), statements=statements)
    assert words in found if words else not found


def test_what_turns_the_direction_of_writing_is_named_where_it_was_typed(visitor):
    form = Form(visitor, "reply", provision=ROADS)
    done(form.send(replying="ministry", text="It was \u202enever closed.", party="ministry"))
    page = visitor.get("/journal.html")
    assert "It was [U+202E]never closed." in page
    assert "\u202e" not in page
