"""The pages that are not about one thing: front, search, lists, texts and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from catalog.model.address import LANGUAGES
from catalog.web.pages import Pages
from catalog.web.problems import CODES, Facts, Problem
from catalog.web.view import View
from tests.browser.sample_catalogue import SAMPLE, Site, make_pages, read, words
from tests.conftest import build

Make = Callable[[Pages, View], str]

PAGES: dict[str, Make] = {
    "front": Pages.front,
    "search": lambda pages, view: pages.search(view, text="eple", kind="", start=0),
    "empty search": lambda pages, view: pages.search(view, text="", kind="", start=0),
    "letters": lambda pages, view: pages.letters(view, letter="", start=0),
    "topics": lambda pages, view: pages.topics(view, slug="", start=0),
    "listing": lambda pages, view: pages.listing(view, kind="concept", start=0),
    "datasets": Pages.datasets,
    "about": Pages.about,
    "accessibility": Pages.accessibility,
    "problem": lambda pages, view: pages.problem(view, Problem(404, "not-found"), view.lang),
    "problem type": lambda pages, view: pages.problem_type(view, "not-found"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of the sample catalogue."""
    with Site(build(SAMPLE, tmp_path_factory.mktemp("release") / "release")) as site:
        yield site


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
def test_every_page_has_its_landmarks(site: Site, make: Make, lang: str) -> None:
    """Each page has a language, a title of its own, one h1 and nothing that CSP forbids."""
    page = read(make(site.pages, site.view(lang)))

    assert page.html is not None
    assert page.html["lang"] == lang
    assert len(page.find_all("h1")) == 1
    assert page.title is not None
    assert page.find_all(["style", "iframe", "object"]) == []
    assert page.find_all(style=True) == []
    assert [tag for tag in page.find_all("script") if not tag.get("src")] == []


def test_the_front_page_says_whose_wording_it_is(site: Site) -> None:
    """Title and description are the catalogue's own, in the reader's language."""
    page = read(site.pages.front(site.view("nn")))

    assert words(page.h1) == "Prøvekatalog"
    assert words(page.select_one(".hero__lead")) == (
        "Ein liten katalog til prøver. Formuleringane er prøvene sine eigne."
    )


def test_the_front_page_leads_everywhere(site: Site) -> None:
    """Each way in that has something at its end is a card."""
    page = read(site.pages.front(site.view()))

    assert [words(tag) for tag in page.select(".way h3")] == [
        "A–Å", "Fagområder", "Begreper", "Kodelister", "Begrepssamlinger", "Begrepsordninger",
        "Informasjonsmodeller", "Rapporteringskrav", "Er meldingen riktig?", "Datasett og filer",
    ]  # fmt: skip


def test_search_tells_why_something_was_found(site: Site) -> None:
    """A hit by a discouraged term says what to say instead."""
    page = read(site.pages.search(site.view(), text="epple", kind="", start=0))

    assert words(page.select_one(".rows__matched--hidden")) == "epple er frarådd – bruk eple"


def test_search_can_be_narrowed(site: Site) -> None:
    """The filter keeps the text, and marks the kind that is chosen."""
    page = read(site.pages.search(site.view(), text="eple", kind="code-list", start=0))

    assert [words(tag) for tag in page.select(".rows__name a")] == ["Eplefarger"]
    assert words(page.select_one(".filters [aria-current]")) == "Kodelister"
    assert page.select_one('a[href="/nb/-/search?q=eple&kind=concept"]') is not None


def test_search_says_that_it_read_something_else(site: Site) -> None:
    """A mended query is told, with what was asked for."""
    page = read(site.pages.search(site.view(), text="kjernehuss", kind="", start=0))

    assert words(page.select_one(".ds-alert")).startswith("Viser treff for")
    assert "kjernehuss" in words(page.select_one(".ds-alert"))


def test_a_search_that_finds_nothing_offers_other_ways(site: Site) -> None:
    """No hits is not the end of the road."""
    page = read(site.pages.search(site.view(), text="zzzzzz", kind="", start=0))

    assert words(page.select_one(".found")) == "0 treff på zzzzzz"
    assert page.select_one('.nothing a[href="/nb/-/a-z"]') is not None


def test_the_alphabet_refers_from_allowed_terms(site: Site) -> None:
    """An allowed term stands in the alphabet with the recommended one."""
    page = read(site.pages.letters(site.view(), letter="M", start=0))

    assert "matvareeple se eple" in [words(tag) for tag in page.select(".index li")]
    assert words(page.select_one(".letters [aria-current]")) == "M"
    others = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
    assert others["nb"].endswith("letter=M")
    assert sum(link.endswith("/-/a-z") for link in others.values()) == len(others) - 1


