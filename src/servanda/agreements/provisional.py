"""An agreement made of what one document says of it, for `servanda try` without an agreement.

Nothing is merged: "the 1st point" and a passage on elections stay two provisions until a person
says that they are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.agreements.cues import any_of, cues
from servanda.agreements.names import key_of
from servanda.agreements.speakers import find_speaking_parties
from servanda.domain.agreement import Agreement, Label, Provision, Wording
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.vocabulary import themes
from servanda.text.reference import Reference
from servanda.text.references import find_references
from servanda.text.sentences import sentences

#: A document that names more parts than this is read as naming these.
MOST = 300

_WORDS = cues().spoken
_INSTRUMENT = re.compile(any_of(_WORDS.instruments), re.IGNORECASE)
_SUBJECT = re.compile(
    rf"\s*,?\s*(?:which|that)?\s*{any_of(_WORDS.subject)}\s+(?P<subject>[^.,;:()]{{3,120}})"
)
_MATTERS = re.compile(rf"\b{any_of(_WORDS.matters)}\b")
_GOES_ON = re.compile(rf"\b{any_of(_WORDS.clause)}\b")
_BEFORE_NOUN = re.compile(rf"\b{any_of(_WORDS.no_subject)}\b", re.IGNORECASE)
_PROVIDES = re.compile(
    rf"\s*,?\s*(?:which|that)?\s*(?:also\s+)?{any_of(_WORDS.provides)}\s+(?:that\s+)?"
)
_SAYS = re.compile(
    r"\s*,?\s*(?:it|which|that)?\s*(?:also\s+)?"
    rf"{any_of([*_WORDS.says, *_WORDS.provides])}\s+(?:that\s+)?"
)
_BREAKS_OFF = re.compile(
    r"[;]|,?\s+(?:but|however|yet|although|though|whereas)\s|,\s+(?:and|which)\s(?:this|it|they|is|has)"
)
_MAKING = re.compile(
    r"(?:the\s+|a\s+|an\s+)?\w+(?:tion|sion|ment|ance|ence|ing|al|ure)\s+of\s+", re.IGNORECASE
)
_AFTER_NOUN = re.compile(r"\s(?:in|for|to|by|from|with|on|at|of|within|under|between|among)\s")


def provisional_agreement(source: Source) -> Agreement:
    """Give the agreement that a document speaks of, as far as its own words tell.

    Its provisions are the parts that it names (`point-1`, `last-point`), those that it tells by
    their subject (`military`) and those that "the agreement provided for"; in the order of their
    first mention. Parties come from the document's words. Its territory is left open.
    """
    text = _own_words(source)
    language = source.description.language or "en"
    within = [Span(0, len(text))]
    references = find_references(text, within=within) if language.startswith("en") else []
    by = source.shown_name
    return Agreement(
        key="agreement",
        title=f"The agreement that is spoken of in: {by}",
        parties=find_speaking_parties(source, text),
        provisions=_provisions(text, references, by),
        sources=(by,),
        language=source.description.language,
        provisional=True,
    )


def _own_words(source: Source) -> str:
    """Give the author's words, a paragraph to a line."""
    pieces = [source.text[one.start : one.end] for one in source.layers if one.layer == "author"]
    text = "\n\n".join(pieces) if source.layers else source.text
    paragraphs = (" ".join(one.split()) for one in re.split(r"\n[^\S\n]*\n", text))
    return "\n".join(one for one in paragraphs if one)


def _provisions(text: str, references: Sequence[Reference], by: str) -> tuple[Provision, ...]:
    made: dict[str, Provision] = {}
    named = {(one.of.start, one.of.end) for one in references if one.of}
    for reference in references:
        if (reference.start, reference.end) in named:
            continue  # the agreement in "the 6th point of the agreement"
        for key, provision in _of_reference(text, reference, by):
            if key in made:
                made[key] = _joined(made[key], provision)
            elif len(made) < MOST:
                made[key] = provision
    return tuple(made.values())


def _joined(one: Provision, other: Provision) -> Provision:
    """Give a provision with what a later mention adds: another label, a wording."""
    labels = one.labels + tuple(label for label in other.labels if label not in one.labels)
    wordings = one.wordings + tuple(w for w in other.wordings if w not in one.wordings)
    title = other.title if wordings and not one.wordings else one.title
    return _themed(Provision(one.key, title, labels, wordings))


