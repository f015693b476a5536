"""Words that look like a deed or a breach and are none, and turns that say the opposite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


@pytest.mark.parametrize(
    "text",
    [
        "The soldier disengaged the safety of his rifle and walked on.",
        "The soldiers avoid passing the village under Article 4.",
        "The panel amended Section 3 of its report.",
        "The committee returned to the question of taxes.",
        "The report was released in May.",
        "She withdrew her complaint.",
        "The parties exchanged views on Article 3.",
        "The handbook defines what is a violation of Article 1.",
        "The training covered violations of the ceasefire.",
        "The workshop on ceasefire violations was held in Tarn.",
        "The parties met to discuss implementation of Article 3.",
        "AU: African Union; DDR: Disarmament, Demobilization and Reintegration; HF: Front.",
        "A ceasefire violation would endanger the talks.",
        "Should the army fail to withdraw, Article 4 would be breached.",
        "The Government was to withdraw its troops by July.",
        "The Front was supposed to hand over its weapons.",
        "The Front announced that it would hand over its weapons.",
    ],
)
def test_words_that_only_look_like_deeds_tell_of_none(read: Read, text: str) -> None:
    """A safety catch, a report, a question, a lesson: nothing was promised about these."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army left the valley without violating Article 1.", "kept"),
        ("The army refrained from shelling.", "kept"),
        ("The army never stopped shelling the villages.", "broken"),
        ("The withdrawal of troops is running behind schedule.", "broken"),
        ("Much remains to be done on the release of prisoners.", "broken"),
        ("Article 3 was not at all implemented.", "broken"),
        ("The Accord exists on paper only.", "broken"),
        ("The Front has yet to hand over its weapons.", "broken"),
        ("The prisoners were supposed to have been released in May.", "broken"),
        ("Hardly any prisoners have been released.", "broken"),
        ("Despite its promise to withdraw, the army remained in the valley.", "broken"),
        ("Article 3 was implemented only in part.", "partly"),
        ("Most prisoners have been released.", "partly"),
        ("The number of ceasefire violations fell from 40 to 12.", "partly"),
        ("The President ordered the release of all prisoners.", "unclear"),
        ("The army is alleged to have shelled Tarn.", "broken"),
    ],
)
def test_turns_of_phrase_keep_their_sense(one: One, text: str, stance: str) -> None:
    assert one(text).stance == stance


def test_one_party_complies_while_the_other_does_not(read: Read) -> None:
    """Two parties, two stances, two statements out of one sentence."""
    found = read("The Government withdrew its troops, while the Front kept its weapons.")
    assert [([who.party for who in one.about], one.stance) for one in found] == [
        (["government"], "kept"),
        (["front"], "broken"),
    ]


def test_a_later_sentence_takes_an_earlier_one_back(read: Read) -> None:
    found = read("Article 2 was not implemented. It has since been implemented in full.")
    assert [one.stance for one in found] == ["broken", "kept"]
    assert [link.type for link in found[1].links] == ["corrects"]
