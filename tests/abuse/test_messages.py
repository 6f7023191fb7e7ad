"""Hostile messages to the real server: each ends soon, and nobody beside it notices."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import pytest

from tests.conftest import build
from tests.judging.house import RIGHT, SLOW, write_house
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.conftest import Live

XML = "application/xml"
JSON = "application/json"
SECONDS = 5.0
"""What the server gives a message."""
DEEP = 10_000
PATIENCE = SECONDS + 3

LAUGHS = (
    '<!DOCTYPE house [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]><house>&m;</house>"
)
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "dtd": ("house", b"<!DOCTYPE house><house/>", "xml-doctype"),
    "laughs": ("house", LAUGHS.encode(), "xml-doctype"),
    "quadratic": (
        "house",
        b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50_000 + b'">]><house>' + b"&a;" * 50_000,
        "xml-doctype",
    ),
    "entity": ("house", b"<house>&other;</house>", "xml-entity"),
    "deep": ("house", b"<house>" + b"<a>" * DEEP + b"</a>" * DEEP + b"</house>", "too-deep"),
    "deep-open": ("house", b"<house>" * DEEP, "too-deep"),
    "encoding": ("house", b'<?xml version="1.0"?><house built="\xe6\xf8\xe5"/>', "encoding-wrong"),
    "encoding-unknown": ("house", b'<?xml version="1.0" encoding="klingon"?><house/>', ""),
    "encoding-lies": ("house", b'<?xml version="1.0" encoding="UTF-16"?><house/>', ""),
    "utf-7": ("house", b'<?xml version="1.0" encoding="UTF-7"?>+ADw-house/+AD4-', ""),
    "namespace": ("house", b'<house xmlns="urn:other"/>', "root-namespace-none"),
    "zero": ("house", b"<house>\x00</house>", ""),
    "attributes": (
        "house", b"<house " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>", "",
    ),
    "long-attribute": ("house", b'<house built="' + b"1" * 9_000_000 + b'"/>', ""),
    "many": ("house", b"<house>" + b'<pet kind="cow"/>' * 100_000 + b"</house>", "code-unknown"),
    "many-different": (
        "house",
        b"<house>" + b"".join(b'<pet kind="c%d"/>' % n for n in range(20_000)) + b"</house>",
        "",
    ),
    "processing": ("house", b'<?xml-stylesheet href="file:///etc/passwd"?><house/>', ""),
    "include": (
        "house",
        (
            b'<house xmlns:xi="http://www.w3.org/2001/XInclude">'
            b'<xi:include href="file:///etc/passwd" parse="text"/></house>'
        ),
        "",
    ),
    "json-deep": ("letter", b"[" * DEEP + b"]" * DEEP, "too-deep"),
    "json-deep-objects": ("letter", b'{"a":' * DEEP + b"1" + b"}" * DEEP, "too-deep"),
    "json-twice": ("letter", b'{"built": "2026-01-01", "built": "2026-01-02"}', "json-duplicate"),
    "json-nan": ("letter", b'{"built": NaN}', ""),
    "json-infinity": ("letter", b'{"built": -Infinity}', ""),
    "json-number": ("letter", b'{"built": ' + b"9" * 500_000 + b"}", ""),
    "json-exponent": ("letter", b'{"built": 1e999999999}', ""),
    "json-surrogate": ("letter", b'{"built": "\\ud800"}', ""),
    "json-many": ("letter", b'{"pet": [' + b'{"kind": "cow"},' * 100_000 + b"{}]}", ""),
    "slow": ("slow", SLOW, "out-of-time"),
}  # fmt: skip
"""A requirement, a message, and the finding that must be among the first; empty for any."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The small catalogue with requirements, served."""
    root = write_house(tmp_path_factory.mktemp("messages") / "root")
    build(root)
    with serving(root, workers=2) as server:
        # The first message may come before whoever judges has come.
        assert server.send("/api/validate/house", RIGHT, XML)[0] == 200
        yield server


class Beside:
    """Asks for a page all the time, meanwhile, and notes the longest that it took."""

    def __init__(self, server: Live) -> None:
        self._server = server
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self.slowest = 0.0
        self.asked = 0

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._stop.is_set():
            start = time.monotonic()
            assert self._server.get("/nb/c/pet")[0] == 200
            self.slowest = max(self.slowest, time.monotonic() - start)
            self.asked += 1
            time.sleep(0.01)


