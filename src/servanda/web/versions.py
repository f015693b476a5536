"""A statement as somebody saw it beside how it stands now, line by line, for a refused act."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from servanda.domain.statement import Statement
from servanda.dossier.edition import UNMAPPED_NAME, WHOLE_NAME, Edition, Row
from servanda.dossier.words import label, listed, say_date
from servanda.saying import _

#: What a form sends back of what it showed is ours; more than this is not.
MOST_BYTES = 4_000


@dataclass(frozen=True)
class VersionLine:
    """One line of the two versions."""

    name: str
    saw: str
    now: str

    @property
    def differs(self) -> bool:
        """Whether the line reads otherwise now."""
        return self.saw != self.now


def tell(edition: Edition, one: Statement) -> dict[str, str]:
    """Give what a version says, by the names of its lines, in words."""
    links = [edition.row_name(Row(each.agreement, each.key)) for each in one.provisions]
    whole = WHOLE_NAME if one.level == "whole" else UNMAPPED_NAME
    about = [edition.side_name(each.party) if each.party else each.name for each in one.about]
    return {
        "state": label("states", one.state),
        "stance": label("stances", one.stance),
        "kind": label("kinds", one.kind),
        "provision": listed(links) or str(whole),
        "about": listed(dict.fromkeys(filter(None, about))),
        "side": edition.side_name(one.side),
        "extent": label("extents", one.extent) if one.extent else "",
        "when": (say_date(one.when.edtf) or one.when.text) if one.when else "",
    }


def as_sent(edition: Edition, one: Statement) -> str:
    """Give a version as a form carries it, to be sent back with an act."""
    return json.dumps(tell(edition, one), ensure_ascii=False, separators=(",", ":"))


def side_by_side(sent: str, now: Mapping[str, str]) -> list[VersionLine]:
    """Give both versions line by line; nothing where the form did not say what it showed."""
    if not sent or len(sent.encode()) > MOST_BYTES:
        return []
    try:
        saw = msgspec.json.decode(sent.encode(), type=dict[str, str])
    except (msgspec.MsgspecError, RecursionError):
        return []
    names = _names()
    return [
        VersionLine(names[key], saw.get(key, ""), value)
        for key, value in now.items()
        if saw.get(key) or value
    ]


def _names() -> dict[str, str]:
    return {
        "state": _("State"),
        "stance": _("Stance"),
        "kind": _("Kind"),
        "provision": _("Promise"),
        "about": _("About"),
        "side": _("According to"),
        "extent": _("Extent"),
        "when": _("When"),
    }
