"""Behind a real cache nobody gets another's representation, and nothing unseen changes one."""

from __future__ import annotations

import contextlib
import http.client
import random
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import pytest

from tests.proxies.asking import EVIL, UNKEYED, URLS, Got, Request, ask, wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.proxies.conftest import Proxy
    from tests.web.conftest import Live

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

REQUESTS: Final = 6_000
NO_TAG: Final = '"none"'
CLIENTS: Final = 8
"""Threads that ask at once."""


class Origin:
    """What the server itself answers: asked once for each request."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._known: dict[Request, Got] = {}

    def answers(self, requests: Iterable[Request]) -> dict[Request, Got]:
        """Return its answer to each request, asked one after the other and with nothing between."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self._port)) as line:
            for request in requests:
                if request not in self._known:
                    self._known[request] = ask(line, request)
        return self._known


@pytest.fixture(scope="module")
def origin(live: Live) -> Origin:
    """The server behind the caches."""
    return Origin(live.port)


def ask_all(port: int, requests: Sequence[Request]) -> list[Got]:
    """Ask by several clients at once, and return the answers in the order of ``requests``."""

    def client(number: int) -> list[Got]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            return [ask(line, it) for it in requests[number::CLIENTS]]

    got: list[Got] = [Got(0, {}, b"")] * len(requests)
    with ThreadPoolExecutor(CLIENTS) as pool:
        for number, answers in enumerate(pool.map(client, range(CLIENTS))):
            got[number::CLIENTS] = answers
    return got


def difference(request: Request, got: Got, known: dict[Request, Got]) -> str:
    """Return how an answer differs from the server's own to the very same request, if it does."""
    right = known[request]
    if request.asks("Range") and 200 in {got.status, right.status, known_whole(request, known)}:
        # A cache may answer with a part where the server wouldn't, or the other way round.
        return difference_of_part(request, got, known)
    if right.status == 304:
        if got.status == 304:
            return "" if got.headers.get("etag") == right.headers.get("etag") else "another ETag"
        # A cache may send what it need not: Varnish reads no list of tags and no star.
        right = known[request.without("If-None-Match")]
    if got.status != right.status:
        return f"{got.status} for {right.status}"
    if got.told != right.told:
        return f"{dict(got.told.items() - right.told.items())} for " + str(
            dict(right.told.items() - got.told.items())
        )
    return "" if got.content == right.content else "another body"


def known_whole(request: Request, known: dict[Request, Got]) -> int:
    """Return how the server answers when the whole is asked for."""
    return known[request.without("Range")].status


def difference_of_part(request: Request, got: Got, known: dict[Request, Got]) -> str:
    """Return what is wrong with an answer to a request for a part of something that is there."""
    whole = known[request.without("Range")]
    told, right = got.told, whole.told
    if got.status == 416:
        length = re.fullmatch(r"bytes \*/(\d+)", told.get("content-range", ""))
        right_one = length is not None and int(length[1]) in lengths(request, known)
        return "" if right_one else "416 for what is there"
    if got.status == 206:
        place = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", told.pop("content-range", ""))
        assert place is not None, got.headers
        there, size_told = slice(int(place[1]), int(place[2]) + 1), int(place[3])
        part, size = whole.body[there], len(whole.body)
        if "content-encoding" not in told and "content-encoding" in right:
            # Where a part is asked for, the server itself sends one of what isn't compressed.
            plain = known[request.without("Range", "Accept-Encoding")]
            part, size, right = plain.body[there], len(plain.body), plain.told
        if (got.body, size_told) != (part, size):
            return "another part"
    elif (got.status, got.content) != (200, whole.content):
        return f"{got.status}, neither the whole nor a part"
    vary = {"vary"}
    if {it for it in told.items() if it[0] not in vary} != {
        it for it in right.items() if it[0] not in vary
    }:
        return f"{told} for {right}"
    return ""


def lengths(request: Request, known: dict[Request, Got]) -> set[int]:
    """Return how long the whole is, as it would be sent and as it is without compression."""
    plain = known[request.without("Range", "Accept-Encoding")]
    return {len(known[request.without("Range")].body), len(plain.body)}


def related(request: Request) -> Iterable[Request]:
    """Yield what must be known of the server to judge the answer to a request."""
    yield request
    yield request.without("If-None-Match")
    if request.asks("Range"):
        yield request.without("Range")
        yield request.without("Range", "Accept-Encoding")


def wrong(requests: Sequence[Request], got: Sequence[Got], origin: Origin) -> str:
    """Return the answers that aren't the server's own, with their requests, a few of each URL."""
    known = origin.answers(it for request in requests for it in related(request))
    shown: dict[str, list[str]] = {}
    for request, answer in zip(requests, got, strict=True):
        if problem := difference(request, answer, known):
            shown.setdefault(request.url, []).append(f"{request}:\n    {problem}")
    return "\n".join(f"{len(them)} × {it}" for them in shown.values() for it in them[:2])


def test_nobody_gets_another_s_representation(proxy: Proxy, origin: Origin) -> None:
    """Whatever clients ask for in whatever order, each gets what the server itself would answer."""
    requests = list(wishes(REQUESTS, seed=4))

    got = ask_all(proxy.port, requests)

    assert wrong(requests, got, origin) == ""
    kept = sum(proxy.kept(it.headers) for it in got)
    assert kept > REQUESTS / 3, f"only {kept} answers came from the cache: that proves little"


