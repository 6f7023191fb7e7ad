"""What a client would rather have: tables of real and odd headers, and headers of chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats import FORMATS, HTML, JSKOS
from catalog.web.negotiate import best_format, best_language, read_accept

OFFERS = (HTML, *(form for form in FORMATS if form is not JSKOS))
"""JSKOS is JSON too: who wants it says so by its profile."""
LANGUAGES = ("nb", "nn", "en")
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;"
    "q=0.8,application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = (
    "application/n-triples, text/turtle, text/n3;q=0.9, application/rdf+xml;q=0.8, "
    "application/ld+json;q=0.7"
)
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "*/*;q=0.3"
)
PROTEGE = (
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
)
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
OLD_EXPLORER = "image/gif, image/jpeg, image/pjpeg, application/x-ms-application, */*"

ACCEPTS = {
    # Nothing said, anything, and what browsers and libraries really send.
    "": "html",
    "   ": "html",
    "*/*": "html",
    "*": "html",
    CHROME: "html",
    FIREFOX: "html",
    JAVA: "html",
    OLD_EXPLORER: "html",
    RDFLIB: "ttl",
    JENA: "ttl",
    PROTEGE: "rdf",
    # Each format by its own name, in any case and spacing.
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/json": "json",
    "TEXT/Turtle": "ttl",
    "  text/turtle  ": "ttl",
    "text/turtle , text/html": "html",
    ",,text/turtle,,": "ttl",
    # By the other names that clients know them by.
    "application/xhtml+xml": "html",
    "application/x-turtle": "ttl",
    "application/turtle": "ttl",
    "text/n3": "ttl",
    "text/plain": "nt",
    "application/xml": "rdf",
    "text/xml": "rdf",
    "text/json": "json",
    # Parameters are left out.
    "text/turtle;charset=utf-8": "ttl",
    "text/turtle; charset=UTF-8; q=0.5": "ttl",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': "jsonld",
    'application/ld+json;profile="a,b;q=0";q=0.3, text/turtle;q=0.2': "jsonld",
    'text/turtle;x="unclosed,text/html': "ttl",
    r'text/turtle;x="\",text/html': "ttl",
    "text/turtle;version=1.1": "ttl",
    "text/turtle;q=0.5;ext=1, text/html;q=0.4": "ttl",
    # Weights.
    "text/html;q=0.5, text/turtle": "ttl",
    "text/turtle;q=0.9, application/ld+json;q=0.95": "jsonld",
    "application/json, text/html;q=0.9": "json",
    "text/turtle;q=0.001": "ttl",
    "text/turtle;q=1.000, text/html;q=0.999": "ttl",
    "text/turtle;q=.5, text/html;q=.4": "ttl",
    "text/turtle;q=1., text/html;q=0.9": "ttl",
    "text/turtle;Q=0.9, text/html;Q=0.8": "ttl",
    "text/turtle; q = 0.9, text/html;q=0.8": "ttl",
    "text/turtle;q=7, text/html;q=0.9": "ttl",
    # The same wish twice counts as the greater one.
    "text/turtle;q=0.1, text/turtle;q=0.9, text/html;q=0.5": "ttl",
    "text/turtle;q=0, text/turtle;charset=utf-8": "ttl",
    # Not at all.
    "text/html;q=0, */*": "ttl",
    "text/html;q=0.0, text/turtle;q=0, */*;q=0.1": "jsonld",
    "text/html;q=0": None,
    "*/*;q=0": None,
    "*/*;q=0, text/turtle": "ttl",
    "text/html;q=0, application/xhtml+xml": None,
    # Wild cards, and that the more specific range decides.
    "text/*": "html",
    "application/*": "jsonld",
    "text/*;q=0.5, application/rdf+xml": "rdf",
    "text/*, text/html;q=0.1": "ttl",
    "*/*, text/html;q=0.1": "ttl",
    "application/*;q=0.8, application/ld+json;q=0.2": "nt",
    "text/*;q=0, */*": "jsonld",
    "application/xhtml+xml, */*;q=0.1": "html",
    # Of equals the server's first.
    "application/rdf+xml, text/turtle": "ttl",
    "application/json, application/ld+json": "jsonld",
    # What can't be read is not there.
    "text/turtle;q=abc, application/json": "json",
    "text/turtle;q=-1, application/json;q=0.1": "json",
    "text/turtle;q=, application/json;q=0.1": "json",
    "nonsense, text/turtle": "ttl",
    "text/, /turtle, text//turtle, application/json": "json",
    "*/turtle": None,
    "text/tur tle": None,
    "nonsense": None,
    ";;;;": None,
    '"': None,
    "q=1": None,
    # What there is not.
    "image/png": None,
    "image/*": None,
    "application/vnd.api+json": None,
    "text/turtle-star": None,
}  # fmt: skip


@pytest.mark.parametrize("accept, expected", ACCEPTS.items())
def test_the_most_wanted_format_is_chosen(accept: str, expected: str | None) -> None:
    """RFC 9110 §12.5.1, and mildness with clients that never read it."""
    chosen = best_format(accept, OFFERS)
    assert (chosen.extension if chosen else None) == expected


def test_only_what_is_on_offer_is_chosen() -> None:
    """A resource that RDF/XML can't say is given in the next best format."""
    offers = tuple(form for form in OFFERS if form.extension != "rdf")
    chosen = best_format("application/rdf+xml, text/turtle;q=0.5", offers)
    assert chosen is not None
    assert chosen.extension == "ttl"


