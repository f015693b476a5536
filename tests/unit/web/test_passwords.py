"""Passwords: what is kept of them, who may come in, and how long guessing takes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from servanda.errors import ServandaError, UnknownThing
from servanda.web.entrance.passwords import Coders, Cost, generate_password
from servanda.web.entrance.throttle import FORGOTTEN_SECONDS, LONGEST_SECONDS, Throttle, address_key

CHEAP = Cost(n=2**4)
GOOD = "four words in a row"


@pytest.fixture
def coders(tmp_path: Path) -> Coders:
    found = Coders(tmp_path / "settings", tmp_path / "valley.servanda", cost=CHEAP)
    found.add("coder-1", GOOD)
    return found


def test_a_coder_comes_in_with_the_password_and_no_other(coders: Coders) -> None:
    assert coders.proves("coder-1", GOOD)
    for name, password in (
        ("coder-1", GOOD + " "),
        ("coder-1", ""),
        ("coder-2", GOOD),
        ("Coder-1", GOOD),
    ):
        assert not coders.proves(name, password)


def test_the_same_letters_typed_on_another_machine_are_the_same(coders: Coders) -> None:
    """One keyboard gives é as one code point, another as two."""
    coders.add("coder-2", "caf\u00e9 sur la place")
    assert coders.proves("coder-2", "cafe\u0301 sur la place")


def test_the_file_is_for_this_user_alone_and_holds_no_password(coders: Coders) -> None:
    assert stat.S_IMODE(coders.path.stat().st_mode) == 0o600
    assert GOOD not in coders.path.read_text()
    assert [one.name for one in coders.path.parent.iterdir()] == [coders.path.name]


def test_two_coders_with_one_password_do_not_look_alike(coders: Coders) -> None:
    coders.add("coder-2", GOOD)
    assert coders.stamp("coder-1") != coders.stamp("coder-2")


def test_a_change_counts_at_once_for_a_desk_that_is_open(coders: Coders, tmp_path: Path) -> None:
    """The command writes the file; the desk, another program, looks at it."""
    desk = Coders(tmp_path / "settings", tmp_path / "valley.servanda", cost=CHEAP)
    before = desk.stamp("coder-1")
    coders.change("coder-1", GOOD + " more")
    assert desk.stamp("coder-1") not in (None, before)
    assert not desk.proves("coder-1", GOOD)
    coders.remove("coder-1")
    assert desk.stamp("coder-1") is None
    assert desk.names() == []


def test_a_dossier_elsewhere_has_its_own_coders(coders: Coders, tmp_path: Path) -> None:
    assert Coders(tmp_path / "settings", tmp_path / "other.servanda", cost=CHEAP).names() == []


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "aaaaaaaaaaaaaa",
        "abababababababab",
        "coder-2coder-2",
        "my coder-2 pw",
        "x" * 1001,
    ],
)
def test_a_weak_password_is_refused_and_nothing_is_kept(coders: Coders, weak: str) -> None:
    with pytest.raises(ServandaError, match="password"):
        coders.add("coder-2", weak)
    assert coders.names() == ["coder-1"]


def test_who_is_there_is_not_added_and_who_is_not_is_not_changed(coders: Coders) -> None:
    with pytest.raises(ServandaError, match="has a password already"):
        coders.add(" coder-1 ", GOOD)
    with pytest.raises(ServandaError, match="no name for a coder"):
        coders.add("reader:rules", GOOD)
    for act in (lambda: coders.change("coder-9", GOOD), lambda: coders.remove("coder-9")):
        with pytest.raises(UnknownThing, match="coder-1"):
            act()


def test_a_file_that_was_damaged_lets_nobody_in_and_says_so(coders: Coders) -> None:
    coders.path.write_text("{")
    with pytest.raises(ServandaError, match="cannot be read"):
        coders.proves("coder-1", GOOD)


def test_a_generated_password_is_good_and_never_the_same(coders: Coders) -> None:
    made = {generate_password() for _ in range(50)}
    assert len(made) == 50
    coders.add("coder-2", made.pop())


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_guessing_takes_longer_each_time_and_slips_cost_nothing() -> None:
    clock = Clock()
    throttle = Throttle(clock, free=3)
    waits = []
    for _ in range(16):
        waits.append(throttle.wait("coder-1"))
        clock.now += throttle.wait("coder-1")
        throttle.count("coder-1")
    assert waits[:4] == [0, 0, 0, 2]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_SECONDS
    assert throttle.wait("coder-2") == 0
    clock.now += FORGOTTEN_SECONDS + 1
    assert throttle.wait("coder-1") == 0


def test_whoever_comes_in_is_forgiven() -> None:
    throttle = Throttle(Clock(), free=1)
    throttle.count("coder-1")
    assert throttle.wait("coder-1")
    throttle.forget("coder-1")
    assert not throttle.wait("coder-1")
    throttle.count("192.0.2.7")
    throttle.forgive("192.0.2.7")
    assert not throttle.wait("192.0.2.7")


def test_what_is_remembered_has_an_end() -> None:
    throttle = Throttle(Clock(), free=1, most=10)
    throttle.count("coder-1")
    for n in range(1000):
        throttle.count(f"guess {n}")
        throttle.count("coder-1")
    assert len(throttle) == 10
    assert throttle.wait("coder-1"), "whose name is tried again and again is not forgotten"


def test_one_who_has_a_network_of_addresses_counts_once() -> None:
    assert address_key("2001:db8::1") == address_key("2001:db8::ffff:1")
    assert address_key("2001:db8:1::1") != address_key("2001:db8::1")
    assert address_key("::ffff:192.0.2.7") == address_key("192.0.2.7")
    assert address_key("fe80::1%eth0") == address_key("fe80::1")
    assert len(address_key("x" * 1000)) == 64
