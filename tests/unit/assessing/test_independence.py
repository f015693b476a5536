"""Which sources are one witness, and how the record knows."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import READER, a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.independence import Lineage, gather_derivations, witnesses
from servanda.domain.cell import Cell
from servanda.domain.derivation import Derivation, Likeness, SharedPassage
from servanda.domain.entry import Head
from servanda.domain.judgement import DerivationSet, Judged
from servanda.domain.record import Record
from servanda.domain.source import ArchiveReference, Description, Source
from servanda.domain.span import Span


def link(source: str, origin: str) -> Derivation:
    return Derivation(source, origin, "drawn_from", "stated")


def groups(sources: str, *links: str) -> list[str]:
    """Give groups as words: "paper<letter" is a link."""
    found = witnesses(sources.split(), [link(*one.split("<")) for one in links])
    return [" ".join(one.sources) for one in found]


def test_sources_that_nothing_links_are_as_many_witnesses():
    assert groups("letter cable") == ["letter", "cable"]


def test_two_papers_that_print_one_letter_are_one_witness():
    assert groups("paper other letter", "paper<letter", "other<letter") == ["letter other paper"]


def test_a_letter_that_nobody_holds_still_makes_them_one():
    found = witnesses(["paper", "other"], [link("paper", "a letter"), link("other", "a letter")])
    assert [one.origins for one in found] == [frozenset({"a letter"})]


def test_a_digest_of_two_letters_adds_no_witness_and_does_not_make_them_one():
    links = ("digest<letter", "digest<cable")
    assert groups("digest letter cable", *links) == ["cable digest", "letter"]
    assert groups("digest letter", *links) == ["letter digest"]
    assert groups("digest other", *links, "other<cable", "other<memo") == ["digest other"]


def test_a_chain_leads_through_sources_that_are_not_asked_about():
    assert groups("summary letter", "summary<translation", "translation<letter") == [
        "letter summary"
    ]


def test_sources_that_name_each_other_in_a_circle_are_one():
    assert groups("a b c d", "a<b", "b<c", "c<a") == ["a b c", "d"]


def test_a_chain_of_any_length_is_followed():
    lineage = Lineage(link(str(at), str(at + 1)) for at in range(20_000))
    assert lineage.origins("0") == {"20000"}


LETTER = a_source("The letter.", name="letter.txt")


def held(text: str, *origins: str, **fields: str) -> Source:
    return a_source(
        text, name=f"{text}.txt", description=Description(derives_from=origins, **fields)
    )


def test_a_description_names_its_origin_by_file_id_or_reference():
    cable = a_source(
        "The cable.",
        name="cable.txt",
        description=Description(reference=ArchiveReference("Fond 1, folder 2")),
    )
    papers = [held("one", "LETTER.txt"), held("two", LETTER.id), held("three", "fond 1,  folder 2")]
    found = gather_derivations([LETTER, cable, *papers])
    assert [one.origin for one in found] == [LETTER.id, LETTER.id, cable.id]
    assert {(one.kind, one.basis) for one in found} == {("drawn_from", "stated")}


def test_a_name_that_two_sources_bear_is_a_common_origin_and_neither_of_them():
    namesake = replace(a_source("Another letter."), name="letter.txt")
    (found,) = gather_derivations([LETTER, namesake, held("one", "letter.txt")])
    assert found.origin == "letter.txt"


def test_a_translation_is_told_from_a_digest():
    (found,) = gather_derivations([LETTER, held("one", "letter.txt", translator="somebody")])
    assert found.kind == "translation_of"


def like(kind: str, mine: float, theirs: float) -> Likeness:
    passage = SharedPassage(Span(0, 90), Span(0, 90), 20)
    return Likeness("early", "late", kind, mine, theirs, (passage,))


def test_texts_suggest_only_what_stands_almost_whole_in_another():
    copy, contained, shared = (
        gather_derivations([], likenesses=[one])
        for one in (
            like("near copy", 0.9, 0.95),
            like("shared passages", 1.0, 0.2),
            like("shared passages", 0.5, 0.2),
        )
    )
    assert [(one.source, one.origin, one.kind, one.basis) for one in (*copy, *contained)] == [
        ("late", "early", "copy_of", "text"),
        ("late", "early", "drawn_from", "text"),
    ]
    assert "near copy: 95% of one of them, at least 20 words" in copy[0].reason
    assert shared == ()


def test_a_coders_word_takes_the_place_of_all_else():
    """The texts are alike, and the coder knows that both officers wrote one dictation."""
    alike = [like("copy", 1, 1)]
    apart = DerivationSet("early", "late", "independent", "two officers took the same dictation")
    assert gather_derivations([], likenesses=alike, set_by_hand=[apart]) == ()
    turned = DerivationSet("early", "late", "copy_of", "the date on the second is the older")
    (found,) = gather_derivations([], likenesses=alike, set_by_hand=[turned])
    assert (found.source, found.origin, found.basis) == ("early", "late", "coder")


def said_in(source: Source, stance: str = "broken"):
    return a_statement(
        source,
        source.text,
        provisions=("accord/roads",),
        about=(a_party("ministry"),),
        side="press",
        stance=stance,
        state="accepted",
    )


def counted(*sources: Source, judgements: tuple[Judged, ...] = ()) -> list[str]:
    record = Record(
        head=Head(1, "0" * 64),
        agreements=(an_agreement(),),
        sources=sources,
        statements=tuple(map(said_in, sources)),
        readings={one.id: (READER,) for one in sources},
        judgements=judgements,
    )
    picture = assess(record).picture(Cell("accord", "roads", party="ministry"), proposals=False)
    told = dict(zip((one.id for one in record.statements), sources, strict=True))
    return [told[id].name for id in picture.accounts[0].counted]


def test_an_account_counts_one_source_of_each_witness():
    """A copy of a copy, and two papers that print a letter nobody holds."""
    copy = held("copy", "letter.txt")
    again = held("again", "copy.txt")
    assert counted(again, copy, LETTER) == ["letter.txt"]
    assert counted(again, copy) == ["copy.txt"]
    assert len(counted(held("one", "a lost letter"), held("two", "a lost letter"))) == 1


def test_what_a_coder_sets_counts_in_the_account():
    other = a_source("The other.", name="other.txt")
    act = DerivationSet(other.id, LETTER.id, "briefed_by", "the author names his informant")
    judged = Judged(1, "coder-1", "2026-01-01T00:00:00Z", act)
    assert counted(LETTER, other) == ["letter.txt", "other.txt"]
    assert counted(LETTER, other, judgements=(judged,)) == ["letter.txt"]