def test_a_subject_lists_its_concepts(site: Site) -> None:
    """The subjects lead to their concepts."""
    page = read(site.pages.topics(site.view(), slug="", start=0))
    link = page.select_one(".index a")
    assert link is not None
    [slug] = parse_qs(urlsplit(str(link["href"])).query)["subject"]

    concepts = read(site.pages.topics(site.view(), slug=slug, start=0))

    assert [words(tag) for tag in concepts.select(".rows__name")] == ["eple", "frukt"]


@pytest.mark.parametrize(
    "make",
    [
        lambda pages, view: pages.topics(view, slug="nothing", start=0),
        lambda pages, view: pages.letters(view, letter="Q", start=0),
        lambda pages, view: pages.listing(view, kind="nothing", start=0),
        lambda pages, view: pages.listing(view, kind="concept", start=1000),
        lambda pages, view: pages.problem_type(view, "nothing"),
    ],
)
def test_what_is_not_there_is_not_found(site: Site, make: Make) -> None:
    """A list of something unknown is a 404, not an empty page."""
    with pytest.raises(Problem) as problem:
        make(site.pages, site.view())

    assert (problem.value.status, problem.value.code) == (404, "not-found")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_is_offered_with_its_checksum(site: Site, lang: str) -> None:
    """Each file of the datasets and of everything stands once, with sum and address for ever."""
    page = read(site.pages.datasets(site.view(lang)))
    offered = [unquote(str(tag["href"])) for tag in page.select(".files a")]
    sums = {str(tag["data-copy"]) for tag in page.select("details .sums button[data-copy]")}
    fixed = {unquote(str(tag["href"])) for tag in page.select("details .sums a")}
    manifest = site.release.manifest
    datasets = {row.link.iri for row in site.release.of_kind("dataset").rows}
    listed = [file for file in manifest.downloads if file.owner in {"", *datasets}]

    assert sorted(offered) == sorted(f"/downloads/{file.name}" for file in listed)
    assert sums == {file.sha256 for file in listed}
    assert fixed == {f"/downloads/{manifest.id}/{file.name}" for file in listed}


def test_a_list_offers_its_own_files(site: Site) -> None:
    """Who has found a list gets it as a file there, whatever its kind."""
    for kind in ("scheme", "code-list", "collection", "dataset"):
        for row in site.release.of_kind(kind).rows:
            found = site.release.find_iri(row.link.iri)
            assert found
            page = read(site.pages.resource(site.view(), found))
            offered = {unquote(str(tag["href"])) for tag in page.select(".files a")}
            own = {it.name for it in site.release.manifest.downloads if it.owner == found.iri}
            assert own
            assert offered == {f"/downloads/{name}" for name in own}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_pages_name_this_catalogue(site: Site, lang: str) -> None:
    """What is written about any catalogue is filled with this one's names."""
    about = site.pages.about(site.view(lang))
    accessibility = words(read(site.pages.accessibility(site.view(lang))).main)

    assert "https://id.example.org/" in about
    assert "$" not in about
    assert "uustatus.no" in accessibility


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_problem_has_a_page(site: Site, code: str, lang: str) -> None:
    """Each kind of problem can be told and explained in every language."""
    facts: Facts = {"parameter": "<b>", "value": "<b>", "known": ("a", "<b>"), "most": 10}
    told = site.pages.problem(site.view(lang), Problem(400, code, facts), lang)
    explained = words(read(site.pages.problem_type(site.view(lang), code)).main)

    assert "<b>" not in told
    assert code in explained


def test_an_unknown_problem_is_told_in_general() -> None:
    """A problem without sentences of its own, and without a Release, still gets a page."""
    page = read(make_pages().problem(None, Problem(418, "teapot"), "nn"))

    assert page.html is not None
    assert page.html["lang"] == "nn"
    assert words(page.h1) == "Noko gjekk gale"


def test_a_language_without_an_interface_is_not_offered(
    make_root: Callable[..., Path],
) -> None:
    """A catalogue in one language has no language switch and no empty menu."""
    root = make_root(a='<c> a skos:Concept ; skos:prefLabel "pomme"@fr .')

    with Site(build(root)) as site:
        page = read(site.pages.front(site.view("en", ("en",))))

    assert page.select(".languages") == []
    assert [words(tag) for tag in page.select(".menu a")] == ["A–Z", "Datasets and files"]
    assert words(page.h1) == "My terms"
