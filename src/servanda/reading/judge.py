"""From predicates to a stance: what a passage says about keeping, how far, and by which words."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.statement import Extent, Stance
from servanda.reading.cues import Cues, Hit
from servanda.reading.lexicon import Lexicon
from servanda.reading.predicate import Predicate

_REAL = ("asserted", "begun", "attempted")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The predicate that decides, the stance it gives, and the degree words that had a say."""

    main: Predicate
    stance: Stance
    extent: Extent | None
    degree: Hit | None
    #: The other predicates that say the same.
    beside: tuple[Predicate, ...] = ()

    @property
    def real(self) -> bool:
        """Whether something is said to have happened or not happened."""
        return self.main.force in (*_REAL, "presupposed")


def weight(one: Predicate, cues: Cues) -> float:
    """Give how much a predicate decides: judgements before acts, told before presupposed."""
    base = {
        "fulfil": 5.0, "breach": 5.0, "idiom": 4.5, "status": 4.0, "comply": 3.0, "hinder": 3.0,
        "harm": 3.0, "pending": 3.4, "progress": 3.0, "lack": 2.6,
    }.get(one.act, 0.0)  # fmt: skip
    if one.weak and one.act == "comply":
        base -= 1.0
    if one.act == "idiom" and one.sign > 0:
        base = 1.5  # "as agreed" strengthens what is told; it seldom judges alone
    elif one.act == "idiom" and not cues.has("noun.promise") and not cues.has("noun.right"):
        base = 1.8
    if one.noun:
        base -= 0.5
    if one.act == "breach" and one.noun:
        base -= 1.2
    return (
        base
        - {
            "asserted": 0.0,
            "begun": 0.1,
            "attempted": 0.8,
            "presupposed": 2.0,
            "ordered": 2.2,
            "demanded": 2.4,
            "unreal": 9.0,
        }[one.force]
    )


def judge(
    predicates: list[Predicate], cues: Cues, lexicon: Lexicon, first: int, last: int
) -> Judgement | None:
    """Give the judgement of words `first` up to `last`; None when nothing real is said there."""
    able = [
        one
        for one in predicates
        if one.sign and one.force != "unreal" and _has_object(one, cues, first, last)
    ]
    if not able:
        return None
    main = max(able, key=lambda one: (weight(one, cues), -one.sign, -one.first))
    beside = tuple(
        one for one in able if one is not main and one.sign == main.sign and one.force in _REAL
    )
    stance, extent, degree = _stance(main, cues, first, last)
    return Judgement(main, stance, extent, degree, beside)


def _has_object(one: Predicate, cues: Cues, first: int, last: int) -> bool:
    """Tell whether a weak judging word has a promise or right near it; other words need none."""
    if not one.weak or one.act == "comply":
        return True
    if one.act in ("fulfil", "breach"):
        groups = ("noun.promise", "noun.right")
        if one.befalls and one.denied is not None:
            groups = (*groups, "noun.due")
        if one.act == "breach":
            groups = (*groups, "noun.norm")
        if one.passive and _subject_is(cues, groups, one, first):
            return True
        if one.passive and one.act == "fulfil":
            return False
        if one.act == "fulfil" and _goes_back(cues, one, last):
            return True
        return _object_is(cues, groups, one, last)
    if one.act == "status":
        return _near(
            cues,
            one,
            ("noun.fulfil", "noun.comply", "noun.promise", "noun.right", "noun.progress"),
            10,
            first,
            last,
        )
    return True


def _only_counted(main: Predicate, cues: Cues, first: int, last: int) -> bool:
    """Tell whether a watcher only counts the dead and hurt, with no deed that made them so."""
    counted = any(hit.group == "noun.toll" for hit in cues.at.get(main.first, ())) or (
        main.passive and cues.words.lower[main.first] in ("killed", "injured", "wounded")
    )
    return (
        counted
        and _watched(cues, first, last)
        and not any(
            cues.has(group, first, last) for group in ("noun.combat", "noun.breach", "noun.harm")
        )
    )


def _watched(cues: Cues, first: int, last: int) -> bool:
    watching = cues.grammar["watching"]
    return any(word in watching for word in cues.words.lower[first:last])


def _near(
    cues: Cues, one: Predicate, groups: tuple[str, ...], reach: int, first: int, last: int
) -> bool:
    low, high = max(first, one.first - reach), min(last, one.last + reach)
    return any(
        low <= hit.first < high and hit.group in groups and not (one.first <= hit.first < one.last)
        for hit in cues.hits
    )


