"""A small accord and a report on it, for stories told at the command line."""

from __future__ import annotations

import json
from pathlib import Path

AGREEMENT = """\
agreement: valley
title: The valley accord
signed: 2020-11-01
parties:
  council: The mountain council
  ministry: {name: The ministry of the interior, aliases: [the ministry]}
provisions:
  prisoners:
    title: Release of prisoners
    labels: [Article 1]
    wordings: All prisoners of the rising shall be released by the ministry.
  roads:
    title: Opening of the roads
    labels: [Article 2]
    wordings: The ministry shall keep the northern road open.
"""
REPORT = """\
Article 1 was not implemented by the ministry. In May 2021 the ministry arrested thirty more people.

Article 2 of the accord was fully implemented by the ministry.
"""


def listed(terminal, dossier: Path, *options: str) -> list[dict]:
    """Give what `servanda list --json` prints."""
    lines = terminal.type("list", dossier, "--json", *options).splitlines()
    return [json.loads(line) for line in lines]
