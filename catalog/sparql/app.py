"""The endpoint as an ASGI application: one request, one answer, one problem at most."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from catalog import formats
from catalog.settings import INTERFACE_LANGUAGES
from catalog.sparql import headers
from catalog.sparql.description import Page, describe
from catalog.sparql.evaluation import GRAPHS, RESULTS, Order, Outcome
from catalog.sparql.refusal import PROBLEMS, STATUS, Refusal
from catalog.sparql.request import ENDPOINT, METHODS, Query, read

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from catalog.formats import Format
    from catalog.limits import Limits
    from catalog.settings import Settings
    from catalog.sparql.headers import Headers
    from catalog.sparql.pool import Pool

    Message = dict[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

LOG: Final = logging.getLogger(__name__)
PIECE: Final = 256 * 1024
NORWEGIAN: Final = {"no": "nb"}
"""Older software says ``no`` for bokmål (BCP 47: a macrolanguage of nb and nn)."""
LATIN: Final = "latin-1"
DISCONNECT: Final = "http.disconnect"
WHY: Final = {
    Outcome.SYNTAX: "syntax",
    Outcome.SERVICE: "service",
    Outcome.DATASET: "graph",
    Outcome.NOT_ACCEPTABLE: "not-acceptable",
    Outcome.TOO_LARGE: "too-large",
    Outcome.UNWRITABLE: "unwritable",
    Outcome.EVALUATION: "evaluation",
    Outcome.MEMORY: "too-much-memory",
    Outcome.BROKEN: "internal",
    -6: "too-much-memory",  # SIGABRT: what Rust does where it gets no memory
    -11: "too-deep",  # SIGSEGV: the parser or the plan has outgrown the stack
    -14: "too-slow",  # SIGALRM
}
"""What each end of a process that isn't an answer means; anything else has been killed."""


class Gone(Exception):
    """The client has hung up, so nobody is there to be told anything."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent."""

    status: int
    headers: Headers
    body: bytes = b""


