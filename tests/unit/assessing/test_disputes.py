"""Contradictions told from mere differences, as a mediator would tell them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders import (
    READER,
    a_day,
    a_link,
    a_party,
    a_place,
    a_source,
    a_statement,
    an_agreement,
)

from servanda.assessing import assess
from servanda.assessing.dispute import Dispute, Disputes
from servanda.assessing.disputes import disputes
from servanda.domain.agreement import Agreement, Provision, Wording
from servanda.domain.cell import NOBODY, Cell
from servanda.domain.entry import Head
from servanda.domain.judgement import DisputeRuled, Judged
from servanda.domain.place import PartOf, Place, PlaceName
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Excerpt, ProvisionLink, Quantity, Statement, Voice
from servanda.domain.when import When

TEXT = (
    "The roads in Alma were opened. The roads in Alma were not opened. The roads in Borin were "
    "not opened. The roads were opened in the valley. The council was given seats. The council "
    "was denied all rights. The opening of the roads was ordered. No road was opened except the "
    "mill road. The mill road was opened. 40 trucks were let through. 300 trucks were let through."
)
SOURCE = a_source(TEXT)


def say(words: str, **fields: Any) -> Statement:
    """One accepted verdict about the ministry, on the roads, by the council."""
    given: dict[str, Any] = {
        "provisions": ("accord/roads",),
        "about": (a_party("ministry"),),
        "side": "council",
        "state": "accepted",
        "stance": "broken",
    }
    return a_statement(SOURCE, words, **{**given, **fields})


def the_ministry(words: str, **fields: Any) -> Statement:
    """The ministry's answer: it kept its word."""
    return say(words, **{"side": "ministry", "stance": "kept", **fields})


def record(*said: Statement, sources: tuple[Source, ...] = (SOURCE,), **fields: Any) -> Record:
    given: dict[str, Any] = {
        "head": Head(1, "0" * 64),
        "agreements": (an_agreement(),),
        "sources": sources,
        "statements": said,
        "readings": {one.id: (READER,) for one in sources},
    }
    return Record(**{**given, **fields})


def hear(*said: Statement, **fields: Any) -> Disputes:
    return disputes(assess(record(*said, **fields)), proposals=False)


def heard(*said: Statement, **fields: Any) -> Dispute:
    """The only dispute that is heard."""
    (one,) = hear(*said, **fields)
    return one


def alma(words: str = "Alma") -> dict[str, Any]:
    return {"places": (a_place(SOURCE, words),)}


OPENED = "The roads in Alma were opened"
SHUT = "The roads in Alma were not opened"
IN_MAY = {"when": a_day("2021-05-04")}


def test_the_same_act_in_the_same_place_at_the_same_time_is_a_contradiction():
    """The council says that the roads in Alma were not opened in May, the ministry that they
    were."""
    one = heard(say(SHUT, **alma(), **IN_MAY), the_ministry(OPENED, **alma(), **IN_MAY))
    assert (one.word, one.sides) == ("contradict", ("council", "ministry"))
    assert one.pairs[0].certain
    assert one.why == (
        "According to the council “The roads in Alma were not opened” in Alma (2021-05-04), "
        "according to the ministry “The roads in Alma were opened” in Alma (2021-05-04): both "
        "speak of “Roads” in Alma, of the same time, and cannot both be true."
    )


def test_what_nobody_dates_contradicts_only_as_far_as_can_be_told():
    one = heard(say(SHUT, **alma()), the_ministry(OPENED, **alma()))
    assert one.word == "contradict"
    assert one.pairs[0].gaps == ("time",)
    assert "neither says of which time: as far as can be told" in one.why
    assert "first of all when" in one.settle


def test_another_place_is_a_mere_difference():
    one = heard(
        say("The roads in Borin were not opened", **alma("Borin")), the_ministry(OPENED, **alma())
    )
    assert (one.word, one.pairs[0].grounds) == ("differ", ("place",))
    assert "they speak of other places, in Borin and in Alma" in one.why


