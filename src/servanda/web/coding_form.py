"""The form in which a coder answers the codebook's questions on one unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.assessing.code_fields import JOIN, OPEN, CodeField
from servanda.domain.codebook import Codebook, CodingRule
from servanda.domain.coding import STATEMENT
from servanda.domain.judgement import Code, UnitCoded
from servanda.dossier.codebook import FIELDS
from servanda.errors import ServandaError
from servanda.saying import _

#: A field with more choices than this is typed, with suggestions, and not ticked.
MOST_TICKED = 12


@dataclass(frozen=True)
class Question:
    """One field as the form asks it; `given` is what stands in it."""

    field: CodeField
    heading: str
    given: str

    @property
    def typed(self) -> bool:
        """Whether it is typed: there are too many choices to tick one, or several may be given."""
        return self.field.several or len(self.field.choices) > MOST_TICKED


def questions(
    fields: Iterable[CodeField],
    *,
    done: UnitCoded | None,
    sent: Mapping[str, str] | None,
) -> list[Question]:
    """Give the questions, filled in with what was sent, or with this coder's own coding."""
    own = {one.field: one.value or OPEN for one in done.codes} if done else {}
    return [
        Question(
            one,
            FIELDS.get(one.name, one.name.capitalize()),
            (own if sent is None else sent).get(one.name, ""),
        )
        for one in fields
    ]


def codes_of_form(
    form: Mapping[str, Sequence[str]], fields: Sequence[CodeField]
) -> tuple[dict[str, str], tuple[Code, ...]]:
    """Give what was sent, field by field, and the codes that it comes to.

    Raises:
        ServandaError: A field has no answer, or none of its words.
    """
    sent = sent_of_form(form, fields)
    codes: list[Code] = []
    for field in fields:
        typed = sent.get(field.name, "")
        if not typed:
            name = FIELDS.get(field.name, field.name)
            raise ServandaError(
                _(
                    "“{name}” has no answer yet. Where nothing fits, leave it open with “{open}”."
                ).format(name=name, open=OPEN)
            )
        codes.append(Code(field.name, field.read(typed)))
        if codes[-1] == Code(STATEMENT, "no"):
            break
    return sent, tuple(codes)


def sent_of_form(form: Mapping[str, Sequence[str]], fields: Iterable[CodeField]) -> dict[str, str]:
    """Give what stands in the form as it was sent; several ticks are joined."""
    return {
        one.name: JOIN.join(value.strip() for value in form.get(f"code-{one.name}", ()) if value)
        for one in fields
    }


@dataclass(frozen=True)
class Guideline:
    """What the codebook says of one field: its words, and how to choose between them."""

    heading: str
    words: tuple[tuple[str, str], ...]
    rule: str


def guidelines(
    fields: Iterable[CodeField], codebook: Codebook
) -> tuple[list[Guideline], tuple[CodingRule, ...]]:
    """Give the codebook's entries for these fields, and its rules."""
    found = [
        Guideline(
            FIELDS.get(one.name, one.name.capitalize()),
            tuple((each.name or each.word.replace("_", " "), each.meaning) for each in one.choices),
            one.rule,
        )
        for one in fields
        if any(each.meaning for each in one.choices) or one.rule
    ]
    return found, codebook.rules
