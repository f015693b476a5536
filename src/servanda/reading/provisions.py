"""Which provision, or the whole, a unit speaks of: named, carried on, or by topic."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from servanda.domain.statement import Level, ProvisionLink
from servanda.reading.context import Context, Thread
from servanda.reading.link import BACK, SHARES
from servanda.reading.matters import Matter
from servanda.reading.topics import Topic
from servanda.reading.units import Unit
from servanda.text.reference import Reference

#: First words that go on with what was spoken of rather than begin something new.
_GOES_ON = frozenset(
    [
        "they",
        "these",
        "those",
        "this",
        "it",
        "such",
        "many",
        "some",
        "very",
        "none",
        "others",
        "there",
        "in",
        "not",
        "all",
        "even",
        "but",
        "however",
        "moreover",
        "meanwhile",
        "thereafter",
        "afterwards",
        "subsequently",
        "also",
        "then",
        "thus",
        "here",
        "nothing",
        "nobody",
        "more",
        "most",
        "instead",
        "furthermore",
        "additionally",
        "nevertheless",
        "still",
        "neither",
        "both",
        "few",
        "several",
        "numerous",
        "so",
        "yet",
        "and",
        "for",
    ]
)
#: What a carried provision's own words must add up to, to count as spoken of again.
SPOKEN_OF = 0.5
#: What belongs to those who watch is told in so few words.
_THEIRS = 6
#: So many code points after "those points" may tell their subject.
SUBJECT = 40


@dataclass(frozen=True, slots=True)
class Target:
    """Provisions with the level and the sentences that say why."""

    links: tuple[ProvisionLink, ...]
    level: Level
    reasons: tuple[str, ...]
    #: True where the text itself names the provision or the agreement.
    named: bool
    whole: bool = False
    carried: bool = False
    #: By how many words of the provision a link by topic was made.
    by_words: int = 0


def target(unit: Unit, context: Context, thread: Thread) -> Target:
    """Give what a unit speaks of, and keep the paragraph's thread."""
    links, words, reasons = _named(unit, context, thread)
    shares = [one for one in unit.references if set(one.numbers) & SHARES]
    if shares and not links:
        return Target(
            (),
            "whole",
            (f"“{shares[0].text}” speaks of the agreement as a whole.",),
            True,
            whole=True,
        )
    if links:
        thread.links, thread.named, thread.alive = links, words, True
        thread.agreement = links[-1].agreement
        return Target(links, "provision", reasons, True)
    if thread.alive and thread.links and _carries(unit, context, thread):
        quoted = _first_words(unit)
        return Target(
            thread.links, "provision",
            (f"It still speaks of “{thread.named}”: “{quoted}” names no other provision.",),
            True, carried=True,
        )  # fmt: skip
    topic = _topic(unit, context)
    # A part of the provision that the paragraph is about keeps it in mind.
    thread.alive = (
        thread.alive
        and topic is not None
        and any(
            context.indexes.topics.is_part((topic.agreement, topic.key), (one.agreement, one.key))
            for one in thread.links
        )
    )
    if (
        topic is None
        and not unit.whole_sentence
        and any(set(one.numbers) & BACK for one in unit.references)
    ):
        # "The agreement provided for ..., but this point ...": the clause before tells which.
        topic = context.indexes.topics.best(unit.cues.words.lower)
    if topic is not None:
        title = context.indexes.titles[topic.agreement, topic.key]
        said = " and ".join(f"“{word}”" for word in topic.words[:4])
        link = ProvisionLink(topic.agreement, topic.key, None, "topic")
        verb = "are words" if len(topic.words) > 1 else "is a word"
        return Target(
            (link,),
            "provision",
            (f"No provision is named; {said} {verb} of “{title}”.",),
            False,
            by_words=len(topic.words),
        )
    whole = next((one for one in unit.references if one.kind == "agreement"), None)
    act = unit.judgement is not None and unit.judgement.main.act in ("comply", "harm", "hinder")
    if whole is not None and not act and context.indexes.labels.names_loaded(whole):
        return Target((), "whole", (f"“{whole.text}” is spoken of as a whole.",), True, whole=True)
    return Target((), "unmapped", (), False)