def test_another_time_is_a_mere_difference():
    one = heard(
        say(SHUT, **alma(), **IN_MAY), the_ministry(OPENED, **alma(), when=a_day("2021-08-01"))
    )
    assert (one.word, one.pairs[0].grounds) == ("differ", ("time",))


def test_what_was_told_before_the_other_happened_speaks_of_another_time():
    """The council wrote in June; the ministry says that it opened the roads in August."""
    early = say(SHUT, **alma(), as_of=a_day("2021-06-01"))
    one = heard(early, the_ministry(OPENED, **alma(), when=a_day("2021-08-01")))
    assert one.pairs[0].grounds == ("time",)


def test_a_place_that_nobody_placed_is_not_taken_for_the_same():
    unplaced = {"places": (a_place(SOURCE, "Alma", id=None, name=None),)}
    one = heard(say(SHUT, **unplaced, **IN_MAY), the_ministry(OPENED, **unplaced, **IN_MAY))
    assert one.pairs[0].gaps == ("place",)
    assert "“Alma”, which nobody has placed" in one.why


def valley() -> Agreement:
    agreement = an_agreement()
    region = Place("place-valley", (PlaceName("Valley"),), granularity="region")
    town = Place("place-alma", (PlaceName("Alma"),), part_of=(PartOf("place-valley"),))
    territory = replace(agreement.territory, places=(region, town))
    return replace(agreement, territory=territory)


def test_a_town_within_a_region_is_a_part_of_it():
    """Kept in the valley, says one; not in Alma, says the other, which lies in the valley."""
    wide = the_ministry(
        "The roads were opened in the valley",
        places=(a_place(SOURCE, "valley", granularity="region"),),
    )
    one = heard(say(SHUT, **alma()), wide, agreements=(valley(),))
    assert (one.word, one.pairs[0].grounds) == ("differ", ("part",))
    fully = replace(wide, extent="full")
    assert heard(say(SHUT, **alma()), fully, agreements=(valley(),)).word == "contradict"


def test_an_order_is_not_yet_an_act():
    """A reader gives an order the kind of the act, and no stance."""
    order = the_ministry(
        "The opening of the roads was ordered", kind="compliance", stance="unclear"
    )
    one = heard(say(SHUT), order)
    assert (one.word, one.pairs[0].grounds) == ("differ", ("order",))
    assert "tells of a word that was given, the council of what was done" in one.why
    assert one.settle.startswith("Whether what “The opening of the roads was ordered” announces")


def by_topic() -> dict[str, Any]:
    return {"provisions": (ProvisionLink("accord", "roads", None, "topic"),)}


def test_seats_against_rights_are_a_mere_difference():
    seats = the_ministry(
        "The council was given seats",
        reasons=("It is read as kept because “was given” tells of an act.",),
        kind="compliance",
        **by_topic(),
    )
    rights = say(
        "The council was denied all rights",
        reasons=("It is read as broken because “was denied” tells of a breach.",),
        **by_topic(),
    )
    one = heard(seats, rights)
    assert one.word == "differ"
    assert "one speaks of “rights”, the other of “seats”" in one.why


def test_words_that_decide_apart_from_each_other_are_quoted_with_what_stands_between():
    """ "None … enjoy": the words alone would turn the sentence round."""
    text = "None of those whom the council sent enjoy any rights."
    source = a_source(text)
    rights = a_statement(
        source,
        text[:-1],
        about=(a_party("ministry"),),
        side="council",
        stance="broken",
        state="accepted",
        reasons=("It is read as broken because “None … enjoy” tells of a breach.",),
        **by_topic(),
    )
    seats = the_ministry(
        "The council was given seats",
        reasons=("It is read as kept because “was given” tells of an act.",),
        kind="compliance",
        **by_topic(),
    )
    one = heard(rights, seats, sources=(SOURCE, source))
    assert "“None of those whom the council sent enjoy any rights”" in one.why
    assert "one speaks of “rights”, the other of “seats”" in one.why


