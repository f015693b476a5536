"""The first page's words for a terminal: where each agreement stands, according to whom."""

from __future__ import annotations

from servanda.assessing import Assessment
from servanda.domain.record import Record
from servanda.dossier.edition import Edition
from servanda.dossier.layout import Layout
from servanda.dossier.options import SiteOptions
from servanda.dossier.pages.first import Standing, lead_words, standing
from servanda.dossier.words import capital, counted
from servanda.saying import _, joined

#: So many sentences of one group are printed for one agreement.
MOST = 6


def summary(record: Record, assessment: Assessment) -> str:
    """Give in plain text what the first page says: whole, disputes, and what is not known."""
    edition = Edition(record, assessment, SiteOptions())
    layout = Layout(edition, {}, {})
    lines = [edition.title, "", lead_words(edition)]
    unread = [one for one in record.sources if not record.readings.get(one.id)]
    if unread:
        names = joined(one.shown_name for one in unread[:3])
        said = (
            _("Not read: {names} and {number} more.")
            if len(unread) > 3
            else _("Not read: {names}.")
        )
        lines.append(said.format(names=names, number=len(unread) - 3))
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
            said = (
                str(one.accepted)
                if one.accepted
                else _("(proposed) {finding}").format(finding=one.proposed)
            )
            lines.append(f"  {said} [{one.counts}]")
        if len(items) > MOST:
            lines.append(_("  … and {number} more").format(number=len(items) - MOST))
    if found.silent:
        reason = edition.not_read
        if reason:
            said = _("{provisions} of {total}: not read ({why}).")
        else:
            said = _("{provisions} of {total}: what was read says nothing of them.")
        silent = counted(found.silent, "{number} provision", "{number} provisions")
        lines.append(
            said.format(
                provisions=capital(silent),
                total=found.total,
                why=f"{reason[:1].lower()}{reason[1:]}",
            )
        )
    return lines
