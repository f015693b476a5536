"""Units: the smallest passages that one could accept while rejecting the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from servanda.domain.span import Span
from servanda.reading.clause import Clause
from servanda.reading.clauses import clauses, has_finite
from servanda.reading.context import Indexes
from servanda.reading.cues import Cues
from servanda.reading.document import Sentence
from servanda.reading.judge import Judgement, judge, weight
from servanda.reading.lexicon import Lexicon
from servanda.reading.mentions import Heads, Mention, find_mentions
from servanda.reading.predicate import Predicate
from servanda.reading.predicates import predicates
from servanda.reading.reported import Reported, reported
from servanda.reading.roles import Roles, roles
from servanda.reading.scopes import wording_from
from servanda.reading.words import Words
from servanda.text.reference import Reference

#: A judgement lighter than this does not stand against a heavier one in the same sentence.
LIGHT, HEAVY = 1.6, 3.0


@dataclass(slots=True)
class Unit:
    """A passage with all that was read in it; a clause or a whole sentence."""

    sentence: Sentence
    cues: Cues
    first: int
    last: int
    predicates: list[Predicate]
    judgement: Judgement | None
    roles: Roles | None
    mentions: list[Mention]
    references: list[Reference]
    said: Reported | None
    whole_sentence: bool = True
    asked: Predicate | None = None
    #: It only tells what an agreement says.
    wording: bool = False
    _groups: frozenset[str] | None = None

    @property
    def span(self) -> Span:
        """Where its words stand: the sentence's own bounds where it is the whole sentence."""
        if self.whole_sentence:
            return self.sentence.span
        words = self.cues.words
        start = words.starts[self.first] if self.first else self.sentence.span.start
        if self.last >= len(words):
            return Span(start, self.sentence.span.end)
        return Span(start, words.ends[self.last - 1])

    @property
    def lower(self) -> list[str]:
        """Its words in small letters."""
        return self.cues.words.lower[self.first : self.last]

    @property
    def groups(self) -> frozenset[str]:
        """The groups, and sections with their dot, of all cues in it."""
        if self._groups is None:
            hits = [one for one in self.cues.hits if self.first <= one.first < self.last]
            found = {one.group for one in hits}
            found.update(f"{one.section}." for one in hits)
            self._groups = frozenset(found)
        return self._groups

    def has(self, group: str) -> bool:
        """Tell whether a cue of such a group, or section ("method."), stands in it."""
        return group in self.groups


@dataclass(slots=True)
class Reading:
    """What one sentence gave before anything was decided about it."""

    sentence: Sentence
    cues: Cues
    units: list[Unit] = field(default_factory=list)


def read_sentence(
    sentence: Sentence,
    text: str,
    ready: Indexes,
    *,
    own: str | None,
    skip: Sequence[Span],
    heads: Heads,
    called: Mapping[str, str],
) -> Reading | None:
    """Give the units of a sentence; None when no word in it can judge anything.

    Args:
        sentence: Where it stands, with its references.
        text: The source's text.
        ready: The agreements' parties and the lexicon.
        own: The party that "we" and "our" mean.
        skip: Brackets in it that another hand put in.
        heads: Whose "government" or "army" the paragraph last described.
        called: The document's own short names for the parties' bodies.
    """
    lexicon, parties = ready.lexicon, ready.parties
    words = Words(text, sentence.span.start, sentence.span.end, skip, lexicon.known)
    if lexicon.triggers.isdisjoint(words.lower) and (
        lexicon.sighted.isdisjoint(words.lower) or lexicon.grammar["seen"].isdisjoint(words.lower)
    ):
        return None
    cues = Cues(words, lexicon)
    cues.mark_references([one for one in sentence.references if not _of_paper(one, lexicon)])
    mentions = find_mentions(cues, parties, own=own, heads=heads, called=called)
    said = reported(cues, parties, mentions)
    items = _items(cues)
    ranges = items or clauses(cues)
    if said is not None and said.begins:
        ranges = [
            (max(first, said.begins), last) for first, last in ranges if last > said.begins
        ] or [(0, len(words))]
    units = [_unit(sentence, Clause(cues, *one), mentions, said) for one in ranges]
    reading = Reading(sentence, cues)
    if items:
        reading.units = _listed(units)
    else:
        reading.units = _joined(units, cues)
    return reading