def test_two_acts_with_nothing_in_common_are_different_things():
    reasons = "It is read as broken because “{}” tells of an act."
    seats = the_ministry(
        "The council was given seats", kind="compliance", reasons=(reasons.format("was given"),)
    )
    shut = say(SHUT, kind="incident", reasons=(reasons.format("not opened"),))
    one = heard(seats, shut, agreements=(an_agreement(provisions=(Provision("roads"),)),))
    assert one.word == "different_things"
    assert one.settle.startswith("Nothing needs to be settled between them")


def test_one_act_against_a_verdict_on_the_promise_is_a_part_of_it():
    one = heard(say(SHUT, kind="incident", **IN_MAY), the_ministry(OPENED))
    assert one.pairs[0].grounds == ("part",)
    assert "judges the promise and the council tells of one act" in one.why


def test_a_verdict_of_one_place_and_month_is_on_the_act_that_is_told_of_them():
    """Not opened in Alma on 4 May, says one; opened there that day, says the other."""
    act = the_ministry(OPENED, kind="compliance", **alma(), **IN_MAY)
    assert heard(say(SHUT, **alma(), **IN_MAY), act).word == "contradict"


def test_a_verdict_that_denies_the_very_act_contradicts_it():
    """The roads were not opened; somebody opened the roads: neither says when."""
    denied = "It is read as broken because “not opened” says that an act was not done."
    done = "It is read as kept because “were opened” tells of an act that was promised."
    act = the_ministry(OPENED, kind="compliance", reasons=(done,), **by_topic())
    one = heard(say(SHUT, reasons=(denied,), **by_topic()), act)
    assert (one.word, one.pairs[0].gaps) == ("contradict", ("place", "time"))


def test_who_is_not_named_is_no_second_voice_of_a_side():
    """Two reports of one mission, of which neither names its author."""
    later = a_source("The roads were opened later.")
    other = a_statement(
        later,
        "The roads were opened",
        provisions=("accord/roads",),
        about=(a_party("ministry"),),
        side="observer",
        stance="kept",
        state="accepted",
    )
    assert hear(say(SHUT, side="observer"), other, sources=(SOURCE, later)) == ()


def test_what_happened_by_some_day_need_not_be_of_the_same_time():
    by = When("by mid-May", None, None, "../2021-05-15", None, "2021-05-15", "stated")
    one = heard(say(SHUT, **alma(), **IN_MAY), the_ministry(OPENED, **alma(), when=by))
    assert one.pairs[0].gaps == ("time",)
    assert "nobody can tell whether the times are one" in one.why


def test_one_act_contradicts_a_verdict_that_leaves_nothing_out():
    one = heard(say(SHUT, kind="incident", **IN_MAY), the_ministry(OPENED, extent="full"))
    assert one.word == "contradict"


def test_what_one_excepts_and_the_other_speaks_of_is_no_contradiction():
    at = TEXT.index("the mill road")
    excepting = say(
        "No road was opened except the mill road",
        exceptions=(Excerpt("the mill road", at, at + 13),),
    )
    one = heard(excepting, the_ministry("The mill road was opened"))
    assert (one.word, one.pairs[0].grounds) == ("differ", ("exception",))
    assert "the council excepts “the mill road”" in one.why


def test_a_difference_of_degree_is_no_contradiction():
    one = heard(say(SHUT), the_ministry(OPENED, stance="partly"))
    assert (one.word, one.pairs[0].grounds) == ("differ", ("degree",))


def test_who_agree_on_the_act_can_differ_in_the_number():
    def trucks(words: str, number: float) -> dict[str, Any]:
        at = TEXT.index(words)
        counted = Quantity(words, at, at + len(words), number, number, "trucks")
        return {"quantities": (counted,), "stance": "kept"}

    one = heard(
        say("40 trucks were let through", **trucks("40 trucks", 40)),
        the_ministry("300 trucks were let through", **trucks("300 trucks", 300)),
    )
    assert (one.word, one.pairs[0].grounds) == ("differ", ("number",))
    assert "“40 trucks” against “300 trucks”" in one.why


def test_sides_that_agree_do_not_dispute():
    assert hear(say(SHUT), the_ministry(SHUT[:-1], stance="broken")) == ()


