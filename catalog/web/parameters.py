"""The parameters of the API, read strictly: a slip in a program must not pass for an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.model.collation import slug
from catalog.release import Filter, facets
from catalog.release.schema import CLASSES
from catalog.web import problems
from catalog.web.problems import Problem
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from catalog.settings import Limits
    from catalog.web.asked import Asked

IRI: Final = re.compile(r"""[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`\x7f\ud800-\udfff]*""")
"""An absolute IRI, as far as Turtle's own grammar tells one from other text (IRIREF)."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""A language tag (BCP 47 §2.1), as far as its shape goes."""
MAY_BE_EMPTY: Final = "q"
FILTERS: Final = ("type", "subject", "status", "scheme", "collection", "validOn")


def strict(asked: Asked, known: tuple[str, ...]) -> None:
    """Raise Problem for a parameter that isn't ``known``, is given twice, or is empty."""
    asked.only(known)
    if asked.repeated:
        raise wrong(asked.repeated, "1 ×")
    for name, value in asked.parameters.items():
        if not value and name != MAY_BE_EMPTY:
            raise wrong(name, "≥ 1")


def wrong(name: str, known: str) -> Problem:
    """Return the answer to a parameter that can't be used, with what could be."""
    return Problem(400, problems.PARAMETER, {"parameter": name, "known": known})


def iri(asked: Asked, name: str, limits: Limits) -> str:
    """Return a parameter that is an absolute IRI, empty where it isn't given."""
    value = asked.text(name, limits.iri_characters)
    if value and not IRI.fullmatch(value):
        raise wrong(name, "https://…")
    return value


def language(asked: Asked) -> str:
    """Return the language that texts are wanted in; the catalogue's first where none is told."""
    return tag(asked) or asked.open().release.manifest.languages[0]


def tag(asked: Asked) -> str:
    """Return the language tag that is given, or nothing."""
    value = asked.text("lang", 35)
    if value and not LANGUAGE.fullmatch(value):
        raise wrong("lang", "nb, nn, en, …")
    return value


def urls(asked: Asked, lang: str) -> Urls:
    """Return how to make the URLs of pages for a reader of ``lang``."""
    serving = asked.open()
    return Urls(lang if lang in serving.languages else serving.first_language)


def kind(asked: Asked) -> str:
    """Return the type that is wanted, or nothing."""
    return asked.choice("type", tuple(CLASSES), "")


def filters(asked: Asked, limits: Limits) -> Filter:
    """Return what narrows a list; a request without any of FILTERS leaves everything."""
    subject = asked.text("subject", limits.iri_characters)
    wanted = {
        facets.KIND: (kind(asked),),
        # As an IRI it is one; as a name in a URL it stays what it is.
        facets.SUBJECT: (subject, slug(subject)) if subject else ("",),
        facets.STATUS: (asked.text("status", 100).casefold(),),
        facets.SCHEME: (iri(asked, "scheme", limits),),
        facets.COLLECTION: (iri(asked, "collection", limits),),
    }
    day = asked.day("validOn")
    return Filter(
        tuple((name, values) for name, values in wanted.items() if values[0]),
        day.isoformat() if day else "",
    )
