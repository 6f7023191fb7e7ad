"""An answer: what a view returns, and the finished bytes that it becomes in each coding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from catalog.formats.coding import BROTLI, CODINGS, GZIP, ZSTD, compress
from catalog.web import headers
from catalog.web.conditions import has_already, still_has
from catalog.web.encoding import IDENTITY, choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.limits import Limits
    from catalog.web.headers import Headers

Environ = dict[str, Any]
StartResponse = Any
"""``wsgiref.types.StartResponse`` asks for more than servers' own start_response promises."""

EFFORT: Final = {BROTLI: 5, ZSTD: 3, GZIP: 6}
"""Levels: a page takes a millisecond; higher ones take twice that for a few per cent."""
WORTH: Final = 0.9
"""What saves less than a tenth, as of a workbook, is sent as it is."""
UNCHANGED: Final = "304 Not Modified"
FAILED: Final = "412 Precondition Failed"
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
    """A finished answer: sent again and again without being made again.

    ``coded`` are the content codings made so far. Where ``source`` is there, each further one is
    made when a client first wants it, so that nobody waits for one that nobody takes.
    """

    status: str
    plain: Variant
    coded: dict[str, Variant] = field(default_factory=dict)
    source: Answer | None = None
    keep: bool = False

    @property
    def size(self) -> int:
        """Return about how many bytes of memory this takes."""
        variants = (self.plain, *self.coded.values())
        return OVERHEAD + sum(len(body) for variant in variants for body in variant.body)

    def fitting(self, accept_encoding: str) -> Ready:
        """Return this with the coding that a client wants most: itself where it has that one."""
        if self.source is None:
            return self
        coding = choose(accept_encoding, CODINGS)
        if coding == IDENTITY or coding in self.coded:
            return self
        body = compress(coding, self.source.body, EFFORT[coding])
        return replace(self, coded={**self.coded, coding: _coded(self.source, coding, body)})

    def send(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Answer a GET or HEAD, with 304 where the client has it already (RFC 9110 §13.2.2)."""
        variant = self.plain
        if self.coded:
            coding = choose(environ.get("HTTP_ACCEPT_ENCODING", ""), self.coded)
            variant = self.coded.get(coding, self.plain)
        wanted = environ.get("HTTP_IF_MATCH")
        if wanted and variant.etag and not still_has(wanted, variant.etag):
            start_response(FAILED, variant.unchanged)
            return []
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and variant.etag and has_already(known, variant.etag):
            start_response(UNCHANGED, variant.unchanged)
            return []
        start_response(self.status, variant.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else variant.body


def ready(answer: Answer, limits: Limits) -> Ready:
    """Return ``answer`` finished; one that is worth keeping and shrinks may be had in codings."""
    status = _status(answer.status)
    if answer.status == HTTPStatus.NO_CONTENT:
        return Ready(status, Variant("", list(answer.headers), [], []))
    if answer.status != HTTPStatus.OK:
        return Ready(status, _variant(answer, "", answer.body, "", varies=False))
    if not answer.etag:
        answer = replace(answer, etag=hashlib.sha256(answer.body).hexdigest()[:32])
    etag = headers.quoted(answer.etag)
    if answer.keep and limits.compressed_bytes <= len(answer.body) <= limits.cached_answer_bytes:
        # The quickest coding tells whether there are any: only then does the answer vary.
        packed = compress(ZSTD, answer.body, EFFORT[ZSTD])
        if len(packed) < WORTH * len(answer.body):
            coded = {ZSTD: _coded(answer, ZSTD, packed)}
            plain = _variant(answer, etag, answer.body, "", varies=True)
            return Ready(status, plain, coded, answer)
    return Ready(status, _variant(answer, etag, answer.body, "", varies=False))


def _status(code: int) -> str:
    return f"{code} {HTTPStatus(code).phrase}"


def _coded(answer: Answer, coding: str, body: bytes) -> Variant:
    """Return an answer in a coding; its bytes differ, so its tag does (RFC 9110 §8.8.3.3)."""
    return _variant(answer, headers.quoted(answer.etag, coding), body, coding, varies=True)


def _variant(answer: Answer, etag: str, body: bytes, encoding: str, *, varies: bool) -> Variant:
    whole = headers.whole(answer.headers, etag, len(body), encoding, varies=varies)
    return Variant(etag, list(whole), [body], list(headers.unchanged(whole)))
