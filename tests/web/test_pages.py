"""The pages of described things, made from a Release of a small catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from catalog.formats import FORMATS
from catalog.model.address import LANGUAGES
from catalog.web.problems import Problem
from tests.browser.sample_catalogue import SAMPLE, THINGS, Site, words
from tests.conftest import build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of the sample catalogue."""
    with Site(build(SAMPLE, tmp_path_factory.mktemp("release") / "release")) as site:
        yield site


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", THINGS.values(), ids=THINGS.keys())
def test_every_page_has_its_landmarks(site: Site, path: str, lang: str) -> None:
    """Each page has a language, one h1, one main part, a way past the menu and unique ids."""
    page = site.page(path, lang)
    ids = [tag["id"] for tag in page.find_all(id=True)]

    assert page.html is not None
    assert page.html["lang"] == lang
    assert len(page.find_all("h1")) == 1
    assert len(page.find_all("main")) == 1
    assert page.select_one('a.ds-skip-link[href="#main"]') is not None
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", THINGS.values(), ids=THINGS.keys())
def test_no_page_has_code_of_its_own(site: Site, path: str) -> None:
    """Nothing in a page needs more than our own script and style sheet (CSP); data is no code."""
    page = site.page(path)

    inside = [tag for tag in page.find_all("script") if not tag.get("src")]
    assert {tag["type"] for tag in inside} <= {"application/ld+json"}
    assert page.find_all("style") == []
    assert page.find_all(style=True) == []
    assert [
        name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")
    ] == []


def test_a_concept_begins_with_its_term_and_definition(site: Site) -> None:
    """The term is the heading, and the definition in the reader's language comes first."""
    page = site.page("concept/apple")
    shown = page.select(".definition__one > .long")

    assert words(page.h1) == "eple"
    assert words(shown[0]) == "frukt fra epletreet"
    assert [tag.get("lang") for tag in shown] == [None, "en", "fr"]


def test_a_definition_tells_where_it_comes_from(site: Site) -> None:
    """Relation to the source and the source's name stand under the definition."""
    page = site.page("concept/apple")

    assert words(page.select_one(".source")) == "Basert på kilde: Botanikkboka"
    assert page.select_one('.source a[href="https://botany.example/apple"]') is not None


def test_a_definition_can_be_linked_to(site: Site) -> None:
    """The fragment of a definition's IRI is an id on the page."""
    assert site.page("concept/apple").find(id="def-nb") is not None


def test_a_reader_of_nynorsk_gets_the_nearest_definition(site: Site) -> None:
    """What is missing in nynorsk is shown in bokmål, and marked so."""
    first = site.page("concept/apple", "nn").select_one(".definition__one")

    assert words(first).startswith("bokmål frukt fra epletreet")


def test_terms_stand_by_language_and_advice(site: Site) -> None:
    """Recommended, allowed and discouraged terms have their columns; proposals are tagged."""
    table = site.page("concept/apple").select_one("table")
    assert table is not None
    rows = {words(row.th): words(row) for row in table.select("tbody tr")}

    assert [words(cell) for cell in table.select("thead th")] == [
        "Språk", "Anbefalt", "Tillatt", "Frarådd",
    ]  # fmt: skip
    assert list(rows) == ["bokmål", "nynorsk", "engelsk", "arabisk", "fransk", "japansk"]
    assert rows["bokmål"] == "bokmål eple matvareeple epple"
    assert rows["nynorsk"] == "nynorsk eple forslag matvareeple"
    assert table.select_one('[lang="ja"][dir="auto"]') is not None


def test_a_proposed_term_is_marked_in_the_heading(site: Site) -> None:
    """A term that is only a proposal says so wherever it is the heading."""
    assert words(site.page("concept/apple", "nn").h1) == "eple forslag"


def test_relations_are_told_by_kind_with_their_role(site: Site) -> None:
    """Broader, parts and related concepts stand apart, and a role is told."""
    groups = {
        words(tag.dt): words(tag.dd) for tag in site.page("concept/apple").select(".groups > div")
    }

    assert groups["Overbegrep (er en type)"] == "frukt"
    assert groups["Består av"] == "kjernehus"
    assert groups["Beslektede begreper"] == "epletre (vokser på)"
    assert groups["Verdiene står i kodelisten"] == "Eplefarger"
    assert groups["Samme begrep"] == "http://www.wikidata.org/entity/Q89"


def test_unknown_statements_are_not_lost(site: Site) -> None:
    """A property that the program doesn't know is shown with its values and languages."""
    more = words(site.page("concept/apple").select_one("details.ds-details"))

    assert "taste søt" in more
    assert "sweet-sour 3" in more
    assert "https://pictures.example/apple.png" in more


def test_the_page_offers_its_data_in_every_format(site: Site) -> None:
    """Six formats, each with what it is good for, and as alternates in the head."""
    page = site.page("concept/apple")
    extensions = [str(tag["href"]).rpartition(".")[2] for tag in page.select(".forms a")]

    assert extensions == ["json", "jskos", "ttl", "jsonld", "nt", "rdf"]
    assert len(page.select('link[rel="alternate"][type]')) == 6
    assert [tag["hreflang"] for tag in page.select('link[rel="alternate"][hreflang]')] == [
        *LANGUAGES
    ]


def test_a_retired_concept_says_so_first(site: Site) -> None:
    """The replacement stands in an alert above everything else."""
    alert = site.page("concept/medlar").select_one(".ds-alert")

    assert words(alert) == "Dette begrepet bør ikke brukes lenger Bruk i stedet pære ."


