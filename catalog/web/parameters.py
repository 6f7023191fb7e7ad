"""The parameters of the API, read strictly: a slip in a program must not pass for an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.model.collation import slug
from catalog.release import Filter, facets
from catalog.release.schema import CLASSES
from catalog.web import problems
from catalog.web.problems import Facts, Problem
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from catalog.limits import Limits
    from catalog.web.asked import Asked

IRI: Final = re.compile(r"""[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`\x7f\ud800-\udfff]*""")
"""An absolute IRI, as far as Turtle's own grammar tells one from other text (IRIREF)."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""A language tag (BCP 47 §2.1), as far as its shape goes."""
MAY_BE_EMPTY: Final = "q"
SHOWN: Final = 100
"""Characters of a parameter's name that a refusal repeats."""
TOLD: Final = 100
"""Names that a refusal tells; of more, none, since a part of them would pass for all."""
HOLDERS: Final = {facets.SCHEME: ("scheme", "code-list"), facets.COLLECTION: ("collection",)}
"""What kinds of things each filter by an IRI is of."""
FILTERS: Final = ("type", "subject", "status", "scheme", "collection", "validOn")


def strict(asked: Asked, known: tuple[str, ...]) -> None:
    """Raise Problem for a parameter that isn't ``known``, is given twice, or is empty."""
    asked.only(known)
    if asked.repeated:
        raise repeated(asked.repeated)
    for name, value in asked.parameters.items():
        if not value and name != MAY_BE_EMPTY:
            raise empty(name)


def wrong(name: str, *known: str) -> Problem:
    """Return the answer to a parameter that can't be used, with what could be."""
    return Problem(400, problems.PARAMETER, {"parameter": name, "known": known})


def empty(name: str) -> Problem:
    """Return the answer to a parameter without a value."""
    return Problem(400, problems.EMPTY, {"parameter": name[:SHOWN]})


def repeated(name: str) -> Problem:
    """Return the answer to a parameter that is given twice."""
    return Problem(400, problems.REPEATED, {"parameter": name[:SHOWN]})


def missing(*known: str) -> Problem:
    """Return the answer to a request that needs one of the parameters ``known``."""
    sentence = problems.DETAIL if len(known) > 1 else "one"
    return Problem(400, problems.MISSING, {"known": known}, sentence=sentence)


def unknown(name: str, value: str, known: Sequence[str] = ()) -> Problem:
    """Return the answer to a name that this Release doesn't have, with those that it has.

    It is a 404: as a value it is as good as any, and the next Release may know it.
    """
    if not known or len(known) > TOLD:
        return Problem(404, problems.UNKNOWN_VALUE, {"parameter": name, "value": value})
    facts: Facts = {"parameter": name, "value": value, "known": tuple(known)}
    return Problem(404, problems.UNKNOWN_VALUE, facts, sentence="some")


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


def resource(asked: Asked, limits: Limits) -> str:
    """Return the IRI that a request is about. Raises Problem where it isn't given."""
    value = iri(asked, "iri", limits)
    if not value:
        raise missing("iri")
    return value


def filters(asked: Asked, limits: Limits) -> Filter:
    """Return what narrows a list; a request without any of FILTERS leaves everything.

    Raises Problem: 404 for what this Release doesn't have, since an empty list would say that
    nothing is in it.
    """
    subject = asked.text("subject", limits.iri_characters)
    wanted = {
        facets.KIND: (kind(asked),),
        # As an IRI it is one; as a name in a URL it stays what it is.
        facets.SUBJECT: (subject, slug(subject)) if subject else ("",),
        facets.STATUS: (asked.text("status", 100).casefold(),),
        facets.SCHEME: (iri(asked, "scheme", limits),),
        facets.COLLECTION: (iri(asked, "collection", limits),),
    }
    _known(asked, wanted)
    day = asked.day("validOn")
    return Filter(
        tuple((name, values) for name, values in wanted.items() if values[0]),
        day.isoformat() if day else "",
    )


def _known(asked: Asked, wanted: Mapping[str, tuple[str, ...]]) -> None:
    """Raise Problem where one of the filters names what this Release doesn't have."""
    release = asked.open().release
    for name in (facets.SUBJECT, facets.STATUS, facets.SCHEME, facets.COLLECTION):
        values = wanted[name]
        if not values[0] or release.facets.has(name, values):
            continue
        known: Sequence[str] = ()
        if name == facets.STATUS:
            known = [value.upper() for value in release.facets.values(name)]
        elif name == facets.SUBJECT:
            known = list(dict.fromkeys(it[1] for it in release.topics(language(asked))))
        else:
            found = release.find_iri(values[0])
            # What is empty is an answer; of anything but a list nobody can ask what is in it.
            if found is not None and found.kind in HOLDERS[name]:
                continue
        raise unknown(name, asked.parameters[name], known)
