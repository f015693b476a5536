"""Which provision is meant: named, carried through a paragraph, or told by its topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.reading.conftest import PROVISIONS

from servanda.domain.agreement import Agreement, Label, Provision, Wording
from servanda.domain.statement import Statement
from servanda.reading.lexicon import lexicon
from servanda.reading.topics import TopicIndex

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


def links(statement: Statement) -> list[tuple[str, str]]:
    return [(link.key, link.basis) for link in statement.provisions]


def test_a_number_is_matched_to_the_label_of_the_agreement(one: One) -> None:
    statement = one("Article 3 was not applied anywhere.")
    assert links(statement) == [("schools", "named")]
    assert statement.provisions[0].label == "Article 3"


def test_several_numbers_are_several_links(one: One) -> None:
    assert links(one("Articles 2 and 4 have not been implemented.")) == [
        ("prisoners", "named"),
        ("withdrawal", "named"),
    ]


def test_the_last_point_is_what_its_label_says(one: One) -> None:
    assert links(one("The last point of the Accord was not carried out.")) == [("press", "named")]


def test_a_number_is_carried_as_far_as_its_subject(read: Read) -> None:
    """Article 2 speaks of prisoners. Many are still held in prison. The army burned two houses."""
    found = read(
        "Article 2 speaks of the release of prisoners. In fact many are still held in prison. "
        "The army burned two houses in Tarn.",
        side="front",
    )
    assert links(found[0]) == [("prisoners", "named")]
    assert links(found[1]) == []
    assert "still speaks of" in " ".join(found[0].reasons)


def test_this_point_goes_back_to_the_one_before(read: Read) -> None:
    found = read("Article 4 is clear. This article has not been implemented.")
    assert links(found[-1]) == [("withdrawal", "named")]


def test_a_number_does_not_reach_into_the_next_paragraph(read: Read) -> None:
    found = read("Article 2 is clear.\n\nMany of them were driven off their lands.", side="front")
    assert [links(one) for one in found] == [[]]


def test_topic_words_propose_a_provision_and_are_quoted(one: One) -> None:
    statement = one("The Government released forty prisoners in June.")
    assert links(statement) == [("prisoners", "topic")]
    assert any("“prisoners”" in reason for reason in statement.reasons)


def test_with_the_wordings_exchanged_the_links_move(read: Read, valley: Agreement) -> None:
    """The words of a link come from the agreement, not from the reader."""
    two, four = valley.provision("prisoners"), valley.provision("withdrawal")
    assert two is not None
    assert four is not None
    swapped = {
        "prisoners": replace(two, title=four.title, wordings=four.wordings, themes=four.themes),
        "withdrawal": replace(four, title=two.title, wordings=two.wordings, themes=two.themes),
    }
    other = replace(
        valley, provisions=tuple(swapped.get(one.key, one) for one in valley.provisions)
    )
    text = "The Government released forty prisoners in June."
    assert links(read(text)[0]) == [("prisoners", "topic")]
    assert links(read(text, agreement=other)[0]) == [("withdrawal", "topic")]


def test_without_evidence_no_provision_is_proposed(one: One) -> None:
    statement = one("The Arvenian army arrested forty of our supporters.", side="front")
    assert statement.level == "unmapped"
    assert statement.provisions == ()


def test_the_whole_stays_the_whole(one: One) -> None:
    """Lesson 2: a statement about all the points is linked to none of them."""
    statement = one("All the provisions of the Accord remain only on paper.")
    assert (statement.level, statement.provisions) == ("whole", ())


def test_another_document_has_other_articles(read: Read) -> None:
    found = read("Article 4 of the Constitution was not respected by the Government.")
    assert all(link.key != "withdrawal" for one in found for link in one.provisions)


def test_they_carried_them_out_goes_on_with_the_whole(read: Read) -> None:
    found = read(
        "The Arvenian authorities carried out all their pledges under the Accord. "
        "They carried them out fully in the letter."
    )
    assert [(one.level, one.stance) for one in found] == [("whole", "kept"), ("whole", "kept")]
    assert [one.about[0].party for one in found] == ["government", "government"]


def test_the_agreement_that_is_named_is_the_one_searched(read: Read, valley: Agreement) -> None:
    """Two agreements promise a release; the sentence says which it speaks of."""
    other = replace(valley, key="hills-1999", title="The Hills Protocol", aliases=())
    text = "Under the Hills Protocol the Government released forty prisoners."
    found = read(text, also=(other,))
    assert [link.agreement for one in found for link in one.provisions] == ["hills-1999"]


@pytest.mark.parametrize("word", ["due", "being", "until", "act", "acts", "republic", "regions"])
def test_a_word_of_every_text_links_to_no_provision(valley: Agreement, word: str) -> None:
    """ "The salaries were due" speaks of no due process, though one title alone says "due"."""
    title = "Being due until the act of the republic; regions"
    more = replace(valley, provisions=(*valley.provisions, Provision("court", title=title)))
    assert TopicIndex([more], lexicon("en")).best([word]) is None


def test_one_word_links_only_from_a_title(valley: Agreement) -> None:
    """A word that no other provision has links from the title, and not from the wording."""
    lighthouse = Provision("light", title="Lighthouses")
    topics = TopicIndex(
        [replace(valley, provisions=(*valley.provisions, lighthouse))], lexicon("en")
    )
    found = topics.best(["lighthouse"])
    assert found is not None
    assert found.key == "light"
    assert topics.best(["thirty"]) is None


def test_a_paragraph_on_a_topic_carries_to_an_admission_in_it(read: Read) -> None:
    """The Highlanders tell of the withdrawal, what was done and what their own men did."""
    found = read(
        "If one turns to the points of the Accord which concern the withdrawal of troops, the army "
        "was moved from the valley. Meanwhile a band that receives support from the Arvenian army "
        "caused anger among our soldiers and therefore they refused to leave Tarn.",
        side="front",
    )
    assert found[-1].kind == "admission"
    assert {link.key for one in found for link in one.provisions} == {"withdrawal"}


def test_what_a_verdict_sums_up_hangs_on_its_provision(read: Read) -> None:
    found = read(
        "Officials whom the villagers chose were thrown into prison. The Arvenian authorities put "
        "their own people in their places. Thus Article 5 was not carried out in the valley.",
        side="front",
    )
    assert [[link.key for link in one.provisions] for one in found] == [["election"]] * len(found)
    assert [link.basis for link in found[0].provisions] == ["topic"]


def test_a_freedom_won_is_not_of_the_point_that_its_paragraph_speaks_of(read: Read) -> None:
    """Lesson 5: an achievement conceded inside a complaint about something else."""
    found = read(
        "Article 2 speaks of the release of prisoners. In fact many are held in prison. In spite "
        "of all this the people of Tarn defended the freedom of assembly that had been won.",
        side="front",
    )
    assert found[-1].kind == "concession"
    assert "prisoners" not in [link.key for link in found[-1].provisions]


def test_a_provision_of_two_labels_is_linked_once(read: Read, valley: Agreement) -> None:
    two = replace(PROVISIONS[1], labels=(Label("Article 2"), Label("the prisoner clause")))
    agreement = replace(valley, provisions=(PROVISIONS[0], two))
    found = read("Article 2, the prisoner clause, was not implemented.", agreement=agreement)
    assert [link.key for link in found[0].provisions] == ["prisoners"]


WORDS_OF_ANY_FIELD = [
    "The committee submitted a draft for previous members and particular groups.",
    "A programme was launched with the support of several institutions.",
]


@pytest.mark.parametrize("text", WORDS_OF_ANY_FIELD)
def test_words_of_any_field_link_to_no_provision(read: Read, valley: Agreement, text: str) -> None:
    """Two promises are told with the same small change of words as the text is."""
    loose = Provision(
        "loose",
        title="Previous members",
        wordings=(
            Wording(
                "The committee shall submit a draft on previous members, groups and bodies; a "
                "particular programme is launched with support.",
                "verbatim",
                "text",
            ),
        ),
    )
    found = read(text, agreement=replace(valley, provisions=(*PROVISIONS, loose)))
    assert [link.key for one in found for link in one.provisions] == []


def test_what_belongs_to_those_who_watch_is_no_topic(read: Read, valley: Agreement) -> None:
    """The observers' own vehicles are fired at; the ban on vehicles of the parties is not meant."""
    ban = Provision(
        "ban",
        title="Unmanned vehicles",
        wordings=(
            Wording("No unmanned aerial vehicles of the parties shall fly.", "verbatim", "text"),
        ),
    )
    found = read(
        "The Joint Mission (JM) wrote. JM observers recorded it. JM unmanned aerial vehicles were "
        "fired upon twice by soldiers.",
        agreement=replace(valley, provisions=(*PROVISIONS, ban)),
    )
    assert found
    assert "ban" not in [link.key for one in found for link in one.provisions]


def test_two_words_far_apart_are_no_link_and_close_by_are(valley: Agreement) -> None:
    wordings = (
        "The quarry and the mill at Tarn shall be leased.",
        "Ferries shall cross the lake.",
        "Shepherds may graze the moor.",
    )
    made = [
        Provision(
            f"p{number}", title=text.split()[0], wordings=(Wording(text, "verbatim", "text"),)
        )
        for number, text in enumerate(wordings)
    ]
    index = TopicIndex([replace(valley, provisions=tuple(made))], lexicon())
    close = ["the", "quarry", "and", "the", "mill", "were", "leased"]
    assert index.best(close) is not None
    assert index.best(["the", "previous", "full", "draft", "was", "submitted"]) is None
