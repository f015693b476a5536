"""What the fields of the desk's forms offer: promises, parties, sides, sources, reasons, coders."""

from __future__ import annotations

from starlette.requests import Request

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.statement import Statement
from servanda.dossier.edition import UNMAPPED_NAME, WHOLE_NAME, Edition, Row
from servanda.journal import Journal
from servanda.saying import N_, _
from servanda.web.amend_form import known_sides
from servanda.web.guard import coder_of, desk_of
from servanda.web.standing import Standing

#: Of more sources none can be chosen in the form: a page of a source leads to its own queue.
MOST_SOURCES = 400
#: Reasons that every desk offers; those that coders gave come first.
REASONS = (
    N_("Speaks of something else than the keeping of this agreement"),
    N_("Judges another provision"),
    N_("Judges another party"),
    N_("Reads the sentence the wrong way round"),
    N_("Says the same as another statement"),
)


def source_choices(standing: Standing, chosen: str) -> list[tuple[str, str]]:
    """Give the sources to choose from: all, or of very many the one that is chosen."""
    sources = standing.record.documents
    if len(sources) > MOST_SOURCES:
        one = standing.record.source_by_id.get(chosen)
        sources = (one,) if one else ()
    return [(one.id, one.shown_name) for one in sources]


def provision_choices(edition: Edition) -> list[tuple[str, str]]:
    """Give every row that a statement may stand in: its name in the address, and in words."""
    several = len(edition.record.agreements) > 1
    found = [(WHOLE, _(WHOLE_NAME)), (UNMAPPED, _(UNMAPPED_NAME))]
    for agreement in edition.record.agreements:
        head = f"{agreement.title}: " if several else ""
        found += [
            (f"{agreement.key}/{one.key}", head + edition.row_name(Row(agreement.key, one.key)))
            for one in agreement.walk()
        ]
    return found


def form_choices(edition: Edition, statement: Statement) -> dict[str, object]:
    """Give what the fields of a statement's form offer: promises, parties, sides."""
    own = {one.agreement for one in statement.provisions}
    agreements = [one for one in edition.record.agreements if not own or one.key in own]
    parties = {party.key: party.name for one in agreements for party in one.parties}
    return {
        "provisions": provision_choices(edition),
        "parties": list(parties.items()),
        "sides": [
            (key, name or edition.side_name(key))
            for key, name in known_sides(edition.record).items()
        ],
    }


def reasons_given(standing: Standing) -> list[str]:
    """Give reasons to choose from: those that coders gave, and a few that fit everywhere."""
    short = [one for one in standing.reasons() if len(one) <= 120]
    return list(dict.fromkeys((*short, *map(_, REASONS))))[:12]


def coders_known(request: Request, journal: Journal) -> list[str]:
    """Give others who may be asked: those who spoke, and who recorded something lately."""
    spoke = [
        said.actor
        for one in desk_of(request).threads(journal).all
        for said in (one.asked, *one.answers)
    ]
    lately = [
        (leaf.bytes_of("actor") or b"").decode()
        for leaf in journal.leaves(max(0, journal.head().count - 50))
        if leaf.kind.startswith(("Statement", "Unit", "Question"))
    ]
    known = dict.fromkeys((*reversed(spoke), *reversed(lately)))
    return [one for one in known if one and one != coder_of(request)][:20]
