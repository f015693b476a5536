"""Who wrote to whom, as a title says it: "Letter from A and B to C, Consul General in D"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from servanda.intake.cues import any_of, read_cues


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Senders and recipients, each with the office that the title gives them."""

    creators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Patterns:
    sent: re.Pattern[str]
    addressed: re.Pattern[str]
    offices: frozenset[str]
    head_lines: dict[str, str]


@cache
def _patterns() -> _Patterns:
    data = read_cues("people.en.toml")
    sent = data["sent"] if isinstance(data["sent"], list) else []
    offices = data["offices"] if isinstance(data["offices"], list) else []
    heads = data["head_lines"]
    return _Patterns(
        # "Telegram No. 12 from A to B", "Letter, A to B", "Report by A to B on C".
        sent=re.compile(
            rf"(?:[A-Z][\w-]*[ ]){{0,2}}?(?:{any_of(sent)})s?\b"
            r"(?:[ ]?(?:No\.?|Nr\.?|#)[ ]?[\w/-]{1,12})?(?:[ ]dated[ ][^,]{4,30},?)?"
            r"(?:[ ](?:from|by|of)|,)[ ](?P<from>.{2,200}?)"
            r"(?:,?[ ](?:addressed[ ])?to[ ](?P<to>.{2,200}?))?"
            r"(?:[ ](?:on|about|concerning|regarding|re)[ ].*)?\Z",
            re.IGNORECASE,
        ),
        addressed=re.compile(
            rf"(?:[A-Z][\w-]*[ ]){{0,2}}?(?:{any_of(sent)})s?(?:[ ]addressed)?[ ]to[ ]"
            r"(?P<to>.{2,200}?)"
            r"(?:[ ](?:on|about|concerning|regarding|re)[ ].*)?\Z",
            re.IGNORECASE,
        ),
        offices=frozenset(str(word) for word in offices),
        head_lines=dict(heads) if isinstance(heads, dict) else {},
    )


#: Editions number their documents: "493. The Consul at ...".
_NUMBER = re.compile(r"\A\d{1,4}\.[ ]")
_HEAD_LINE = re.compile(r"(?P<label>[A-Za-z]{2,8})[ \t]*:[ \t]*(?P<value>\S[^\n]{0,300})")
#: Lines in which a memorandum's or a mail's head is looked for.
HEAD_LINES = 12
#: The way editions of diplomatic papers put it: "The Consul at A (B) to the Ambassador in C (D)".
_OFFICE_TO_OFFICE = re.compile(
    r"(?P<from>(?:The )?[A-Z][^()]{2,80}(?:\([^()]{2,40}\))?) to "
    r"(?P<to>(?:the |The )[A-Z][^()]{2,80}(?:\([^()]{2,40}\))?|[A-Z][^()]{2,60}\([^()]{2,40}\))\Z"
)


def read_correspondence(title: str) -> Correspondence:
    """Give who wrote and to whom, as far as a title says; nobody if it does not."""
    words = _NUMBER.sub("", " ".join(title.split())).strip(" .")
    match = _patterns().sent.match(words)
    if match:
        return Correspondence(_people(match["from"]), _people(match["to"] or ""))
    match = _patterns().addressed.match(words)
    if match:
        return Correspondence((), _people(match["to"]))
    match = _OFFICE_TO_OFFICE.match(words)
    if match:
        return Correspondence((match["from"].strip(),), (match["to"].strip(),))
    return Correspondence()


def read_head(text: str) -> dict[str, str]:
    """Give what the head of a memorandum or a mail says, by field of a description.

    At least two lines of the kind "From: ...", "To: ...", "Date: ..." must stand together.
    """
    fields: dict[str, str] = {}
    for line in text[:3000].split("\n", HEAD_LINES)[:HEAD_LINES]:
        match = _HEAD_LINE.match(line.strip())
        field = _patterns().head_lines.get(match["label"].lower()) if match else None
        if match and field:
            fields.setdefault(field, match["value"].strip())
        elif fields and line.strip():
            break
    return fields if len(fields) > 1 else {}


def _people(words: str) -> tuple[str, ...]:
    """Part a list of people; what they are stays with them ("C, Consul General in D")."""
    people: list[str] = []
    for piece in re.split(r",[ ]+|[ ]+(?=and[ ])", words.replace(" & ", " and ")):
        joined = piece.startswith("and ")
        name = piece.removeprefix("and ").strip(" ,")
        if not name:
            continue
        if people and not joined and name.startswith(("The ", "'", '"', "“", "‘")):
            # What follows is the letter's subject.
            break
        if people and (_is_office(name) or not name[0].isupper()):
            people[-1] += f" and {name}" if joined else f", {name}"
        elif people and joined and ", " in people[-1] and len(name.split()) == 1:
            # "Minister of Foreign Affairs and Trade" is one office, not a second person.
            people[-1] += f" and {name}"
        else:
            people.append(name)
    return tuple(people)


def _is_office(name: str) -> bool:
    return name.split(maxsplit=1)[0].casefold() in _patterns().offices