def _subject_is(cues: Cues, groups: tuple[str, ...], one: Predicate, first: int) -> bool:
    """Tell whether such a noun is the subject itself, with only "of ..." or "which" after it."""
    lower = cues.words.lower
    return any(
        first <= hit.first < one.subject <= hit.last + 9
        and hit.group in groups
        and (
            hit.last >= one.subject
            or lower[hit.last] in cues.grammar["preposition"]
            or lower[hit.last] in ("which", "that", "itself", "also")
        )
        and not (
            hit.first > first
            and lower[hit.first - 1] in ("after", "under", "since", "before", "in", "by", "with")
        )
        and not _of_harm(cues, hit.first, first)
        for hit in cues.hits
    )


def _of_harm(cues: Cues, at: int, first: int) -> bool:
    """Tell whether "violations of" stands before a promise: they are the subject, not it."""
    lower = cues.words.lower
    while at > first and lower[at - 1] in ("the", "this", "that", "of"):
        at -= 1
    return lower[at] == "of" and any(
        hit.last == at and hit.group in ("noun.breach", "noun.harm", "noun.combat")
        for hit in cues.hits
    )


def _goes_back(cues: Cues, one: Predicate, last: int) -> bool:
    """Tell whether the object is a pronoun: "they carried them out", "it did not honour it"."""
    inside = cues.words.lower[one.first + 1 : min(last, one.last + 1)]
    return any(word in ("them", "it", "these", "this", "theirs", "none") for word in inside)


def _object_is(cues: Cues, groups: tuple[str, ...], one: Predicate, last: int) -> bool:
    """Tell whether such a noun is the object itself: "observed the truce", not "a fall in truce ..."."""
    grammar = cues.grammar
    lower = cues.words.lower
    for hit in cues.hits:
        if not one.last <= hit.first < min(last, one.last + 6) or hit.group not in groups:
            continue
        between = lower[one.last : hit.first]
        joined = [word for word in between if word in grammar["preposition"]]
        if not joined or all(word in ("of", "to", "with", "by") for word in joined):
            return True
    return False


def _stance(
    main: Predicate, cues: Cues, first: int, last: int
) -> tuple[Stance, Extent | None, Hit | None]:
    degrees = cues.of("degree.", first, last)
    by = {hit.kind: hit for hit in reversed(degrees)}
    if main.force in {"ordered", "demanded"}:
        return "unclear", None, None
    lower = cues.words.lower
    if main.sign < 0 and main.act == "harm" and _only_counted(main, cues, first, last):
        return "unclear", None, None
    if main.sign < 0:
        if main.act in ("fulfil", "comply", "status") and main.denied is not None:
            fully = next(
                (
                    hit
                    for hit in degrees
                    if hit.kind == "full"
                    and main.denied <= hit.first <= main.last + 2
                    and lower[hit.first] not in ("every", "all")
                ),
                None,
            )
            not_all = next(
                (hit for hit in degrees if hit.kind == "partial" and lower[hit.first] == "not"),
                None,
            )
            if fully or not_all:
                return "partly", "intermediate", fully or not_all
            if main.partial or "minimal" in by:
                return "broken", "minimal", by.get("minimal")
            if "none" in by:
                return "broken", "none", by["none"]
        if main.act == "idiom" and "none" in by:
            return "broken", "none", by["none"]
        if main.act == "progress" and main.denied is None:
            return "partly", "minimal", by.get("partial")
        return "broken", None, None
    if main.act in ("harm", "breach") and main.noun and _watched(cues, first, last):
        # "The mission recorded no violations": nothing seen is not yet kept.
        return "unclear", None, None
    if main.act in ("harm", "hinder", "breach"):
        return ("partly" if main.partial else "kept"), None, None
    if main.force == "attempted":
        return "partly", None, None
    if "full" in by and not main.partial:
        return "kept", "full", by["full"]
    if "minimal" in by and abs(by["minimal"].first - main.first) <= 4:
        return "broken", "minimal", by["minimal"]
    if "partial" in by:
        return "partly", "intermediate", by["partial"]
    if main.force == "begun" or main.partial or main.act == "progress":
        return (
            "partly",
            "minimal" if main.force == "begun" and main.act != "progress" else None,
            None,
        )
    return "kept", None, None
