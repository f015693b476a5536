"""Pair what was read with gold, coded by a language model: spans, overlap, one-to-one matching."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Half-open code points, in order, of one statement.
Spans = list[tuple[int, int]]
#: How a provisional agreement (no --agreement) may name the parties of the gold.
PARTY_WORDS = {
    "ussr": ("ussr", "soviet"),
    "districts": ("district", "representative"),
    "government": ("government", "chinese"),
}


def spans_of(said: dict[str, Any]) -> Spans:
    if "spans" in said:
        return [(a, b) for a, b in said["spans"]]
    quotes = said.get("quotes") or [said]
    return [(q["start"], q["end"]) for q in quotes]


def size(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def match(gold: Sequence[Spans], said: Sequence[Spans]) -> dict[int, int]:
    """Pair gold with proposals, one to one; gives gold index -> proposal index."""
    closeness: dict[tuple[int, int], float] = {}
    for g, mine in enumerate(gold):
        for s, theirs in enumerate(said):
            common = shared(mine, theirs)
            if common and 2 * common >= min(size(mine), size(theirs)):
                closeness[g, s] = common / (size(mine) + size(theirs) - common)
    taken: dict[int, int] = {}  # proposal -> gold
    pairs: dict[int, int] = {}
    for g, s in sorted(closeness, key=lambda pair: (-closeness[pair], pair)):
        if g not in pairs and s not in taken:
            pairs[g], taken[s] = s, g

    def seat(g: int, tried: set[int]) -> bool:
        choices = sorted(
            (s for h, s in closeness if h == g and s not in tried),
            key=lambda s: -closeness[g, s],
        )
        for s in choices:
            tried.add(s)
            if s not in taken or seat(taken[s], tried):
                pairs[g], taken[s] = s, g
                return True
        return False

    for g in range(len(gold)):
        if g not in pairs:
            seat(g, set())
    return pairs


def ratio(part: Sequence[int]) -> float:
    return part[0] / part[1] if part[1] else 0.0


def parties(said: dict[str, Any], field: str = "about") -> set[str]:
    found = set()
    for one in said.get(field) or []:
        key = one.get("party")
        if key not in PARTY_WORDS:
            words = " ".join(str(one.get(k) or "") for k in ("party", "name", "text")).lower()
            key = next((k for k, cues in PARTY_WORDS.items() if any(c in words for c in cues)), "?")
        found.add(key)
    return found


def keys(said: dict[str, Any]) -> set[str]:
    return {one["key"] for one in said.get("provisions") or []}