def test_two_voices_of_one_side_can_dispute_and_one_voice_cannot():
    def press(words: str, paper: str, **fields: Any) -> Statement:
        return say(words, side="press", voice=(Voice(paper, "asserts"),), **fields)

    one = heard(press(SHUT, "The Post"), press(OPENED, "The Gazette", stance="kept"))
    assert (one.word, one.sides) == ("contradict", ("press",))
    assert "the press (the Post)" in one.why
    assert hear(press(SHUT, "The Post"), press(OPENED, "The Post", stance="kept")) == ()


def test_who_judge_different_parties_do_not_dispute():
    assert hear(say(SHUT), the_ministry(OPENED, about=(a_party("council"),))) == ()


def test_verdicts_that_name_nobody_contradict_as_far_as_can_be_told():
    one = heard(say(SHUT, about=()), the_ministry(OPENED, about=()))
    assert (one.cell.party, one.word) == (NOBODY, "contradict")
    assert "party" in one.pairs[0].gaps


def test_an_act_of_nobody_named_may_be_anybodys():
    act = say(SHUT, about=(), kind="incident")
    one = heard(act, the_ministry(OPENED, extent="full"))
    assert (one.cell.party, one.word, one.pairs[0].grounds) == ("ministry", "differ", ("party",))


def test_a_provision_below_is_a_part_of_the_one_above():
    tree = Provision("roads", "Roads", children=(Provision("bridges", "Bridges"),))
    below = say(SHUT, provisions=("accord/bridges",))
    agreement = an_agreement(provisions=(tree,))
    one = heard(below, the_ministry(OPENED), agreements=(agreement,))
    assert (one.cell.provision, one.word) == ("roads", "differ")
    assert "“Bridges” is only a part of “Roads”" in one.why


def test_the_whole_is_held_against_the_whole_only():
    whole = the_ministry(OPENED, provisions=(), level="whole", extent="full")
    assert hear(whole, say(SHUT)) == ()
    one = heard(whole, say(SHUT, provisions=(), level="whole"))
    assert (one.cell.provision, one.word) == ("(whole)", "contradict")


def test_every_disputed_picture_has_its_dispute():
    said = (say(SHUT), the_ministry(OPENED))
    assessed = assess(record(*said))
    cell = Cell("accord", "roads", party="ministry")
    assert assessed.picture(cell, proposals=False).word == "disputed"
    assert [one.cell for one in disputes(assessed, proposals=False)] == [cell]


def test_admissions_of_either_side_stand_with_the_dispute():
    owned = the_ministry("The mill road was opened", kind="admission", stance="broken")
    one = heard(say(SHUT), the_ministry(OPENED), owned)
    assert one.admissions == (owned.id,)


def test_proposals_are_heard_apart():
    said = (say(SHUT), the_ministry(OPENED, state="proposed"))
    assert hear(*said) == ()
    assert len(disputes(assess(record(*said)), proposals=True)) == 1


def test_a_wording_that_sides_give_apart_is_a_dispute_of_its_own():
    roads = Provision(
        "roads",
        "Roads",
        wordings=(
            Wording("All roads are to be opened within ten days.", "reported", "council"),
            Wording("All roads are to be opened.", "reported", "the ministry"),
        ),
    )
    one = heard(agreements=(an_agreement(provisions=(roads,)),))
    assert (one.word, one.sides, one.pairs) == ("over_wording", ("council", "ministry"), ())
    assert one.why.endswith("only council has “within”, “days”.")


def test_a_translation_disputes_no_wording():
    roads = Provision(
        "roads",
        wordings=(
            Wording("All roads are to be opened.", "verbatim", "council", "en"),
            Wording("Toutes les routes seront ouvertes.", "translation", "ministry", "fr"),
        ),
    )
    assert hear(agreements=(an_agreement(provisions=(roads,)),)) == ()


def ruling(word: Any, cell: Cell, *sides: str) -> tuple[Judged, ...]:
    act = DisputeRuled(cell, sides, word, "Both saw what they tell.")
    return (Judged(7, "coder-1", "2022-01-01T00:00:00Z", act),)


