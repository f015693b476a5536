"""The first page's words for a terminal: where each agreement stands, according to whom."""

from __future__ import annotations

from servanda.assessing import Assessment
from servanda.domain.record import Record
from servanda.dossier.edition import Edition
from servanda.dossier.layout import Layout
from servanda.dossier.options import SiteOptions
from servanda.dossier.pages.first import Standing, lead_words, standing
from servanda.dossier.words import capital, counted

#: So many sentences of one group are printed for one agreement.
MOST = 6


def summary(record: Record, assessment: Assessment) -> str:
    """Give in plain text what the first page says: whole, disputes, and what is not known."""
    edition = Edition(record, assessment, SiteOptions())
    layout = Layout(edition, {}, {})
    lines = [edition.title, "", lead_words(edition)]
    unread = [one for one in record.sources if not record.readings.get(one.id)]
    if unread:
        names = ", ".join(one.shown_name for one in unread[:3])
        more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
        lines.append(f"Not read: {names}{more}.")
    several = len(record.agreements) > 1
    for agreement in record.agreements:
        lines += _say(standing(edition, layout, agreement, str, brief=several), edition)
    return "\n".join(lines)


def _say(found: Standing, edition: Edition) -> list[str]:
    lines = [""]
    if len(edition.record.agreements) > 1:
        lines += [found.agreement.title]
    groups = [("", found.whole), *((title, items) for _, title, items, _ in found.groups)]
    for title, items in groups:
        if not items:
            continue
        if title:
            lines.append(f"{title}:")
        for one in items[:MOST]:
            said = str(one.accepted) if one.accepted else f"(proposed) {one.proposed}"
            lines.append(f"  {said} [{one.counts}]")
        if len(items) > MOST:
            lines.append(f"  … and {len(items) - MOST} more")
    if found.silent:
        reason = edition.not_read
        told = f"not read ({reason[:1].lower()}{reason[1:]})" if reason else ""
        lines.append(
            f"{capital(counted(found.silent, 'provision'))} of {found.total}: "
            f"{told or 'what was read says nothing of them'}."
        )
    return lines
