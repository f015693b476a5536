"""A verb of the lexicon read in its clause: tense, voice, mood, denial, governor."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.chains import Chain, Earlier, chain_before
from servanda.reading.clause import Clause
from servanda.reading.cues import Hit
from servanda.reading.governors import governed
from servanda.reading.predicate import BAD, GOOD, SIGN, Force, Predicate
from servanda.reading.scopes import intends, only_dates, wishes

#: Groups whose subject is not who is judged, and the act that they tell.
_ACT = {"benefit_weak": "fulfil", "stand_weak": "fulfil", "fall_weak": "breach"}
_STANDS = ("stand_weak", "fall_weak")
#: What agreements deal with, as an object.
_DEALT = ("noun.matter", "noun.comply", "noun.promise", "noun.norm", "noun.due")
_ZONED = ("noun.zone",)
#: So many words before an -ing form the verb of seeing may stand.
_SEEN_BEFORE = 16
#: Verb groups that become predicates.
ACTS = frozenset((*SIGN, "allow", "deny", "admit", "demand", "hold"))


@dataclass(slots=True)
class _Reading:
    """What is known of a verb while it is read."""

    act: str
    force: Force
    passive: bool
    denied: int | None
    subject: int
    partial: bool
    governor: int | None = None


def read_verb(clause: Clause, hit: Hit, earlier: Earlier) -> Predicate | None:
    """Give what a verb says; None where it is a noun or says nothing of keeping."""
    if clause.is_noun(hit):
        return None
    chain = chain_before(clause, hit, earlier)
    earlier.append((hit, chain))
    kind = hit.kind
    act = _ACT.get(kind, kind.removesuffix("_weak"))
    one = _Reading(
        act,
        "asserted",
        chain.be and hit.form in ("ed", "part"),
        chain.denied,
        chain.left,
        chain.almost,
    )
    if kind == "hold":
        if not (one.passive and _people_held(clause, hit, chain)):
            return None
        one.act = kind = "harm"
    if act == "comply" and (
        (one.passive and _merely_checked(clause, hit, chain)) or _of_paper(clause, hit, chain)
    ):
        return None
    _mood(clause, hit, chain, one)
    _denial(clause, hit, one)
    _doubt(clause, hit, chain, one)
    return _predicate(clause, hit, kind, one)


def _mood(clause: Clause, hit: Hit, chain: Chain, one: _Reading) -> None:
    """Settle how real the verb's form makes it."""
    if chain.to is not None:
        by = governed(clause, chain.to)
        if by.denies and by.at is not None and one.act == "harm":
            # Nobody fails to do harm: "failed to arrest those indicted" is a duty left undone.
            one.act = "comply" if clause.lower[by.at] in clause.g["failing"] else one.act
        one.force, one.governor = by.force, by.at
        if by.denies:
            one.denied = by.at if one.denied is None else None
        if (
            by.force in ("unreal", "ordered")
            and chain.have
            and one.act in GOOD
            and by.at is not None
            and clause.lower[by.at] in clause.g["supposed"]
        ):
            # "was supposed to have been released": it was not.
            one.force, one.denied = "asserted", by.at
        one.subject = by.at if by.at is not None else chain.to
        if (
            by.force == "unreal"
            and one.act in GOOD
            and clause.word(chain.to - 1) in ("was", "were")
            and _undone_after(clause, hit)
        ):
            # "was to withdraw by July but remains": it did not.
            one.force, one.denied = "asserted", chain.to - 1
    elif chain.modal:
        one.force, one.denied = _modal(clause, chain, one)
    elif hit.form == "ing" and not chain.be:
        one.force, flips = _gerund(clause, hit, one.act)
        if flips:
            one.denied = hit.first - 1
    elif hit.form == "plain" and not chain.do:
        if one.act == "comply" or not _has_subject(clause, hit, chain.left):
            one.force = "unreal"
    elif hit.form in ("ed", "part") and not (chain.be or chain.have) and _describes(clause, hit):
        one.force, one.passive = "presupposed", True


def _merely_checked(clause: Clause, hit: Hit, chain: Chain) -> bool:
    """Tell whether charges are what was verified or looked into: that carries nothing out."""
    return clause.lower[hit.first] in clause.g["watching"] and clause.near(
        ("noun.denial", "noun.harm", "noun.breach"), chain.left - 6, chain.left
    )