def test_a_persons_ruling_stands_and_the_computed_word_beside_it():
    cell = Cell("accord", "roads", party="ministry")
    one = heard(
        say(SHUT),
        the_ministry(OPENED),
        judgements=ruling("both_stand", cell, "council", "ministry"),
    )
    assert (one.word, one.computed) == ("both_stand", "contradict")
    assert one.ruled is not None
    assert (one.ruled.actor, one.ruled.why) == ("coder-1", "Both saw what they tell.")


def test_a_ruling_on_the_whole_provision_is_on_each_of_its_parties():
    wide = ruling("both_stand", Cell("accord", "roads"), "council", "ministry")
    assert heard(say(SHUT), the_ministry(OPENED), judgements=wide).word == "both_stand"


def test_a_ruling_where_nothing_was_computed_is_shown_too():
    cell = Cell("accord", "roads", place="place-alma", party="ministry")
    judged = ruling("contradict", cell, "council", "ministry")
    found = disputes(assess(record(judgements=judged)), proposals=False, place="place-alma")
    assert [(one.word, one.computed) for one in found] == [("contradict", None)]


def test_a_place_and_a_party_narrow_the_question():
    said = (
        say(SHUT, **alma()),
        the_ministry(OPENED, **alma()),
        say("The roads in Borin were not opened", **alma("Borin")),
    )
    assessed = assess(record(*said))
    (one,) = disputes(assessed, proposals=False, place="place-alma")
    assert one.cell.place == "place-alma"
    assert len(one.pairs) == 1
    assert disputes(assessed, proposals=False, place="place-borin") == ()
    assert disputes(assessed, proposals=False, party="council") == ()


def test_many_statements_are_compared_up_to_a_bound_that_is_told():
    words = " ".join(f"word{number}" for number in range(80))
    source = a_source(words)

    def many(side: str, stance: str, first: int) -> list[Statement]:
        return [
            a_statement(
                source,
                f"word{number}",
                provisions=(a_link("accord/roads"),),
                about=(a_party("ministry"),),
                side=side,
                stance=stance,
                state="accepted",
            )
            for number in range(first, first + 40)
        ]

    said = [*many("council", "broken", 0), *many("ministry", "kept", 40)]
    one = heard(*said, sources=(source,))
    assert len(one.pairs) == 10
    assert one.left_out == 40 * 40 - 10


def test_disputes_become_a_data_frame():
    frame = hear(say(SHUT), the_ministry(OPENED)).to_frame()
    assert list(frame["word"]) == ["contradict"]
    assert frame.loc[0, "sides"] == "council; ministry"


def test_a_date_that_is_open_ends_with_the_telling():
    since = When("since May", None, None, "2021-05/..", "2021-05-01", None, "stated")
    early = say(SHUT, **alma(), when=since, as_of=a_day("2021-06-01"))
    late = the_ministry(OPENED, **alma(), when=a_day("2021-08-01"))
    assert heard(early, late).pairs[0].grounds == ("time",)


STANDARD = (
    "The mission reports that the tariff clauses of the road act are not in line with the accord. "
    "The ministry has fully carried out the accord. The accord remains in force. The council says "
    "that none of the points of the accord was carried out. A major step under the accord has been "
    "achieved. The ferries were not repaired. The mill road was repaired. The harbour decree "
    "breaches point 2. Point 2 was kept. The mill road was not repaired. With patrols watching the "
    "road, works at the quarry were completed."
)
MEASURED = a_source(STANDARD)


def judge(words: str, decided: str, named: str, **fields: Any) -> Statement:
    """A verdict with its reasons, as a reader gives them: what decided, and what was named."""
    given: dict[str, Any] = {
        "about": (a_party("ministry"),),
        "side": "council",
        "state": "accepted",
        "stance": "broken",
        "level": "whole",
        "provisions": (),
        "reasons": (
            f"It is read so because “{decided}” says so.",
            f"“{named}” is spoken of as a whole.",
            "“ministry” is named.",
            "“The council says” hands on somebody's claim.",
        ),
    }
    return a_statement(MEASURED, words, **{**given, **fields})


