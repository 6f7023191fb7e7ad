"""An answer: what a view returns, and the finished bytes that it becomes for each encoding."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from catalog.web import headers
from catalog.web.conditions import has_already
from catalog.web.negotiate import takes_gzip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.settings import Limits
    from catalog.web.headers import Headers

Environ = dict[str, Any]
StartResponse = Any
"""``wsgiref.types.StartResponse`` asks for more than servers' own start_response promises."""

EFFORT: Final = 6
"""gzip's level; higher ones take twice the time for 1 % fewer bytes of a page."""
UNCHANGED: Final = "304 Not Modified"
OVERHEAD: Final = 2_000
"""Bytes that the headers and objects of a kept answer take beside its body, about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view found: ``etag`` (unquoted) is empty where the body is hashed for it.

    ``keep`` says that the bytes depend on nothing but the Release, the day and the URL.
    """

    status: int
    headers: Headers
    body: bytes = b""
    etag: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer whose headers are finished and whose body may be read bit by bit."""

    status: int
    headers: Headers
    body: Iterable[bytes] = ()

    def send(self, _environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Start to answer; the server closes the body in the end (PEP 3333)."""
        start_response(_status(self.status), list(self.headers))
        return self.body


@dataclass(frozen=True, slots=True)
class Variant:
    """An answer in one encoding, in the very lists that the server takes; nobody changes them."""

    etag: str
    headers: list[tuple[str, str]]
    body: list[bytes]
    unchanged: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A finished answer: sent again and again without being made again."""

    status: str
    plain: Variant
    packed: Variant | None = None
    keep: bool = False

    @property
    def size(self) -> int:
        """Return about how many bytes of memory this takes."""
        packed = len(self.packed.body[0]) if self.packed and self.packed.body else 0
        return OVERHEAD + packed + sum(map(len, self.plain.body))

    def send(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Answer a GET or HEAD, with 304 where the client has it already (RFC 9110 §13.2.2)."""
        variant = self.plain
        if self.packed is not None and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            variant = self.packed
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and variant.etag and has_already(known, variant.etag):
            start_response(UNCHANGED, variant.unchanged)
            return []
        start_response(self.status, variant.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else variant.body


def ready(answer: Answer, limits: Limits) -> Ready:
    """Return ``answer`` finished; one that is worth keeping is compressed too, once."""
    status = _status(answer.status)
    if answer.status == HTTPStatus.NO_CONTENT:
        return Ready(status, Variant("", list(answer.headers), [], []))
    if answer.status != HTTPStatus.OK:
        return Ready(status, _variant(answer, "", answer.body, "", varies=False))
    etag = answer.etag or hashlib.sha256(answer.body).hexdigest()[:32]
    if not answer.keep or not (
        limits.compressed_bytes <= len(answer.body) <= limits.cached_answer_bytes
    ):
        return Ready(status, _variant(answer, headers.quoted(etag), answer.body, "", varies=False))
    packed = gzip.compress(answer.body, EFFORT, mtime=0)
    if len(packed) >= len(answer.body):
        return Ready(status, _variant(answer, headers.quoted(etag), answer.body, "", varies=False))
    return Ready(
        status,
        _variant(answer, headers.quoted(etag), answer.body, "", varies=True),
        _variant(answer, headers.quoted(etag, "gz"), packed, "gzip", varies=True),
    )


def _status(code: int) -> str:
    return f"{code} {HTTPStatus(code).phrase}"


def _variant(answer: Answer, etag: str, body: bytes, encoding: str, *, varies: bool) -> Variant:
    whole = headers.whole(answer.headers, etag, len(body), encoding, varies=varies)
    return Variant(etag, list(whole), [body], list(headers.unchanged(whole)))
