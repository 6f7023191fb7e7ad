"""What crawlers and browsers find the site by: each address in it is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site

ORIGIN = "https://id.example.org"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def path(url: str) -> str:
    """Return what to ask the site for."""
    assert url.startswith(ORIGIN + "/")
    return url.removeprefix(ORIGIN)


def test_robots_leads_to_the_sitemaps(site: Site) -> None:
    """And away from pages without end (RFC 9309)."""
    answer = site.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /api/search" in lines
    assert "Disallow: /nn/-/search" in lines
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in lines


def test_the_sitemaps_name_every_page_in_every_language(site: Site) -> None:
    """Once, and each is there; the languages of a page name each other and itself."""
    index = ElementTree.fromstring(site.get("/sitemap.xml").data)
    parts = [path(it.text) for it in index.iter(f"{MAP}loc")]
    assert parts == ["/sitemap/1.xml"]
    urls: list[str] = []
    for part in parts:
        answer = site.get(part)
        assert answer.mimetype == "application/xml"
        for entry in ElementTree.fromstring(answer.data):
            url = entry.findtext(f"{MAP}loc")
            others = {link.get("hreflang"): link.get("href") for link in entry.iter(LINK)}
            assert set(others) == {"nb", "nn", "en"}
            assert url in others.values()
            urls.append(url)
    assert len(urls) == len(set(urls))
    for url in urls:
        answer = site.get(path(url))
        assert (answer.status_code, answer.mimetype) == (200, "text/html")
    serving = site.current.serving
    assert serving is not None
    assert len(urls) == 3 * (sum(serving.release.manifest.counts.values()) + 3)


def test_a_large_catalogue_has_several_sitemaps(make_site: Callable[..., Site]) -> None:
    """Together they hold what one would, and beyond the last there is none."""
    small = make_site(sitemap_things=2)
    index = ElementTree.fromstring(small.get("/sitemap.xml").data)
    parts = [path(it.text) for it in index.iter(f"{MAP}loc")]
    assert len(parts) > 2
    found = [url for part in parts for url in re.findall("<loc>(.*?)</loc>", small.get(part).text)]
    assert len(found) == len(set(found))
    assert small.get(f"/sitemap/{len(parts) + 1}.xml").status_code == 404
    for odd in ("0", "-1", "x", "99999999999"):
        assert small.get(f"/sitemap/{odd}.xml").status_code == 404


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_browser_learns_how_to_search(site: Site, lang: str) -> None:
    """The page names the description, and each of its templates answers (OpenSearch 1.1)."""
    described = site.get(f"/{lang}/-/opensearch.xml")
    assert described.mimetype == "application/opensearchdescription+xml"
    assert f'href="/{lang}/-/opensearch.xml"' in site.get(f"/{lang}/").text
    root = ElementTree.fromstring(described.data)
    assert 0 < len(root.findtext(f"{SEARCH}ShortName")) <= 16
    for template in root.iter(f"{SEARCH}Url"):
        url = template.get("template").replace("{searchTerms}", "katt")
        answer = site.get(path(url))
        assert (answer.status_code, answer.mimetype) == (200, template.get("type"))


def test_suggestions_are_as_browsers_read_them(site: Site) -> None:
    """What was typed, then labels, definitions and pages, as many of each."""
    typed, labels, definitions, urls = site.get("/nb/-/suggestions?q=kat").get_json()
    assert (typed, labels) == ("kat", ["katt", "Katalog"])
    assert definitions == ["Et lite rovdyr.", ""]
    assert [urlsplit(url).path for url in urls] == ["/nb/c/cat", "/nb/catalog"]
    assert site.get("/nb/-/suggestions").get_json() == ["", [], [], []]
    assert site.get("/nb/-/suggestions?q=" + "x" * 1_000).status_code == 400


def test_a_page_tells_search_engines_what_it_is_about(site: Site) -> None:
    """As data that no text in it can break out of, beside a policy that allows no inline script."""
    answer = site.get("/nb/c/cat")
    [block] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL
    )
    assert block.encode() == site.get("/c/cat.jsonld?_profile=schema.org").data.strip()
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]


def test_a_citation_names_the_version_and_the_iri(site: Site) -> None:
    """It depends on nothing but the Release, so two readers copy the same words."""
    text = site.get("/en/c/cat").text
    serving = site.current.serving
    assert serving is not None
    manifest = serving.release.manifest
    version = manifest.version or manifest.id
    assert f"“cat”. My concepts, version {version}. https://id.example.org/c/cat" in text
    assert '<https://id.example.org/c/cat>; rel="cite-as"' in site.get("/en/c/cat").headers["Link"]