def _of_paper(clause: Clause, hit: Hit, chain: Chain) -> bool:
    """Tell whether papers or words are what was released, returned to or exchanged: no deed."""
    words = clause.g["papers"]
    if chain.be:
        return clause.word(chain.left - 1) in words
    at = hit.last
    while clause.word(at) in clause.g["determiner"] or clause.word(at) in ("to", "from"):
        at += 1
    return clause.word(at) in words


def _undone_after(clause: Clause, hit: Hit) -> bool:
    """Tell whether the sentence goes on to say that it was not so: "... but they remain"."""
    rest = clause.lower[hit.last :]
    turns = next((at for at, word in enumerate(rest) if word in ("but", "however", "yet")), None)
    if turns is None:
        return False
    return any(
        word in ("remain", "remains", "remained", "still", "instead")
        or word in clause.g["negative"]
        for word in rest[turns + 1 : turns + 9]
    )


def _people_held(clause: Clause, hit: Hit, chain: Chain) -> bool:
    """Tell whether people are what is held: "the prisoners are still being held"."""
    answerable = clause.word(hit.last) in ("responsible", "accountable", "liable")
    return clause.near(("noun.people",), chain.left - 6, chain.left) and not answerable


def _denial(clause: Clause, hit: Hit, one: _Reading) -> None:
    if one.denied is None and one.force != "unreal":
        found = clause.subject_denied(one.subject)
        if found is not None:
            one.denied, some = found
            one.partial = one.partial or some
        else:
            one.denied = clause.object_denied(hit)
    if one.denied is not None and clause.lower[one.denied] in clause.g["almost_negative"]:
        one.partial = True


def _doubt(clause: Clause, hit: Hit, chain: Chain, one: _Reading) -> None:
    """Take back what the clause around makes a rule, a date, a wish or a thing told in passing."""
    if one.force == "asserted" and one.denied is None:
        if one.act == "comply" and one.passive and _habitual(clause, chain, hit):
            one.force = "unreal"
        prevents = one.act == "hinder" and clause.lower[hit.first].startswith("prevent")
        if prevents and clause.near(
            ("noun.harm", "noun.combat", "noun.breach"), hit.last, hit.last + 6
        ):
            one.force = "unreal"
    if one.act in GOOD:
        if one.force == "asserted" and clause.word(one.subject - 1) in (
            "who",
            "which",
            "that",
            "whom",
        ):
            # "the freedom that had been won": told in passing.
            one.force = "presupposed"
        if one.force in ("asserted", "begun") and (
            only_dates(clause, chain.left) or intends(clause, hit.first)
        ):
            one.force = "unreal"
    if one.force == "presupposed" and wishes(clause, hit.first):
        one.force = "unreal"


def _predicate(clause: Clause, hit: Hit, kind: str, one: _Reading) -> Predicate | None:
    act, sign = one.act, SIGN.get(kind, 0)
    if act == "comply" and kind == "harm":
        sign = 1
    if clause.lower[hit.first].startswith("target") and clause.word(hit.last) == "to":
        return None  # "is targeted to be completed" is a plan
    if act == "allow":
        if one.denied is None or one.force == "unreal":
            return None
        act, sign = "hinder", -1
    elif act in ("deny", "admit"):
        # "are denied all rights" is no speech.
        if (act == "deny" and one.passive) or one.force in ("unreal", "ordered", "demanded"):
            return None
    elif act != "demand" and one.denied is not None:
        sign = -sign
        if act in BAD and one.force not in ("asserted", "begun", "attempted"):
            one.force = "unreal"
    return Predicate(
        act=act, sign=sign, force=one.force, first=hit.first, last=hit.last, subject=one.subject,
        weak=kind.endswith("_weak"), passive=one.passive, denied=one.denied,
        governor=one.governor, partial=one.partial,
        befalls=kind in _ACT and not one.passive, stands=kind in _STANDS,
    )  # fmt: skip


def _modal(clause: Clause, chain: Chain, one: _Reading) -> tuple[Force, int | None]:
    modal = chain.modal or ""
    if modal in ("should", "ought") and chain.have and one.act in GOOD:
        # "weapons that should have been withdrawn": they were not.
        return "presupposed", chain.left if one.denied is None else None
    able = modal in clause.g["ability"] or modal in ("would", "wouldn't")
    if one.denied is not None and able and one.act in GOOD:
        return "asserted", one.denied
    return "unreal", one.denied


