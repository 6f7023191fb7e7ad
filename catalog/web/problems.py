"""What can be wrong with a request, as RFC 9457 problem details and as a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.web import headers
from catalog.web.answer import Answer
from catalog.web.headers import Relation
from catalog.web.negotiate import best_format
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from catalog.web.i18n import Translator

NOT_FOUND: Final = "not-found"
NOT_ACCEPTABLE: Final = "not-acceptable"
METHOD: Final = "method-not-allowed"
HOST: Final = "bad-host"
PATH: Final = "bad-path"
PARAMETER: Final = "bad-parameter"
UNKNOWN_PARAMETER: Final = "unknown-parameter"
URL_LENGTH: Final = "url-too-long"
HEADER_LENGTH: Final = "header-too-long"
RANGE: Final = "range-not-satisfiable"
UNAVAILABLE: Final = "unavailable"
BUSY: Final = "busy"
INTERNAL: Final = "internal"
BODY: Final = "bad-body"
BODY_LENGTH: Final = "body-too-large"
MEDIA_TYPE: Final = "unsupported-media-type"
QUERY: Final = "bad-query"
BATCH: Final = "batch-too-large"
LIST_CHANGED: Final = "list-changed"
UNKNOWN_VERSION: Final = "unknown-version"
TOO_MANY: Final = "too-many"
OTHER: Final = "other"
CODES: Final = (
    NOT_FOUND, NOT_ACCEPTABLE, METHOD, HOST, PATH, PARAMETER, UNKNOWN_PARAMETER, URL_LENGTH,
    HEADER_LENGTH, RANGE, UNAVAILABLE, BUSY, INTERNAL, BODY, BODY_LENGTH, MEDIA_TYPE,
    LIST_CHANGED, UNKNOWN_VERSION, TOO_MANY,
    QUERY, BATCH,
)  # fmt: skip
"""Every kind; each has a page, and sentences ``problem.<code>.title`` and ``.detail``."""

PROBLEM: Final = formats.Format(
    "problem", "", formats.PROBLEM_TYPE, (formats.JSON_TYPE,), rdf=False
)
FORMS: Final = (PROBLEM, formats.HTML)
"""A program that says nothing gets the problem as data; a browser asks for HTML by name."""


# Not frozen and without slots: Python itself sets an exception's traceback and context.
@dataclass(eq=False)
class Problem(Exception):
    """A request that can't be answered; ``code`` names its sentence and its ``type`` URL.

    ``facts`` fill the sentence and stand in the document. ``others`` are what can be had
    instead. ``wait`` is after how many seconds it is worth trying again.
    """

    status: int
    code: str
    facts: dict[str, str] = field(default_factory=dict)
    others: tuple[Relation, ...] = ()
    wait: int = 0
    special: headers.Headers = ()


def wants_page(accept: str) -> bool:
    """Tell whether the client would rather read the problem as a page."""
    return best_format(accept, FORMS) is formats.HTML


def as_data(problem: Problem, translator: Translator, public_url: str) -> Answer:
    """Return a problem as ``application/problem+json`` (RFC 9457 §3)."""
    known = f"problem.{problem.code}.title" in translator
    code = problem.code if known else OTHER
    content: dict[str, object] = {
        "type": public_url.rstrip("/") + Urls(translator.lang).problem(problem.code),
        "title": translator(f"problem.{code}.title"),
        "status": problem.status,
        "detail": translator(f"problem.{code}.detail", **problem.facts),
        **problem.facts,
    }
    if problem.others:
        content["alternates"] = [
            {"url": other.url, "type": other.media_type} for other in problem.others
        ]
    return _answer(problem, formats.PROBLEM_TYPE, translator.lang, msgspec.json.encode(content))


def as_page(problem: Problem, lang: str, page: str) -> Answer:
    """Return a problem as the HTML page that says the same."""
    return _answer(problem, formats.HTML.content_type, lang, page.encode())


def _answer(problem: Problem, content_type: str, lang: str, body: bytes) -> Answer:
    about = headers.problem(content_type, lang, problem.others, problem.wait)
    return Answer(problem.status, (*about, *problem.special), body)