class Endpoint:
    """Answers requests. ``say`` has each language's sentences, ``url`` is the endpoint's own."""

    def __init__(
        self,
        settings: Settings,
        pool: Pool,
        seats: int,
        say: Mapping[str, Callable[..., str]],
        url: str,
    ) -> None:
        self._limits: Limits = settings.limits
        self._pool = pool
        self._seats = seats
        self._say = say
        self._url = url
        self._page = Page()
        first = settings.languages[0]
        self._languages = sorted(INTERFACE_LANGUAGES, key=lambda lang: lang != first)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        named = {name.decode(LATIN): value.decode(LATIN) for name, value in scope["headers"]}
        lang = self._language(named.get("accept-language", ""))
        holds = self._seats > 0
        self._seats -= holds
        try:
            try:
                if not holds:
                    raise Refusal("busy", wait=int(self._limits.sparql_seconds))  # noqa: TRY301
                answer = await self._answer(scope, named, lang, receive)
            except Refusal as refusal:
                answer = self._problem(refusal, lang)
            except Gone:
                return
            except Exception:
                LOG.exception("No answer to %s", scope["path"])
                answer = self._problem(Refusal("internal"), lang)
            await self._send(answer, scope["method"], send)
        finally:
            self._seats += holds

    async def _answer(
        self, scope: Message, named: dict[str, str], lang: str, receive: Receive
    ) -> Answer:
        path, method = scope["path"], scope["method"]
        if path == "/":
            return Answer(303, headers.redirect(ENDPOINT))
        if path.startswith(PROBLEMS) and path.removeprefix(PROBLEMS) in STATUS:
            return self._meaning(path.removeprefix(PROBLEMS), lang)
        if path != ENDPOINT:
            raise Refusal("not-found")
        if method == "OPTIONS":
            return Answer(204, headers.options())
        if method not in METHODS:
            raise Refusal("method")
        body = await self._body(receive) if method == "POST" else b""
        content_type = named.get("content-type", "")
        query = read(method, scope["query_string"], content_type, body)
        accept = named.get("accept", "")
        if query is None:
            return self._about(accept, lang)
        return await self._query(query, accept, receive)

    async def _body(self, receive: Receive) -> bytes:
        """Read a body of what a query may have, in the time that a client may take to ask."""
        body = bytearray()
        # A form writes most signs with three letters.
        most = 3 * self._limits.sparql_query_bytes
        try:
            async with asyncio.timeout(self._limits.header_seconds):
                while True:
                    message = await receive()
                    if message["type"] == DISCONNECT:
                        raise Gone
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise Refusal("query-too-long", self._most_bytes())
                    if not message.get("more_body"):
                        return bytes(body)
        except TimeoutError:
            raise Refusal("slow-request") from None

    async def _query(self, query: Query, accept: str, receive: Receive) -> Answer:
        if len(query.text.encode()) > self._limits.sparql_query_bytes:
            raise Refusal("query-too-long", self._most_bytes())
        results, graph = best(accept, RESULTS), best(accept, GRAPHS)
        if results is None and graph is None:
            raise Refusal("not-acceptable")
        dataset = query.dataset
        if dataset is not None and self._pool.loaded is not None:
            known = self._pool.loaded.manifest.base_iri
            if {*dataset.default, *dataset.named} - {known}:
                raise Refusal("graph", {"graph": known})
        order = Order(
            query.text,
            results.name if results else "",
            graph.name if graph else "",
            dataset.default if dataset else None,
            dataset.named if dataset else None,
        )
        asking = asyncio.ensure_future(self._pool.ask(order))
        waiting = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({asking, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise Gone
            manifest, status, body = asking.result()
        finally:
            asking.cancel()
            waiting.cancel()
        if status not in {Outcome.RESULTS, Outcome.GRAPH}:
            raise self._refusal(status, body, manifest.base_iri)
        form = graph if status == Outcome.GRAPH else results
        if form is None:
            raise Refusal("not-acceptable")
        about = headers.answer(form.content_type, len(body), manifest.id)
        return Answer(200, about, body)

    def _refusal(self, status: int, reason: bytes, graph: str) -> Refusal:
        code = WHY.get(status)
        if code is None:
            return Refusal("unavailable", wait=1)
        facts: dict[str, dict[str, str | int]] = {
            "syntax": {"reason": reason.decode(errors="replace")},
            "evaluation": {"reason": reason.decode(errors="replace")},
            "graph": {"graph": graph},
            "too-slow": {"seconds": int(self._limits.sparql_seconds)},
            "too-large": {"bytes": self._limits.sparql_answer_bytes},
            "too-much-memory": {"bytes": self._limits.sparql_memory_bytes},
        }
        return Refusal(code, facts.get(code, {}))

    def _about(self, accept: str, lang: str) -> Answer:
        """Answer what this is: as RDF, or as a page to those who ask for HTML."""
        form = best(accept, (*GRAPHS, formats.HTML))
        loaded = self._pool.loaded
        if form is None:
            raise Refusal("not-acceptable")
        if loaded is None:
            raise Refusal("unavailable", wait=1)
        if form is formats.HTML:
            say = self._say[lang]
            page = self._page.render(lang, say, loaded.manifest, ENDPOINT, self._limits)
            return Answer(200, headers.page(form.content_type, len(page), lang), page)
        body = describe(self._url, loaded.manifest, loaded.statements, form)
        return Answer(200, headers.answer(form.content_type, len(body), loaded.manifest.id), body)

    def _meaning(self, code: str, lang: str) -> Answer:
        title = self._say[lang](f"sparql.problem.{code}.title").encode()
        return Answer(200, headers.page(formats.TEXT_TYPE, len(title), lang), title)

    def _problem(self, refusal: Refusal, lang: str) -> Answer:
        body = refusal.body(self._say[lang])
        about = headers.problem(formats.PROBLEM_TYPE, len(body), lang, refusal.status, refusal.wait)
        return Answer(refusal.status, about, body)

    async def _send(self, answer: Answer, method: str, send: Send) -> None:
        """Send an answer as fast as the client takes it, but not for ever."""
        body = b"" if method == "HEAD" else answer.body
        start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        async with asyncio.timeout(self._limits.sparql_send_seconds):
            await send(start)
            for at in range(0, len(body), PIECE):
                piece = body[at : at + PIECE]
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _most_bytes(self) -> dict[str, str | int]:
        return {"bytes": self._limits.sparql_query_bytes}

    def _language(self, accept: str) -> str:
        for tag, quality in parse_accept_header(accept, LanguageAccept):
            short = tag.partition("-")[0].lower()
            lang = NORWEGIAN.get(short, short)
            if quality and lang in self._languages:
                return lang
        return self._languages[0]


def best(accept: str, offers: Iterable[Format]) -> Format | None:
    """Return what to answer ``Accept`` with: the most wanted, the first of equals, or None."""
    wanted = parse_accept_header(accept or "*/*", MIMEAccept)
    named = {name.lower(): quality for name, quality in wanted}
    chosen, most = None, 0.0
    for offer in offers:
        aliases = [named[alias] for alias in offer.aliases if alias in named]
        quality = named.get(offer.media_type)
        if quality is None:
            quality = max(aliases) if aliases else wanted.quality(offer.media_type)
        if quality > most:
            chosen, most = offer, quality
    return chosen


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != DISCONNECT:
        pass
