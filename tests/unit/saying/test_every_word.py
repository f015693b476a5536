"""Every word that a page shows is in a catalogue: the measure of what can be translated.

The pages are made in the pseudo-language, from a record whose own words are in other letters. What
is left in plain letters is a word that nobody marked, or stands below with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.unit.dossier.story import make_history, make_record

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import SiteOptions
from servanda.dossier.judged import gather_judgements
from servanda.dossier.layout import lay_out
from servanda.dossier.pages import all_pages
from servanda.dossier.site import make_edition
from servanda.saying import PSEUDO, speaking

from .disguise import disguised, english_left
from .judging import judged_story

#: What may stand in plain letters, and why.
ALLOWED = {
    r"coder-\d+": "names of coders are data",
    r"\b(?:st|src)-[0-9a-f]+": "ids",
    r"\b[0-9a-f]{6,}\b": "digests",
    r"[Ss]ervanda": "our own name",
    r"\b[\w-]+\.(?:csv|json|geojson|svg|docx)\b": "names of files",
    r"SHA-?256(?:SUMS)?|\bUTC\b|\bWGS\b|\bBCP 47\b": "names of standards",
    r"https?://\S+": "addresses",
    r"\b(?:text|application)/[\w.+-]+": "media types",
    r"\b(?:en|ar)\b": "codes of languages",
    r"\b(?:fond|opis|delo)\b": "what archives of that tradition call their own parts",
    r"\b(?:art-9|older|elections|no-repression|withdrawal|whole|trade|schools|troops|guards)\b": (
        "keys, where a mark has no room for a name"
    ),
    r"\btwo-shores-1921\b": "the key of the agreement, in a picture that stands alone",
}
ALLOWED_PATTERN = re.compile("|".join(ALLOWED))


def left_on(record: Record) -> Iterator[str]:
    """Every piece in plain letters, with the first page that has it."""
    seen = set()
    with speaking(PSEUDO):
        options = SiteOptions(history=make_history(record) if record.statements else ())
        edition = make_edition(record, assess(record), options)
        judged = gather_judgements(edition)
        for page in all_pages(edition, lay_out(edition), judged):
            for said in english_left(page.html, ALLOWED_PATTERN):
                if said not in seen:
                    seen.add(said)
                    yield f"{page.path}: {said[:160]}"


def proposed_only(record: Record) -> Record:
    statements = tuple(replace(one, state="proposed") for one in record.statements)
    return replace(record, statements=statements, rulings={})


STORIES = {
    "judged": judged_story,
    "nothing read": lambda: replace(make_record(), readings={}, statements=(), rulings={}),
    "proposed only": lambda: proposed_only(make_record()),
    "nothing at all": lambda: replace(
        make_record(), agreements=(), sources=(), statements=(), rulings={}, readings={}
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_report_has_no_word_that_cannot_be_translated(story: str) -> None:
    left = list(left_on(disguised(STORIES[story]())))
    assert not left, "\n".join(left)
