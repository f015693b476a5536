"""Drafts of statements: the document read sentence by sentence, with what carries between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from servanda.domain.source import Layer, Source
from servanda.domain.span import Span
from servanda.reading.about import Persons, persons
from servanda.reading.called import called_in
from servanda.reading.carry import (
    admits_on,
    carried_actor,
    concludes,
    corrected,
    goes_on,
    ironic,
    is_example,
    keep_actor,
    parenthetic,
    shared_aim,
)  # fmt: skip
from servanda.reading.context import Context, Indexes, Thread
from servanda.reading.document import LONGEST_SENTENCE, Sentence, lay_out
from servanda.reading.draft import Draft
from servanda.reading.kinds import kind
from servanda.reading.land import speaks_of_elsewhere
from servanda.reading.lexicon import Lexicon
from servanda.reading.provisions import note_references, on_its_matter, target
from servanda.reading.relevance import FOCUS, tie
from servanda.reading.telling import tell
from servanda.reading.units import Reading, Unit, read_sentence
from servanda.reading.voices import speaker
from servanda.reading.watchers import watchers_of
from servanda.text.references import WHOLE

#: So many sentences, spread over it, tell what a document is about.
SAMPLE = 400
_WORD = re.compile(r"\w+")


def drafts(source: Source, ready: Indexes) -> tuple[list[Draft], Context, list[Span]]:
    """Give the drafts of a source in reading order, what was known of it, and what was passed over.

    Passed over are "sentences" so long that they are none: tables, lists without stops.
    """
    watchers = watchers_of(source)
    if speaks_of_elsewhere(source, ready.agreements, ready.lexicon):
        ready = replace(ready, parties=ready.parties.elsewhere())
    called = called_in(source, ready.parties, watchers=watchers)
    voice = speaker(source, ready.parties, watchers=watchers)
    sentences = lay_out(source, names=ready.labels.names)
    focus = _focus(source, sentences, ready.lexicon)
    context = Context(source, ready, voice, focus, watchers, _spoken(sentences, ready))
    found: list[Draft] = []
    thread = Thread()
    paragraph = -1
    last: int | None = None
    passed: list[Span] = []
    for sentence, skip, heads in _with_heads(sentences, source.brackets):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            thread, last = Thread(agreement=thread.agreement), None
            _tell(found, context)
        reading: Reading | None = None
        if sentence.span.end - sentence.span.start <= LONGEST_SENTENCE:
            reading = read_sentence(
                sentence, source.text, ready, own=voice.own, skip=skip, heads=heads, called=called
            )
        else:
            passed.append(sentence.span)
        if reading is None:
            thread.alive = thread.alive and not sentence.references
            continue
        for unit in reading.units:
            draft = _draft(unit, context, thread, found, last)
            if draft is not None:
                concludes(draft, found)
                found.append(draft)
                last = len(found) - 1
    _tell(found, context)
    return found, context, passed


def _spoken(sentences: Sequence[Sentence], ready: Indexes) -> Counter[str]:
    """Count how often a document names each of several loaded agreements."""
    if len(ready.agreements) < 2:
        return Counter()
    found: Counter[str] = Counter()
    known: dict[tuple[str, str], str | None] = {}
    for sentence in sentences:
        for one in sentence.references:
            words = (one.full, one.of.text if one.of else one.text if one.kind in WHOLE else "")
            if any(words):
                if words not in known:
                    known[words] = ready.labels.named(one)
                found.update([key] if (key := known[words]) is not None else [])
    return found


def _tell(found: Sequence[Draft], context: Context) -> None:
    """Let the drafts of the paragraph that has ended tell what they have to tell."""
    for one in reversed(found):
        if one.told is not None:
            return
        tell(one, context)


def _focus(source: Source, sentences: Sequence[Sentence], lexicon: Lexicon) -> float:
    """Give the share of the sentences that speak of promises and their keeping, 0 to 1.

    A long document is sampled evenly: what it is about shows in a few hundred sentences.
    """
    sample = sentences[:: max(1, len(sentences) // SAMPLE)]
    spoken = sum(
        bool(one.references)
        or not lexicon.promises.isdisjoint(_WORD.findall(one.span.cut(source.text).lower()))
        for one in sample
    )
    return spoken / max(1, len(sample))


def _with_heads(
    sentences: Iterable[Sentence], brackets: Sequence[Layer]
) -> Iterator[tuple[Sentence, list[Span], dict[str, str | None]]]:
    """Give each sentence with the brackets in it and what its paragraph remembers of organs."""
    heads: dict[str, str | None] = {}
    paragraph = -1
    at = 0
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, heads = sentence.paragraph, {}
        while at < len(brackets) and brackets[at].end <= sentence.span.start:
            at += 1
        inside: list[Span] = []
        ahead = at
        while ahead < len(brackets) and brackets[ahead].start < sentence.span.end:
            inside.append(Span(brackets[ahead].start, brackets[ahead].end))
            ahead += 1
        yield sentence, inside, heads


def _draft(
    unit: Unit, context: Context, thread: Thread, found: list[Draft], last: int | None
) -> Draft | None:
    """Give the draft of a unit, if it is a statement; keep the paragraph's thread either way."""
    before = found[last] if last is not None else None
    if unit.judgement is not None and unit.judgement.main.force == "demanded":
        demand = _demand(unit, context, thread)
        if demand is not None:
            return demand
    judgement = unit.judgement = ironic(unit.judgement, unit, found)
    if judgement is None:
        return _unjudged(unit, context, thread, before)
    aim = target(unit, context, thread)
    example = is_example(unit)
    continues = before is not None and (example or goes_on(unit, before))
    same_sentence = before is not None and before.unit.sentence is unit.sentence
    if before is not None and (continues or same_sentence) and not aim.links and not aim.whole:
        aim = shared_aim(unit, before) or aim
    why = tie(unit, judgement, aim, context)
    if why is None:
        return None
    if not (aim.named or aim.whole):
        aim = on_its_matter(unit, context, aim)
    side = _side(unit, context)
    unit.said = unit.said or parenthetic(unit, before)
    who = persons(unit, context, before.who if before else None, continues=continues)
    who = carried_actor(who, unit, context, thread)
    keep_actor(who, unit, thread)
    name, reason = kind(unit, judgement, who=who, aim=aim, context=context, side=side)
    draft = Draft(
        unit=unit, judgement=judgement, aim=aim, who=who, kind=name, kind_reason=reason, tie=why,
        side=side, corrects=corrected(unit, aim, found),
    )  # fmt: skip
    # What goes on after an admission are examples of what it admits.
    if before is not None and (example or (name == "admission" and admits_on(unit, before))):
        draft.example_of = last if before.example_of is None else before.example_of
    return draft


