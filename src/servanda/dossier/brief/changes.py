"""What changed since the last brief: documents, rulings, and every word that is another one now."""

from __future__ import annotations

from servanda.assessing.changes import Changes, PictureChange
from servanda.domain.cell import NOBODY
from servanda.dossier.brief.content import (
    Block,
    Items,
    Paragraph,
    Words,
    name,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.draft import Draft
from servanda.dossier.citation import short_head
from servanda.dossier.edition import Row
from servanda.dossier.words import counted, label

#: So many changed words are named; the rest are counted.
MOST = 8


def change_blocks(draft: Draft, found: Changes) -> list[Block]:
    """Give what a reader of the earlier brief must know."""
    lead = words(
        "Since the record",
        words(" of ", name(draft.options.since)) if draft.options.since else "",
        f", head {short_head(found.before)}" if found.before.count else "",
    )
    if not found:
        return [Paragraph(words(*lead, ", nothing was recorded."))]
    items = [*_pictures(draft, found), *_documents(found), *_statements(found), *_judgements(found)]
    if not items:
        return [Paragraph(words(*lead, ", nothing changed that a reader of the brief would see."))]
    return [Paragraph(words(*lead, ":")), Items(tuple(items))]


def _pictures(draft: Draft, found: Changes) -> list[Words]:
    if not found.pictures:
        return [words("No picture has another word.")]
    shown = [_picture(draft, one) for one in found.pictures[:MOST]]
    left = len(found.pictures) - len(shown)
    if left:
        shown.append(
            words(f"{counted(left, 'more picture')} changed; servanda changes names them.")
        )
    return shown


def _picture(draft: Draft, one: PictureChange) -> Words:
    row = Row(one.cell.agreement, one.cell.provision)
    about = (
        () if one.cell.party == NOBODY else words(" (", draft.party_run(row, one.cell.party), ")")
    )
    before, now = label("pictures", one.before), label("pictures", one.now)
    return words(strong(f"{before} → {now}"), ": ", draft.row_words(row), about, ".")


def _documents(found: Changes) -> list[Words]:
    told = []
    if found.sources:
        names = [words(name(one.shown_name, 70)) for one in found.sources]
        told.append(words(f"{counted(len(names), 'new document')}: ", with_more(names, 3), "."))
    if found.gone_sources:
        told.append(words(f"{counted(len(found.gone_sources), 'document')} no longer here."))
    if found.agreements:
        names = [words(name(one.title, 70)) for one in found.agreements]
        told.append(words("New, or in a new version: ", with_more(names, 3), "."))
    return told


def _statements(found: Changes) -> list[Words]:
    ruled = [one.statement.state for one in found.ruled if one.before == "proposed"]
    parts = []
    accepted = len(found.accepted) + sum(1 for one in ruled if one in ("accepted", "amended"))
    if accepted:
        parts.append(f"{counted(accepted, 'statement')} accepted")
    if rejected := ruled.count("rejected"):
        parts.append(f"{rejected:,} rejected")
    if found.proposed:
        parts.append(f"{len(found.proposed):,} newly proposed")
    if found.gone:
        parts.append(f"{len(found.gone):,} no longer standing")
    return [words("Statements: ", ", ".join(parts), ".")] if parts else []


def _judgements(found: Changes) -> list[Words]:
    parts = []
    if found.judgements:
        parts.append(f"{counted(len(found.judgements), 'judgement')} made")
    if found.withdrawn:
        parts.append(f"{len(found.withdrawn):,} taken back")
    return [words("Judgements: ", ", ".join(parts), ".")] if parts else []