def _gerund(clause: Clause, hit: Hit, act: str) -> tuple[Force, bool]:
    """Give how real an -ing form is, and whether it is denied ("without holding")."""
    before, two = clause.word(hit.first - 1), clause.word(hit.first - 2)
    denying, real = clause.g["gerund_denied"], clause.g["gerund_real"]
    if (
        before == "not"
        or before in denying
        or (before in ("from", "of", "than") and two in denying)
    ):
        if before in clause.g["stopping"] and clause.denied_before(hit.first - 1):
            return "asserted", False  # "never stopped shelling"
        # "avoid passing the village": an act that only some promise asks for is not left undone.
        loose = hit.kind == "comply_weak" and not clause.near(_DEALT, hit.first + 1, hit.last + 3)
        return ("unreal" if loose else "asserted"), True
    if before in real or (
        before in clause.g["gerund_started"] and two in clause.g["subject_pronouns"]
    ):
        return "asserted", False
    if act == "comply" and before not in clause.g["let"] and _told_real(clause, hit):
        return "asserted", False
    apart = hit.first > clause.first and (clause.parted(hit.first) or before in ("and", "but"))
    if act in BAD and before != "from":
        return ("asserted" if apart else "presupposed"), False
    return ("presupposed" if apart and before not in clause.g["let"] else "unreal"), False


def _told_real(clause: Clause, hit: Hit) -> bool:
    """Tell whether somebody saw it done, or a text that was given out does it.

    "Observed two tanks leaving the zone"; "issued a resolution approving the merger".
    """
    before = range(max(clause.first, hit.first - _SEEN_BEFORE), hit.first)
    watching, enacting = clause.g["watching"], clause.g["enacting"]
    if clause.near(("noun.norm",), hit.first - 6, hit.first):
        return any(clause.lower[at] in enacting for at in before)
    # "Leaving the zone" counts, "opening a bag" does not.
    left = hit.kind == "comply" or (hit.last - hit.first > 1 and clause.near(_ZONED, *hit[-2:]))
    return left and any(clause.lower[at] in watching or clause.lower[at] == "seen" for at in before)


def _has_subject(clause: Clause, hit: Hit, left: int) -> bool:
    """Tell whether the word before a plain verb can be its subject: a plural or a pronoun."""
    if left <= clause.first or clause.words.between(left).strip(" \n\r\t[]"):
        return False
    before, g = clause.lower[left - 1], clause.g
    if before == "but" and clause.finite_before(left - 1):
        return True  # "were set up but lack": the subject is that of the verb before
    if clause.lower[hit.first] not in g["also_noun"]:
        return before not in ("and", "or", "to", "of") and before not in g["modal"]
    plural = before.endswith("s") and before not in g["determiner"]
    return plural or before in g["subject_pronouns"] or before in g["plural_subjects"]


def _describes(clause: Clause, hit: Hit) -> bool:
    """Tell a participle that only describes a noun ("driven out by") from a past tense."""
    g = clause.g
    if hit.form == "part" or _by_somebody(clause, hit.last):
        return True
    if _stands_alone(clause, hit):
        return False
    after = clause.word(hit.last)
    if (
        after in g["preposition"]
        and after != "to"
        and hit.last - hit.first == 1
        and clause.lower[hit.first] not in g["intransitive"]
    ):
        # "an organization registered with ...": an active past would have its object here.
        return True
    before = clause.word(hit.first - 1)
    if before in g["describing"] or before in g["preposition"] or before.isdigit():
        return True
    if clause.finite_before(hit.first):
        # A verb stands before it: unless it opens a new clause it describes a noun.
        return not (before in ("and", "but", "who", "which", "that") or clause.parted(hit.first))
    ahead = range(hit.last, min(clause.last, hit.last + 8))
    comma = next((at for at in ahead if clause.parted(at)), clause.last)
    follows = any(clause.lower[at] in g["finite_aux"] for at in ahead if at < comma)
    return follows and "that" not in clause.lower[hit.last : hit.last + 2]


def _by_somebody(clause: Clause, at: int) -> bool:
    """Tell whether "by" soon names who did it; "by 21 December" names none."""
    for index in range(at, min(clause.last, at + 4)):
        if clause.lower[index] == "by":
            after = clause.word(index + 1)
            return not (
                after[:1].isdigit()
                or after in clause.g["month"]
                or (after == "the" and clause.word(index + 2) in ("end", "beginning", "time"))
            )
    return False


