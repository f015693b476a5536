"""What is said to people, in their language: every sentence that is shown passes through here.

English is the language that sentences are written in, and needs no catalogue. Words are looked up
when they are said, never when a module is imported: `_("Nothing fits.")` gives them in the
language that is spoken just then, and tables of words mark theirs with `N_`. How a sentence is
written so that others can put it into their language: `docs/how-to/translate.md`.
"""

from servanda.saying.catalogue import CatalogueError
from servanda.saying.counts import (
    counted,
    joined,
    listed,
    listed_against,
    listed_or,
    say_count,
    say_decimal,
    say_number,
    say_percent,
)
from servanda.saying.languages import (
    ENGLISH,
    PSEUDO,
    Language,
    find_language,
    languages,
    make_language,
    preferred_language,
)
from servanda.saying.speak import (
    N_,
    NN_,
    NP_,
    _,
    gettext,
    ngettext,
    npgettext,
    pgettext,
    speak,
    speaking,
    spoken,
)

__all__ = [
    "ENGLISH",
    "NN_",
    "NP_",
    "N_",
    "PSEUDO",
    "CatalogueError",
    "Language",
    "_",
    "counted",
    "find_language",
    "gettext",
    "joined",
    "languages",
    "listed",
    "listed_against",
    "listed_or",
    "make_language",
    "ngettext",
    "npgettext",
    "pgettext",
    "preferred_language",
    "say_count",
    "say_decimal",
    "say_number",
    "say_percent",
    "speak",
    "speaking",
    "spoken",
]
