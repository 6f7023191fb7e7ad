"""A feed from another server: the one place of the program that asks the network for something.

``http.client`` and not ``urllib.request``, which adds ``Accept-Encoding``, opens ``file:`` and
``ftp:``, sends credentials and asks the environment for proxies; the harvester does none of that.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.metadata
import re
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from catalog.errors import FeedUnavailable
from catalog.limits import LIMITS
from catalog.model.received import OK, Received

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from urllib.parse import SplitResult

    from catalog.limits import Limits

URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
PIECE: Final = 64 * 1024
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
KEPT: Final = "!#$%&'()*+,/:;=?@[]~"
"""What is sent as it is written in a path or a query; the rest is percent-encoded as UTF-8."""
CONNECTIONS: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


def is_url(name: str) -> bool:
    """Tell whether ``name`` is meant as an address and not as a file."""
    return URL.match(name) is not None


def fetch(url: str, accept: str, limits: Limits = LIMITS) -> Received:
    """Ask for ``url`` as the national harvester does: ``Accept`` alone, and no ``Accept-Encoding``.

    Redirects are followed within the protocol. At most ``limits.feed_bytes`` are read, for at most
    ``limits.feed_seconds``. Raises FeedUnavailable where nothing whole can be had.
    """
    end = time.monotonic() + limits.feed_seconds
    followed = 0
    while True:
        received = _asked(url, accept, limits, end)
        if received.status not in REDIRECTS or not received.location:
            return received
        following = _joined(url, received.location)
        same = urlsplit(following).scheme == urlsplit(url).scheme
        if not same or followed == limits.feed_redirects:
            return Received(b"", received.status, location=following)
        url = following
        followed += 1


def read(path: Path, limits: Limits = LIMITS) -> Received:
    """Return a file as if a server had sent it. Raises FeedUnavailable where it can't be read."""
    if path.is_dir():
        raise FeedUnavailable(str(path), reason="feed-folder")
    try:
        if path.exists() and not path.is_file():
            raise FeedUnavailable(str(path), reason="feed-no-file")
        with path.open("rb") as stream:
            content = stream.read(limits.feed_bytes + 1)
    except FileNotFoundError:
        raise FeedUnavailable(str(path), reason="feed-missing") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise FeedUnavailable(str(path), reason=reason) from None
    return Received(content, whole=len(content) <= limits.feed_bytes)


def _asked(url: str, accept: str, limits: Limits, end: float) -> Received:
    """Return one answer; its body only where that is what the harvester would read."""
    parts = _parts(url)
    host = parts.hostname or ""
    path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=KEPT)
    headers = {
        "Accept": accept,
        "Connection": "close",
        "User-Agent": f"omgrep/{importlib.metadata.version('omgrepskatalog')}",
    }
    try:
        connection = CONNECTIONS[parts.scheme](host, parts.port, timeout=limits.feed_quiet_seconds)
        with contextlib.closing(connection), _until(end, connection):
            connection.putrequest("GET", path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value.encode())
            connection.endheaders()
            with connection.getresponse() as response:
                received = _received(response, limits)
            _in_time(end)  # a body without a length looks whole where we hung up
            return received
    except TimeoutError:
        raise FeedUnavailable(url, reason="feed-slow") from None
    except http.client.IncompleteRead:
        raise FeedUnavailable(url, reason=_late(end) or "feed-cut") from None
    except socket.gaierror:
        raise FeedUnavailable(url, reason="feed-host") from None
    except ssl.SSLError:
        raise FeedUnavailable(url, reason=_late(end) or "feed-certificate") from None
    except (ConnectionError, http.client.BadStatusLine):
        raise FeedUnavailable(url, reason=_late(end) or "feed-connection") from None
    except (OSError, http.client.HTTPException, ValueError) as problem:
        told = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
        raise FeedUnavailable(url, reason=_late(end) or told) from None


def _received(response: http.client.HTTPResponse, limits: Limits) -> Received:
    """Read what there is to read of an answer. Raises IncompleteRead where its end is missing."""
    told = response.length  # what is left of a body whose length the server told
    encoding = response.headers.get("Content-Encoding", "")
    location = response.headers.get("Location", "")
    if response.status != OK:
        return Received(b"", response.status, encoding, location)
    if told is not None and told > limits.feed_bytes:
        return Received(b"", OK, encoding, whole=False)
    content = bytearray()
    while piece := response.read1(PIECE):
        content += piece
        if len(content) > limits.feed_bytes:
            return Received(bytes(content), OK, encoding, whole=False)
    if told is not None and len(content) < told:
        raise http.client.IncompleteRead(b"", told - len(content))
    return Received(bytes(content), OK, encoding)


def _parts(url: str) -> SplitResult:
    """Return the parts of an address to ask. Raises FeedUnavailable for what is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in CONNECTIONS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise FeedUnavailable(url, reason="feed-address") from None
    if not known or any(sign <= " " for sign in url):
        raise FeedUnavailable(url, reason="feed-address")
    if parts.username is not None:
        # A name and a password would end up in reports and logs, and the harvester has none.
        shown = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise FeedUnavailable(shown, reason="feed-credentials")
    return parts


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads. Raises FeedUnavailable where that is no address."""
    try:
        return urljoin(url, location)
    except ValueError:
        raise FeedUnavailable(url, reason="feed-address") from None


@contextlib.contextmanager
def _until(end: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Connect, and hang up at ``end``: a byte now and then is never silence.

    Until there is a connection, silence is what ends the wait.
    """
    connection.connect()
    line = connection.sock

    def hang_up() -> None:
        with contextlib.suppress(OSError):
            # Below TLS, whose own farewell waits for the other side.
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, end - time.monotonic()), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _in_time(end: float) -> None:
    """Raise TimeoutError where the time is up."""
    if _late(end):
        raise TimeoutError


def _late(end: float) -> str:
    return "feed-slow" if time.monotonic() >= end else ""
