"""Words for things: what two texts must have in common to speak of the same matter."""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.text.normalise import fold

#: Words are alike from so many letters on: "prison", "prisoners".
ALIKE = 5
#: The words of a text, and where a clause ends.
TOKEN = re.compile(r"[^\W\d_]{4,}|[^\W\d_]+|[.,;:()!?—]")
#: A word of a thing, or an acronym, which is a name however short it is.
_THING = re.compile(r"\b(?:[A-Z]{2,}|[^\W\d_]{4,})\b")
#: Words for any promise and for keeping it, for time and for hedges: two statements that have
#: only these in common need not speak of the same matter. As beginnings of words, like stems.
_GENERAL = frozenset(
    re.findall(
        r"\w+",
        """
        agree accor treat pact peace point provi terms artic claus pledg promi oblig commi under
        deal sides parti signa imple execu fulfi compl carri obser respe kept keepi broke breac
        viola obeye honou honor refus achie progr compa repor recor conti remai stays stand becom
        seems appea today years month weeks still never ever since alrea again shall needs exten
        measu
        """,
    )
)
#: Longer words of grammar, which are no things.
NO_THINGS = frozenset(
    re.findall(
        r"\w+",
        """
        with from that this these those their they them were been have into upon over under after
        before during until also only both more most very much many some such than then when where
        which while would could should shall will still again against between within without
        because about
        """,
    )
)


@lru_cache(maxsize=65536)
def stems_of(text: str) -> frozenset[str]:
    """Give the first letters of each longer word, folded: what two texts may have in common."""
    return frozenset(
        fold(word)[:ALIKE] for word in TOKEN.findall(text) if len(word) >= 4 and word[0].isalpha()
    )


@lru_cache(maxsize=65536)
def things_of(text: str) -> frozenset[str]:
    """Give the beginnings of words for things, and acronyms; none for any promise, or adverb."""
    found = {
        fold(word)[:ALIKE]
        for word in _THING.findall(text)
        if word.lower() not in NO_THINGS and not word.endswith("ly")
    }
    return frozenset(found - _GENERAL)
