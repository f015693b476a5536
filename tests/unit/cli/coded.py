"""A dossier with enough passages to be coded by several people."""

from __future__ import annotations

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
    themes: Prisoner Release
  roads:
    title: Opening of the roads
    labels: [Article 2]
    wordings: The ministry shall keep the northern road open.
    themes: Verification/Monitoring Mechanism
"""
REPORT = "\n\n".join(
    [
        "Article 1 was not implemented by the ministry in January 2021.",
        "Article 2 was fully implemented by the ministry in February 2021.",
        "Article 1 was violated by the ministry in March 2021.",
        "Article 2 was violated by the ministry in April 2021.",
        "Article 1 was partly implemented by the ministry in May 2021.",
        "Article 2 was partly implemented by the ministry in June 2021.",
        "Article 1 was fully implemented by the ministry in July 2021.",
        "Article 2 was not implemented by the ministry in August 2021.",
        "Article 1 was violated by the ministry in September 2021.",
        "Article 2 was fully implemented by the ministry in October 2021.",
        "Article 1 was not implemented by the ministry in November 2021.",
        "Article 2 was fully implemented by the ministry in December 2021.",
    ]
)


def begun(terminal) -> Path:
    """A dossier with the report read, as coder-1 finds it."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type(
        "add", "valley.servanda", "report.txt", "--side", "council", "--written", "2021-12-31"
    )
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")
