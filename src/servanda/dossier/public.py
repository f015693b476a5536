"""What may leave: the record without what was marked sensitive, so that no page can slip.

The record is cut once, before anything is written. Sources and statements marked sensitive go
out of it whole and count in nothing. A person's name is blacked out wherever it is written, in
texts, descriptions, reasons and keys, by a bar whose length tells nothing; every span is moved to
fit, so that a quote still stands letter for letter in the text that is shown.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from servanda.domain.problem import Problem
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement, cited
from servanda.dossier.kept_back import RULINGS
from servanda.dossier.public_judgements import Cut, public_judgements

T = TypeVar("T")
#: Stands where a name was; as long for a short name as for a long one.
BAR = "█████"
#: Stands for a mark whose subject is no longer in the record: tells how many there were.
KEPT_BACK = "(kept back "
#: Signs that do not show and may stand inside a name as somebody typed it.
_UNSEEN = "[\u00ad\u200b-\u200f\u2060\ufeff]*"
#: A shorter name with capitals is matched as a whole word only, or every "Li" in "Lines" goes too.
SHORT_NAME = 4
#: Stands for a letter that is blacked out already: it is in no name, and an edge of those beside.
_GAP = "\x00"


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was kept back: salted digests of the sources, and how much else."""

    marks: tuple[str, ...] = ()
    statements: int = 0
    persons: int = 0

    def __bool__(self) -> bool:
        return bool(self.marks or self.statements or self.persons)


def public_record(record: Record) -> Record:
    """Give the record as it may leave; a record that may leave as it stands comes back itself."""
    sources = {one.id for one in record.sources if one.sensitive} | {
        one for one in record.sensitive_sources if one in record.source_by_id
    }
    persons = sorted(one for one in record.sensitive_persons if not one.startswith(KEPT_BACK))
    statements = {
        one.id
        for one in record.statements
        if one.source in sources or one.id in record.sensitive_statements
    }
    if not sources and not persons and not statements:
        return record
    named = [one.id for one in record.sources if one.id in sources]
    named += [record.source_by_id[id].name for id in named]
    judgements, kept_back = public_judgements(record, Cut(sources, statements))
    ruled = sum(id in statements for id in record.rulings)
    public = replace(
        record,
        sources=tuple(one for one in record.sources if one.id not in sources),
        statements=tuple(
            replace(one, links=tuple(link for link in one.links if link.id not in statements))
            for one in record.statements
            if one.id not in statements
        ),
        readings={id: who for id, who in record.readings.items() if id not in sources},
        rulings={id: one for id, one in record.rulings.items() if id not in statements},
        problems=tuple(one for one in record.problems if one.source not in named),
        sensitive_sources=frozenset(
            record.source_marks.get(one, one if one not in sources else "no digest")
            for one in sources | record.sensitive_sources
        ),
        sensitive_statements=_tokens(len(statements | record.sensitive_statements)),
        sensitive_persons=_tokens(len(record.sensitive_persons)),
        source_marks={id: one for id, one in record.source_marks.items() if id not in sources},
        judgements=judgements,
        hidden_spans=_spans(record, statements, sources),
        fallen={
            id: source
            for id, source in record.fallen.items()
            if source not in sources and id not in record.sensitive_statements
        },
        kept_back={**kept_back, **({RULINGS: ruled} if ruled else {})},
    )
    return _blacken(public, _pattern(persons), _pattern(persons, exactly=named))


