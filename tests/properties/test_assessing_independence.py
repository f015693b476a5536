"""Laws of witnesses."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from servanda.assessing.independence import Lineage, witnesses
from servanda.domain.derivation import Derivation

NAMES = st.sampled_from("abcdefgh")
LINKS = st.lists(
    st.builds(Derivation, NAMES, NAMES, st.just("copy_of"), st.just("stated")), max_size=12
)


@given(st.lists(NAMES, unique=True), LINKS)
def test_every_source_belongs_to_one_witness(sources, links):
    found = witnesses(sources, links)
    assert sorted(one for group in found for one in group.sources) == sorted(sources)


@given(st.lists(NAMES, unique=True), LINKS)
def test_the_first_sources_of_two_witnesses_have_no_common_origin(sources, links):
    lineage = Lineage(links)
    for one, other in combinations(witnesses(sources, links), 2):
        assert not lineage.origins(one.sources[0]) & lineage.origins(other.sources[0])


@given(st.lists(NAMES, unique=True), LINKS, st.randoms())
def test_the_order_of_sources_and_links_does_not_change_the_groups(sources, links, random):
    mixed, shuffled = list(sources), list(links)
    random.shuffle(mixed)
    random.shuffle(shuffled)
    one = {(group.sources, group.origins) for group in witnesses(sources, links)}
    assert one == {(group.sources, group.origins) for group in witnesses(mixed, shuffled)}


@given(LINKS)
def test_origins_come_from_nothing_but_themselves(links):
    lineage = Lineage(links)
    for name in "abcdefgh":
        assert lineage.origins(name)
        for origin in lineage.origins(name):
            assert lineage.origins(origin) == {origin}