def _unjudged(unit: Unit, context: Context, thread: Thread, before: Draft | None) -> Draft | None:
    """Read what judges nothing: places listed for the statement before, a demand, a wording."""
    if before is not None and unit.cues.has("grammar.same_there", 0, 1):
        before.more.append(unit.span)
        return None
    demand = _demand(unit, context, thread)
    if demand is None:
        note_references(unit, context, thread)
    return demand


def _side(unit: Unit, context: Context) -> str:
    """Give whose voice it is: that of a party whose claim is handed on, else the document's."""
    roles = context.indexes.parties.roles
    if unit.said is not None and unit.said.party is not None:
        return unit.said.party if roles.get(unit.said.party, "party") == "party" else "mediator"
    return context.speaker.side


def _demand(unit: Unit, context: Context, thread: Thread) -> Draft | None:
    """Give the draft of a party's demand that the agreement be kept."""
    asked = unit.asked
    if asked is None or not context.partisan or context.focus < FOCUS:
        return None
    kept = unit.has("noun.fulfil") or any(one.act == "fulfil" for one in unit.predicates)
    acts = any(
        one.force == "demanded" and one.act in ("fulfil", "comply") and not one.weak
        for one in unit.predicates
    )
    if not (acts or (kept and unit.has("noun.promise"))):
        return None
    words = unit.cues.words.cut(asked.first, asked.last)
    return Draft(
        unit=unit, judgement=None, aim=target(unit, context, thread), who=Persons((), (), (), ()),
        kind="demand", kind_reason=f"“{words}” asks for it; nothing is said to have been done.",
        tie="asks that a promise be kept", side=_side(unit, context),
    )  # fmt: skip
