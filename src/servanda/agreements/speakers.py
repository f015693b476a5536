"""Who the parties are, read from a document that only speaks of their agreement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.agreements.cues import cues
from servanda.agreements.names import Name, distinct, key_of, part_names, run_of_names
from servanda.agreements.parties import make_parties, named_parties, parties_between
from servanda.domain.agreement import Party
from servanda.domain.source import Source

_WE = re.compile(
    r"\b[Ww]e,\s+(?P<whole>(?:the\s+)?(?:undersigned\s+)?(?:official\s+)?representatives\s+of\s+(?:the\s+)?)"
)
_SIGNERS = re.compile(
    r"\b[Tt]he\s+(?P<of>[\w’']+)(?:’s|'s|s’|s')\s+(?:representatives|delegates|delegation)"
    r"\s+who\s+(?:have\s+)?signed\b"
)
_AS_MEDIATOR = re.compile(
    r"\bas\s+(?:the|a)\s+(?P<role>mediator|facilitator|guarantor)\b", re.IGNORECASE
)
_MEDIATED_BY = re.compile(
    r"\b(?:negotiation|talk|agreement|accord|peace|process|understanding)s?\b[^.;]{0,60}?\b"
    r"(?:mediated|facilitated|guaranteed|brokered|sponsored)\s+by\s+(?=(?:the\s+)?[A-Z])|"
    r"\b(?:mediator|facilitator|guarantor)s?,\s+(?=the\s+[A-Z])"
)
_NATIONAL = re.compile(r"\b(?P<name>[A-Z]\w+)\s+(?P<role>(?i:mediator|facilitator|guarantor))\b")
_ROLES = {"facilitator": "mediator"}


def find_speaking_parties(source: Source, text: str) -> tuple[Party, ...]:
    """Give the parties of the agreement that a document speaks of, in its own words.

    Two come from "an agreement between X and Y" and its like. What the writers call themselves
    ("we, the representatives of ...") joins the one that shares its head word, and their names
    become its members. "The Chinese authorities" belong to the Chinese government, by the word that
    they share. A mediator is added from "as the mediator", "facilitated by", "X's mediation".

    Args:
        source: The document, for its description.
        text: Its author's words, everything else blanked out.
    """
    parties = list(make_parties([_in_full(one, text) for one in _two_sides(text)]))
    parties = _with_writers(parties, text, source.description.creators)
    parties = [_with_aliases(one, text, parties) for one in parties]
    mediator = _mediator(source, text)
    if mediator is not None and not any(
        key_of(one.name) == key_of(mediator.name) for one in parties
    ):
        parties.append(mediator)
    return tuple(parties)


def _two_sides(text: str) -> list[Name]:
    """Give the pair, or more, that the document most often says to have the agreement."""
    told = [names for names in (named_parties(text), *parties_between(text)) if len(names) > 1]
    told = [names for names in told if all(map(_may_sign, names))]
    if not told:
        return []
    counted = Counter(frozenset(map(_handle, names)) for names in told)
    # Among equals, the pair whose short forms are told is the one that the document introduces.
    return max(
        told,
        key=lambda names: (
            counted[frozenset(map(_handle, names))],
            sum(bool(one.short) for one in names),
        ),
    )


def _handle(name: Name) -> str:
    return key_of(name.short or name.text)


def _may_sign(name: Name) -> bool:
    """Tell whether a name may be that of a party: a body, an acronym, or several proper words."""
    words = name.text.split()
    if name.text.lower() in cues().everybody | {"parties", "sides", "two parties"}:
        return False
    proper = [word for word in words if word[0].isupper()]
    body = any(word.lower().strip(",.") in cues().bodies for word in words)
    return body or len(proper) > 1 or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1)


def _in_full(name: Name, text: str) -> Name:
    """Give a name known by its acronym in full, if the text says "the Full Name (FN)"."""
    if name.short or not name.text.isupper():
        return name
    found = re.search(
        rf"((?:[A-Z][\w’'/-]*\s+(?:(?:of|for|and|the|in)\s+){{0,2}}){{1,8}})\(\s*{re.escape(name.text)}\s*\)",
        text,
    )
    full = part_names(found[1])[-1:] if found else []
    fits = full and full[0].text[0] == name.text[0] and " " in full[0].text
    return Name(full[0].text, name.text) if fits else name


def _with_writers(parties: list[Party], text: str, writers: Sequence[str]) -> list[Party]:
    """Join the writers' own words for their side to the party that they are."""
    own: list[str] = []
    for found in _WE.finditer(text):
        run = text[found.end() : _end_of_side(text, found.end())]
        own.append(run)
    signed = [found["of"] for found in _SIGNERS.finditer(text)]
    if not own and not signed:
        return parties
    heads = {_stem(word) for words in [*own, *signed] for word in words.split()}
    at = next(
        (n for n, one in enumerate(parties) if heads & {_stem(w) for w in one.name.split()}), None
    )
    display = own[0] if own else None
    aliases = [f"representatives of {words}" for words in own]
    aliases += [f"{word}'s representatives" for word in signed]
    if at is None:
        if display is None:
            return parties
        made = make_parties([Name(display)])[0]
        return [*parties, replace(made, aliases=tuple(aliases), members=tuple(writers))]
    one = parties[at]
    if display is not None:
        aliases += [one.name]
        one = replace(
            one, key=distinct(key_of(display), {one.key: 1 for one in parties}), name=display
        )
    parties[at] = replace(
        one, aliases=_once([*one.aliases, *aliases], one.name), members=tuple(writers)
    )
    return parties


