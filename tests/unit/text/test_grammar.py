"""Rules over classes of words."""

from __future__ import annotations

from servanda.text.grammar import Grammar
from servanda.text.rules import compile_grammar

DATA = {
    "words": {
        "colour": {"1": ["red"], "2": ["green", "bright green"]},
        "thing": {"car": ["car", "cars"]},
        "month": {"5": ["may"]},
    },
    "macros": {"SIZE": "({number:size} (inch|feet))"},
    "capital": ["may"],
    "triggers": ["colour", "month"],
    "ordinal_endings": ["th"],
    "decade_endings": ["s"],
    "clock_endings": ["h"],
    "glued": ["c"],
    "rules": [
        {"means": "big", "patterns": ["the? $SIZE {colour} {thing}?"]},
        {"means": "bare", "patterns": ["some {thing} !{colour}"]},
        {"means": "plain", "patterns": ["<a one> {colour} {thing}", "{month}"]},
    ],
}


def read(text: str, grammar: Grammar | None = None) -> list[tuple[str, dict[str, object], str]]:
    grammar = grammar or compile_grammar(DATA, ["rules"])
    low, out, done = text.lower(), [], 0
    for trigger in grammar.trigger.finditer(low):
        if trigger.start() >= done and grammar.knows(text, trigger):
            items = grammar.run(text, low, trigger, done, len(text))
            done = max(done, items[-1].end if items else 0)
            out += [
                (
                    one.means,
                    dict(one.parts),
                    text[items[one.first].start : items[one.last - 1].end],
                )
                for one in grammar.read("rules", items)
            ]
    return out


def test_a_rule_gives_its_named_parts_and_its_words() -> None:
    assert read("Then the 12 feet bright green cars came") == [
        ("big", {"size": 12, "colour": 2, "thing": "car"}, "the 12 feet bright green cars")
    ]


def test_what_must_stand_before_takes_no_part() -> None:
    assert read("a red car") == [("plain", {"colour": 1, "thing": "car"}, "red car")]
    assert read("no red car") == []


def test_what_must_not_follow_takes_no_part() -> None:
    """A word before a trigger may be read with it, or be left alone."""
    assert [one[0] for one in read("red some car")] == ["bare"]
    assert read("some car red") == []


def test_a_word_that_needs_a_capital_letter_is_none_without() -> None:
    assert read("it may be") == []
    assert [one[2] for one in read("in May it was")] == ["May"]


def test_a_run_stops_at_a_blank_line_and_at_unknown_words() -> None:
    assert read("12 feet\n\nred car") == []
    assert [one[2] for one in read("12 feet\nred car")] == ["12 feet\nred car"]
