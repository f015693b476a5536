"""A first version of an agreement's file, read out of its own text, to be corrected by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from servanda.agreements.body import Body, read_body
from servanda.agreements.due import find_due
from servanda.agreements.dump import dump_agreement
from servanda.agreements.duties import find_obligors, find_pointers, find_unknown_obligors
from servanda.agreements.fields import is_key
from servanda.agreements.marks import MOST_MARKS
from servanda.agreements.names import distinct, key_of
from servanda.agreements.outline import DASHES, Part
from servanda.agreements.parties import find_parties
from servanda.domain.agreement import Agreement, Label, Party, Provision, Wording
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.errors import AgreementError
from servanda.text.dates import find_dates
from servanda.text.labels import canonical

#: Only so much of a provision is asked who is bound and by when; longer ones are no promises.
LONGEST_PROMISE = 20_000

_INSTRUMENT = r"AGREEMENT|PROTOCOL|ACCORD|MEMORANDUM|TREATY|DECLARATION|STATEMENT|CEASEFIRE|PACT"
#: A title is cut where the first paragraph was run into it.
_AFTER_TITLE = re.compile(
    r"\s+(?=(?:The|In|To|We|Upon|Having|Mindful|Recogni[sz]ing|Whereas|WHEREAS|PREAMBLE|Preamble)\s|"
    r"[A-Z]{4,},\s+[0-9]|(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\s+[0-9]{1,2},\s+[0-9]{4})"
)
#: A title goes on over a blank line after or before one of these.
_JOINING = frozenset(["ON", "OF", "FOR", "BETWEEN", "TO", "AND", "IN", "BY", "WITH", "THE"])


@dataclass(frozen=True, slots=True)
class Draft:
    """An agreement as far as a machine can read it, and what a person should look at.

    `remarks` are lines of comment for provisions, by key; `to_yaml` puts them beside them.
    """

    agreement: Agreement
    problems: tuple[Problem, ...]
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def to_yaml(self) -> str:
        """Give the file to correct: problems on top, remarks above the provisions they are for."""
        heading = [
            "Read by a machine out of the agreement's own text: correct it by hand.",
            *(f"- {one.message}" for one in self.problems),
        ]
        return dump_agreement(self.agreement, heading=heading, remarks=self.remarks)


def draft_agreement(source: Source, *, key: str | None = None) -> Draft:
    """Give the tree of provisions that an agreement's text states, with what it says of each.

    A provision is what the text marks: articles, chapters, numbered and lettered paragraphs,
    dashes; in a statement without marks, each paragraph that begins with an operative verb.
    Unmarked paragraphs stay in the provision that holds them. Wordings are the text's own, letter
    for letter, on one line.

    Args:
        source: The agreement's text.
        key: The agreement's key; made of its title if None.

    Raises:
        AgreementError: `key` is none that an agreement file could have.
    """
    if key is not None and not is_key(key):
        raise AgreementError(
            f"the key {key[:80]!r}",
            file=source.name,
            line=None,
            expected="letters a-z, digits, dots, hyphens and underscores, at most 80",
        )
    body = read_body(source)
    title = _title(source, body)
    signed = _signed(source, body)
    parties = find_parties(body.preamble, body.closing)
    writer = _Writer(title, signed, parties)
    provisions = tuple(
        writer.provision(one, "", "", count=number) for number, one in enumerate(body.parts, 1)
    )
    provisions = tuple(_resolved(one, writer) for one in provisions)
    agreement = Agreement(
        key=key or key_of(title, most=5) or "agreement",
        title=title,
        signed=(signed,) if signed else (),
        parties=parties,
        provisions=provisions,
        sources=(source.description.url or source.name,),
        language=source.description.language,
    )
    problems = tuple(_problems(source, body, agreement, writer))
    return Draft(agreement, problems, {k: tuple(v) for k, v in writer.remarks.items()})


@dataclass(slots=True)
class _Writer:
    """Turns parts into provisions and remembers what to say about them."""

    title: str
    signed: str | None
    parties: Sequence[Party]
    taken: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)
    #: Keys by the canonical label of their part.
    by_label: dict[str, str] = field(default_factory=dict)

    def provision(
        self, part: Part, above: str, label_above: str, bound: tuple[str, ...] = (), count: int = 0
    ) -> Provision:
        key = distinct(_key(part, above, count), self.taken)
        label = _label(part, label_above)
        if label:
            self.by_label.setdefault(canonical(_bare(label)), key)
        words = f"{part.words} {part.tail}".strip()
        heading = _heading(part)
        words = words[len(heading) :].strip()
        told = words[:LONGEST_PROMISE]
        obligors = find_obligors(told, self.parties)
        if not obligors and told:
            if bound and not find_unknown_obligors(told):
                obligors = bound
            elif unknown := find_unknown_obligors(told):
                self._remark(key, f"bound, and no party of this file: {'; '.join(unknown[:3])}")
        if part.missing:
            self.gaps.append(label or key)
        carries = obligors if part.words.endswith(":") else bound if not heading else ()
        children = tuple(
            self.provision(one, key, label, carries, count=number)
            for number, one in enumerate(part.children, 1)
        )
        return Provision(
            key=key,
            title=heading or _first_words(part.words),
            labels=(Label(label),) if label else (),
            wordings=(Wording(words, "verbatim", self.title),) if words else (),
            obligors=obligors,
            due=find_due(told, signed=self.signed),
            references=tuple(self._references(told)),
            children=children,
        )

    def _remark(self, key: str, line: str) -> None:
        self.remarks.setdefault(key, []).append(line)

    def _references(self, words: str) -> Iterator[str]:
        for text, numbers, outer, other in find_pointers(words):
            if other:
                yield text
            else:
                # Kept as a label until all parts are known; `_resolved` gives the key.
                yield from (f"\0{'.'.join([*outer, one])}\0{text}" for one in numbers)


def _resolved(one: Provision, writer: _Writer) -> Provision:
    """Give a provision whose references name the keys of the parts they point at."""
    references = []
    for reference in one.references:
        if not reference.startswith("\0"):
            references.append(reference)
            continue
        _, label, text = reference.split("\0")
        own = one.labels[0].text if one.labels else ""
        stem = canonical(_bare(own)).rpartition(".")[0]
        near = writer.by_label.get(f"{stem}.{label}") if stem else None
        found = near or writer.by_label.get(label)
        references.append(found if found and found != one.key else text)
    return replace(
        one,
        references=tuple(dict.fromkeys(references)),
        children=tuple(_resolved(child, writer) for child in one.children),
    )


def _bare(label: str) -> str:
    """Give a label without its noun: "Chapter II" is "II"."""
    return label.rsplit(maxsplit=1)[-1] if label else ""


def _key(part: Part, above: str, count: int) -> str:
    """Give a key out of what the text calls a part: `article-5`, `VII.4.b`, `1.2.3`, `point-3`."""
    word, _, lettered = part.family.partition(" ")
    if part.family == "1.1":
        return ".".join(map(str, part.path))
    if word.isalpha() and len(word) > 1:
        number = chr(96 + part.path[0]) if lettered else ".".join(map(str, part.path))
        return f"{word}-{number}" if word != "paragraph" or not above else f"{above}.{number}"
    if part.family in DASHES:
        number = f"item-{count or part.path[0]}"
        return f"{above}.{number}" if above else number
    number = _counted(part)
    if above:
        return f"{above}.{number}"
    return number if not number.isdigit() else f"point-{number}"


def _counted(part: Part) -> str:
    """Give the number of a part as its list counts: 4, b, IV."""
    sample = part.family.strip("().")
    number = part.path[0]
    if sample == "1":
        return str(number)
    if sample in ("a", "A"):
        return chr((96 if sample == "a" else 64) + number)
    roman = _roman(number)
    return roman if sample == "I" else roman.lower()


def _roman(number: int) -> str:
    pairs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
    )
    text = ""
    for value, letters in (*pairs, (1, "I")):
        text += letters * (number // value)
        number %= value
    return text


def _label(part: Part, above: str) -> str:
    """Give what a text would call a part: "Article 5", "VII.4(b)", "1.2.3"; bullets have none."""
    word, _, lettered = part.family.partition(" ")
    if part.family in DASHES or (part.mark is not None and not part.mark.text):
        return ""
    if part.family == "1.1":
        return ".".join(map(str, part.path))
    if word.isalpha() and len(word) > 1:
        number = chr(64 + part.path[0]) if lettered else ".".join(map(str, part.path))
        return f"{word.capitalize()} {number}"
    number = _counted(part)
    if not above:
        return number
    letter = part.family.strip("().") in ("a", "i")
    return f"{above}({number})" if letter or ")" in part.family else f"{above}.{number}"


def _heading(part: Part) -> str:
    """Give the heading that a part begins with: no sentence, with parts or a paragraph below it."""
    words = part.words if part.children else part.words[: part.first_paragraph]
    below = bool(part.children) or part.first_paragraph < len(part.words)
    if below and words and len(words) <= 200 and words[-1] not in ".;:,":
        return words
    first = part.words[: part.first_paragraph]
    if part.children and first != part.words and first and first[-1] not in ".;:,":
        return first if len(first) <= 200 else ""
    return ""


def _first_words(words: str, most: int = 72) -> str:
    """Give a title out of a promise: its first words."""
    first = re.split(r"(?<=[\w)”\"])[.;:](?:\s|$)", words, maxsplit=1)[0].rstrip(" ,:;.")
    if len(first) <= most:
        return first
    return first[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _title(source: Source, body: Body) -> str:
    first = body.preamble[:600]
    capitals = re.search(
        rf"\b(?:[A-Z][A-Z ,’'()-]*\s)?(?:{_INSTRUMENT})\b[A-Z ,’'()-]*(?=\s|$)", first
    )
    if capitals and len(capitals[0].split()) > 2:
        found = capitals[0]
        if first[capitals.end(0) : capitals.end(0) + 1].islower():
            found = found.rsplit(" ", 1)[0]
        found = _one_block(source.text, found)
        return " ".join(found.split()).strip(" ,(-")[:200]
    if source.description.title:
        return source.description.title
    cut = _AFTER_TITLE.split(first, maxsplit=1)[0] if first else ""
    line = re.split(r"(?<=[a-z0-9])[.;]\s", cut, maxsplit=1)[0].strip(" .,:-–—")
    return _first_words(line, 120) or source.name


def _one_block(text: str, title: str) -> str:
    """Give a title up to the first blank line that may end it: a place or a date may follow."""
    shown = re.search(r"\s+".join(map(re.escape, title.split())), text)
    name = re.search(rf"\b(?:{_INSTRUMENT})\b", shown[0]) if shown else None
    if shown is None or name is None:
        return title
    for blank in re.finditer(r"\n[ \t]*\n\s*", shown[0]):
        before = shown[0][: blank.start()].split()[-1]
        after = shown[0][blank.end() :].split()[0]
        if blank.start() >= name.end() and not {before, after} & _JOINING:
            return shown[0][: blank.start()]
    return title


def _signed(source: Source, body: Body) -> str | None:
    """Give the date of signing: after "signed" at the end, in the title, or in the dateline."""
    if body.closing:
        days = [one for one in find_dates(body.closing, anchor=None) if _is_day(one.edtf)]
        for one in days:
            before = body.closing[max(0, (one.start or 0) - 60) : one.start or 0]
            if re.search(r"\bsigned\b", before, re.IGNORECASE):
                return one.edtf
        if days:
            return days[-1].edtf
    for one in find_dates(body.preamble[:700], anchor=None):
        start, end = one.start or 0, one.end or 0
        before, after = body.preamble[:start], body.preamble[end:]
        if not _is_day(one.edtf):
            continue
        titled = re.fullmatch(r"[\w ]{3,90}\b(?:of|as of|dated)\s+", before)
        lined = re.search(r"(?:^|\s)[A-Z]{3,},\s+$", before) and re.match(r"\s*[–—-]", after)
        alone = not re.search(r"[.;:]", before) and re.match(r"\s+(?=The\s|We\s|In\s)", after)
        if titled or lined or (alone and not re.search(r"\b(?:of|on|in)\s+$", before)):
            return one.edtf
    return source.description.written if _is_day(source.description.written) else None


def _is_day(edtf: str | None) -> bool:
    return bool(edtf and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", edtf))


def _problems(
    source: Source, body: Body, agreement: Agreement, writer: _Writer
) -> Iterator[Problem]:
    def doubt(message: str) -> Problem:
        return Problem("doubt", message, source=source.id)

    if not body.parts:
        yield Problem(
            "unread",
            "No provision was found: the text has no numbers, letters or dashes that count, and no "
            "paragraphs that begin with an operative verb. Write the provisions by hand.",
            source=source.id,
        )
    if not agreement.parties:
        yield doubt("No parties could be read. Write them under `parties:`, then the obligors.")
    else:
        yield doubt("Check the parties: who signed as mediator or guarantor needs `role:`.")
    if not agreement.signed:
        yield doubt("No date of signing could be read. Write it as `signed: YYYY-MM-DD`.")
    if body.cut_short:
        yield doubt(f"The text has more than {MOST_MARKS:,} numbers and dashes; the rest was left.")
    if writer.gaps:
        yield doubt(f"Numbers are missing before: {', '.join(writer.gaps[:20])}.")
    for words in body.loose:
        shown = words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + " …"
        yield doubt(
            f"These words belong to no marked provision; add one if they promise: “{shown}”"
        )
