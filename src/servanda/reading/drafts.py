"""Drafts of statements: the document read sentence by sentence, with what carries between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Kind, PartyMention
from servanda.reading.about import Persons, persons
from servanda.reading.context import Context, Indexes, Thread
from servanda.reading.document import LONGEST_SENTENCE, Sentence, lay_out
from servanda.reading.judge import Judgement
from servanda.reading.kinds import kind
from servanda.reading.provisions import Target, names_other, note_references, target
from servanda.reading.relevance import FOCUS, tie
from servanda.reading.units import Reading, Unit, read_sentence
from servanda.reading.voices import Reported, Speaker, speaker
from servanda.reading.watchers import watchers_of


@dataclass(slots=True)
class Draft:
    """A statement before places, dates and quotes are cut."""

    unit: Unit
    judgement: Judgement | None
    aim: Target
    who: Persons
    kind: Kind
    kind_reason: str | None
    tie: str
    side: str
    #: Position in the list of drafts of the statement that it is an example of.
    example_of: int | None = None
    note: str | None = None
    #: Further passages of the same statement: places listed for it in a later sentence.
    more: list[Span] = field(default_factory=list)


def drafts(source: Source, ready: Indexes) -> tuple[list[Draft], Context]:
    """Give the drafts of a source in reading order, with what was known of the document."""
    watchers = watchers_of(source)
    voice = speaker(source, ready.parties, watchers=watchers)
    readings, focus = _readings(source, ready, voice)
    context = Context(source, ready, voice, focus, watchers)
    found: list[Draft] = []
    thread = Thread()
    paragraph = -1
    last: int | None = None
    for sentence, reading in readings:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            thread, last = Thread(agreement=thread.agreement), None
        if reading is None:
            thread.alive = thread.alive and not sentence.references
            continue
        for unit in reading.units:
            draft = _draft(unit, context, thread, found, last)
            if draft is not None:
                found.append(draft)
                last = len(found) - 1
    return found, context


def _readings(
    source: Source, ready: Indexes, voice: Speaker
) -> tuple[list[tuple[Sentence, Reading | None]], float]:
    """Read every sentence by itself; give the share of them that speaks of promises."""
    skip = [Span(one.start, one.end) for one in source.brackets]
    out: list[tuple[Sentence, Reading | None]] = []
    heads: dict[str, str | None] = {}
    paragraph = -1
    count = spoken = 0
    for sentence in lay_out(source):
        if sentence.paragraph != paragraph:
            paragraph, heads = sentence.paragraph, {}
        if sentence.span.end - sentence.span.start > LONGEST_SENTENCE:
            out.append((sentence, None))
            continue
        reading = read_sentence(
            sentence, source.text, skip=_within(skip, sentence.span), lexicon=ready.lexicon,
            parties=ready.parties, own=voice.own, heads=heads,
        )  # fmt: skip
        count += 1
        if reading is not None and _speaks_of_promises(reading):
            spoken += 1
        out.append((sentence, reading))
    return out, spoken / max(1, count)


def _within(skip: list[Span], span: Span) -> list[Span]:
    if not skip:
        return skip
    return [one for one in skip if one.overlaps(span)]


def _speaks_of_promises(reading: Reading) -> bool:
    return any(
        hit.group in ("noun.promise", "noun.fulfil", "verb.fulfil", "noun.breach")
        for hit in reading.cues.hits
    )


def _draft(
    unit: Unit, context: Context, thread: Thread, found: list[Draft], last: int | None
) -> Draft | None:
    if (
        unit.judgement is not None
        and unit.judgement.main.force == "demanded"
        and unit.asked is not None
    ):
        demand = _demand(unit, context, thread)
        if demand is not None:
            return demand
    judgement = unit.judgement = _ironic(unit.judgement, unit, found)
    before = found[last] if last is not None else None
    side = _side(unit, context)
    if (
        judgement is None
        and unit.has("grammar.same_there")
        and unit.cues.has("grammar.same_there", 0, 1)
        and before is not None
    ):
        before.more.append(unit.span)
        return None
    if judgement is None:
        demand = _demand(unit, context, thread)
        if demand is None:
            note_references(unit, context, thread)
        return demand
    aim = target(unit, context, thread)
    example = unit.has("grammar.example") and unit.first + 3 > _first_example(unit)
    continues = before is not None and (example or _goes_on(unit, before))
    if (
        continues
        and before is not None
        and not aim.links
        and not aim.whole
        and _same_matter(unit, before)
    ):
        aim = _inherits(unit, before)
    why = tie(unit, judgement, aim, context)
    if why is None:
        return None
    unit.said = unit.said or _parenthetic(unit, before)
    who = persons(unit, context, before.who if before else None, continues=continues)
    who = _carried(who, unit, context, thread)
    if judgement.main.sign < 0 and who.responsible and unit.roles is not None and unit.roles.agents:
        thread.actor = tuple(one for one in who.about if one.party and one.text)
    label, label_reason = kind(unit, judgement, who, aim, context, side)
    draft = Draft(unit, judgement, aim, who, label, label_reason, why, side)
    if not example and before is not None and label == "admission" and _admits_on(unit, before):
        example = True
    if example and before is not None:
        draft.example_of = last if before.example_of is None else before.example_of
    return draft


def _same_matter(unit: Unit, before: Draft) -> bool:
    """Tell whether a passage that goes on may share what the one before spoke of.

    A provision goes on; the whole does so only for another judgement without an object of its own.
    """
    if before.aim.links:
        return not names_other(unit)
    return before.aim.whole and unit.judgement is not None and unit.judgement.main.act == "fulfil"


def _parenthetic(unit: Unit, before: Draft | None) -> Reported | None:
    """Read ", it says" as the claim of whoever spoke in the statement before."""
    if before is None or before.unit.said is None:
        return None
    lower = unit.lower
    for at in range(len(lower) - 1):
        if lower[at] in ("it", "he", "she", "they") and lower[at + 1] in (
            "says",
            "say",
            "said",
            "adds",
            "writes",
            "holds",
            "states",
            "claims",
        ):
            return before.unit.said
    return None


def _inherits(unit: Unit, before: Draft) -> Target:
    """Let a passage that goes on with a statement ("These acts", "For example") share its provision."""
    if before.aim.whole:
        return replace(
            before.aim,
            reasons=(
                f"“{unit.cues.words.cut(unit.first, min(unit.last, unit.first + 2))}” goes on with the agreement as a whole.",
            ),
        )
    links = tuple(replace(link, basis="topic") for link in before.aim.links)
    first = unit.cues.words.cut(unit.first, min(unit.last, unit.first + 2))
    why = f"“{first}” goes on with the statement before it, and so speaks of the same provision."
    return Target(links, "provision", (why,), False)


def _carried(who: Persons, unit: Unit, context: Context, thread: Thread) -> Persons:
    """Let the one named earlier in the paragraph answer for what follows, in a party's complaint."""
    if (
        who.about
        or not thread.actor
        or not context.partisan
        or unit.judgement is None
        or unit.judgement.main.sign > 0
    ):
        return who
    if any(one.party == context.speaker.own for one in thread.actor):
        return who
    names = " and ".join(dict.fromkeys(f"“{one.text}”" for one in thread.actor))
    at = unit.span.start
    about = tuple(PartyMention("", at, at, one.name, one.party) for one in thread.actor)
    return replace(
        who,
        about=about,
        reasons=(
            *who.reasons,
            f"Nobody is named here; {names}, named before in the paragraph, is still the one complained of.",
        ),
    )


