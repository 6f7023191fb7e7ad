"""The start of the API and the page about it."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.web.api_catalogue import BASE, api_site
from tests.web.conftest import open_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.release import Release
    from catalog.settings import Settings
    from tests.web.conftest import Site

OPERATIONS = 9
"""Operations of the API proper."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The catalogue that the API is described with."""
    return api_site(tmp_path_factory.mktemp("start"))


@pytest.fixture(scope="module")
def shipped_site(shipped_settings: Settings, shipped: Release) -> Site:
    """The shipped catalogue."""
    assert shipped.folder.is_dir()
    return open_site(shipped_settings)


def test_a_program_gets_the_addresses(site: Site) -> None:
    """Each of them answers; what is described stands in the Link too (RFC 8631)."""
    answer = site.get("/api/")
    content = answer.get_json()
    assert answer.headers["Vary"] == "Accept, Accept-Language"
    assert content["version"] == "2026-11-21"
    assert content["counts"]["code-list"] == 2
    assert 'rel="service-desc"' in answer.headers["Link"]
    assert 'rel="service-doc"' in answer.headers["Link"]
    for url in (content["page"], *content["openapi"].values(), content["downloads"]):
        assert site.get(url.removeprefix(BASE[:-1])).status_code == 200
    for url in content["endpoints"].values():
        assert site.get(url.removeprefix(BASE[:-1])).status_code in {200, 400, 405}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_browser_is_sent_to_the_page(site: Site, language: str) -> None:
    """In its language."""
    answer = site.get("/api/", Accept="text/html,*/*;q=0.8", Accept_Language=language)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/{language}/-/api"
    assert answer.headers["Vary"] == "Accept, Accept-Language"


@pytest.mark.parametrize(
    "asked, right",
    [
        ("/api", "/api/"),
        ("/api?x=%C3%A6&y=1", "/api/?x=%C3%A6&y=1"),
        ("/api/search/?q=katt", "/api/search?q=katt"),
        ("/api/openapi.json/", "/api/openapi.json"),
        ("/api/reconcile/nb/", "/api/reconcile/nb"),
        ("/-/problems/not-found/", "/-/problems/not-found"),
        ("/downloads/manifest.json/", "/downloads/manifest.json"),
        ("/nb", "/nb/"),
        ("/nb/-/search/?q=katt", "/nb/-/search?q=katt"),
    ],
)
def test_an_address_has_one_spelling(site: Site, asked: str, right: str) -> None:
    """With a slash more or less at its end it leads to the right one, with the query as it was."""
    answer = site.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (308, right)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert site.get(right).status_code != 308


def test_a_post_may_follow_too(site: Site) -> None:
    """308 keeps method and content (RFC 9110 §15.4.9)."""
    answer = site.client.post("/api/batch/", json={"iris": []})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/batch")


def test_another_type_is_refused(site: Site) -> None:
    """406 with what there is."""
    answer = site.get("/api/", Accept="image/png")
    assert answer.status_code == 406
    assert answer.get_json(force=True)["known"] == ["application/json", "text/html"]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_tells_of_every_operation(site: Site, lang: str) -> None:
    """Each parameter and each kind of answer, with links that lead somewhere."""
    page = BeautifulSoup(site.get(f"/{lang}/-/api").text, "html.parser")
    description = site.get("/api/openapi.json").get_json()
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    assert len(ids) == len(page.select("[id]"))
    for path, item in description["paths"].items():
        for operation in item.values():
            assert operation["operationId"] in ids
            assert path in page.text
    assert {f"shape-{name}" for name in description["components"]["schemas"]} <= ids
    for link in page.select("main a[href^='#']"):
        assert str(link["href"])[1:] in ids
    # The description is in English, and said to be where the page is not.
    prose = page.select_one(".api section.prose")
    assert prose is not None
    assert prose.get("lang") == (None if lang == "en" else "en")


def commands(site: Site, lang: str) -> list[list[str]]:
    """Return what the page offers to copy, as a shell would read it."""
    page = BeautifulSoup(site.get(f"/{lang}/-/api").text, "html.parser")
    found = [str(button["data-copy"]) for button in page.select(".api button[data-copy]")]
    shown = [code.text for code in page.select(".api__try pre code")]
    assert [text.strip() for text in shown] == [text.strip() for text in found]
    return [shlex.split(text) for text in found]


def run(site: Site, command: list[str]) -> object:
    """Ask for what a command line asks for, and return the status and the content."""
    assert command[0] == "curl"
    url = urlsplit(command[-1])
    assert f"{url.scheme}://{url.netloc}/" == site.settings.public_url
    target = f"{url.path}?{url.query}" if url.query else url.path
    if "-d" in command:
        assert command[1:3] == ["-H", "Content-Type: application/json"]
        answer = site.client.post(target, json=json.loads(command[command.index("-d") + 1]))
    else:
        answer = site.get(target)
    assert answer.status_code == 200, (command, answer.text)
    return answer.get_json(silent=True) if answer.mimetype == "application/json" else None


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", ["site", "shipped_site"])
def test_what_can_be_copied_works(name: str, lang: str, request: pytest.FixtureRequest) -> None:
    """On the very catalogue that shows it: each finds something."""
    site: Site = request.getfixturevalue(name)
    made = commands(site, lang)
    assert len(made) >= OPERATIONS
    for command in made:
        content = run(site, command)
        if isinstance(content, dict) and "items" in content and "since" not in command[-1]:
            assert content["items"] or "/api/changes" in command[-1], command


def test_a_catalogue_that_lacks_something_shows_less(make_site: Callable[..., Site]) -> None:
    """No list, no request for a code in one; what is offered still works."""
    site = make_site()
    made = commands(site, "nb")
    assert not any("notation" in command[-1] for command in made)
    for command in made:
        run(site, command)