def _spans(
    record: Record, statements: AbstractSet[str], sources: AbstractSet[str]
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Give where the statements stand that are hidden in sources that are shown."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in record.statements:
        if one.id in statements and one.source not in sources:
            found.setdefault(one.source, []).extend((two.start, two.end) for two in one.quotes)
    return {id: tuple(sorted(spans)) for id, spans in found.items()}


def what_is_hidden(record: Record) -> Hidden:
    """Tell from a public record what was kept back."""
    return Hidden(
        tuple(sorted(record.sensitive_sources)),
        len(record.sensitive_statements),
        len(record.sensitive_persons),
    )


def _tokens(number: int) -> frozenset[str]:
    return frozenset(f"{KEPT_BACK}{one})" for one in range(1, number + 1))


def _pattern(names: Iterable[str], *, exactly: Iterable[str] = ()) -> re.Pattern[str] | None:
    """Give what finds every name, however it is spaced, broken over lines, or composed."""
    forms: dict[str, None] = {}
    for name in names:
        for form in ("NFC", "NFD"):
            words = unicodedata.normalize(form, name).split()
            if words:
                loose = rf"{_UNSEEN}\s+{_UNSEEN}".join(
                    _UNSEEN.join(map(re.escape, word)) for word in words
                )
                forms[rf"(?i:(?<!\w){loose}(?!\w))"] = None
                if len(name) >= SHORT_NAME or name.lower() == name.upper():
                    forms[loose] = None
    for text in exactly:
        if text:
            forms[re.escape(text)] = None
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


def count_name(texts: Iterable[str], name: str) -> tuple[int, int]:
    """Give in how many texts, and in how many places of them, a name would be blacked out."""
    pattern = _pattern([name])
    if pattern is None:
        return 0, 0
    found = [sum(1 for _hit in pattern.finditer(text)) for text in texts]
    return sum(1 for one in found if one), sum(found)


def _blacken(
    record: Record, words: re.Pattern[str] | None, names: re.Pattern[str] | None
) -> Record:
    if names is None:
        return record
    cut: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in record.statements:
        cut[one.source] += _cuts(one)
    shifts = {one.id: Shift(one.text, words, cuts=cut[one.id]) for one in record.sources}
    still = Shift("", None)
    return replace(
        record,
        agreements=tuple(_walk(one, names, still) for one in record.agreements),
        sources=tuple(_blacken_source(one, names, shifts[one.id]) for one in record.sources),
        statements=tuple(
            _walk(one, names, shifts.get(one.source, still)) for one in record.statements
        ),
        rulings=_walk(record.rulings, names, still),
        problems=tuple(
            _walk(one, names, shifts.get(one.source or "", still)) for one in record.problems
        ),
        withheld=tuple(_walk(one, names, still) for one in record.withheld),
        readings=_walk(record.readings, names, still),
        judgements=tuple(_walk(one, names, still) for one in record.judgements),
        hidden_spans={
            id: tuple(
                (shifts[id].move(start, end=False), shifts[id].move(end, end=True))
                for start, end in spans
            )
            for id, spans in record.hidden_spans.items()
        },
    )


def _blacken_source(source: Source, names: re.Pattern[str], shift: Shift) -> Source:
    found = _walk(replace(source, text=""), names, shift)
    about = found.description
    # What a source was copied from may be the very source that is kept back.
    derived = tuple(one for one in about.derives_from if BAR not in one)
    return replace(
        found,
        text=shift.text,
        description=replace(about, derives_from=derived),
        corrects=_shown(found.corrects),
        corrected_by=_shown(found.corrected_by),
    )


def _shown(id: str | None) -> str | None:
    return None if id and BAR in id else id


def _cuts(statement: Statement) -> Iterator[tuple[int, int]]:
    """Give every span of a statement that is printed alone, without the letters around it."""
    for one in statement.quotes:
        yield one.start, one.end
    for start, end, _ in cited(statement):
        yield start, end


class Shift:
    """A text with its names blacked out, and where each offset of the old text stands in it.

    A quote that is cut inside a word may show a short name that is none in its text ("a" of "Ka"):
    what the edges of these `cuts` make a name is blacked out, too.
    """

    def __init__(
        self,
        text: str,
        pattern: re.Pattern[str] | None,
        *,
        cuts: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.old = text
        self._spans: list[tuple[int, int, int, int]] = []
        out: list[str] = []
        at = length = 0
        for start, end in _hits(text, pattern, cuts) if pattern else ():
            # Line ends stay, or every line number below would move.
            bar = BAR + "\n" * text.count("\n", start, end)
            out += (text[at:start], bar)
            length += start - at
            self._spans.append((start, end, length, length + len(bar)))
            length += len(bar)
            at = end
        out.append(text[at:])
        self.text = "".join(out) if self._spans else text
        self._starts = [one[0] for one in self._spans]

    def move(self, offset: int, *, end: bool) -> int:
        """Give where an offset stands now; one within a name takes the whole bar with it."""
        before = bisect_right(self._starts, offset if not end else offset - 1) - 1
        if before < 0:
            return offset
        old_start, old_end, new_start, new_end = self._spans[before]
        if offset >= old_end:
            return offset - old_end + new_end
        if offset == old_start and not end:
            return new_start
        return new_end if end else new_start


def _hits(
    text: str, pattern: re.Pattern[str], cuts: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Give where names stand in a text, or in a cut of it alone; in order, none overlapping."""
    spans = {(0, len(text)), *cuts}
    found: set[tuple[int, int]] = set()
    while spans:
        fresh = {
            (start + hit.start(), start + hit.end())
            for start, end in spans
            for hit in pattern.finditer(text[start:end])
        }
        found |= fresh
        letters = list(text)
        for start, end in fresh:
            letters[start:end] = _GAP * (end - start)
        text = "".join(letters)
        # A bar is an edge of its own, beside which another name may stand alone now.
        spans = {one for one in spans if any(a <= one[1] and one[0] <= b for a, b in fresh)}
    last: tuple[int, int] | None = None
    for hit_start, hit_end in sorted(found):
        if last and hit_start < last[1]:
            last = last[0], max(last[1], hit_end)
            continue
        if last:
            yield last
        last = hit_start, hit_end
    if last:
        yield last


def _walk(value: T, names: re.Pattern[str], shift: Shift) -> T:
    """Give a value with every string in it blackened and every span in it moved."""
    return _walkers(names, shift)(value)  # type: ignore[no-any-return]


def _walkers(names: re.Pattern[str], shift: Shift) -> Callable[[Any], Any]:
    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return names.sub(BAR, value) if value else value
        if isinstance(value, tuple | list):
            return type(value)(walk(one) for one in value)
        if isinstance(value, Mapping):
            return {walk(key): walk(one) for key, one in value.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changes = {
                one.name: walk(getattr(value, one.name)) for one in dataclasses.fields(value)
            }
            return replace(value, **_moved(value, changes))
        return value

    def _moved(value: Any, changes: dict[str, Any]) -> dict[str, Any]:
        start, end = changes.get("start"), changes.get("end")
        if not shift.old or not isinstance(start, int) or not isinstance(end, int) or start == end:
            return changes
        changes["start"] = shift.move(start, end=False)
        changes["end"] = shift.move(end, end=True)
        for name in ("quote", "text"):
            if name in changes and getattr(value, name) == shift.old[start:end]:
                changes[name] = shift.text[changes["start"] : changes["end"]]
        return changes

    return walk


class Blackened:
    """Single words as they may leave: with the names of marked persons blacked out."""

    def __init__(self, persons: Iterable[str], *, exactly: Iterable[str] = ()) -> None:
        names = sorted(one for one in persons if not one.startswith(KEPT_BACK))
        self._names = _pattern(names, exactly=exactly)

    def of(self, words: str) -> str:
        """Give words with every name in them blacked out."""
        return self._names.sub(BAR, words) if self._names else words


def public_problems(record: Record) -> list[Problem]:
    """Give all problems of a record, its sources' own among them, unread ones first."""
    found = dict.fromkeys(record.problems)
    for source in record.sources:
        found.update(dict.fromkeys(source.problems))
    order = {"unread": 0, "damaged": 1, "doubt": 2}
    return sorted(found, key=lambda one: order.get(one.kind, 3))