def _stands_alone(clause: Clause, hit: Hit) -> bool:
    """Tell whether a past form is the only verb that can carry its clause, with a subject before.

    "The army handed over the posts": nothing else there is a verb, so this is no participle.
    """
    finite = clause.cues.finite
    if any(clause.first <= at < clause.last and at != hit.first for at in finite):
        return False
    before = clause.word(hit.first - 1)
    after = clause.word(hit.last)
    known = (
        after in clause.g["determiner"]
        or after[:1].isdigit()
        or after == ""
        or hit.kind in _STANDS
        or clause.parted(hit.last)
    )
    return (
        known
        and hit.first > clause.first
        and before not in clause.g["preposition"]
        and before not in clause.g["describing"]
    )


def _habitual(clause: Clause, chain: Chain, hit: Hit) -> bool:
    """Tell whether a passive tells a rule rather than a deed: "is nominated by"."""
    helpers = clause.lower[chain.left : hit.first]
    return any(word in ("is", "are") for word in helpers) and not any(
        word in clause.g["present_doing"] for word in helpers
    )


def read_order(clause: Clause, hit: Hit, earlier: Earlier) -> Predicate | None:
    """Give what "ordered the release of all prisoners" says: a word, not yet the deed."""
    noun = next(
        (
            one
            for one in clause.hits
            if one.group == "noun.comply" and hit.last <= one.first <= hit.last + 3
        ),
        None,
    )
    if noun is None or clause.is_noun(hit) or hit.form not in ("past", "ed", "part", "s"):
        return None
    chain = chain_before(clause, hit, earlier)
    if chain.modal or chain.to is not None or chain.denied is not None:
        return None
    return Predicate(
        act="comply", sign=1, force="ordered", first=noun.first, last=noun.last, subject=chain.left,
        noun=True, governor=hit.first,
    )  # fmt: skip


def read_failure(clause: Clause, hit: Hit, earlier: Earlier) -> Predicate | None:
    """Give what "failed to agree" says, where the lexicon has no verb for what was left undone."""
    if clause.lower[hit.first] not in clause.g["failing"] or clause.word(hit.last) != "to":
        return None
    done = next((at for at in range(hit.last + 1, clause.last) if not _adverb(clause, at)), None)
    if done is None or any(one.kind in ACTS for one in clause.verbs_at(done)):
        return None  # that verb says it
    chain = chain_before(clause, hit, earlier)
    if chain.modal or chain.to is not None or chain.denied is not None or hit.form == "ing":
        return None
    return Predicate(
        act="comply", sign=-1, force="asserted", first=hit.first, last=done + 1,
        subject=chain.left, denied=hit.first, weak=True,
    )  # fmt: skip


def _adverb(clause: Clause, at: int) -> bool:
    return clause.lower[at].endswith("ly") or clause.lower[at] in clause.g["adverb"]


def read_start(clause: Clause, hit: Hit, earlier: Earlier) -> Predicate | None:
    """Give what "began the transfer of ..." or "has not started the withdrawal" says."""
    noun = next(
        (
            one
            for one in clause.hits
            if one.group in ("noun.comply", "noun.fulfil") and hit.last <= one.first <= hit.last + 4
        ),
        None,
    )
    chain = chain_before(clause, hit, earlier)
    if (
        noun is None
        and hit.form in ("past", "part", "ed")
        and clause.near(("noun.comply", "noun.fulfil"), chain.left - 8, chain.left)
    ):
        noun = hit  # "the withdrawal has begun"
    if noun is None or clause.is_noun(hit):
        return None
    own = noun is hit and any(
        word in clause.g["own_work"] for word in clause.lower[hit.last : hit.last + 3]
    )
    if any(
        word in clause.g["preposition"] and word != "with"
        for word in clause.lower[hit.last : noun.first]
    ):
        return None
    if chain.modal or chain.to is not None or (hit.form in ("plain", "ing") and not chain.be):
        return None
    denied = chain.denied
    if denied is None:
        found = clause.subject_denied(chain.left)
        denied = found[0] if found else None
    return Predicate(
        act="comply", sign=1 if denied is None else -1,
        # A body that has begun its work does what it was made for.
        force="begun" if denied is None and not own else "asserted", first=hit.first,
        last=noun.last,
        subject=chain.left, denied=denied,
    )  # fmt: skip
