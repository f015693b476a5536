"""Write the brief: ten pages for a mediator, as HTML and PDF, for one audience."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from servanda.assessing import assess
from servanda.assessing.changes import changes
from servanda.domain.judgement import ReportIssued
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, public_record
from servanda.dossier.brief import (
    Audience,
    Brief,
    BriefOptions,
    Printed,
    brief_html,
    brief_pdf,
    make_brief,
    press_brief,
)
from servanda.dossier.brief.spoken import brief_words
from servanda.dossier.edition import Edition
from servanda.dossier.site import make_edition
from servanda.dossier.within import record_within
from servanda.errors import DossierError, ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.workflows.find_cell import agreement_keys
from servanda.workflows.past import record_as_of

#: By which a brief of ours is known before another takes its place.
MARK = b'<meta name="generator" content="Servanda'


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """A brief in Python: its content, and the same words as HTML, as PDF and as plain text."""

    content: Brief
    recorded: str

    @property
    def html(self) -> str:
        """The brief as one self-contained page."""
        return brief_html(self.content)

    @property
    def words(self) -> str:
        """The first page in plain text."""
        return brief_words(self.content)

    def pdf(self) -> bytes:
        """Give the brief as a tagged PDF.

        Raises:
            MissingExtra: Typst is not installed.
        """
        return brief_pdf(self.content, recorded=self.recorded).data

    def _repr_html_(self) -> str:
        """Show the brief in a notebook, in a frame of its own so that its style stays within."""
        page = escape(self.html, quote=True)
        return f'<iframe srcdoc="{page}" style="width:100%;height:60rem;border:0"></iframe>'


@dataclass(frozen=True, slots=True)
class Written:
    """A brief that was written: its content, its files, and the digest of its HTML."""

    brief: Brief
    files: tuple[Path, ...]
    digest: str
    #: Scripts that no font at hand could draw in the PDF.
    undrawn: tuple[str, ...] = ()


def draw_up(
    journal: Journal,
    *,
    record: Record | None = None,
    audience: Audience = "public",
    party: str | None = None,
    since: str | None = None,
    title: str = "",
    agreement: str | None = None,
    period: str = "auto",
) -> Brief:
    """Give the brief of a record for an audience; the same record and choices give the same.

    Args:
        journal: The dossier's book.
        record: The state to tell of; as it stands if None.
        audience: `public` and `parties` see nothing that is marked sensitive; `internal` does.
        party: Key, name or alias of the party whose obligations come first.
        since: The state since which to tell changes: a head, a day, or the name of a report; the
            last brief issued to this audience if None.
        title: The dossier's; made from its agreements if "".
        agreement: Only this agreement's, by its key; of all if None.
        period: `year`, `quarter`, `month` or `auto`.

    Raises:
        UnknownThing: There is no such party or agreement.
    """
    given = _prepare(
        journal,
        journal.record() if record is None else record,
        audience=audience,
        party=party,
        since=since,
        title=title,
        agreement=agreement,
        period=period,
    )
    return make_brief(*given)


def _prepare(
    journal: Journal,
    record: Record,
    *,
    audience: Audience,
    party: str | None,
    since: str | None,
    title: str,
    agreement: str | None,
    period: str,
) -> tuple[Edition, BriefOptions]:
    """Give what this audience may see, assessed, and the choices about it."""
    internal = audience == "internal"
    since, earlier = _earlier(journal, record, audience, since)
    if agreement is not None:
        record = record_within(record, *agreement_keys(record, agreement))
        if earlier is not None:
            earlier = record_within(earlier, agreement)
    edition = make_edition(
        record,
        assess(record, period=period),
        SiteOptions(title=title, include_sensitive=internal),
    )
    changed = None
    if earlier is not None:
        seen = earlier if internal else public_record(earlier)
        changed = changes(
            assess(seen, period=edition.assessment.period), edition.assessment, proposals=True
        )
    options = BriefOptions(
        audience=audience,
        party=_party(record, party) if party else "",
        changes=changed,
        since=_sayable(since, edition.record, internal=internal),
        recorded=recorded_on(journal, record),
    )
    return edition, options


def brief(
    journal: Journal,
    out: Path,
    *,
    audience: Audience = "public",
    party: str | None = None,
    since: str | None = None,
    title: str = "",
    agreement: str | None = None,
    period: str = "auto",
    pdf: bool = True,
    issued_as: str | None = None,
    actor: str = "",
) -> Written:
    """Write the brief of a record into a folder; with `issued_as`, record that it was handed out.

    Raises:
        DossierError: A file in the way is not a brief of ours.
        MissingExtra: A PDF was asked for and Typst is not installed.
    """
    if issued_as:
        _verify_new_name(journal, issued_as)
    html_file, pdf_file = _files(out, pdf=pdf)
    given = _prepare(
        journal,
        journal.record(),
        audience=audience,
        party=party,
        since=since,
        title=title,
        agreement=agreement,
        period=period,
    )
    printed: Printed | None = None
    if pdf:
        made, printed = press_brief(*given)
    else:
        made = make_brief(*given)
    html = brief_html(made).encode("utf-8")
    _put(html_file, html)
    files = [html_file]
    if printed is not None and pdf_file is not None:
        _put(pdf_file, printed.data)
        files.append(pdf_file)
    digest = hashlib.sha256(html).hexdigest()
    if issued_as:
        issue(journal, made, name=issued_as, audience=audience, digest=digest, actor=actor)
    return Written(made, tuple(files), digest, printed.undrawn if printed else ())


def issue(
    journal: Journal, made: Brief, *, name: str, audience: Audience, digest: str, actor: str
) -> None:
    """Record that a brief was handed out, under a name that stands for its state for ever.

    Raises:
        ServandaError: The name is taken, or empty.
    """
    if not name.strip():
        raise ServandaError("A report is handed out under a name: give one.")
    with journal.batch(actor=actor) as batch:
        _verify_new_name(journal, name)
        batch.append(ReportIssued(name, audience, str(made.head), digest))


def _verify_new_name(journal: Journal, name: str) -> None:
    known = (one.act for one in journal.judged(ReportIssued))
    if any(isinstance(one, ReportIssued) and one.name == name for one in known):
        raise ServandaError(
            f"A report was issued as {name!r} already: a name stands for one state for ever. "
            "Give this one another name."
        )


def recorded_on(journal: Journal, record: Record) -> str:
    """Give the time of the last entry of a state; "" of an empty book."""
    last = record.head.count
    return next((one.time for one in journal.leaves(last - 1)), "") if last else ""


def _earlier(
    journal: Journal, record: Record, audience: str, since: str | None
) -> tuple[str, Record | None]:
    """Give the state since which to tell changes: as asked, else what this audience last saw."""
    if since:
        return since, record_as_of(journal, since)
    issued = [one for one in record.judged(ReportIssued) if one[1].audience == audience]
    if not issued:
        return "", None
    last = issued[-1][1]
    try:
        return last.name, record_as_of(journal, last.head)
    except ServandaError:
        # Issued from a record that this one does not continue: there is nothing to compare with.
        return "", None


def _sayable(since: str, public: Record, *, internal: bool) -> str:
    """Give the name of an earlier state if it may be printed: one may name whom it was sent to."""
    known = {act.name for _, act in public.judged(ReportIssued)}
    plain = re.fullmatch(r"[\d:a-f-]*", since)
    return since if internal or plain or since in known else ""


def _party(record: Record, asked: str) -> str:
    parties = [one for agreement in record.agreements for one in agreement.parties]
    for one in parties:
        if asked.casefold() in {each.casefold() for each in (one.key, one.name, *one.aliases)}:
            return one.key
    raise UnknownThing("party", asked, nearest=tuple(dict.fromkeys(one.key for one in parties)))


def _files(out: Path, *, pdf: bool) -> tuple[Path, Path | None]:
    """Give where HTML and PDF go: into a folder, or beside each other under the name given."""
    if out.suffix.lower() in (".html", ".pdf"):
        html, printed = out.with_suffix(".html"), out.with_suffix(".pdf")
    else:
        html, printed = out / "brief.html", out / "brief.pdf"
    if out.exists() and not out.is_dir() and out.suffix.lower() not in (".html", ".pdf"):
        raise DossierError(f"{out} is a file. Name a folder for the brief, or a .html or .pdf.")
    ours = html.is_file() and MARK in html.read_bytes()[:2000]
    for one in (html, printed):
        if one.exists() and not ours:
            raise DossierError(
                f"{one} is already there and is no brief of ours. Choose another name with -o."
            )
    return html, (printed if pdf else None)


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(made).chmod(0o644)
        os.replace(made, path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
