"""A desk for other machines: what it needs before it opens, and who comes in then."""

from __future__ import annotations

import re
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.errors import ServandaError
from servanda.settings import Settings
from servanda.web.app import make_app
from servanda.web.desk import Desk
from servanda.web.entrance import door as door_module
from servanda.web.entrance.door import Door
from servanda.web.entrance.doorway import Doorway, hosts_of, is_loopback, verify_doorway
from servanda.web.entrance.passwords import Coders, Cost
from servanda.web.entrance.rounds import Rounds
from servanda.web.entrance.session import IDLE_SECONDS, SESSION_SECONDS, Keys

NAME = "desk.example.org"
GOOD = "four words in a row"
D = Path("valley.servanda")


def refused(doorway: Doorway, *, coders: tuple[str, ...] = ()) -> str:
    with pytest.raises(ServandaError) as error:
        verify_doorway(doorway, coders=coders, dossier=D)
    return str(error.value)


def test_on_this_machine_nothing_is_asked_for() -> None:
    for host in ("127.0.0.1", "localhost", "::1", "127.0.0.9"):
        verify_doorway(Doorway(host=host), coders=(), dossier=D)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "2001:db8::1"])
def test_for_others_everything_that_is_missing_is_named_at_once(host: str) -> None:
    told = refused(Doorway(host=host))
    assert f"servanda coders {D} add NAME" in told
    assert "--certificate FILE --key FILE" in told
    assert "ssh -L" in told
    assert ("--name" in told) == (host in ("0.0.0.0", "::"))


def test_passwords_without_encryption_and_the_reverse_are_not_enough() -> None:
    sealed = Doorway(host="192.0.2.7", certificate=Path("c"), key=Path("k"))
    assert "add NAME" in refused(sealed)
    assert "--certificate" in refused(Doorway(host="192.0.2.7"), coders=("coder-1",))
    verify_doorway(sealed, coders=("coder-1",), dossier=D)


def test_behind_a_proxy_others_come_in_even_at_this_address() -> None:
    told = refused(Doorway(proxy="127.0.0.1"))
    assert "add NAME" in told
    assert "--name" in told
    behind = Doorway(proxy="127.0.0.1", names=(NAME,))
    verify_doorway(behind, coders=("coder-1",), dossier=D)
    assert hosts_of(behind, 8417, local=is_loopback) == {NAME}


@pytest.mark.parametrize(
    ("doorway", "told"),
    [
        (Doorway(host=NAME), "--name"),
        (Doorway(proxy="nowhere"), "no address"),
        (Doorway(certificate=Path("c")), "both"),
        (Doorway(key=Path("k")), "both"),
        (Doorway(proxy="127.0.0.1", certificate=Path("c"), key=Path("k")), "leave one"),
        (Doorway(names=(NAME,)), "--name is for"),
    ],
)
def test_parts_that_do_not_go_together_are_told(doorway: Doorway, told: str) -> None:
    assert told in refused(doorway, coders=("coder-1",))


def test_only_its_own_names_are_answered() -> None:
    far = Doorway(host="192.0.2.7", names=("Desk.Example.org", f"{NAME}:8443"))
    assert hosts_of(far, 8417, local=is_loopback) == {
        f"{NAME}:8417",
        f"{NAME}:8443",
        "192.0.2.7:8417",
    }
    assert NAME in hosts_of(far, 443, local=is_loopback)
    assert hosts_of(Doorway(host="0.0.0.0", names=(NAME,)), 1, local=is_loopback) == {f"{NAME}:1"}


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def coders(tmp_path: Path, dossier: Path) -> Coders:
    found = Coders(tmp_path / "settings", dossier, cost=Cost(n=2**4))
    found.add("coder-1", GOOD)
    return found


@pytest.fixture
def open_desk(dossier: Path, coders: Coders, clock: Clock, tmp_path: Path) -> Iterator[Desk]:
    """A desk that is open to others, on an encrypted line."""
    keys = Keys(
        b"s" * 32,
        dossier,
        stamps=coders,
        secure=True,
        rounds=Rounds(tmp_path / "rounds.json"),
        clock=clock,
    )
    desk = Desk(dossier, keys, frozenset({NAME}), door=Door(coders, clock=clock))
    yield desk
    desk.close()


