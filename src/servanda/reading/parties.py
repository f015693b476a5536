"""Who is named in a passage: the agreement's parties, their organs, and people on whom acts fall."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.domain.agreement import Agreement
from servanda.reading.cues import Cues
from servanda.reading.lexicon import Lexicon
from servanda.reading.phrases import PhraseTable

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ARTICLES = ("the ", "The ", "a ", "an ")

#: How a mention was understood: by a party's own name, by an organ with the party's name or
#: adjective before it, as the voice's own ("we", "our soldiers"), or as an organ of the only state
#: among the parties.
How = Literal["name", "organ", "own", "state", "none"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in words `first` up to `last`; `party` is None when it is nobody's known."""

    first: int
    last: int
    party: str | None
    name: str | None
    how: How
    organ: bool = False
    member: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    party: str
    name: str
    member: bool = False


class PartyIndex:
    """The parties of the agreements by every name that texts may use."""

    __slots__ = ("_adjectives", "_heads", "_lexicon", "_names", "_state", "_table", "roles")

    def __init__(self, agreements: Sequence[Agreement], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._table: PhraseTable[_Known] = PhraseTable()
        self._names: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        adjectives: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, set[str]] = defaultdict(set)
        organs = _organ_words(lexicon)
        states: list[str] = []
        seen: set[tuple[tuple[str, ...], str]] = set()
        for agreement in agreements:
            for party in agreement.parties:
                self._names.setdefault(party.key, party.name)
                self.roles.setdefault(party.key, party.role)
                for alias in (party.name, *party.aliases):
                    words = _lower(_bare(alias))
                    if not words:
                        continue
                    if (tuple(words), party.key) not in seen:
                        seen.add((tuple(words), party.key))
                        self._table.add(words, _Known(party.key, party.name))
                    for word in _WORD.findall(_bare(alias)):
                        if (
                            word[:1].isupper() and not word.isupper() and word.lower() not in organs
                        ) or (word.isupper() and len(word) > 1):
                            adjectives[word.lower()].add(party.key)
                    if party.role == "party" and words[-1] in organs:
                        heads[words[-1]].add(party.key)
                    if party.role == "party" and any(word in _STATE_WORDS for word in words):
                        states.append(party.key)
                for member in party.members:
                    words = _lower(member)
                    if words:
                        self._table.add(words, _Known(party.key, party.name, member=True))
        self._adjectives = {
            word: next(iter(keys)) for word, keys in adjectives.items() if len(keys) == 1
        }
        self._heads = {word: next(iter(keys)) for word, keys in heads.items() if len(keys) == 1}
        self._state = states[0] if states and len(set(states)) == 1 else None

    def name_of(self, party: str) -> str:
        """Give a party's display name by its key."""
        return self._names.get(party, party)

    def party_called(self, words: str) -> str | None:
        """Give the key of the party that has this name or alias, or holds it; None if none."""
        lower = _lower(words)
        for index in range(len(lower)):
            for known, _ in self._table.at(lower, index, len(lower)):
                return known.party
        return None

    def mentions(
        self, cues: Cues, *, own: str | None, heads: dict[str, str | None] | None = None
    ) -> list[Mention]:
        """Give who is named in a sentence, in order, the longest name first, without overlap.

        `heads` remembers, through a paragraph, whose "government" or "army" was last described
        ("the provincial government"): the bare word afterwards means the same.
        """
        heads = {} if heads is None else heads
        words = cues.words
        lower = words.lower
        found: list[Mention] = []
        index = 0
        count = len(lower)
        while index < count:
            together = self._together_at(cues, index)
            if together:
                found.extend(together)
                index = together[0].last
                continue
            one = (
                self._named_at(cues, index)
                or self._own_at(cues, index, own)
                or self._organ_at(cues, index, heads)
            )
            if one is not None:
                if one.how in ("name", "own", "organ", "none"):
                    for at in range(one.first, one.last):
                        if any(hit.group == "noun.organ" for hit in cues.at.get(at, ())):
                            heads[lower[at]] = one.party
                found.append(one)
                index = max(one.last, index + 1)
            else:
                index += 1
        return found

    def _together_at(self, cues: Cues, index: int) -> list[Mention]:
        """Read "the parties", "both sides" as all the parties that signed."""
        words, lower = cues.words, cues.words.lower
        if lower[index] not in ("parties", "sides", "signatories", "panels"):
            return []
        before = lower[index - 1] if index else ""
        if before == "two" and index > 1:
            before = lower[index - 2]
        signed = [key for key, role in self.roles.items() if role == "party"]
        if (
            not (
                before in ("the", "both", "these", "by")
                or (
                    words.text[words.starts[index]].isupper()
                    and index > 0
                    and before != "political"
                )
            )
            or not 2 <= len(signed) <= 4
        ):
            return []
        if index + 1 < len(lower) and lower[index + 1] in ("of", "in") and before != "the":
            return []
        return [
            Mention(index, index + 1, key, self.name_of(key), "name", organ=True) for key in signed
        ]

    def _of_party(self, cues: Cues, at: int) -> tuple[_Known, int] | None:
        """Read on after an organ: "soldiers of the three districts"."""
        lower = cues.words.lower
        if at + 1 >= len(lower) or lower[at] != "of":
            return None
        at += 2 if lower[at + 1] == "the" else 1
        if at >= len(lower) or lower[at] not in self._table.first:
            return None
        found = self._table.at(lower, at, len(lower))
        return max(found, key=lambda one: one[1]) if found else None

    def _named_at(self, cues: Cues, index: int) -> Mention | None:
        lower = cues.words.lower
        if lower[index] not in self._table.first:
            return None
        best: tuple[_Known, int] | None = None
        for known, end in self._table.at(lower, index, len(lower)):
            if best is None or end > best[1]:
                best = (known, end)
        if best is None:
            return None
        known, end = best
        end = self._with_organ(cues, end)
        organ = any(
            hit.group == "noun.organ" for at in range(index, end) for hit in cues.at.get(at, ())
        )
        return Mention(index, end, known.party, known.name, "name", organ, known.member)

    def _with_organ(self, cues: Cues, end: int) -> int:
        """Take the organ in: "MILF forces", "the central government's troops"."""
        for one in cues.at.get(end, ()):
            if one.group == "noun.organ" and not cues.words.between(end).strip(" '’s"):
                return one.last
        return end

    def _own_at(self, cues: Cues, index: int, own: str | None) -> Mention | None:
        if own is None:
            return None
        lower = cues.words.lower
        if lower[index] == "we":
            return Mention(index, index + 1, own, self.name_of(own), "own")
        if lower[index] == "our":
            for at in range(index + 1, min(len(lower), index + 4)):
                for one in cues.at.get(at, ()):
                    if one.group == "noun.organ":
                        return Mention(index, one.last, own, self.name_of(own), "own", organ=True)
        return None

    def _organ_at(self, cues: Cues, index: int, heads: dict[str, str | None]) -> Mention | None:
        organ = next((one for one in cues.at.get(index, ()) if one.group == "noun.organ"), None)
        if organ is None:
            return None
        words, lower = cues.words, cues.words.lower
        # Back over the words that describe it, to its article or the start of the noun group.
        first = index
        modifiers: list[str] = []
        while first > 0 and index - first < 4:
            before = lower[first - 1]
            if words.between(first).strip(" '’[]\n\r\t"):
                break
            if (
                before in self._lexicon.grammar["determiner"]
                or before in self._lexicon.grammar["preposition"]
                or before in self._lexicon.grammar["finite_aux"]
            ):
                break
            if any(
                one.group.startswith("verb.") and one.form not in ("plain", "s", "ed")
                for one in cues.at.get(first - 1, ())
            ) or before in ("and", "or", "but", "as", "than"):
                break
            modifiers.append(before)
            first -= 1
        of = self._of_party(cues, organ.last)
        if of is not None:
            known, end = of
            return Mention(first, end, known.party, known.name, "organ", organ=True)
        determined = first > 0 and lower[first - 1] in (
            "the",
            "these",
            "those",
            "this",
            "their",
            "its",
        )
        plural = lower[organ.last - 1].endswith("s") or lower[organ.last - 1] in (
            "police",
            "military",
        )
        for before in modifiers:
            word = before.removesuffix("'s").removesuffix("s'")
            party = self._adjectives.get(word)
            if party is not None:
                where = min(first + len(modifiers), index)
                return Mention(
                    where - len(modifiers) if len(modifiers) <= 3 else where - 1,
                    organ.last,
                    party,
                    self.name_of(party),
                    "organ",
                    organ=True,
                )
        known = {
            "central",
            "military",
            "local",
            "high",
            "supreme",
            "secret",
            "security",
            "armed",
            "state",
            "national",
            "federal",
            "government",
            "administrative",
        }
        if not modifiers and lower[index] in heads:
            party = heads[lower[index]]
            name = self.name_of(party) if party else None
            return Mention(index, organ.last, party, name, "organ" if party else "none", organ=True)
        if all(before in known for before in modifiers):
            head = self._heads.get(lower[index])
            if head is not None and (determined or plural) and not modifiers:
                return Mention(index, organ.last, head, self.name_of(head), "organ", organ=True)
            if self._state is not None and (determined or plural) and _is_state_organ(cues, index):
                return Mention(
                    first, organ.last, self._state, self.name_of(self._state), "state", organ=True
                )
        if _is_state_organ(cues, index):
            return Mention(first, organ.last, None, None, "none", organ=True)
        return None


_STATE_WORDS = frozenset(
    (
        "government",
        "authorities",
        "republic",
        "state",
        "kingdom",
        "crown",
        "administration",
        "federation",
        "ministry",
        "junta",
        "regime",
        "transitional",
    )
)


def _lower(words: str) -> list[str]:
    """Give the words as `Words.lower` has them: small letters, without "'s"."""
    return [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(words)]


def _bare(alias: str) -> str:
    for article in _ARTICLES:
        alias = alias.removeprefix(article)
    return alias


def _organ_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        word
        for word, rests in lexicon.table.first.items()
        if any(rest.payload.group == "noun.organ" and not rest.tail for rest in rests)
    )


def _is_state_organ(cues: Cues, index: int) -> bool:
    return any(one.group == "noun.state_organ" for one in cues.at.get(index, ()))
