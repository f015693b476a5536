"""A clause at hand: its words and cues, and the small questions that reading it asks."""

from __future__ import annotations

from functools import cached_property

from servanda.reading.clauses import has_finite
from servanda.reading.cues import Cues, Hit

#: How far before its verb a subject's denial may stand, and after it an object's, in words.
SUBJECT_REACH, OBJECT_REACH = 16, 3
_HELPERS = 6
#: Words that may deny a subject, beside "nobody", "none" and their like.
_DENYING = frozenset(("no", "not", "few", "little", "hardly", "scarcely", "barely"))


class Clause:
    """Words `first` up to `last` of a sentence. Positions are those of the sentence's words."""

    def __init__(self, cues: Cues, first: int, last: int) -> None:
        self.cues = cues
        self.words = cues.words
        self.lower = cues.words.lower
        self.commas = cues.words.commas
        self.g = cues.grammar
        self.first = first
        self.last = last
        self.hits = [one for one in cues.hits if first <= one.first < last]

    @cached_property
    def finite(self) -> bool:
        """Whether it has a verb that can carry it."""
        return has_finite(self.cues, self.first, self.last)

    def finite_before(self, at: int) -> bool:
        """Tell whether such a verb stands before word `at`."""
        return has_finite(self.cues, self.first, at)

    def word(self, at: int) -> str:
        """Give a word in small letters; "" outside the clause."""
        return self.lower[at] if self.first <= at < self.last else ""

    def near(self, groups: tuple[str, ...], first: int, last: int) -> bool:
        """Tell whether a cue of one of these groups begins in words `first` up to `last`."""
        low, high = max(first, self.first), min(last, self.last)
        return any(low <= one.first < high and one.group in groups for one in self.hits)

    def parted(self, at: int) -> bool:
        """Tell whether a comma stands before word `at`."""
        return at in self.commas

    def verbs_at(self, at: int) -> list[Hit]:
        """Give the verbs that begin at a word."""
        return [one for one in self.cues.at.get(at, ()) if one.section == "verb"]

    def is_noun(self, hit: Hit) -> bool:
        """Tell whether a plain or -s form stands where a noun would: "the attack", "arrests"."""
        if hit.form not in ("plain", "s"):
            return False
        head = self.lower[hit.first]
        if head in self.g["noun_before_of"]:
            before = self.word(hit.first - 1)
            return self.word(hit.last) == "of" or before in ("the", "a", "this", "any")
        if hit.form == "s":
            if (
                head.removesuffix("s") not in self.g["also_noun"]
                and head.removesuffix("es") not in self.g["also_noun"]
            ):
                return False
            return self._s_form_is_noun(hit)
        if head not in self.g["also_noun"] or hit.first == self.first:
            return False
        return self._plain_is_noun(hit)

    def _s_form_is_noun(self, hit: Hit) -> bool:
        before, after = self.word(hit.first - 1), self.word(hit.last)
        personal = before in ("it", "he", "she", "which", "who", "this")
        if not before or before.isdigit() or before in self.g["preposition"]:
            return True
        if before in self.g["determiner"] and not personal and before != "that":
            return True
        followed = after in self.g["determiner"] or after in ("that", "to")
        return not followed and not personal

    def _plain_is_noun(self, hit: Hit) -> bool:
        at = hit.first - 1
        before = self.word(at)
        while at > self.first and (
            self.lower[at] in ("not", "also", "never", "only") or self.lower[at].endswith("ly")
        ):
            at -= 1
        helper = self.lower[at]
        if (
            helper == "to"
            or helper in self.g["modal"]
            or helper in self.g["do"]
            or helper.endswith("n't")
        ):
            return False
        if before in ("and", "or", "but"):
            return not self.cues.has("verb.", max(self.first, hit.first - 6), hit.first)
        if before in self.g["subject_pronouns"] or helper in self.g["subject_pronouns"]:
            return False
        people = any(
            one.group in ("noun.people", "noun.organ", "noun.harm") and one.last == hit.first
            for one in self.hits
        )
        return not (
            (people and before.endswith("s"))
            or before in ("people", "police", "military", "authorities")
        )

    def helpers(self, at: int) -> list[str]:
        """Give the helping words, adverbs and denials right before word `at`, the nearest first."""
        found: list[str] = []
        back = at - 1
        while back >= self.first and at - back < _HELPERS:
            word = self.lower[back]
            if word not in self.g["helping"] and not word.endswith("ly"):
                break
            found.append(word)
            back -= 1
        return found

    def denied_before(self, at: int) -> bool:
        """Tell whether the verb at a word is denied by its helpers or its subject."""
        return (
            any(word in self.g["negative"] for word in self.helpers(at))
            or self.subject_denied(at) is not None
        )

    def under_modal(self, at: int) -> bool:
        """Tell whether the verb at a word stands under "may", "should", "will"."""
        return any(word in self.g["modal"] for word in self.helpers(at))

    def subject_denied(self, subject: int) -> tuple[int, bool] | None:
        """Give the word that denies a subject standing before word `subject`, and if only in part.

        "None of the points", "no elections", "not all", "few".
        """
        lower, nobody, finite = self.lower, self.g["nobody"], self.g["finite_aux"]
        for at in range(subject - 1, max(self.first - 1, subject - SUBJECT_REACH), -1):
            word = lower[at]
            if word in nobody or word in _DENYING:
                partly = self._denies(at)
                if partly is not None:
                    return at, partly
            if at > self.first and lower[at - 1] in ("who", "which", "that"):
                continue  # a relative clause inside the subject
            if word in finite or (at in self.commas and at != self.first and subject - at > 1):
                return None
            if subject - at > 6 and any(one.form in ("past", "ed") for one in self.verbs_at(at)):
                return None
        return None

    def _denies(self, at: int) -> bool | None:
        """Tell whether a word that may deny a subject denies it in part; None if not at all."""
        word, before = self.lower[at], self.word(at - 1)
        after = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        if word in self.g["nobody"] or (
            word == "no" and after not in ("doubt", "longer", "less", "more")
        ):
            return before in self.g["almost"]
        if word == "not" and after in ("all", "every", "everywhere", "one", "a", "any"):
            return after in ("all", "every", "everywhere")
        if word in ("hardly", "scarcely", "barely"):
            return True if after == "any" else None
        if word in ("few", "little") and before not in (
            "a",
            "the",
            "these",
            "last",
            "next",
            "past",
        ):
            return True
        return None

    def object_denied(self, hit: Hit) -> int | None:
        """Give the word that denies the object after a verb: "released none", "made no"."""
        for at in range(hit.last, min(self.last, hit.last + OBJECT_REACH)):
            word = self.lower[at]
            if at > hit.last and self.parted(at):
                return None
            if word in self.g["nobody"] or word in ("no", "zero"):
                return at
            if word in ("few", "little", "hardly") and self.lower[at - 1] not in ("a", "the"):
                return at
            if word in self.g["preposition"]:
                return None
        return None