@pytest.mark.parametrize(
    "header, expected",
    [
        ("", "nb"),
        ("*", "nb"),
        ("nb", "nb"),
        ("nn", "nn"),
        ("en", "en"),
        ("no", "nb"),
        ("NO", "nb"),
        ("nb-NO", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.8,en;q=0.7", "nn"),
        ("en-GB,en;q=0.9", "en"),
        ("no-NO, en;q=0.9", "nb"),
        ("de-DE,de;q=0.9,en;q=0.8", "en"),
        ("de", "nb"),
        ("se, nn;q=0.5", "nn"),
        ("en;q=0.2, nn;q=0.6", "nn"),
        ("en, nn", "en"),
        ("nb;q=0, *", "nn"),
        ("nb;q=0", "nn"),
        ("nb;q=0, nn;q=0, en;q=0", "nb"),
        ("en-US;q=0, en", "en"),
        ("*, en;q=0.1", "nb"),
        ("fr, *;q=0.5, en;q=0.1", "nb"),
        ("en;q=x, nn", "nn"),
        ("x" * 100, "nb"),
        ("-, --, nn", "nn"),
        ("zh-Hant-TW, nn-Latn-NO;q=0.1", "nn"),
    ],
)
def test_the_most_wanted_language_is_chosen(header: str, expected: str) -> None:
    """A region doesn't matter, ``no`` is bokmål, and the first is for those who don't say."""
    assert best_language(header, LANGUAGES) == expected


headers = st.one_of(
    st.text(max_size=200),
    st.text(alphabet='*/;,q=0.19"\\ textural+-', max_size=200),
    st.lists(
        st.sampled_from(["text/turtle", "*/*", "text/*", ";q=0.5", ";q=", ",", '"', "\\", ";", " "])
    ).map("".join),
)


@given(headers)
def test_no_header_is_an_error(header: str) -> None:
    """Whatever a client sends, each parser answers with something on offer, or with nothing."""
    assert best_format(header, OFFERS) in (None, *OFFERS)
    assert best_language(header, LANGUAGES) in LANGUAGES
    assert all(0 <= wish.quality <= 1 for wish in read_accept(header))


@given(st.lists(st.sampled_from([*OFFERS]), min_size=1, unique=True), headers)
def test_what_is_asked_for_by_name_is_given(wanted: list[object], rest: str) -> None:
    """A format that is named with full weight is beaten only by another one with full weight."""
    names = [form.media_type for form in OFFERS if form in wanted]
    chosen = best_format(", ".join(names), OFFERS)
    assert chosen is next(form for form in OFFERS if form in wanted)
    assert best_format(f"{names[0]}, {rest}", OFFERS) is not None
