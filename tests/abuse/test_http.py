"""Hostile requests to the real server: a 4xx at once, no redirect out, no word of the inside."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT, build
from tests.web.conftest import TURTLE, serving, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.conftest import Live

PATIENCE = 2.0
"""Seconds; a hostile request takes milliseconds, but machines that test are busy."""

PATHS = [
    "//evil.example",
    "//evil.example/",
    "//evil.example/%2e%2e",
    "///evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "/%5Cevil.example",
    "/%5c%5cevil.example",
    "/%2Fevil.example",
    "/%2f%2fevil.example",
    "/%2F%5Cevil.example",
    "/nb//evil.example",
    "/nb/%2Fevil.example",
    "/nb/..//evil.example",
    "/https://evil.example/",
    "/https:evil.example",
    "/https%3A%2F%2Fevil.example",
    "/@evil.example",
    "/.evil.example",
    "/..",
    "/../",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/..%5c..%5cetc%5cpasswd",
    "/%252e%252e%252fetc/passwd",
    "/....//....//etc/passwd",
    "/c/../c/cat",
    "/c/./cat",
    "/c//cat",
    "/c/cat%00",
    "/c/cat%00.ttl",
    "/c/cat.ttl%00",
    "/c/cat%0d%0aX-Evil:%20yes",
    "/c/cat%0aSet-Cookie:a=b",
    "/c/cat%09",
    "/c/cat%7f",
    "/c/cat%20",
    "/c/cat%ff",
    "/c/cat%c0%ae",
    "/c/cat%ed%a0%80",
    "/c/cat%",
    "/c/cat%zz",
    "/c/cat;jsessionid=1",
    "/c/cat%3Fx=1",
    "/c/cat%23x",
    "/downloads/../manifest.json",
    "/downloads/..%2f..%2fcatalog.sqlite",
    "/downloads/%2e%2e/catalog.sqlite",
    "/downloads//etc/passwd",
    "/-/static/../../pyproject.toml",
    "/-/static/x/..%2f..%2fpyproject.toml",
    "/-/problems/../health",
    "/-/problems/%3Cscript%3E",
    "/nb/-/all/..%2f..",
    "/nb/-/all/%00",
    "/.git/config",
    "/.env",
    "/catalog.sqlite",
    "/manifest.json",
    "/wp-login.php",
    "/" + "a/" * 4_000,
    "/" + "%41" * 2_600,
    "/" + "a" * 9_000,
    "/" + "a" * 60_000,
    "/" + "a" * 100_000,
    "/c/cat?" + "x" * 9_000,
    "/c/cat?" + "x" * 100_000,
    "/api/search?q=" + "x" * 100_000,
    "/api/search?q=" + "a%20" * 1_900,
    "/api/search?" + "&".join(f"p{number}=1" for number in range(500)),
    "/api/search?" + "&" * 8_000,
    "/api/search?q=a&q" + "=" * 100,
    "/api/search?q=a&_size=99999999999999999999",
    "/api/search?q=a&_next=-1",
    "/api/search?q=a&_next=" + "A" * 27,
    "/api/hierarchy?direction=tree&iri=" + "x:" * 3_000,
    "/api/changes?since=" + "9" * 5_000,
    "/api/resolve?label=" + "x" * 1_001,
    "/api/search?q=a&lang=%00",
    "/api/suggest?q=a&_size=",
    "/nb/-/search?start=99999999999",
    "/nb/-/a-z?start=%D9%A1",
    "/nb/c/cat?on=2026-02-30",
    "/nb/c/cat?on=" + "9" * 5_000,
    "/-/iri?iri=" + "x" * 5_000,
    "/-/iri?iri=javascript:alert(1)",
    "/-/iri?iri=%00",
    "/-/iri?iri[]=x",
]
ANSWERED = {"/c/cat%3Fx=1", "/api/search?" + "&" * 8_000}
"""Odd, but not wrong: between two signs that part parameters there may be none."""

SMUGGLED = (
    b"GET /nb/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Length: 5\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"
)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A served catalogue to throw things at."""
    settings = write_root(tmp_path_factory.mktemp("abuse") / "root")
    build(settings.root)
    with serving(settings.root) as server:
        yield server


def ask(target: Live, request_target: str, *headers: str, method: str = "GET") -> tuple[int, bytes]:
    """Send a request line as it is, and return the status and all that came back, in time."""
    lines = [f"{method} {request_target} HTTP/1.1", *headers, "Connection: close", "", ""]
    if not any(header.lower().startswith("host:") for header in headers):
        lines.insert(1, "Host: localhost")
    before = time.monotonic()
    answer = target.raw("\r\n".join(lines).encode())
    assert time.monotonic() - before < PATIENCE
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_a_hostile_url(target: Live, path: str) -> None:
    """4xx, or what a harmless reading of it is; never out of the site, never a trace."""
    status, answer = ask(target, path)
    assert 400 <= status < 500 or (path in ANSWERED and status in {200, 404})
    head = answer.split(b"\r\n\r\n", 1)[0].lower()
    assert b"location:" not in head
    assert b"x-evil" not in head.replace(b"x-evil%3a", b"")
    assert b"set-cookie" not in head
    for secret in (b"Traceback", b".py", b"root:x", b"sqlite", str(PROJECT).encode(), b"/tmp/"):
        assert secret not in answer
    assert ask(target, "/-/health")[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "Host: evil.example",
        "Host: id.example.org.evil.example",
        "Host: localhost@evil.example",
        "Host: localhost, evil.example",
        "Host: localhost\r\nHost: evil.example",
        "Host:",
        "Host: localhost:80:80",
        "Host: " + "a" * 5_000,
        "Host: [::1",
        "Host: <script>",
    ],
)
@pytest.mark.parametrize("path", ["/nb/", "/c/cat", "/nb", "/c/cat.nt", "/c/nobody"])
def test_a_forged_host(target: Live, path: str, host: str) -> None:
    """400, on answers that are kept ready too, and the name is never repeated."""
    assert ask(target, path)[0] in {200, 303, 308, 404}
    status, answer = ask(target, path, host)
    assert status == 400
    assert b"evil.example" not in answer