def the_law() -> Statement:
    words = "the tariff clauses of the road act are not in line with the accord"
    return judge(words, "are not in line with", "the accord")


def in_force(**fields: Any) -> Statement:
    given: dict[str, Any] = {"side": "observer", "stance": "kept", **fields}
    return judge("The accord remains in force", "remains in force", "The accord", **given)


def measured(*said: Statement, **fields: Any) -> Dispute:
    return heard(*said, sources=(MEASURED,), **fields)


def test_another_text_judged_by_the_accord_does_not_contradict_that_it_is_in_force():
    """The clauses of an act are not in line with it, says the council; it is in force."""
    one = measured(the_law(), in_force())
    assert one.word == "different_things"
    assert "judges “the tariff clauses of the road act”" in one.why
    assert "whether the agreement as a whole is in force" in one.why


def test_to_be_in_force_is_not_to_be_kept():
    none = judge(
        "none of the points of the accord was carried out", "carried out", "none of the points"
    )
    assert measured(none, in_force()).word == "different_things"


def test_a_step_under_the_accord_is_not_the_accord():
    step = judge(
        "A major step under the accord has been achieved",
        "has been achieved",
        "the accord",
        side="observer",
        stance="kept",
    )
    none = judge(
        "none of the points of the accord was carried out", "carried out", "none of the points"
    )
    one = measured(none, step)
    assert one.word != "contradict"
    assert one.pairs[0].grounds == ("matter",)


def test_two_verdicts_on_the_keeping_of_the_accord_still_contradict_each_other():
    kept = judge(
        "The ministry has fully carried out the accord",
        "fully carried out",
        "the accord",
        side="observer",
        stance="kept",
    )
    none = judge(
        "none of the points of the accord was carried out", "carried out", "none of the points"
    )
    assert measured(none, kept).word == "contradict"
    assert measured(the_law(), kept).word != "contradict"


def test_two_verdicts_by_topic_contradict_only_where_they_share_a_word_of_the_promise():
    """Ferries against a road: both belong to the promise on traffic, and are two matters."""
    traffic = Provision("roads", "Repair of roads and ferries")
    level: dict[str, Any] = {"level": "provision", **by_topic()}
    ferries = judge("The ferries were not repaired", "not repaired", "ferries", **level)
    road = judge(
        "The mill road was repaired",
        "was repaired",
        "road",
        side="ministry",
        stance="kept",
        **level,
    )
    where = {"agreements": (an_agreement(provisions=(traffic,)),)}
    assert measured(ferries, road, **where).word == "differ"


def test_what_is_told_beside_a_promise_does_not_judge_it():
    """A quarry was finished while the roads were open: whether these are repaired is not said."""
    traffic = Provision("roads", "Repair of roads and ferries")
    level: dict[str, Any] = {"level": "provision", **by_topic()}
    kept = {"side": "ministry", "stance": "kept", **level}
    road = judge("The mill road was not repaired", "not repaired", "road", **level)
    quarry = judge(
        "With patrols watching the road, works at the quarry were completed",
        "were completed",
        "road",
        **kept,
    )
    where = {"agreements": (an_agreement(provisions=(traffic,)),)}
    assert measured(road, quarry, **where).word != "contradict"


def test_an_act_of_law_that_breaches_a_point_is_not_that_point():
    level: dict[str, Any] = {"level": "provision", "provisions": ("accord/roads",)}
    decree = judge("The harbour decree breaches point 2", "breaches", "point 2", **level)
    kept = judge("Point 2 was kept", "was kept", "Point 2", side="ministry", stance="kept", **level)
    assert measured(decree, kept).word == "differ"


def test_two_statements_are_one_matter_however_many_parties_they_judge():
    both = (a_party("ministry"), a_party("council"))
    found = hear(say(SHUT, about=both, side="observer"), the_ministry(OPENED, about=both))
    assert len(found) == 2
    assert [len(group) for group in found.matters()] == [2]
