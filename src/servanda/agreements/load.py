"""From the file that a person writes to an agreement; docs/reference/agreement-file.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from servanda.agreements import dates
from servanda.agreements.fields import Fields, nearest
from servanda.agreements.gazetteer import read_territory
from servanda.agreements.nodes import Node, read_nodes, read_text
from servanda.agreements.tree import Names, read_provisions
from servanda.domain.agreement import Agreement, Event, Party, PartyRole, Territory
from servanda.errors import AgreementError

#: Sides that are no party: a party may not take their name, except in that very role.
_SIDES = ("mediator", "observer", "press", "unknown")


def load_agreement(path: Path | str) -> Agreement:
    """Give the agreement that a YAML file states.

    Raises:
        AgreementError: The file cannot be read or understood; the message names file and line,
            what was seen and what was expected there.
    """
    path = Path(path)
    return parse_agreement(read_text(path), file=str(path))


def parse_agreement(text: str, *, file: str) -> Agreement:
    """Give the agreement that a YAML text states; `file` names it in messages.

    Raises:
        AgreementError: It cannot be understood.
    """
    fields = Fields(file, read_nodes(text, file=file), "an agreement")
    key = _key(fields)
    title = fields.required("title")
    parties = _parties(fields)
    territory_node = fields.take("territory")
    territory = Territory() if territory_node is None else read_territory(territory_node, file)
    names = Names(
        key,
        title,
        tuple(one.key for one in parties),
        tuple(one.id for one in territory.places),
    )
    agreement = Agreement(
        key=key,
        title=title,
        aliases=fields.texts("aliases"),
        signed=fields.many("signed", lambda one: _date(fields, one)),
        language=fields.text("language"),
        sources=fields.texts("sources"),
        events=_events(fields),
        provisional=fields.one_of("provisional", ("true", "false"), "false") == "true",
        parties=parties,
        territory=territory,
        provisions=read_provisions(fields, names),
    )
    fields.done()
    _check_own_relations(fields, agreement, names)
    return agreement


def _key(fields: Fields) -> str:
    node = fields.take("agreement")
    if node is None:
        fields.fail("an agreement without 'agreement'", "`agreement: a-short-key`")
    return fields.key(fields.words(node, "the agreement's key"), node)


def _date(fields: Fields, node: Node) -> str:
    if node.kind != "text" or not dates.is_edtf(node.text):
        fields.fail(f"{node.describe()} for 'signed'", dates.EXPECTED, node)
    return node.text


def _events(fields: Fields) -> tuple[Event, ...]:
    node = fields.take("events")
    if node is None:
        return ()
    table = Fields(fields.file, node, "the events")
    return tuple(_event(table, name, one) for name, one in table.entries())


def _event(table: Fields, name: str, node: Node) -> Event:
    if node.kind == "map":
        fields = Fields(table.file, node, f"the event {name!r}")
        date, source = fields.required("date"), fields.text("source") or ""
        fields.done()
    else:
        date, source = table.words(node, f"the date of {name!r}"), ""
    if not dates.is_edtf(date):
        table.fail(f"{date[:60]!r} as the date of {name!r}", dates.EXPECTED, node)
    return Event(name, date, source)


def _parties(fields: Fields) -> tuple[Party, ...]:
    node = fields.take("parties")
    if node is None:
        return ()
    table = Fields(fields.file, node, "the parties")
    return tuple(_party(table, key, one) for key, one in table.entries())


def _party(table: Fields, key: str, node: Node) -> Party:
    table.key(key, node)
    if node.kind in ("text", "nothing"):
        _refuse_side(table, key, "party", node)
        return Party(key, node.text or key)
    fields = Fields(table.file, node, f"the party {key!r}")
    role: Any = fields.one_of("role", get_args(PartyRole), "party")
    _refuse_side(table, key, role, node)
    party = Party(
        key=key,
        name=fields.text("name") or key,
        aliases=fields.texts("aliases"),
        role=role,
        members=fields.texts("members"),
    )
    fields.done()
    return party


def _refuse_side(fields: Fields, key: str, role: str, node: Node) -> None:
    if key in _SIDES and key != role:
        fields.fail(
            f"{key!r} as the key of a party in the role {role!r}",
            f"another key: {key!r} is the side of voices that are no party",
            node,
        )


def _check_own_relations(fields: Fields, agreement: Agreement, names: Names) -> None:
    """Refuse relations and orders that point into this agreement at a provision that it lacks."""
    for provision in agreement.walk():
        for first in provision.after:
            if first not in names.provisions or first == provision.key:
                raise AgreementError(
                    f"{provision.key!r} comes after {first!r}, which is no other provision of this "
                    f"file{nearest(first, names.provisions)}",
                    file=fields.file,
                    line=names.provisions[provision.key],
                    expected="the key of another provision",
                )
        for relation in provision.relations:
            if relation.agreement == agreement.key and relation.provision not in names.provisions:
                raise AgreementError(
                    f"{provision.key!r} {relation.kind} {relation.provision!r}, which is no "
                    f"provision of this file{nearest(relation.provision, names.provisions)}",
                    file=fields.file,
                    line=names.provisions[provision.key],
                    expected="the key of a provision",
                )