def test_a_proxys_word_for_the_host_changes_nothing(target: Live) -> None:
    """X-Forwarded-Host and the absolute form of a request are not what URLs are made of."""
    for headers in (["X-Forwarded-Host: evil.example"], ["Forwarded: host=evil.example"]):
        status, answer = ask(target, "/c/cat", *headers)
        assert status == 303
        assert b"evil.example" not in answer
    status, answer = ask(target, "http://evil.example/c/cat")
    assert b"evil.example" not in answer


def test_without_a_host(target: Live) -> None:
    """RFC 9112 §3.2: 400."""
    assert target.raw(b"GET /nb/ HTTP/1.1\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert b" 400 " in target.raw(b"GET /nb/ HTTP/1.0\r\n\r\n")[:20]


@pytest.mark.parametrize(
    "accept",
    [
        "x" * 9_000,
        "text/turtle," * 700,
        "a/b;" * 2_000,
        '"' * 8_000,
        '"\\' * 4_000,
        "a/b;q=" + "0" * 8_000,
        "*/*;q=0.000000000000000000000000001",
        ",".join(f"a{number}/b;q=0.{number}" for number in range(600)),
        "text/html;q=0, */*;q=0",
        "nonsense",
        "../../etc/passwd",
        "text/turtle\x01",
        "x" * 300_000,
        "x" * 500_000,
    ],
    ids=lambda accept: accept[:20],
)
def test_an_absurd_accept(target: Live, accept: str) -> None:
    """406, or 431 for one that is longer than any client's; a long list of real types is read."""
    status, answer = ask(target, "/c/cat", f"Accept: {accept}")
    assert status in {400, 406, 431} or (accept.startswith("text/turtle,") and status in {303, 431})
    assert b"Traceback" not in answer
    assert ask(target, "/c/cat.nt", f"Accept: {accept}")[0] in {200, 400, 431}


@pytest.mark.parametrize(
    "header",
    [
        "Accept-Language: " + "nb," * 2_000,
        "Accept-Language: " + "-" * 7_000,
        "Accept-Language: ../../etc/passwd",
        "Accept-Encoding: " + "gzip;q=0.1," * 5_000,
        'If-None-Match: "' + "x" * 8_000,
        "If-None-Match: " + '"x",' * 2_000,
        "If-None-Match: W/W/*",
        "If-Modified-Since: nonsense",
        "Range: bytes=" + "0-0," * 1_500,
        "Range: bytes=-99999999999999999999999",
        "Cookie: " + "a=b;" * 5_000,
        "Content-Length: 0",
        "X-Forwarded-For: " + "1.1.1.1," * 2_000,
        "Expect: 100-continue",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    ],
    ids=lambda header: header[:30],
)
def test_other_absurd_headers(target: Live, header: str) -> None:
    """They are read as far as they make sense, or refused; never a failure."""
    for path in ("/c/cat", "/c/cat.nt", "/nb/", "/downloads/catalog.nt"):
        status, _ = ask(target, path, header)
        assert status in {200, 206, 303, 416, 431}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        SMUGGLED,
        b"GET /nb/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nab",
        b"GET /nb/ HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /nb/ HTTP/1.1\r\nHost: localhost\r\n folded: yes\r\n\r\n",
        b"POST /nb/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx",
        b"GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_is_hardly_http(target: Live, raw: bytes) -> None:
    """The connection ends with a 4xx or nothing, and the server goes on."""
    with socket.create_connection(("127.0.0.1", target.port), timeout=PATIENCE) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65_536)
    assert not answer or answer.split(b" ", 2)[1][:1] in {b"4", b"5", b"2"}
    assert b"Traceback" not in answer
    assert ask(target, "/-/health")[0] == 200


def test_slow_downloads_do_not_stop_the_rest(tmp_path: Path) -> None:
    """Clients that take nothing of a large file fill their own places and no others."""
    note = "x" * 50_000
    write_root(
        tmp_path,
        TURTLE
        + "".join(
            f'<n/{number}> a skos:Concept ; skos:changeNote "{note}"@en .\n'
            for number in range(500)
        ),
    )
    build(tmp_path)
    with serving(tmp_path) as server:
        held = [slow_client(server.port) for _ in range(30)]
        time.sleep(1)
        assert ask(server, "/c/cat")[0] == 303
        assert ask(server, "/nb/c/dog")[0] == 200
        assert ask(server, "/downloads/catalog.nt")[0] == 503
        assert ask(server, "/downloads/catalog.nt", "Range: bytes=0-9")[0] == 206
        for connection in held:
            connection.close()
        deadline = time.monotonic() + 20
        while ask(server, "/downloads/catalog.nt")[0] != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)


def slow_client(port: int) -> socket.socket:
    """Ask for a large file and take nothing of it."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    connection.settimeout(PATIENCE)
    connection.connect(("127.0.0.1", port))
    connection.sendall(b"GET /downloads/catalog.nt HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return connection