def judge(server: Live, name: str, body: bytes) -> tuple[int, dict[str, Any], float]:
    """Have a message judged, and tell how long it took."""
    start = time.monotonic()
    content_type = JSON if name == "letter" else XML
    status, answer = server.send(f"/api/validate/{name}", body, content_type)
    return status, json.loads(answer), time.monotonic() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_ends_in_a_verdict(live: Live, name: str) -> None:
    """Wrong, or not to be told; in its time; and the next one is judged as ever."""
    requirement, body, expected = HOSTILE[name]
    status, told, seconds = judge(live, requirement, body)
    assert status == 200
    assert seconds < PATIENCE
    if name != "processing":
        assert told["right"] is False
    assert len(told["findings"]) <= 1_000
    codes = {it["code"] for it in told["findings"]}
    assert not expected or expected in codes, codes
    assert "root:" not in json.dumps(told)  # of /etc/passwd
    assert judge(live, "house", RIGHT)[1]["right"] is True


def test_all_findings_are_counted_and_a_thousand_told(live: Live) -> None:
    """The answer stays of a size that somebody can read."""
    told = judge(live, *HOSTILE["many"][:2])[1]
    assert (len(told["findings"]), told["counts"]["error"]) == (1_000, 100_000)


def test_nothing_that_a_message_names_is_fetched(live: Live) -> None:
    """No DTD, no entity, no schema and no stylesheet from elsewhere."""
    heard: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        for message in (
            f'<!DOCTYPE house SYSTEM "{url}"><house/>',
            f'<!DOCTYPE house [<!ENTITY x SYSTEM "{url}">]><house>&x;</house>',
            f'<!DOCTYPE house [<!ENTITY % x SYSTEM "{url}">%x;]><house/>',
            (
                '<house xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
                f' xsi:noNamespaceSchemaLocation="{url}"/>'
            ),
            f'<?xml-stylesheet href="{url}"?><house/>',
        ):
            judge(live, "house", message.encode())
            try:
                server.accept()
                heard.append(True)
            except TimeoutError:
                pass
    assert heard == []


@pytest.mark.slow
def test_the_site_does_not_notice_hostile_messages(live: Live) -> None:
    """Pages come as ever while two that have no end are judged."""
    with Beside(live) as alone:
        time.sleep(1.0)
    attackers = [
        threading.Thread(target=judge, args=(live, *HOSTILE[name][:2]))
        for name in ("slow", "slow", "many-different", "json-many")
    ]
    with Beside(live) as beside:
        for attacker in attackers:
            attacker.start()
        for attacker in attackers:
            attacker.join()
    assert beside.asked > 100
    assert beside.slowest < alone.slowest + 0.5, (alone.slowest, beside.slowest)


def test_more_messages_than_can_be_judged_are_told_to_come_back(live: Live) -> None:
    """After some seconds; the others are judged."""
    found: list[tuple[int, dict[str, Any], float]] = []
    threads = [
        threading.Thread(target=lambda: found.append(judge(live, "slow", SLOW))) for _ in range(12)
    ]
    with Beside(live) as beside:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {status for status, _, _ in found} <= {200, 503}
    assert any(status == 503 for status, _, _ in found)
    assert all(seconds < 3 * SECONDS + 3 for _, _, seconds in found)
    assert beside.slowest < 2
    assert judge(live, "house", RIGHT)[1]["right"] is True


def test_two_hundred_megabytes_are_refused_unread(live: Live) -> None:
    """What is said of their length is enough; without a length, what is beyond the limit."""
    head = (
        "POST /api/validate/house HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n"
    )
    start = time.monotonic()
    answer = live.raw(f"{head}Content-Length: 200000000\r\nConnection: close\r\n\r\n".encode())
    assert b" 413 " in answer.splitlines()[0]
    assert time.monotonic() - start < 2
    piece = b"100000\r\n" + b"x" * 1_048_576 + b"\r\n"
    chunked = f"{head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode()
    assert b" 413 " in live.raw(chunked + piece * 12 + b"0\r\n\r\n").splitlines()[0]


def test_slow_bodies_stop_nobody(live: Live) -> None:
    """They hold only what is theirs: pages come as ever."""
    head = (
        b"POST /api/validate/house HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n"
        b"Content-Length: 1000\r\n\r\n<"
    )
    waiting = [socket.create_connection(("127.0.0.1", live.port)) for _ in range(20)]
    try:
        for connection in waiting:
            connection.sendall(head)
        with Beside(live) as beside:
            time.sleep(2.0)
        assert beside.asked > 20
    finally:
        for connection in waiting:
            connection.close()
