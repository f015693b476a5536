"""Writing an agreement: short forms where they say all, remarks where a person should look."""

from __future__ import annotations

from tests.builders import an_agreement

from servanda.agreements import dump_agreement, parse_agreement
from servanda.domain.agreement import Provision, Wording

LONG = (
    "The Parties shall keep the northern road open for all who carry food, medicine and mail, by "
    "day and by night."
)


def test_short_things_stay_short():
    text = dump_agreement(an_agreement(provisions=(Provision("roads", "Roads stay open"),)))
    assert "  roads: Roads stay open\n" in text
    assert "  ministry: the ministry\n" in text
    assert "    aliases: the mountain council\n" in text


def test_the_agreements_own_words_stand_bare_and_folded():
    one = Provision("roads", wordings=(Wording(LONG, "verbatim", "The accord agreement"),))
    text = dump_agreement(an_agreement(provisions=(one,)))
    assert "    wordings: >-\n      The Parties shall keep" in text
    assert max(map(len, text.splitlines())) < 120


def test_a_remark_stands_right_above_its_provision():
    agreement = an_agreement(provisions=(Provision("a", children=(Provision("b", "B"),)),))
    text = dump_agreement(agreement, heading=["Look here."], remarks={"b": ["who\nis it?"]})
    assert text.startswith("# Look here.\n\nagreement: accord\n")
    assert "      # who\n      # is it?\n      b: B\n" in text
    assert parse_agreement(text, file="a.yaml") == agreement
