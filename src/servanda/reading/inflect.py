"""Forms of English verbs: the lexicon gives the plain form, the rules of spelling the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

_VOWELS = "aeiou"


def verb_forms(
    plain: str, *, irregular: Mapping[str, Sequence[str]], doubling: Collection[str]
) -> dict[str, str]:
    """Give every form of a verb with its name: `plain`, `s`, `ing`, `past`, `part`, `ed`.

    `ed` is a form that serves as past and as participle; irregular verbs whose two differ have
    `past` and `part` instead.
    """
    forms = {plain: "plain", _third(plain): "s", _ing(plain, plain in doubling): "ing"}
    known = irregular.get(plain)
    if known is None:
        forms[_ed(plain, plain in doubling)] = "ed"
    elif len(known) == 1:
        forms[known[0]] = "ed"
    else:
        past, *rest = known
        for participle in rest:
            forms[participle] = "part"
        # "began, begun": the past alone is never a participle.
        forms[past] = "ed" if past in rest else "past"
    return forms


def _third(plain: str) -> str:
    if plain.endswith(("s", "x", "z", "ch", "sh", "o")):
        return plain + "es"
    if plain.endswith("y") and plain[-2:-1] not in _VOWELS:
        return plain[:-1] + "ies"
    return plain + "s"


def _ed(plain: str, double: bool) -> str:
    if plain.endswith("e"):
        return plain + "d"
    if plain.endswith("y") and plain[-2:-1] not in _VOWELS:
        return plain[:-1] + "ied"
    return plain + (plain[-1] if double else "") + "ed"


def _ing(plain: str, double: bool) -> str:
    if plain.endswith("ee") or plain == "be":
        return plain + "ing"
    if plain.endswith("e"):
        return plain[:-1] + "ing"
    return plain + (plain[-1] if double else "") + "ing"