def browser(desk: Desk) -> TestClient:
    return TestClient(make_app(desk), base_url=f"https://{NAME}", follow_redirects=False)


def sign_in(client: TestClient, *, name: str = "coder-1", password: str = GOOD):
    return client.post("/sign-in", data={"name": name, "password": password, "next": "/queue"})


def test_a_coder_comes_in_by_password_and_goes_on(open_desk: Desk) -> None:
    client = browser(open_desk)
    page = client.get("/sign-in").text
    assert 'type="password"' in page
    assert open_desk.path.name not in page, "a stranger learns nothing of the dossier"
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    for part in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert client.get("/queue").status_code == 200


def test_the_key_of_the_address_opens_nothing_there(open_desk: Desk) -> None:
    client = browser(open_desk)
    key = open_desk.keys.address_key
    answer = client.post("/sign-in", data={"key": key, "name": "coder-1"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert key not in client.get(f"/sign-in?key={key}").text


def test_a_wrong_name_and_a_wrong_password_are_told_alike(open_desk: Desk) -> None:
    client = browser(open_desk)
    wrong = sign_in(client, password="not this one at all")
    unknown = sign_in(client, name="coder-9")
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text == unknown.text.replace("coder-9", "coder-1")
    assert "not this one" not in wrong.text


def test_whoever_guesses_waits_and_the_right_password_waits_too(
    open_desk: Desk, clock: Clock
) -> None:
    client = browser(open_desk)
    for _ in range(5):
        assert sign_in(client, password="guess guess guess").status_code == 403
    held = sign_in(client)
    assert held.status_code == 429
    assert 1 <= int(held.headers["retry-after"]) <= 3
    clock.now += 3
    assert sign_in(client).status_code == 303


def test_many_names_from_one_address_are_held_up_as_well(open_desk: Desk) -> None:
    client = browser(open_desk)
    answers = [sign_in(client, name=f"guess-{n}").status_code for n in range(25)]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_one_who_is_in_does_not_open_the_door_to_guessing(open_desk: Desk, clock: Clock) -> None:
    """Coming in forgives one attempt, not those on other names from the same address."""
    client = browser(open_desk)
    for n in range(20):
        sign_in(client, name=f"guess-{n}")
    clock.now += 3
    sign_in(client)
    assert sign_in(client, name="guess-21").status_code in (403, 429)
    clock.now += 1
    assert sign_in(client, name="guess-22").status_code == 429


@pytest.mark.parametrize("how", ["password", "removed", "signed out", "idle", "long"])
def test_a_session_ends(open_desk: Desk, coders: Coders, clock: Clock, how: str) -> None:
    """A copy of the cookie, kept by somebody else, is worth nothing afterwards."""
    client = browser(open_desk)
    sign_in(client)
    token = re.search(r'name="servanda-form" content="([^"]+)"', client.get("/").text)[1]
    kept = dict(client.cookies)
    thief = browser(open_desk)
    thief.cookies.update(kept)
    assert thief.get("/").status_code == 200
    if how == "password":
        coders.change("coder-1", GOOD + " more")
    elif how == "removed":
        coders.remove("coder-1")
    elif how == "signed out":
        assert client.post("/sign-out", data={"token": token}).headers["location"] == "/sign-in"
    elif how == "idle":
        clock.now += IDLE_SECONDS + 1
    else:
        for _ in range(SESSION_SECONDS // 3600 + 1):
            clock.now += 3600
            client.get("/")
    assert thief.get("/").status_code == 303
    assert client.get("/").status_code == 303


def test_whoever_works_stays_and_a_page_that_only_watches_does_not(
    open_desk: Desk, clock: Clock
) -> None:
    client, left = browser(open_desk), browser(open_desk)
    sign_in(client)
    left.cookies.update(dict(client.cookies))
    for _ in range(4):
        clock.now += IDLE_SECONDS / 2
        assert client.get("/queue").status_code == 200
        left.get("/api/head")
    assert left.get("/api/head").status_code == 401


def test_signing_out_holds_after_a_new_start(open_desk: Desk, tmp_path: Path, clock: Clock) -> None:
    before = open_desk.keys.open_session("coder-1")
    open_desk.keys.end_sessions("coder-1")
    again = Keys(
        b"s" * 32,
        open_desk.path,
        stamps=open_desk.door.coders,
        secure=True,
        rounds=Rounds(tmp_path / "rounds.json"),
        clock=clock,
    )
    assert again.coder_of(before) is None
    assert again.coder_of(again.open_session("coder-1")) == "coder-1"


def test_a_form_sent_over_a_line_that_is_not_encrypted_is_from_elsewhere(open_desk: Desk) -> None:
    client = browser(open_desk)
    for origin, status in ((f"https://{NAME}", 303), (f"http://{NAME}", 403), ("null", 403)):
        answer = client.post(
            "/sign-in", data={"name": "coder-1", "password": GOOD}, headers={"origin": origin}
        )
        assert answer.status_code == status


def test_the_time_of_an_answer_does_not_tell_who_is_known(coders: Coders, monkeypatch) -> None:
    """An unknown name costs as much work as a wrong password."""
    worked = []
    real = door_module.Coders.proves
    import servanda.web.entrance.passwords as passwords  # noqa: PLC0415

    hash_ = passwords._hash
    monkeypatch.setattr(passwords, "_hash", lambda *given: worked.append(given[2]) or hash_(*given))
    assert not real(coders, "coder-1", "a wrong password")
    assert not real(coders, "coder-9", "a wrong password")
    assert worked[0] == worked[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A certificate of our own for 127.0.0.2, good for an hour."""
    x509 = pytest.importorskip("cryptography.x509", reason="cryptography is not installed")
    import datetime  # noqa: PLC0415
    import ipaddress  # noqa: PLC0415

    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "desk")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.2"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    files = folder / "desk.crt", folder / "desk.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def test_another_address_is_served_encrypted_and_by_password(
    dossier: Path, tmp_path: Path, certificate: tuple[Path, Path], monkeypatch
) -> None:
    """127.0.0.2 is this machine, too; here it is taken for another one."""
    httpx = pytest.importorskip("httpx")
    uvicorn = pytest.importorskip("uvicorn")
    from servanda.web.serve import serve  # noqa: PLC0415

    settings = Settings(cache=tmp_path / "cache", own=tmp_path / "settings", coder="coder-1")
    Coders(settings.own, dossier, cost=Cost(n=2**4)).add("coder-1", GOOD)
    running: list = []
    run = uvicorn.Server.run

    def keep(server, sockets):
        running.append(server)
        run(server, sockets)

    monkeypatch.setattr(uvicorn.Server, "run", keep)
    told: list[str] = []
    thread = threading.Thread(
        target=serve,
        args=(dossier,),
        kwargs={
            "doorway": Doorway(host="127.0.0.2", certificate=certificate[0], key=certificate[1]),
            "port": 0,
            "include_sensitive": False,
            "settings": settings,
            "ready": told.append,
            "local": lambda host: host == "127.0.0.1",
        },
    )
    thread.start()
    try:
        until = time.monotonic() + 20
        while not (running and running[0].started) and time.monotonic() < until:
            time.sleep(0.05)
        [address] = told
        assert re.fullmatch(r"https://127\.0\.0\.2:\d+/", address), "no key lets anybody in"
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        with httpx.Client(base_url=address, verify=trusting) as client:
            assert client.get("/queue").status_code == 303
            assert sign_in(client).status_code == 303
            assert client.get("/queue").status_code == 200
        port = address.rpartition(":")[2].strip("/")
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://127.0.0.2:{port}/sign-in")
    finally:
        if running:
            running[0].should_exit = True
        thread.join(timeout=20)
    assert not thread.is_alive()
