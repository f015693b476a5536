"""What a clause says was done, not done, begun, ordered or hindered: verbs and nouns with their
negations, moods and governors.

A shallow grammar on purpose: it reads the words to the left of a verb back to its subject ("has
still not been"), the verb that governs an infinitive ("failed to", "ordered the army to"), and the
words that deny a noun ("no cases of"). What it cannot tell it leaves unreal, and nothing follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from servanda.reading.clauses import has_finite
from servanda.reading.cues import Cues, Hit
from servanda.reading.lexicon import Lexicon

#: How real the words make it: `presupposed` is told in passing; `begun` has started; `ordered`
#: and `demanded` are words, not yet deeds; `unreal` is planned, conditional, general or absent.
Force = Literal["asserted", "presupposed", "begun", "attempted", "ordered", "demanded", "unreal"]

_SIGN = {
    "fulfil": 1,
    "fulfil_weak": 1,
    "benefit_weak": 1,
    "comply": 1,
    "comply_weak": 1,
    "breach": -1,
    "breach_weak": -1,
    "harm": -1,
    "hinder": -1,
}
_ACTS = frozenset(_SIGN)
_GOOD = frozenset(("fulfil", "comply"))
_BAD = frozenset(("breach", "harm", "hinder"))
_CHAIN = 9
_GOVERNOR = 9
_FLIP_GERUND = frozenset(
    (
        "refrain",
        "refrained",
        "refrains",
        "stop",
        "stopped",
        "cease",
        "ceased",
        "halt",
        "halted",
        "avoid",
        "avoided",
        "without",
        "instead",
        "rather",
    )
)
_GO_ON_GERUND = frozenset(
    (
        "continue",
        "continued",
        "continues",
        "began",
        "begun",
        "begin",
        "keep",
        "kept",
        "started",
        "start",
        "by",
        "resumed",
        "resume",
    )
)
_SUBJECT_PRONOUNS = frozenset(
    ("they", "we", "i", "you", "who", "which", "others", "some", "many", "people")
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """One thing that a clause says; `first` to `last` are its words, `sign` good or bad for keeping."""

    act: str
    sign: int
    force: Force
    first: int
    last: int
    #: Counts only where a promise, a right or a provision is what it speaks of.
    weak: bool = False
    noun: bool = False
    passive: bool = False
    #: The subject stands before this word.
    subject: int = 0
    #: The word that denies it, if one does.
    denied: int | None = None
    #: The word that governs it ("failed to"), if one does.
    governor: int | None = None
    #: Denied or asserted of a part only ("not all", "few").
    partial: bool = False
    #: Its subject is who benefits or suffers, not who is judged.
    befalls: bool = False


@dataclass(slots=True)
class _Chain:
    """Helping words before a verb."""

    left: int
    be: bool = False
    have: bool = False
    do: bool = False
    modal: str | None = None
    to: int | None = None
    denied: int | None = None
    almost: bool = False


class Grammar:
    """Reads the predicates of clauses of one sentence."""

    __slots__ = ("cues", "g", "lexicon", "words")

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self.cues = cues
        self.lexicon = lexicon
        self.words = cues.words
        self.g = lexicon.grammar

    def predicates(self, first: int, last: int) -> list[Predicate]:
        """Give the predicates of the clause in words `first` up to `last`, in order."""
        found: list[Predicate] = []
        chains: list[tuple[int, _Chain, str]] = []
        finite = has_finite(self.cues, self.lexicon, first, last)
        unreal = self._conditional(first, last)
        told = self._wording(first, last)
        unreal = unreal or self._wished(first, last)
        for hit in self.cues.hits:
            if not first <= hit.first < last:
                continue
            section, _, kind = hit.group.partition(".")
            one: Predicate | None = None
            if section == "verb" and (
                kind in _ACTS or kind in ("allow", "deny", "admit", "demand")
            ):
                if self._is_noun(hit, first):
                    continue
                chain = self._chain(hit, first, chains)
                chains.append((hit.first, chain, hit.form))
                one = self._verb(hit, kind, chain, first, last, finite)
            elif section == "noun" and kind in ("breach", "harm", "combat", "toll", "hinder"):
                act = "harm" if kind in ("combat", "toll") else kind
                one = self._bad_noun(hit, act, first, last, finite)
            elif (
                section == "verb" and kind in ("start", "manage") and not self._is_noun(hit, first)
            ):
                one = self._start(hit, first, last, chains)
            elif section == "idiom" and kind == "pending":
                one = Predicate(
                    "pending",
                    -1,
                    "asserted",
                    hit.first,
                    hit.last,
                    True,
                    subject=hit.first,
                    denied=hit.first,
                )
            elif section == "noun" and kind in ("progress", "lack"):
                one = self._progress(hit, kind, first, last, finite)
            elif section == "status":
                one = self._status(hit, kind, first, last)
            elif section == "idiom" and kind in ("broken", "kept"):
                one = Predicate(
                    "idiom", -1 if kind == "broken" else 1, "asserted" if finite or kind == "broken" else "presupposed",
                    hit.first, hit.last, weak=True, subject=hit.first,
                )  # fmt: skip
            if one is not None:
                if (unreal or (told is not None and one.first >= told)) and one.force != "unreal":
                    one = replace(one, force="unreal")
                found.append(one)
        return _without_doubles(found)

    # ------------------------------------------------------------ verbs

    def _chain(self, hit: Hit, first: int, earlier: list[tuple[int, _Chain, str]]) -> _Chain:
        """Read the helping words to the left of a verb, or those it shares after "and"."""
        lower = self.words.lower
        chain = _Chain(left=hit.first)
        at = hit.first - 1
        steps = 0
        while at >= first and steps < _CHAIN:
            word = lower[at]
            if word in ("not", "never", "nor") or word.endswith("n't"):
                if not (word == "not" and at + 1 < len(lower) and lower[at + 1] == "only"):
                    chain.denied = at
            elif word in self.g["almost_negative"]:
                chain.denied, chain.almost = at, True
            if (word == "to" and chain.to is None and not chain.be) or (
                word == "to" and chain.be and chain.to is None
            ):
                chain.to = at
                chain.left = at
                break
            if word in self.g["be"]:
                chain.be = True
            elif word in self.g["have"] or word.startswith(("hasn", "haven", "hadn")):
                chain.have = True
            elif word in self.g["do"] or word.startswith(("don'", "doesn", "didn")):
                chain.do = True
            elif word in self.g["modal"]:
                chain.modal = word
                if word in ("cannot", "can't"):
                    chain.denied = at
            elif word == "longer" and at > first and lower[at - 1] == "no":
                chain.denied = at - 1
                at -= 1
            elif not (
                word in self.g["adverb"]
                or word.endswith("ly")
                or word in ("not", "never", "nor")
                or word in self.g["almost_negative"]
            ):
                break
            at -= 1
            steps += 1
        chain.left = min(chain.left, at + 1)
        bare = not (chain.be or chain.have or chain.do or chain.modal or chain.to is not None)
        if bare and earlier and at >= first:
            joined = lower[at] in ("and", "or", "but") or "," in self.words.between(chain.left)
            number, other, form = earlier[-1]
            same = (
                form == hit.form
                or {form, hit.form} <= {"ed", "part"}
                or {form, hit.form} <= {"ed", "past"}
            )
            if joined and same and hit.first - number <= _CHAIN + 5:
                shared = _Chain(
                    other.left,
                    other.be,
                    other.have,
                    other.do,
                    other.modal,
                    other.to,
                    other.denied,
                    other.almost,
                )
                if chain.denied is not None:
                    shared.denied = chain.denied
                return shared
        return chain

    def _is_noun(self, hit: Hit, first: int) -> bool:
        """Tell whether a plain or -s form stands where a noun would: "the attack", "mass arrests"."""
        lower = self.words.lower
        if hit.form not in ("plain", "s"):
            return False
        head = self.cues.words.lower[hit.first]
        if hit.form == "s":
            head = next((one for one in self.g["also_noun"] if head in (one + "s", one + "es")), "")
        if head not in self.g["also_noun"]:
            return False
        if hit.first == first:
            return hit.form == "s"
        before = lower[hit.first - 1]
        after = lower[hit.last] if hit.last < len(lower) else ""
        if hit.form == "s":
            if (
                (
                    before in self.g["determiner"]
                    and before not in ("it", "he", "she", "this", "that")
                )
                or before in self.g["preposition"]
                or before.isdigit()
            ):
                return True
            return (
                after not in self.g["determiner"]
                and after not in ("that", "to", "with", "by", "on", "against")
                and before not in ("it", "he", "she", "which", "who", "this")
            )
        if (
            before in ("to",)
            or before in self.g["modal"]
            or before in self.g["do"]
            or before.endswith("n't")
        ):
            return False
        back = hit.first - 1
        while back > first and (
            lower[back] in ("not", "also", "never", "only") or lower[back].endswith("ly")
        ):
            back -= 1
        if (
            lower[back] in self.g["modal"]
            or lower[back] in self.g["do"]
            or lower[back] == "to"
            or lower[back].endswith("n't")
        ):
            return False
        if before in ("and", "or", "but", ","):
            return not self.cues.has("verb.", max(first, hit.first - 6), hit.first)
        if before in _SUBJECT_PRONOUNS or lower[back] in _SUBJECT_PRONOUNS:
            return False
        people = any(
            one.group in ("noun.people", "noun.organ", "noun.harm") and one.last == hit.first
            for one in self.cues.hits
        )
        return not (
            (people and before.endswith("s"))
            or before in ("people", "police", "military", "authorities")
        )

    def _verb(
        self, hit: Hit, kind: str, chain: _Chain, first: int, last: int, finite: bool
    ) -> Predicate | None:
        lower = self.words.lower
        act = "fulfil" if kind == "benefit_weak" else kind.removesuffix("_weak")
        weak = kind.endswith("_weak")
        sign = _SIGN.get(kind, 0)
        passive = chain.be and hit.form in ("ed", "part")
        denied = chain.denied
        subject = chain.left
        force: Force = "asserted"
        governor: int | None = None
        partial = chain.almost
        if chain.to is not None:
            force, flip, governor = self._governed(chain.to, first)
            if flip:
                denied = governor if denied is None else None
            if (
                force == "unreal"
                and act in _GOOD
                and chain.have
                and governor is not None
                and lower[governor] in self.g["supposed"]
            ):
                # "was supposed to have been released": it was not.
                force, denied = "presupposed", governor
            subject = governor if governor is not None else chain.to
        elif chain.modal:
            force, denied = self._modal(chain, act, denied)
        elif hit.form == "ing" and not chain.be:
            force, flip = self._gerund(hit, act, first)
            if flip:
                denied = hit.first - 1
        elif hit.form == "plain" and not chain.do and (
            act == "comply" or not self._has_subject(hit, chain.left, first)
        ):
            force = "unreal"
        elif hit.form in ("ed", "part") and not (chain.be or chain.have):
            force, passive = self._bare_participle(hit, first, last)
        if denied is None and force != "unreal":
            found = self._subject_denied(subject, first)
            if found is not None:
                denied, some = found
                partial = partial or some
            else:
                denied = self._object_denied(hit, last)
        if denied is not None and lower[denied] in self.g["almost_negative"]:
            partial = True
        if act == "comply" and passive and force == "asserted" and denied is None and self._habitual(chain, hit.first):
            force = "unreal"
        if act == "hinder" and force == "asserted" and denied is None and any(
            self.cues.has(group, hit.last, min(last, hit.last + 6)) for group in ("noun.harm", "noun.combat", "noun.breach")
        ) and lower[hit.first].startswith("prevent"):
            force = "unreal"
        if (
            force == "asserted"
            and subject > first
            and lower[subject - 1] in ("who", "which", "that", "whom")
            and act in _GOOD
        ):
            # "the freedom that had been won": told in passing.
            force = "presupposed"
        if act == "allow":
            if denied is None or force == "unreal":
                return None
            act, sign, denied = "hinder", -1, denied
        elif act in ("deny", "admit", "demand"):
            if force in ("unreal", "ordered", "demanded") and act != "demand":
                return None
        elif denied is not None:
            sign = -sign
            if act in _BAD and force in ("unreal", "presupposed", "ordered", "demanded"):
                force = "unreal"
        if force == "presupposed" and self._is_wish(first, hit.first):
            force = "unreal"
        if (
            act in _GOOD
            and force in ("asserted", "begun")
            and self._in_time_clause(hit.first, first)
        ):
            force = "unreal"
        benefit = kind == "benefit_weak" and not passive
        return Predicate(
            act,
            sign,
            force,
            hit.first,
            hit.last,
            weak,
            False,
            passive,
            subject,
            denied,
            governor,
            partial,
            benefit,
        )

    def _has_subject(self, hit: Hit, left: int, first: int) -> bool:
        """Tell whether the word before a plain verb can be its subject: a plural or a pronoun."""
        if left <= first or self.words.between(left).strip(" \n\r\t[]"):
            return False
        before = self.words.lower[left - 1]
        if self.words.lower[hit.first] not in self.g["also_noun"]:
            return before not in ("and", "or", "to", "of") and before not in self.g["modal"]
        return before in _SUBJECT_PRONOUNS or before.endswith("s") and before not in self.g["determiner"] or before in ("police", "military", "men", "women", "children", "and")

    def _habitual(self, chain: _Chain, at: int) -> bool:
        """Tell whether a passive is in the simple present: "is nominated by" tells a rule, not a deed."""
        helpers = self.words.lower[chain.left : at]
        return any(word in ("is", "are") for word in helpers) and not any(
            word in ("being", "been", "now", "already", "still", "currently") for word in helpers
        )

    def _modal(self, chain: _Chain, act: str, denied: int | None) -> tuple[Force, int | None]:
        modal = chain.modal or ""
        if modal in ("should", "ought") and chain.have and act in _GOOD:
            # "weapons that should have been withdrawn": they were not.
            where = chain.left
            return ("presupposed", None) if denied is not None else ("presupposed", where)
        if (
            denied is not None
            and (modal in self.g["ability"] or modal in ("would", "wouldn't"))
            and act in _GOOD
        ):
            return "asserted", denied
        return "unreal", denied

    def _governed(self, to: int, first: int) -> tuple[Force, bool, int | None]:
        """Read what governs an infinitive: how real it makes it, whether it denies it, and where."""
        lower = self.words.lower
        at = to - 1
        while at > first and (
            lower[at] in ("also", "not", "even", "still", "openly") or lower[at].endswith("ly")
        ):
            at -= 1
        if at < first:
            return "unreal", False, None
        word = lower[at]
        if word == "yet":
            return "asserted", True, at
        if word in self.g["unable"]:
            twice = at > first and lower[at - 1] == "not"
            return "asserted", not twice, at
        if word in self.g["able"]:
            negative = self._denied_before(at, first)
            return (
                ("asserted" if negative or self._past_before(at, first) else "unreal"),
                negative,
                at,
            )
        if word in ("made", "forced", "compelled", "left", "driven") and at > first and lower[at - 1] in self.g["be"]:
            return "asserted", False, at
        for back in range(at, max(first - 1, at - _GOVERNOR), -1):
            if back < at and lower[back + 1] in self.g["finite_aux"]:
                break
            if "," in self.words.between(back + 1) and back != at and back + 1 <= to:
                break
            for one in self.cues.at.get(back, ()):
                if not one.group.startswith("verb.") or one.last > to:
                    continue
                kind = one.kind
                if kind not in (
                    "fail",
                    "manage",
                    "start",
                    "continue",
                    "demand",
                    "order",
                    "allow",
                    "hinder",
                    "harm",
                ):
                    continue
                if self._is_noun(one, first) and kind not in ("order", "demand"):
                    continue
                near = (
                    back == at
                    or kind in ("order", "demand", "allow", "hinder")
                    or self._only_between(one.last, to)
                )
                if not near:
                    continue
                negative = self._denied_before(back, first)
                modal = self._modal_before(back, first)
                if kind == "fail":
                    return ("unreal" if modal else "asserted"), not negative, back
                if kind == "allow":
                    if negative:
                        return "asserted", True, back
                    return ("unreal" if modal else "attempted"), False, back
                if kind in ("order", "demand"):
                    attempted = lower[back].startswith(
                        ("tri", "try", "attempt", "sought", "seek", "striv", "endeav")
                    )
                    force: Force = (
                        "attempted" if attempted else "demanded" if kind == "demand" else "ordered"
                    )
                    return ("unreal" if modal else force), False, back
                if kind in ("hinder", "harm"):
                    return "presupposed", False, back
                if modal:
                    return "unreal", negative, back
                if kind == "start":
                    return ("asserted" if negative else "begun"), negative, back
                return "asserted", negative, back
        return "unreal", False, at if word in self.g["supposed"] else None

    def _only_between(self, first: int, to: int) -> bool:
        """Tell whether only an adverbial stands between a verb and "to": "managed in many places to"."""
        lower = self.words.lower
        return (
            first < to
            and lower[first] in self.g["preposition"]
            and not any(
                one.group.startswith("verb.")
                for at in range(first, to)
                for one in self.cues.at.get(at, ())
            )
        )

    def _helpers_before(self, at: int, first: int) -> list[str]:
        lower = self.words.lower
        found: list[str] = []
        back = at - 1
        while back >= first and at - back < 6:
            word = lower[back]
            if not (
                word in self.g["be"] or word in self.g["have"] or word in self.g["do"] or word in self.g["modal"]
                or word in self.g["adverb"] or word in self.g["negative"] or word.endswith("ly")
            ):  # fmt: skip
                break
            found.append(word)
            back -= 1
        return found

    def _denied_before(self, at: int, first: int) -> bool:
        if any(word in self.g["negative"] for word in self._helpers_before(at, first)):
            return True
        return self._subject_denied(at, first) is not None

    def _modal_before(self, at: int, first: int) -> bool:
        return any(word in self.g["modal"] for word in self._helpers_before(at, first))

    def _past_before(self, at: int, first: int) -> bool:
        return any(
            word in ("was", "were", "been", "had") for word in self._helpers_before(at, first)
        )

    def _gerund(self, hit: Hit, act: str, first: int) -> tuple[Force, bool]:
        lower = self.words.lower
        if hit.first == first:
            return ("presupposed" if act in _BAD else "unreal"), False
        before = lower[hit.first - 1]
        if before == "not":
            return "asserted", True
        two = lower[hit.first - 2] if hit.first - 2 >= first else ""
        if before in _FLIP_GERUND or (before in ("from", "of", "than") and two in _FLIP_GERUND):
            return "asserted", True
        if before in _GO_ON_GERUND:
            return "asserted", False
        if before == "from":
            return "unreal", False
        if before in self.g["let"]:
            return ("presupposed" if act in _BAD else "unreal"), False
        if "," in self.words.between(hit.first) or before in ("and", "but"):
            return ("asserted" if act in _BAD else "presupposed"), False
        return ("presupposed" if act in _BAD else "unreal"), False

    def _bare_participle(self, hit: Hit, first: int, last: int) -> tuple[Force, bool]:
        """Tell a past tense from a participle that only describes a noun ("officials driven out by")."""
        lower = self.words.lower
        by = any(lower[at] == "by" for at in range(hit.last, min(last, hit.last + 4)))
        after = lower[hit.last] if hit.last < last else ""
        if after in self.g["preposition"] and after != "to" and lower[hit.first] not in self.g["intransitive"] and hit.last - hit.first == 1:
            # "an organization registered with ...": an active past would have its object here.
            by = True
        if hit.form == "part" or by:
            return "presupposed", True
        before = lower[hit.first - 1] if hit.first > first else ""
        if (
            before
            in ("the", "a", "an", "of", "these", "those", "all", "any", "newly", "recently", "as")
            or before in self.g["preposition"]
            or before.isdigit()
            or before in ("initial", "remaining", "new", "other", "former", "first", "second")
        ):
            return "presupposed", True
        left = has_finite(self.cues, self.lexicon, first, hit.first)
        if left and not (
            before in ("and", "but", "who", "which", "that") or "," in self.words.between(hit.first)
        ):
            # A finite verb stands before it: unless it opens a new clause it describes a noun.
            return "presupposed", True
        right = any(
            lower[at] in self.g["finite_aux"] for at in range(hit.last, min(last, hit.last + 8))
        )
        if right and not left and "that" not in lower[hit.last : hit.last + 2]:
            return "presupposed", True
        return "asserted", False

    def _subject_denied(self, subject: int, first: int) -> tuple[int, bool] | None:
        """Find a word that denies the subject: "None of the points", "no elections"."""
        lower = self.words.lower
        for at in range(subject - 1, max(first - 1, subject - 16), -1):
            word = lower[at]
            if word in ("none", "nobody", "nothing", "neither", "nowhere"):
                return at, at > first and lower[at - 1] in (
                    "almost",
                    "nearly",
                    "virtually",
                    "practically",
                )
            if word == "no" and lower[at + 1] not in ("doubt", "longer", "less", "more"):
                return at, at > first and lower[at - 1] in (
                    "almost",
                    "nearly",
                    "virtually",
                    "practically",
                )
            if (
                word == "not"
                and at + 1 < len(lower)
                and lower[at + 1] in ("all", "every", "everywhere")
            ):
                return at, True
            if word == "not" and at + 1 < len(lower) and lower[at + 1] in ("one", "a", "any"):
                return at, False
            if word in ("few", "little") and (
                at == first or lower[at - 1] not in ("a", "the", "these", "last", "next", "past")
            ):
                return at, True
            if at > first and lower[at - 1] in ("who", "which", "that"):
                continue  # a relative clause inside the subject
            if word in self.g["finite_aux"] or (
                "," in self.words.between(at) and at != first and subject - at > 1
            ):
                break
            if (
                any(
                    one.group.startswith("verb.") and one.form in ("past", "ed")
                    for one in self.cues.at.get(at, ())
                )
                and subject - at > 6
            ):
                break
        return None

    def _object_denied(self, hit: Hit, last: int) -> int | None:
        lower = self.words.lower
        for at in range(hit.last, min(last, hit.last + 3)):
            word = lower[at]
            if at > hit.last and "," in self.words.between(at):
                return None
            if word in ("none", "nothing", "nobody", "neither", "no", "zero", "nowhere"):
                return at
            if word in ("few", "little", "hardly") and lower[at - 1] not in ("a", "the"):
                return at
            if word in self.g["preposition"]:
                return None
        return None

    def _conditional(self, first: int, last: int) -> bool:
        lower = self.words.lower
        for at in range(first, min(last, first + 3)):
            if lower[at] in (
                "if",
                "unless",
                "whether",
                "lest",
                "assuming",
                "once",
                "until",
                "till",
                "should",
                "whenever",
            ):
                # "If one turns to those points ..." only leads the reader on.
                rhetorical = lower[at] == "if" and lower[at + 1 : at + 2] in (["one"], ["we"])
                return not (
                    rhetorical
                    and lower[at + 2 : at + 3]
                    and lower[at + 2] in self.g["rhetorical_if"]
                )
            if lower[at] not in ("and", "but", "or", "even", "only", "that"):
                break
        return False

    def _wished(self, first: int, last: int) -> bool:
        """Tell whether a clause is advice or a hope: "it is important that", not "important to note"."""
        lower = self.words.lower
        for at in range(first, min(last, first + 12)):
            if lower[at] in self.g["wish"] and at + 1 < last and lower[at + 1] in ("that", "for", "to", "by"):
                return not (lower[at + 1] == "to" and lower[at + 2 : at + 3] and lower[at + 2] in self.g["leads_on"])
        return False

    def tells_wording(self, first: int, last: int) -> bool:
        """Tell whether a clause only says what an agreement provides."""
        return self._wording(first, last) is not None

    def _wording(self, first: int, last: int) -> int | None:
        """Give the word from which on a clause only tells what an agreement says."""
        promise = -1
        for hit in self.cues.hits:
            if not first <= hit.first < last:
                continue
            if hit.group in ("noun.promise", "noun.norm"):
                promise = hit.last
            elif hit.group == "verb.wording" and promise > 0 and hit.first >= promise:
                chain = self._chain(hit, first, [])
                passive = chain.be and hit.form in ("ed", "part")
                if chain.left > first and self.words.lower[chain.left - 1] in (
                    "which",
                    "that",
                    "who",
                ):
                    continue  # "those points which touch on ...": tells which, not what
                between = self.words.lower[promise : chain.left]
                if (
                    not passive
                    and hit.form in ("s", "past", "ed", "plain")
                    and (len(between) <= 1 or self._modifies(between))
                    and chain.denied is None
                    and not self._is_noun(hit, first)
                ):
                    return hit.first
        return None

    def _modifies(self, between: list[str]) -> bool:
        """Tell whether words between a promise and its verb only describe it ("of the agreement it")."""
        return (
            len(between) <= 7
            and between[0] in ("of", "on", "in", "between", "which", "that", "itself", "also", "it")
            and not any(word in self.g["finite_aux"] for word in between)
        )

    def _in_time_clause(self, at: int, first: int) -> bool:
        """Tell whether a verb only dates something else: "since the protocol came into force"."""
        lower = self.words.lower
        for back in range(at - 1, max(first - 1, at - 9), -1):
            if "," in self.words.between(back + 1):
                return False
            if lower[back] in (
                "since",
                "after",
                "before",
                "until",
                "when",
                "once",
                "following",
                "prior",
            ):
                return True
        return False

    def _is_wish(self, first: int, at: int) -> bool:
        return any(
            self.words.lower[back] in ("hopes", "hope", "hoped", "wish", "wished")
            for back in range(max(first, at - 14), at)
        )

    def _start(
        self, hit: Hit, first: int, last: int, chains: list[tuple[int, _Chain, str]]
    ) -> Predicate | None:
        """Read "began the transfer of ...", "has not started the withdrawal"."""
        noun = next(
            (
                one
                for one in self.cues.hits
                if one.group in ("noun.comply", "noun.fulfil")
                and hit.last <= one.first <= hit.last + 4
                and one.first < last
            ),
            None,
        )
        if noun is None or any(
            word in self.g["preposition"] and word != "with"
            for word in self.words.lower[hit.last : noun.first]
        ):
            return None
        chain = self._chain(hit, first, chains)
        if chain.modal or chain.to is not None or (hit.form in ("plain", "ing") and not chain.be):
            return None
        denied = chain.denied
        if denied is None:
            found = self._subject_denied(chain.left, first)
            denied = found[0] if found else None
        return Predicate(
            "comply",
            -1 if denied is not None else 1,
            "asserted" if denied is not None else "begun",
            hit.first,
            noun.last,
            subject=chain.left,
            denied=denied,
        )

    # ------------------------------------------------------------ nouns and status words

    def _bad_noun(
        self, hit: Hit, kind: str, first: int, last: int, finite: bool
    ) -> Predicate | None:
        lower = self.words.lower
        denied: int | None = None
        force: Force = "asserted" if finite else "presupposed"
        partial = False
        for at in range(hit.first - 1, max(first - 1, hit.first - 6), -1):
            word = lower[at]
            if at + 1 <= hit.first and (
                "," in self.words.between(at + 1) or ";" in self.words.between(at + 1)
            ):
                break
            if word in ("no", "zero", "without", "absence", "nor", "cessation") or (
                word == "any" and self._denied_near(at, first)
            ):
                denied = at
                break
            if word in self.g["unreal_before"]:
                force = "unreal"
                break
            if word in ("despite", "spite") or (
                word in ("by", "from", "of")
                and at == hit.first - 1
                and any(
                    one.last == at and one.group.startswith("verb.") and one.form in ("ed", "part")
                    for one in self.cues.hits
                )
            ):
                force = "presupposed"
                break
            if word in self.g["lessened"]:
                partial = True
        else:
            if self._subject_denied(hit.first, first) is not None and not finite:
                denied = hit.first - 1
        if denied is None and force == "asserted" and self._only_modal(first, last):
            force = "unreal"
        subject = hit.first
        befalls = False
        for at in range(hit.first - 1, max(first - 1, hit.first - 6), -1):
            if lower[at] in (
                "subjected",
                "exposed",
                "suffered",
                "suffer",
                "suffers",
                "undergo",
                "underwent",
                "face",
                "faced",
            ):
                befalls, subject = True, at
        return Predicate(
            kind,
            1 if denied is not None else -1,
            force,
            hit.first,
            hit.last,
            False,
            True,
            False,
            subject,
            denied,
            None,
            partial,
            befalls,
        )

    def _denied_near(self, at: int, first: int) -> bool:
        lower = self.words.lower
        return any(
            lower[back] in ("not", "without", "never", "neither", "nor", "no")
            or lower[back].endswith("n't")
            for back in range(max(first, at - 6), at)
        )

    def _only_modal(self, first: int, last: int) -> bool:
        """Tell whether every finite verb of the clause is under a modal ("should", "may", "will")."""
        lower = self.words.lower
        modal = False
        for at in range(first, last):
            word = lower[at]
            if word in self.g["modal"]:
                modal = True
            elif word in self.g["finite_aux"]:
                before = lower[at - 1] if at > first else ""
                if before not in self.g["modal"] and before not in ("not", "also"):
                    return False
            elif any(
                one.group.startswith("verb.") and one.form in ("past", "s")
                for one in self.cues.at.get(at, ())
            ):
                return False
        return modal

    def _progress(
        self, hit: Hit, kind: str, first: int, last: int, finite: bool
    ) -> Predicate | None:
        lower = self.words.lower
        if kind == "lack":
            after = lower[hit.last] if hit.last < len(lower) else ""
            if after not in ("of", "in", "to", "on", "with", "by", "for"):
                return None
            reach = min(last, hit.last + 8)
            if not any(
                self.cues.has(group, hit.last, reach)
                for group in ("noun.fulfil", "noun.comply", "noun.promise", "noun.progress", "noun.harm", "noun.breach", "noun.right", "verb.fulfil", "verb.comply")
            ):
                return None
            good = self.cues.has("noun.harm", hit.last, min(last, hit.last + 6)) or self.cues.has(
                "noun.breach", hit.last, min(last, hit.last + 6)
            )
            force: Force = (
                "asserted"
                if finite and not self._only_modal(first, last)
                else "unreal"
                if finite
                else "presupposed"
            )
            return Predicate(
                "lack", 1 if good else -1, force, hit.first, hit.last, True, True, False, hit.first
            )
        if not finite:
            return None
        near = lower[max(first, hit.first - 4) : hit.first]
        made = any(
            word
            in (
                "made",
                "achieved",
                "taken",
                "took",
                "saw",
                "seen",
            )
            for word in lower[max(first, hit.first - 8) : min(last, hit.last + 8)]
        ) or (lower[hit.first] in ("progress", "headway") and any(word in ("there", "has", "was", "is", "been", "noted", "continued") for word in lower[max(first, hit.first - 8) : min(last, hit.last + 4)]))
        around = lower[max(first, hit.first - 3) : min(last, hit.last + 3)]
        if not made or self._only_modal(first, last) or any(
            word in self.g["modal"] or word in ("before", "until", "if") for word in around
        ):
            return None
        negative = next(
            (
                max(first, hit.first - 4) + number
                for number, word in enumerate(near)
                if word in ("no", "without", "insufficient", "scant", "lack")
                or (word == "little" and not (number and near[number - 1] == "a"))
            ),
            None,
        )
        slow = any(
            word in ("limited", "slow", "slower", "modest", "uneven", "marginal", "minimal")
            for word in near
        )
        return Predicate(
            "progress",
            -1 if negative is not None or slow else 1,
            "begun",
            hit.first,
            hit.last,
            True,
            True,
            False,
            hit.first,
            negative,
            None,
            True,
        )

    def _status(self, hit: Hit, kind: str, first: int, last: int) -> Predicate | None:
        lower = self.words.lower
        chain = self._chain(hit, first, [])
        after = lower[hit.last] if hit.last < len(lower) else ""
        tied = kind == "bad" and any(
            one.first == hit.last and one.group in ("noun.fulfil", "noun.comply", "noun.progress")
            for one in self.cues.hits
        )
        if not (chain.be or tied):
            return None
        if chain.modal or (chain.to is not None and self._governed(chain.to, first)[0] == "unreal"):
            return None
        sign = -1 if kind == "bad" else 1
        denied = chain.denied
        if denied is None:
            found = self._subject_denied(chain.left, first)
            denied = found[0] if found else None
        if after in ("to",) and lower[hit.first] in self.g["unable"]:
            return None
        if denied is not None:
            sign = -sign
        force: Force = (
            "begun"
            if kind == "begun" and denied is None
            else "asserted"
            if chain.be
            else "presupposed"
        )
        return Predicate(
            "status",
            sign,
            force,
            hit.first,
            hit.last,
            True,
            False,
            True,
            chain.left,
            denied,
            None,
            kind == "begun" and denied is None,
        )


def _without_doubles(found: list[Predicate]) -> list[Predicate]:
    """Keep one predicate where two cover the same words: the stronger reading of them."""
    kept: list[Predicate] = []
    for one in found:
        clash = next(
            (
                other
                for other in kept
                if other.first < one.last
                and one.first < other.last
                and (other.act == one.act or not (one.weak and other.weak))
            ),
            None,
        )
        if clash is None:
            kept.append(one)
        elif _rank(one) > _rank(clash):
            kept[kept.index(clash)] = one
    return kept


def _rank(one: Predicate) -> tuple[int, int, int]:
    real = {
        "asserted": 3,
        "begun": 3,
        "attempted": 2,
        "presupposed": 2,
        "ordered": 1,
        "demanded": 1,
        "unreal": 0,
    }
    return (
        one.last - one.first,
        0 if one.noun else 1,
        real[one.force] * 2 + (0 if one.weak else 1),
    )