def on_its_matter(unit: Unit, context: Context, otherwise: Target) -> Target:
    """Give the provision on the matter that a statement tells; `otherwise` when there is none.

    A link by single words to a provision that does not deal with the matter yields to it.
    """
    index = context.indexes
    matters = index.matters.told(unit.lower, hindered=_watchers_suffer(unit, context))
    if not matters or any(
        index.matters.deals(matters[0], one.agreement, one.key) for one in otherwise.links
    ):
        return otherwise
    named = {index.labels.named(one) for one in unit.references} - {None}
    described = context.source.description
    links: list[ProvisionLink] = []
    reasons: list[str] = []
    for matter in matters:
        found = index.matters.provision(
            matter,
            only=next(iter(named)) if len(named) == 1 else None,
            spoken=context.spoken,
            until=described.written or described.published or described.sent or "",
        )
        if found is None:
            continue
        link = ProvisionLink(*found, None, "topic")
        if not _among(link, links):
            links.append(link)
            reasons.append(_of_matter(matter, index.titles[found]))
    return Target(tuple(links), "provision", tuple(reasons), False) if links else otherwise


def _of_matter(matter: Matter, title: str) -> str:
    """Give the sentence that says why a provision was linked by its matter."""
    if not matter.words:
        return f"No provision is named; those who watch were hindered, on which is “{title}”."
    return f"No provision is named; “{matter.words}” and “{title}” are both on {matter.name}."


def _watchers_suffer(unit: Unit, context: Context) -> bool:
    """Tell whether those who watch were hindered, or were whom an act of violence was done to."""
    main = unit.judgement.main if unit.judgement is not None else None
    if main is None or main.sign > 0 or main.act not in ("hinder", "harm"):
        return False
    lower = unit.cues.words.lower
    where = range(unit.first, unit.last)
    if main.act == "harm":
        if main.noun:
            return False
        before = range(max(unit.first, main.subject - _THEIRS - 2), main.subject)
        passive = main.passive or main.force == "presupposed"  # "assessed as targeted"
        where = before if passive else range(main.last, min(unit.last, main.last + _THEIRS))
    seen = {hit.first for hit in unit.cues.of("noun.observer", unit.first, unit.last)}
    return any(at in seen or lower[at] in context.watchers for at in where)


def _named(
    unit: Unit, context: Context, thread: Thread
) -> tuple[tuple[ProvisionLink, ...], str, tuple[str, ...]]:
    links: list[ProvisionLink] = []
    words: list[str] = []
    reasons: list[str] = []
    labels = context.indexes.labels
    for one in unit.references:
        if one.kind == "agreement":
            thread.agreement = labels.agreement_of(one, near=thread.agreement)
            continue
        if set(one.numbers) & BACK and thread.links and thread.alive:
            links.extend(link for link in thread.links if link not in links)
            words.append(thread.named)
            reasons.append(f"“{one.text}” goes back to “{thread.named}”.")
            continue
        if "topical" in one.numbers:
            _add_titled(one, unit, context, (links, words, reasons))
            continue
        for named in labels.resolve(
            one, description=context.source.description, near=thread.agreement
        ):
            link = ProvisionLink(named.agreement, named.key, named.label, "named")
            if not _among(link, links):
                links.append(link)
                words.append(named.label)
                reasons.append(f"{named.why}.")
    for named in labels.worded(unit.cues.words.lower if unit.whole_sentence else unit.lower):
        link = ProvisionLink(named.agreement, named.key, named.label, "named")
        if not _among(link, links):
            links.append(link)
            words.append(named.label)
            reasons.append(f"{named.why}.")
    return tuple(links), "”, “".join(dict.fromkeys(words)), tuple(reasons)


def _among(link: ProvisionLink, links: Sequence[ProvisionLink]) -> bool:
    """Tell whether a provision is linked already, by whatever label."""
    return any((one.agreement, one.key) == (link.agreement, link.key) for one in links)


