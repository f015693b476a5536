"""Which found statement answers which gold one."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_quote, a_source, a_statement

from servanda.evaluating import match

TEXT = "The northern road was opened. No prisoner was released, and none was seen. The end."
SOURCE = a_source(TEXT)


def said(words: str, **fields):
    return a_statement(SOURCE, words, **fields)


def pairs(gold, found):
    return [(one.quote, other.quote) for one, other in match(gold, found).pairs]


def test_half_of_the_shorter_one_is_enough():
    """Gold takes the whole sentence, the reader half of it."""
    gold, found = said("No prisoner was released, and none was seen."), said("released, and none")
    assert pairs([gold], [found]) == [(gold.quote, found.quote)]


def test_less_than_half_of_the_shorter_one_is_no_pair():
    gold, found = said("road was opened. No"), said("No prisoner was released")
    assert pairs([gold], [found]) == []


def test_the_same_span_of_another_source_is_no_pair():
    other = a_statement(a_source(TEXT + " "), "The northern road was opened.")
    assert pairs([said("The northern road was opened.")], [other]) == []


def test_the_very_same_words_are_paired_before_anything_closer_to_others():
    """One gold statement has its exact twin; another lies inside the same words."""
    whole = "No prisoner was released, and none was seen."
    gold = [said("No prisoner was released"), said(whole)]
    found = [said(whole)]
    matching = match(gold, found)
    assert [(one.quote, other.quote) for one, other in matching.pairs] == [(whole, whole)]
    assert matching.outcomes[1].exact


def test_the_order_of_pairing_costs_no_hit():
    """The middle one is closest to both; each of the outer two finds a partner all the same."""
    gold = [said("No prisoner was released, and"), said("released, and none was seen.")]
    found = [said("prisoner was released, and none was"), said("No prisoner was")]
    assert len(match(gold, found).pairs) == 2
    assert len(match(gold, found[::-1]).pairs) == 2


def test_a_long_chain_of_neighbours_is_exchanged_to_its_end():
    """Each gold statement but the last can take the word before it or its own."""
    source = a_source("word " * 3000)

    def at(start: int, end: int):
        quote = replace(a_quote(source, "word"), start=start, end=end, quote=source.text[start:end])
        one = a_statement(source, "word")
        return replace(one, id=f"st-{start}", start=start, end=end, quotes=(quote,))

    gold = [at(10 * n, 10 * n + 11) for n in range(1400)]
    found = [at(10 * n + 5, 10 * n + 16) for n in range(1400)]
    assert len(match(gold, found).pairs) == 1400


def test_two_statements_on_the_same_words_are_told_apart_by_what_they_say():
    """ "Not implemented, with the exception of education": broken on one, kept on another."""
    broken = said("No prisoner was released", stance="broken", provisions=("accord/prisoners",))
    kept = said("No prisoner was released", stance="kept", provisions=("accord/roads",))
    for found in ([broken, kept], [kept, broken]):
        matching = match([kept, broken], found)
        assert [other.stance for _, other in matching.pairs] == ["kept", "broken"]


def test_a_merged_statement_and_a_further_piece_are_named_as_such():
    """The reader took two gold statements as one, and cut a third in two."""
    gold = [
        said("No prisoner was released"),
        said("and none was seen."),
        said("The northern road was"),
    ]
    found = [
        said("No prisoner was released, and none was seen."),
        said("The northern"),
        said("road was"),
    ]
    matching = match(gold, found)
    assert [(one.gold.quote, one.within_another) for one in matching.missed] == [
        ("and none was seen.", True)
    ]
    assert [(one.found.quote, one.within_another) for one in matching.alarms] == [
        ("road was", True)
    ]


def test_quotes_apart_count_together_and_once():
    """A statement in two pieces; the reader has the second piece twice."""
    first, second = a_quote(SOURCE, "The northern road"), a_quote(SOURCE, "The end.")
    gold = replace(said("The northern road"), quotes=(first, second))
    found = replace(said("The end."), quotes=(second, second))
    assert len(match([gold], [found]).pairs) == 1
    longer = a_quote(SOURCE, "seen. The end.")
    assert match([gold], [replace(found, quotes=(longer, second))]).pairs
