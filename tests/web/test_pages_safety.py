"""Data that means harm: whatever the sources say, a page only shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from catalog.model.address import LANGUAGES
from catalog.model.text import LangString
from catalog.web.reader import Reader
from catalog.web.safety import safe_href
from tests.browser.sample_catalogue import SAMPLE, SITE, Site, read
from tests.conftest import build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of the sample catalogue."""
    with Site(build(SAMPLE, tmp_path_factory.mktemp("release") / "release")) as site:
        yield site


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_texts_are_only_text(site: Site, lang: str) -> None:
    """No element, attribute or template expression comes from a label, note or datatype."""
    page = site.page("concept/hostile", lang)

    assert page.find_all(["img", "iframe", "object", "b"]) == []
    assert page.select("svg[onload]") == []
    [data] = [tag for tag in page.find_all("script") if not tag.get("src")]
    assert data["type"] == "application/ld+json"
    assert json.loads(data.string or "")["@type"] == "DefinedTerm"
    assert not set("<>&\u2028\u2029") & set(data.string or "")
    assert "{{ 7*7 }}" in page.get_text()
    assert page.select("[onmouseover]") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_leads_into_a_trap(site: Site, lang: str) -> None:
    """Every link is a path of ours or an address with a harmless scheme."""
    for tag in site.page("concept/hostile", lang).find_all("a"):
        href = str(tag["href"])
        assert href.startswith(("/", "#")) or safe_href(href), href


def test_foreign_links_tell_nobody_where_they_come_from(site: Site) -> None:
    """An address elsewhere gets neither the window nor the referrer."""
    links = [
        tag for tag in site.page("concept/apple").find_all("a")
        if str(tag["href"]).startswith("http")
    ]  # fmt: skip

    assert links
    assert all(tag["rel"] == ["noopener", "noreferrer"] for tag in links)


def test_a_text_that_turns_is_kept_apart(site: Site) -> None:
    """A sign that turns the writing direction can't reach past its own element."""
    html = site.html("concept/hostile")
    page = read(html)

    assert page.select_one("h1 bdi") is not None
    assert page.title is not None
    assert "\u202e" not in page.title.get_text()


@pytest.mark.parametrize(
    "iri",
    [
        "https://id.example.org/",
        "http://localhost:8000/a?b=c#d",
        "mailto:post@id.example.org",
        "https://no.example/æøå",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_harmless_addresses_may_be_followed(iri: str) -> None:
    """The web and mail are where a link may lead."""
    assert safe_href(iri) == iri


@pytest.mark.parametrize(
    "iri",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "//evil.example", "/\\evil.example", "https:evil.example", "https:///evil.example",
        "http://a\\@evil.example", "https://user@evil.example", "https://[::1", "urn:isbn:1",
        "blob:https://a.example/1", "https://a.example/\u202egnp.exe", "https://a.example/\n",
        "view-source:https://a.example", "\x01https://a.example", "ht\ntps://a.example",
    ],
)  # fmt: skip
def test_other_addresses_are_text(iri: str) -> None:
    """An address that could run, deceive or leave the web is never a link."""
    assert safe_href(iri) == ""


@pytest.mark.parametrize(
    "tag, spoken",
    [("nb", True), ("zh-Hant", True), ("sma", True), ("x-y-z", False), ("i-klingon", False),
     ("", False), ('nb" onclick="', False), ("a" * 40, False)],
)  # fmt: skip
def test_only_languages_become_lang(tag: str, spoken: bool) -> None:
    """A tag that no screen reader can know is not put into HTML."""
    assert Reader("nb").spoken(tag) is spoken


def test_a_quoted_text_is_escaped() -> None:
    """A text that becomes part of a sentence brings no markup into it."""
    assert Reader("nb").quoted(LangString("<i>", "e'n")) == "<q>&lt;i&gt;</q>"


def test_templates_trust_nothing() -> None:
    """No template turns escaping off, and none writes a path of the site itself."""
    for path in sorted((SITE / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace("|safe_href", ""), path.name
        assert "autoescape" not in text, path.name
        assert 'href="/' not in text, path.name
        assert 'action="/' not in text, path.name
        assert " style=" not in text, path.name