def _ironic(judgement: Judgement | None, unit: Unit, found: list[Draft]) -> Judgement | None:
    """Read "This is how they enjoy the rights ..." by what was told just before it."""
    if judgement is None or judgement.main.sign < 0 or not unit.has("grammar.irony"):
        return judgement
    told = [one.judgement.main.sign for one in found[-5:] if one.judgement is not None]
    if sum(told) >= 0:
        return judgement
    return replace(judgement, stance="broken", extent=None, main=replace(judgement.main, sign=-1))


def _first_example(unit: Unit) -> int:
    return min(hit.first for hit in unit.cues.of("grammar.example", unit.first, unit.last))


def _goes_on(unit: Unit, before: Draft) -> bool:
    """Tell whether a unit's subject is that of the statement before it, or an admission goes on."""
    lower = unit.lower
    if lower and lower[0] in (
        "they",
        "these",
        "this",
        "such",
        "those",
        "he",
        "she",
        "it",
        "many",
        "some",
    ):
        return True
    return _admits_on(unit, before)


def _admits_on(unit: Unit, before: Draft) -> bool:
    """Tell whether what follows an admission in its paragraph names nobody else who did it."""
    return (
        before.kind == "admission"
        and unit.judgement is not None
        and unit.judgement.main.sign < 0
        and unit.roles is not None
        and not any(one.party for one in unit.roles.agents)
    )


def _side(unit: Unit, context: Context) -> str:
    if unit.said is not None and unit.said.party is not None:
        role = context.indexes.parties.roles.get(unit.said.party, "party")
        return unit.said.party if role == "party" else "mediator"
    return context.speaker.side


def _demand(unit: Unit, context: Context, thread: Thread) -> Draft | None:
    """Give the draft of a party's demand that the agreement be kept."""
    asked = unit.asked
    if asked is None or not context.partisan or context.focus < FOCUS:
        return None
    if not (
        (
            unit.has("noun.promise")
            and (unit.has("noun.fulfil") or any(one.act == "fulfil" for one in unit.predicates))
        )
        or any(
            one.force == "demanded" and one.act in ("fulfil", "comply") and not one.weak
            for one in unit.predicates
        )
    ):
        return None
    aim = target(unit, context, thread)
    words = unit.cues.words.cut(asked.first, asked.last)
    return Draft(
        unit, None, aim, Persons((), (), (), ()), "demand", f"“{words}” asks for it; nothing is said to have been done.",
        "asks that a promise be kept", _side(unit, context),
    )  # fmt: skip
