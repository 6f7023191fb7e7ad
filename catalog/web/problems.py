"""What can be wrong with a request, as RFC 9457 problem details and as a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypedDict

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
NO_PROFILE: Final = "no-such-profile"
METHOD: Final = "method-not-allowed"
HOST: Final = "bad-host"
PATH: Final = "bad-path"
PARAMETER: Final = "bad-parameter"
UNKNOWN_PARAMETER: Final = "unknown-parameter"
EMPTY: Final = "empty-parameter"
REPEATED: Final = "repeated-parameter"
MISSING: Final = "missing-parameter"
PAGE_TOKEN: Final = "bad-page-token"  # noqa: S105 — the name of a kind of problem
UNKNOWN_VALUE: Final = "unknown-value"
URL_LENGTH: Final = "url-too-long"
HEADER_LENGTH: Final = "header-too-long"
RANGE: Final = "range-not-satisfiable"
UNAVAILABLE: Final = "unavailable"
NOT_JUDGED: Final = "nobody-judges"
BUSY: Final = "busy"
INTERNAL: Final = "internal"
BODY: Final = "bad-body"
SLOW_BODY: Final = "slow-body"
BODY_LENGTH: Final = "body-too-large"
MEDIA_TYPE: Final = "unsupported-media-type"
QUERY: Final = "bad-query"
BATCH: Final = "batch-too-large"
LIST_CHANGED: Final = "list-changed"
UNKNOWN_VERSION: Final = "unknown-version"
TOO_MANY: Final = "too-many"
OTHER: Final = "other"
CODES: Final = (
    NOT_FOUND, NOT_ACCEPTABLE, NO_PROFILE, METHOD, HOST, PATH, PARAMETER, UNKNOWN_PARAMETER,
    URL_LENGTH, HEADER_LENGTH, RANGE, UNAVAILABLE, NOT_JUDGED, BUSY, INTERNAL,
    BODY, SLOW_BODY, BODY_LENGTH, MEDIA_TYPE, LIST_CHANGED, UNKNOWN_VERSION, TOO_MANY,
    QUERY, BATCH, EMPTY, REPEATED, MISSING, PAGE_TOKEN, UNKNOWN_VALUE,
)  # fmt: skip
"""Every kind; each has a page, and sentences ``problem.<code>.title`` and ``.detail``."""
DETAIL: Final = "detail"

PROBLEM: Final = formats.Format(
    "problem", "", formats.PROBLEM_TYPE, (formats.JSON_TYPE,), rdf=False
)
FORMS: Final = (PROBLEM, formats.HTML)
"""A program that says nothing gets the problem as data; a browser asks for HTML by name."""


class Facts(TypedDict, total=False):
    """What a program is told of a problem; keys and their types are documented for ever.

    ``parameter`` is the name of what is wrong and ``value`` what it was given. ``known`` are the
    values or shapes that may stand there, ``most`` is a limit.
    """

    parameter: str
    value: str
    known: tuple[str, ...]
    most: int


# Not frozen and without slots: Python itself sets an exception's traceback and context.
@dataclass(eq=False)
class Problem(Exception):
    """A request that can't be answered; ``code`` names its sentence and its ``type`` URL.

    ``facts`` fill the sentence and stand in the document; ``sentence`` is which of the code's it
    is. ``others`` are what can be had instead. ``wait`` is after how many seconds it is worth
    trying again.
    """

    status: int
    code: str
    facts: Facts = field(default_factory=Facts)
    others: tuple[Relation, ...] = ()
    wait: int = 0
    special: headers.Headers = ()
    sentence: str = DETAIL


def wants_page(accept: str) -> bool:
    """Tell whether the client would rather read the problem as a page."""
    return best_format(accept, FORMS) is formats.HTML


def detail(problem: Problem, translator: Translator) -> str:
    """Return the sentence that tells what was wrong; a general one for what has none."""
    key = f"problem.{problem.code}.{problem.sentence}"
    if key not in translator:
        return translator(f"problem.{OTHER}.{DETAIL}")
    facts = problem.facts
    return translator(
        key,
        parameter=facts.get("parameter", ""),
        value=facts.get("value", ""),
        known=", ".join(facts.get("known", ())),
        most=facts.get("most", 0),
    )


def as_data(problem: Problem, translator: Translator, public_url: str) -> Answer:
    """Return a problem as ``application/problem+json`` (RFC 9457 §3)."""
    known = f"problem.{problem.code}.title" in translator
    code = problem.code if known else OTHER
    content: dict[str, object] = {
        "type": public_url.rstrip("/") + Urls(translator.lang).problem(problem.code),
        "title": translator(f"problem.{code}.title"),
        "status": problem.status,
        "detail": detail(problem, translator),
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