def _of_reference(text: str, reference: Reference, by: str) -> Iterator[tuple[str, Provision]]:
    end = reference.of.end if reference.of else reference.end
    if reference.of and not _INSTRUMENT.search(reference.of.text):
        return
    if not (reference.of or reference.kind in _WORDS.parts or reference.kind == "agreement"):
        return
    if reference.kind == "agreement":
        yield from _provided(text, reference, by)
        return
    if "topical" in reference.numbers:
        yield from _topical(text, reference, end)
        return
    said = _said(text, end)
    wordings = (Wording(said, "reported", by),) if said else ()
    words = " ".join(reference.text.split())
    several = len(reference.numbers) > 1
    for number in reference.numbers:
        if number in ("this", "all", "most", "some", "few", "none", "previous", "next", "other"):
            continue
        key = _key(reference, number)
        label = f"{reference.kind} {number}" if several else words
        title = _title(said) if said and not several else label[:1].upper() + label[1:]
        yield (
            key,
            _themed(Provision(key, title, (Label(label),), () if several else wordings)),
        )


def _key(reference: Reference, number: str) -> str:
    if number.startswith("last"):
        own = f"{number}-{reference.kind}"
    else:
        own = f"{reference.kind}-{_plain(number)}"
    outer = [f"{kind}-{_plain(numbers[0])}" for kind, numbers in reversed(reference.parents)]
    return "-".join([*outer, own])[:80]


def _plain(number: str) -> str:
    return re.sub(r"[^\w.]+", "-", number).strip("-").lower() or "unnamed"


def _topical(text: str, reference: Reference, end: int) -> Iterator[tuple[str, Provision]]:
    """Give the provision told by its subject: "those points which touch on military issues"."""
    found = _SUBJECT.match(text, end)
    subject = ""
    if found:
        subject = " ".join(found["subject"].split())
        matters = _MATTERS.search(subject)
        stop = _GOES_ON.search(subject)
        if matters and (not stop or matters.start() < stop.start()):
            subject = subject[: matters.end()]
        elif stop:
            subject = subject[: stop.start()]
    else:
        subject = " ".join(_BEFORE_NOUN.sub(" ", reference.text).split())
    bare = " ".join(_MATTERS.sub(" ", subject).split()).strip(" ’'-")
    key = key_of(bare, most=3)
    if len(bare) > 2 and key and len(bare.split()) <= 6:
        title = subject[:1].upper() + subject[1:]
        label = (
            " ".join(text[reference.start : found.start("subject") + len(subject)].split())
            if found
            else reference.text
        )
        yield key, _themed(Provision(key, title, (Label(label),)))


def _provided(text: str, reference: Reference, by: str) -> Iterator[tuple[str, Provision]]:
    """Give the provision behind "the agreement provided for the formation of ..."."""
    said = _said(text, reference.end, _PROVIDES)
    if not said:
        return
    noun = _MAKING.sub("", said, count=1) if _MAKING.match(said) else said
    stop = _AFTER_NOUN.search(noun)
    noun = noun[: stop.start()] if stop else noun
    key = key_of(noun)
    if key and len(noun.split()) <= 8:
        yield key, _themed(Provision(key, _title(said), (), (Wording(said, "reported", by),)))


def _said(text: str, end: int, says: re.Pattern[str] = _SAYS) -> str:
    """Give what a part is said to provide, in the document's words, to the end of the clause."""
    found = says.match(text, end)
    if not found:
        return ""
    spans = sentences(text, found.end(), min(len(text), found.end() + 600))
    clause = spans[0].cut(text) if spans else ""
    broken = _BREAKS_OFF.search(clause)
    clause = clause[: broken.start()] if broken else clause
    return " ".join(clause.split()).strip(" .:")


def _title(words: str) -> str:
    short = words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0] + " ..."
    return short[:1].upper() + short[1:]


def _themed(one: Provision) -> Provision:
    """Add the themes whose name, or two of whose words, stand in title and wordings."""
    words = " ".join([one.title, *(wording.text for wording in one.wordings)]).lower()
    found = []
    for theme in themes():
        told = theme.name.lower().split()[0].rstrip("s")
        hits = sum(bool(re.search(rf"\b{re.escape(word)}s?\b", words)) for word in theme.words)
        if (hits and re.search(rf"\b{re.escape(told)}", words)) or hits > 1:
            found.append(theme.name)
    return Provision(one.key, one.title, one.labels, one.wordings, themes=tuple(found))