def _of_paper(reference: Reference, lexicon: Lexicon) -> bool:
    """Tell whether a reference is to a part of a mere paper: "Section 3 of its report"."""
    return reference.of is not None and not lexicon.grammar["papers"].isdisjoint(
        reference.of.text.lower().split()
    )


def _unit(
    sentence: Sentence, clause: Clause, mentions: list[Mention], said: Reported | None
) -> Unit:
    first, last, words = clause.first, clause.last, clause.words
    found = predicates(clause)
    judged = judge(found, clause)
    start, end = words.starts[first], words.ends[last - 1]
    return Unit(
        sentence, clause.cues, first, last, found, judged,
        roles(judged.main, mentions, clause) if judged else None,
        [one for one in mentions if first <= one.first < last],
        [one for one in sentence.references if start <= one.start < end],
        said, False, next((one for one in found if one.act == "demand"), None),
        judged is None and wording_from(clause) is not None,
    )  # fmt: skip


def _listed(units: list[Unit]) -> list[Unit]:
    """Give the items of a list; one without a word of its own that judges shares the others'."""
    judged = next((one for one in units if one.judgement), None)
    if judged is None:
        return []
    for one in units:
        if one.judgement is None:
            one.judgement, one.roles = judged.judgement, Roles((), (), ())
    return units


def _joined(units: list[Unit], cues: Cues) -> list[Unit]:
    """Join neighbours again unless stance, provision or party judged differs."""
    groups: list[list[Unit]] = []
    for unit in units:
        if groups and _together(groups[-1], unit, cues):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    if len(groups) == 1:
        return [_whole(groups[0], cues)]
    return [_whole(group, cues, alone=False) for group in groups]


def _items(cues: Cues) -> list[tuple[int, int]]:
    """Give the items of a list without a verb: "For example, the events of May, the arrest of ...".

    Each may have a day of its own, so each can be accepted while the next is rejected.
    """
    words = cues.words
    if not cues.has("grammar.example", 0, 1) or has_finite(cues, 0, len(words)):
        return []
    cuts = [0]
    for index in range(3, len(words)):
        if (
            index in words.commas
            and words.lower[index] in cues.grammar["determiner"]
            and index - cuts[-1] >= 3
        ):
            cuts.append(index)
    return (
        [(first, last) for first, last in zip(cuts, [*cuts[1:], len(words)], strict=True)]
        if len(cuts) > 1
        else []
    )


def _together(group: list[Unit], unit: Unit, cues: Cues) -> bool:
    if group[-1].wording != unit.wording:
        return False
    judged = [one for one in group if one.judgement]
    if not judged or unit.judgement is None:
        return True
    last = judged[-1]
    one, other = last.judgement, unit.judgement
    assert one is not None
    if one.stance == other.stance or one.main.sign == other.main.sign:
        return _same(_agents(last), _agents(unit)) and _same(_labels(last), _labels(unit))
    light = min(weight(one.main, cues), weight(other.main, cues))
    heavy = max(weight(one.main, cues), weight(other.main, cues))
    return light < LIGHT and heavy >= HEAVY


def _agents(unit: Unit) -> set[str | None]:
    return {one.party for one in unit.roles.agents} if unit.roles else set()


def _labels(unit: Unit) -> set[str]:
    return {
        f"{one.kind} {number}"
        for one in unit.references
        for number in one.numbers
        if number not in ("this", "all", "some", "most", "none", "few")
    }


def _same(one: set[str | None] | set[str], other: set[str | None] | set[str]) -> bool:
    return not one or not other or one == other


def _whole(group: list[Unit], cues: Cues, *, alone: bool = True) -> Unit:
    """Give a group of clauses as one unit, judged by the weightiest of them."""
    if len(group) == 1:
        unit = group[0]
        if alone:
            unit.whole_sentence, unit.references = True, list(unit.sentence.references)
        return unit
    judged = [one for one in group if one.judgement]
    main = max(
        judged,
        key=lambda one: weight(one.judgement.main, cues) if one.judgement else 0.0,
        default=group[0],
    )
    references = [reference for one in group for reference in one.references]
    if alone:
        references = list(main.sentence.references)
    return Unit(
        main.sentence, cues, group[0].first, group[-1].last,
        [predicate for one in group for predicate in one.predicates],
        main.judgement, main.roles,
        [mention for one in group for mention in one.mentions],
        references,
        main.said, alone,
        next((one.asked for one in group if one.asked), None),
        all(one.wording for one in group),
    )  # fmt: skip
