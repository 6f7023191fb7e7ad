"""How a reader is led from a concept to the place where a change is proposed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog.web.safety import editor
from tests.browser.sample_catalogue import SAMPLE, Site, read
from tests.conftest import build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of the sample catalogue."""
    with Site(build(SAMPLE, tmp_path_factory.mktemp("release") / "release")) as site:
        yield site


def test_a_concept_leads_to_its_file_in_the_forge(site: Site) -> None:
    """The concept links to a page in the same language, and that page to the right file."""
    page = site.page("concept/apple", "nn")
    [link] = page.select(".suggest a")
    assert str(link["href"]).startswith("/nn/-/suggest?iri=")
    found = site.release.find("concept/apple")
    assert found is not None
    advice = read(site.pages.suggest(site.view("nn"), found))
    [button] = advice.select("a.ds-button")
    file = site.release.record(found).file
    assert (SAMPLE / file).is_file()
    assert button["href"] == f"https://forge.example/fruit/edit/main/{file}"


@pytest.mark.parametrize(
    "template, file, url",
    [
        ("https://f.example/{file}", "a/ø b.ttl", "https://f.example/a/%C3%B8%20b.ttl"),
        ("https://f.example/?p={file}", "a?b#c&d.ttl", "https://f.example/?p=a%3Fb%23c%26d.ttl"),
        ("", "a.ttl", ""),
        ("https://f.example/{file}", "", ""),
        ("javascript:alert('{file}')", "a.ttl", ""),
    ],
)
def test_a_file_name_cannot_lead_elsewhere(template: str, file: str, url: str) -> None:
    """What the name of a file holds stays a part of the path or of the one parameter."""
    assert editor(template, file) == url