def test_who_has_it_already_is_told_so_about_his_own(proxy: Proxy, origin: Origin) -> None:
    """An ETag is confirmed for the representation that a client would get, and for no other."""
    plain = [it for it in wishes(600, seed=5) if not it.asks("Range")]
    known = origin.answers(plain)
    tags = sorted({it.headers["etag"] for it in known.values() if "etag" in it.headers})
    chance = random.Random(6)  # noqa: S311 — nothing secret
    requests, confirmed = [], set()
    for request in plain:
        own = known[request].headers.get("etag", NO_TAG)
        some = (own, chance.choice(tags), f'"x", {own}', f"W/{own}", "*", '"x"')
        requests += [request.with_headers(("If-None-Match", tag)) for tag in some]
        if own != NO_TAG:
            confirmed.add(requests[-len(some)])
    chance.shuffle(requests)

    got = ask_all(proxy.port, requests)

    assert wrong(requests, got, origin) == ""
    sent = [it for it, answer in zip(requests, got, strict=True) if answer.status != 304]
    assert len(confirmed) > 100
    assert confirmed.isdisjoint(sent), "a cache that confirms nothing saves nothing"


def test_what_a_cache_does_not_see_changes_nothing(proxy: Proxy, origin: Origin) -> None:
    """Whoever asks first with odd headers has changed nothing for himself or for the next."""
    chance = random.Random(7)  # noqa: S311 — nothing secret
    asked = [it for it in wishes(1_500, seed=8) if not it.asks("Range")]
    # Each is asked for in a way that nothing is kept of yet, first with the odd headers.
    asked = [Request(f"{it.url}{'&' if '?' in it.url else '?'}_={n}", it.method, it.headers)
             for n, it in enumerate(asked)]  # fmt: skip
    known = origin.answers(asked)
    odd = [it.with_headers(*chance.sample(UNKEYED, chance.randint(1, 6))) for it in asked]

    first, second = ask_all(proxy.port, odd), ask_all(proxy.port, asked)

    for got in (first, second):
        assert [
            f"{request}: {problem}"
            for plain, request, answer in zip(asked, odd, got, strict=True)
            if (problem := difference(plain, answer, known))
        ][:20] == []
        assert not [it for it in got if EVIL.encode() in it.content or EVIL in str(it.headers)]
        assert not [it for it in got if "set-cookie" in it.headers]


def test_every_unseen_header_changes_nothing_at_the_server_itself(
    live: Live, origin: Origin
) -> None:
    """The same without a cache, each header with each URL."""
    requests = [Request(url) for url in dict.fromkeys(URLS)]
    known = origin.answers(requests)
    odd = [(it, it.with_headers(header)) for it in requests for header in UNKEYED]

    got = ask_all(live.port, [request for _, request in odd])

    assert [
        f"{request}: {problem}"
        for (plain, request), answer in zip(odd, got, strict=True)
        if (problem := difference(plain, answer, known))
    ] == []


def test_an_answer_has_one_vary(origin: Origin) -> None:
    """Nginx before 1.23 heeds the last line of several, and so would mix the other's forms."""
    plain = [it.without("Range") for it in wishes(2_000, seed=9)]

    lines = {it: got.lines.get("vary", 0) for it, got in origin.answers(plain).items()}

    assert {it for it, number in lines.items() if number > 1} == set()
    assert sum(lines.values()) > len(lines) / 4


@pytest.mark.parametrize(
    "one, other",
    [
        ("/api/search?q=katt&lang=nb", "/api/search?lang=nb&q=katt"),
        ("/c/cat?_profile=skos&_format=ttl", "/c/cat?_format=ttl&_profile=skos"),
        ("/nb/-/search?q=katt&kind=concept", "/nb/-/search?kind=concept&q=katt"),
    ],
)
def test_the_order_of_a_query_says_nothing(
    proxy: Proxy, origin: Origin, one: str, other: str
) -> None:
    """Whichever comes first, both lead to the same answer."""
    first, second = ask_all(proxy.port, [Request(one), Request(other)])

    known = origin.answers([Request(one)])
    assert difference(Request(one), first, known) == ""
    assert (second.status, second.headers.get("location")) == (
        first.status,
        first.headers.get("location"),
    )
    assert sorted(second.content) == sorted(first.content) or first.content == second.content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_what_is_not_reading_is_never_answered_from_a_cache(
    proxy: Proxy, origin: Origin, method: str
) -> None:
    """Other methods reach the server, and leave what is kept as it is."""
    reading, other = Request("/nb/c/cat"), Request("/nb/c/cat", method)
    known = origin.answers([reading, other])

    for _ in range(2):
        for request in (reading, other, reading):
            (got,) = ask_all(proxy.port, [request])
            assert difference(request, got, known) == ""
            assert request is reading or not proxy.kept(got.headers)


def test_clients_that_stop_sending_hold_nobody_behind_nginx(nginx: Proxy) -> None:
    """It waits for them itself, and a large body that comes meanwhile goes through whole."""
    head = (
        b"POST /api/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 1000\r\n\r\n{"
    )
    body = b'{"iris": ["https://id.example.org/c/cat"]' + b" " * 900_000 + b"}"
    with contextlib.ExitStack() as stack:
        for _ in range(30):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", nginx.port)))
            slow.sendall(head)
        begun = time.monotonic()
        for _ in range(5):
            line = http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=20)
            with contextlib.closing(line):
                line.request("POST", "/api/batch", body, {"Content-Type": "application/json"})
                assert line.getresponse().status == 200
        assert time.monotonic() - begun < 10