def test_a_concept_without_a_definition_has_no_empty_parts(site: Site) -> None:
    """Nothing is announced that isn't there."""
    page = site.page("concept/bare")

    assert words(page.h1) == "bare"
    assert [words(tag) for tag in page.find_all("h2")] == ["Lenke til og last ned"]


def test_a_foreign_concept_is_told_in_its_own_language(site: Site) -> None:
    """A label in a language without an interface is shown and marked."""
    page = site.page("concept/pomme")

    assert page.select_one('h1 [lang="fr"]') is not None
    assert words(page.h1) == "pomme de terre fransk"


def test_a_code_list_is_shown_as_it_is_today(site: Site) -> None:
    """Valid codes stand under their heading; those to come and those that were stand apart."""
    page = site.page("lists/colour")
    tables = page.select("table.codes")

    assert words(page.find(id="s-valid")) == "Gyldige koder 21. november 2026 4"
    assert [words(row.th) for row in tables[0].select("tbody tr")] == [
        "3",
        "Gruppe W Varme farger",
        "1",
        "4",
        "6",
    ]
    assert [words(row.th) for row in tables[1].select("tbody tr")] == ["5"]
    assert "Erstattet av 4 Gul" in words(tables[2])
    assert "krever presisering" in words(tables[0])


@pytest.mark.parametrize(
    "day, valid",
    [("2012-12-31", ["3"]), ("2013-01-01", ["3", "1", "2"]), ("2024-12-31", ["3", "1", "2"]),
     ("2025-01-01", ["3", "1", "4", "6"]), ("2999-01-01", ["3", "1", "4", "5", "6"])],
)  # fmt: skip
def test_a_code_list_can_be_seen_on_any_day(site: Site, day: str, valid: list[str]) -> None:
    """The first and the last day of a code are both within its validity."""
    page = site.page("lists/colour", on=dt.date.fromisoformat(day))
    rows = page.select("section[aria-labelledby=s-valid] tbody tr:not(.heading-row)")

    assert [words(row.th) for row in rows] == valid
    assert page.select_one(f'input[name="on"][value="{day}"]') is not None


def test_the_languages_of_a_dated_code_list_keep_the_day(site: Site) -> None:
    """Changing language shows the same list on the same day."""
    page = site.page("lists/colour", on=dt.date(2020, 1, 1))

    assert [tag["href"] for tag in page.select(".languages a")] == [
        f"/{lang}/lists/colour?on=2020-01-01" for lang in LANGUAGES
    ]


def test_a_code_stands_under_its_list(site: Site) -> None:
    """The path to a code goes through its list, and its notation is in the heading."""
    page = site.page("lists/colour/3")

    assert words(page.h1) == "3 Annet (krever presisering)"
    assert [words(tag) for tag in page.select(".ds-breadcrumbs li")] == [
        "Forside", "Kodelister", "Eplefarger", "Annet (krever presisering)",
    ]  # fmt: skip
    assert "Koden krever presisering" in words(page.main)


def test_a_former_code_leads_to_the_one_that_replaced_it(site: Site) -> None:
    """A code that is no longer valid says which to use."""
    alert = site.page("lists/colour/2").select_one(".ds-alert")

    assert (
        words(alert)
        == "Denne koden skal ikke brukes lenger Bruk i stedet en av disse: 4 Gul , 6 Oransje ."
    )


def test_a_scheme_is_a_tree_that_needs_no_script(site: Site) -> None:
    """Branches are details elements, and every concept is a link."""
    tree = site.page("scheme/plants").select_one("ul.tree")
    assert tree is not None

    assert [words(tag) for tag in tree.find_all("a")] == ["frukt", "eple", "pære"]
    assert len(tree.find_all("details")) == 1


def test_collections_and_datasets_list_what_they_hold(site: Site) -> None:
    """Members and parts are links with their definitions."""
    members = site.page("collection/pome").select(".rows__name")
    dataset = site.page("dataset/fruit")

    assert [words(tag) for tag in members] == ["eple", "pære"]
    assert [words(tag) for tag in dataset.select(".rows__name")] == [
        "Bestilling av frukt", "eple", "Eplefarger",
    ]  # fmt: skip
    offered = [str(tag["href"]).rpartition(".")[2] for tag in dataset.select("ul.files a")]
    assert {*offered} == {form.extension for form in FORMATS}
    skos = dataset.select("ul.files li")[-1]
    assert words(skos).startswith("SKOS (uten norske profiler):")
    assert [str(tag["href"]).partition(".")[2] for tag in skos.select("a")] == [
        "skos.ttl", "skos.rdf",
    ]  # fmt: skip
    assert dataset.select(".forms a") == []


def test_the_catalogue_tells_who_is_behind_it(site: Site) -> None:
    """Publisher, contact and version stand on its page."""
    facts = words(site.page("catalogue").select_one(".facts"))

    assert "Utgiver Prøveutgiver" in facts
    assert "post@id.example.org" in facts
    assert "Versjon 2026-11-21" in facts


def test_a_piece_that_is_not_there_is_not_found(site: Site) -> None:
    """A list that has ended has no further pages."""
    found = site.release.find("collection/pome")
    assert found is not None

    with pytest.raises(Problem) as problem:
        site.pages.resource(site.view(), found, start=100)

    assert problem.value.status == 404