def _add_titled(
    reference: Reference,
    unit: Unit,
    context: Context,
    found: tuple[list[ProvisionLink], list[str], list[str]],
) -> None:
    """Add the provision that a passage tells by its subject: "points which touch on trade"."""
    links, words, reasons = found
    if not context.indexes.labels.names_loaded(reference):
        return
    source = unit.cues.words
    end = reference.of.end if reference.of else reference.end
    subject = [
        word
        for word, start in zip(source.lower, source.starts, strict=True)
        if reference.start <= start < end + SUBJECT
        and not (reference.of and reference.of.start <= start < reference.of.end)
    ]
    topic = context.indexes.topics.titled(subject)
    if topic is None:
        return
    said = " ".join(source.text[reference.start : reference.end].split())
    link = ProvisionLink(topic.agreement, topic.key, said, "named")
    if not _among(link, links):
        title = context.indexes.titles[topic.agreement, topic.key]
        links.append(link)
        words.append(title)
        reasons.append(f"“{said}” on “{' '.join(topic.words)}” are those of “{title}”.")


def note_references(unit: Unit, context: Context, thread: Thread) -> None:
    """Keep the paragraph's thread where a sentence judges nothing ("The 6th point says ...")."""
    links, words, _ = _named(unit, context, thread)
    if links:
        thread.links, thread.named, thread.alive = links, words, True
    elif thread.alive and not _carries(unit, context, thread):
        thread.alive = False


def names_other(unit: Unit) -> bool:
    """Tell whether a passage names promises of its own, which no earlier number covers."""
    return unit.has("noun.promise") and any(
        hit.form != "reference"
        or not any(set(one.numbers) & BACK or one.kind == "agreement" for one in unit.references)
        for hit in unit.cues.of("noun.promise", unit.first, unit.last)
        if unit.cues.words.lower[hit.last - 1]
        in (
            "points",
            "articles",
            "provisions",
            "clauses",
            "pledges",
            "promises",
            "obligations",
            "undertakings",
        )
    )


def _carries(unit: Unit, context: Context, thread: Thread) -> bool:
    if names_other(unit):
        return False
    words = _topic_words(unit, context.watchers)
    carried = {(link.agreement, link.key) for link in thread.links}
    own = max((context.indexes.topics.score(words, *at) for at in carried), default=0.0)
    if own == 0.0 and _names_freedom(unit):
        return False
    best = _topic(unit, context)
    if best is not None and (best.agreement, best.key) not in carried and best.score > own:
        return False
    first = unit.lower[0] if unit.lower else ""
    return first in _GOES_ON or own >= SPOKEN_OF or (not unit.whole_sentence and unit.first > 0)


def _names_freedom(unit: Unit) -> bool:
    """Tell whether a unit names a freedom or a right to something: a promise of its own."""
    words = unit.cues.words.lower
    return any(
        hit.last < unit.last and words[hit.last] in ("of", "to")
        for hit in unit.cues.of("noun.right", unit.first, unit.last)
    )


def _topic(unit: Unit, context: Context) -> Topic | None:
    """Give the provision that a unit's words speak of; None when none is clear."""
    labels = context.indexes.labels
    named = {labels.named(one) for one in unit.references} - {None}
    only = next(iter(named)) if len(named) == 1 else None
    return context.indexes.topics.best(_topic_words(unit, context.watchers), agreement=only)


def _of_watchers(unit: Unit, watchers: Container[str]) -> Iterator[int]:
    """Give the words of those who watch and of what is theirs: "the UNX's unmanned vehicles"."""
    cues, lower = unit.cues, unit.cues.words.lower
    begins = [hit.first for hit in cues.of("noun.observer", unit.first, unit.last)]
    begins.extend(at for at in range(unit.first, unit.last) if lower[at] in watchers)
    for begin in begins:
        yield begin
        for at in range(begin + 1, min(unit.last, begin + _THEIRS)):
            if (
                cues.words.between(at).strip(" \n’'s-")
                or lower[at] in cues.grammar["no_noun"]
                or any(one.section == "verb" and one.form != "plain" for one in cues.at.get(at, ()))
            ):
                break
            yield at


def _topic_words(unit: Unit, watchers: Container[str]) -> list[str]:
    """Give the unit's words without those that only name who: an army that acts is no topic."""
    agents = unit.roles.agents if unit.roles is not None else ()
    taken = {at for one in agents if one.party is not None for at in range(one.first, one.last)}
    taken.update(_of_watchers(unit, watchers))
    if not taken:
        return unit.lower
    return [
        word
        for at, word in enumerate(unit.cues.words.lower[unit.first : unit.last], unit.first)
        if at not in taken
    ]


def _first_words(unit: Unit) -> str:
    words = unit.cues.words
    return words.cut(unit.first, min(unit.last, unit.first + 5))