def _end_of_side(text: str, start: int) -> int:
    """Give where "three districts" or "the Northern Council" ends: at the sentence's next verb."""
    stop = re.compile(
        r"[,.;:()]|\s(?:who|which|that|have|has|are|were|was|had|nurtured|in|on|at)\b|\s\w+ed\b"
    )
    found = stop.search(text, start, start + 120)
    return found.start() if found else run_of_names(text, start)


def _stem(word: str) -> str:
    bare = re.sub(r"(?:'s|’s|')$", "", word.strip(",.").lower())
    return bare if bare in _PLAIN else bare.rstrip("s")


_PLAIN = frozenset({"the", "of", "and", "for", "in", "a", "an", "representatives"})


def _with_aliases(party: Party, text: str, parties: Sequence[Party]) -> Party:
    """Add what else the text calls a party: a noun of power with the word that tells it apart."""
    words = cues()
    if not any(word.lower() in words.powers | {"republic"} for word in party.name.split()):
        return party
    others = {_stem(w) for one in parties if one is not party for w in one.name.split()}
    telling = [
        word
        for word in re.findall(r"[^\W\d_]{4,}", party.name)
        if word[0].isupper() and word.lower() not in words.plain and _stem(word) not in others
    ]
    found: list[str] = []
    for word in telling:
        root = re.escape(word.rstrip("s")[: max(4, len(word) - 2)])
        powers = "|".join(sorted(words.powers, key=len, reverse=True))
        pattern = re.compile(
            rf"\b{root}\w{{0,4}}\s+(?:(?!and\b|or\b|the\b|of\b)[\w-]+\s+){{0,2}}?(?:{powers})\b"
            rf"(?:\s+(?:{powers})\b)?"
        )
        found += [" ".join(one[0].split()) for one in pattern.finditer(text)]
    return replace(party, aliases=_once([*party.aliases, *found], party.name))


def _once(names: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(names) if one.lower() != name.lower())


def _mediator(source: Source, text: str) -> Party | None:
    for name, role in _mediators(source, text):
        kind = _ROLES.get(role.lower(), role.lower())
        taken = dict.fromkeys(("press", "unknown", "observer", "party"), 1)
        return Party(
            key=distinct(key_of(name), taken),
            name=name,
            aliases=(f"the {role.lower()}",) if name != role.lower() else (),
            role="guarantor" if kind == "guarantor" else "mediator",
        )
    return None


def _mediators(source: Source, text: str) -> Iterator[tuple[str, str]]:
    """Give who mediates and in which word, the surest first."""
    for found in _MEDIATED_BY.finditer(text):
        for name in part_names(text[found.end() : run_of_names(text, found.end())])[:1]:
            yield name.text, "mediator"
    for found in _AS_MEDIATOR.finditer(text):
        sentence = re.split(r"(?<=[.;])\s", text[max(0, found.start() - 300) : found.start()])[-1]
        # A letter that asks its addressee "as the mediator" names the power in the address.
        if re.search(r"\byour?\b", sentence, re.IGNORECASE):
            for recipient in source.description.recipients:
                for power in _power_of(recipient):
                    yield power, found["role"]
        yield found["role"].lower(), found["role"]
    for found in _NATIONAL.finditer(text):
        word = found["name"]
        if word.lower() not in cues().plain:
            yield f"{word} {found['role'].lower()}", found["role"]


def _power_of(recipient: str) -> Iterator[str]:
    """Give the power that a recipient acts for: "Consul General of the USSR in Urumqi"."""
    offices = "|".join(map(re.escape, cues().offices))
    for found in re.finditer(
        rf"\b(?:{offices})\b[^,]*?\bof\s+(?=(?:the\s+)?[A-Z])", recipient, re.IGNORECASE
    ):
        run = recipient[found.end() : run_of_names(recipient, found.end())]
        for name in part_names(re.split(r"\s(?:in|to|at)\s", run)[0])[:1]:
            yield name.text
