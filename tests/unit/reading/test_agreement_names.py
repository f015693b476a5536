"""What texts call the loaded agreements, and what is somebody else's name."""

from __future__ import annotations

import pytest

from servanda.domain.agreement import Agreement
from servanda.reading.agreement_names import AgreementNames
from servanda.text.normalise import fold


def agreement(key: str, title: str, *aliases: str) -> Agreement:
    return Agreement(key=key, title=title, aliases=aliases)


@pytest.fixture
def names() -> AgreementNames:
    return AgreementNames(
        [
            agreement("hill", "Hill Memorandum of Understanding (HMU-2)"),
            agreement("river", "River Protocol", "the Protocol of the Fords"),
        ]
    )


def test_a_title_gives_its_short_name_and_an_alias_is_one(names: AgreementNames) -> None:
    assert names.called(fold("the HMU-2")) == "hill"
    assert names.called("protocol of the fords") == "river"
    assert "HMU-2" in names.written


def test_the_only_memorandum_is_the_memorandum(names: AgreementNames) -> None:
    assert names.by_noun("the Memorandum") == "hill"
    assert names.by_noun("the Geneva Memorandum") is None
    assert names.by_noun("the Treaty") is None


def test_one_agreement_alone_is_not_named_by_its_noun() -> None:
    assert AgreementNames([agreement("river", "River Protocol")]).by_noun("the Protocol") is None


def test_a_short_name_of_two_agreements_names_neither() -> None:
    two = [agreement("a", "Ford Accord (FA)"), agreement("b", "Field Accord (FA)")]
    assert AgreementNames(two).called("the fa") is None
