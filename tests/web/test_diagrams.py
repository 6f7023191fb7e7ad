"""Class diagrams and examples: on pages of models and types, on one of their own, as a file."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from lxml import etree

from catalog.build.diagrams import draw_model
from catalog.model.text import LangString
from catalog.settings import read_settings
from catalog.web.reader import Reader
from catalog.web.urls import Urls
from tests.browser.sample_catalogue import SAMPLE, make_pages, read, words
from tests.build.diagrams.test_drawing import MOST, made
from tests.conftest import build
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from tests.web.conftest import Site

BASE = "https://id.example.org/"
ORDER = "models/order/2"
TYPE = f"{ORDER}/OrderType"
FRUIT = f"{ORDER}/FruitInTheOrderWithAVeryLongNameType"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample catalogue, which has a model of two types."""
    releases = tmp_path_factory.mktemp("diagrams") / "release"
    build(SAMPLE, releases)
    return open_site(dataclasses.replace(read_settings(SAMPLE), release_folder=releases))


def page(site: Site, path: str) -> BeautifulSoup:
    """Return a page of the site."""
    answer = site.get(path, Accept="text/html")
    assert answer.status_code == 200, answer.data
    return read(answer.get_data(as_text=True))


def of(path: str, lang: str = "en", name: str = "diagram") -> str:
    """Return where the diagram of what stands at ``path`` is."""
    return f"/{lang}/-/{name}?iri={quote(BASE + path, safe='')}"


def related(found: BeautifulSoup) -> list[str]:
    """Return the rows of the table of relations."""
    return [words(row) for row in found.select(".related tbody tr")]


@pytest.mark.parametrize("path", [of(ORDER), of(TYPE), f"/en/{ORDER}", f"/en/{TYPE}"])
def test_a_drawing_stands_with_a_table_that_says_the_same(site: Site, path: str) -> None:
    """A small model's on its own page too; every box and row leads to its page."""
    found = page(site, path)
    drawing = found.select_one("svg.diagram__svg")
    assert drawing is not None
    assert related(found) == ["OrderType Fruit 1..* FruitInTheOrderWithAVeryLongNameType"]
    assert len(drawing.select(".diagram__lines path")) == 1
    links = [a["href"] for a in drawing.select("a")]
    assert f"/en/{TYPE}" in links
    assert f"/en/{TYPE}/Fruit" in links
    for link in links:
        assert site.get(str(link), Accept="text/html").status_code == 200, link


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_drawing_tells_a_screen_reader_what_it_is(site: Site, lang: str) -> None:
    """In the language of the page, by a title and a description that it is labelled by."""
    found = page(site, of(ORDER, lang))
    drawing = found.select_one("svg.diagram__svg")
    assert drawing is not None
    assert drawing["role"] == "group"
    names = [found.select_one(f"#{name}") for name in str(drawing["aria-labelledby"]).split()]
    title = {"nb": "Bestilling, versjon 2", "nn": "Bestilling, versjon 2", "en": "Order, version 2"}
    assert words(names[0]).endswith(title[lang])
    assert words(names[1])
    region = found.select_one(".diagram")
    assert region is not None
    assert (region["role"], region["tabindex"]) == ("region", "0")


def test_a_link_leads_to_the_box_that_a_message_begins_with(site: Site) -> None:
    """Also without script; it may stand far down."""
    found = page(site, of(ORDER))
    assert found.select_one('.diagram__ways a[href="#diagram-root"]') is not None
    (box,) = found.select("#diagram-root")
    assert words(box.select_one(".diagram__head text")) == "OrderType"


def test_a_type_is_drawn_with_its_neighbours(site: Site) -> None:
    """Of what points to it the roles that do, of itself everything."""
    found = page(site, f"/en/{FRUIT}")
    boxes = [[words(text) for text in box.select("text")] for box in found.select(".diagram__type")]
    assert boxes == [
        ["OrderType", "Fruit FruitInTheOrderWithAVeryLongNameType 1..*"],
        ["FruitInTheOrderWithAVeryLongNameType", "@Id string 1..1", "@Colour colour 0..1"],
    ]
    about = found.select(".diagram__type--about")
    assert len(about) == 1
    assert words(about[0].select_one(".diagram__head text")).startswith("FruitIn")


def test_the_file_stands_alone(site: Site) -> None:
    """It is well-formed, and needs neither this site's style nor the page around it."""
    found = page(site, of(ORDER))
    link = found.select_one("a[download]")
    assert link is not None
    answer = site.get(str(link["href"]))
    assert answer.content_type == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    drawing = etree.fromstring(answer.data)
    assert drawing.tag == f"{SVG}svg"
    links = [str(a.get("href")) for a in drawing.iter(f"{SVG}a")]
    assert links
    assert all(re.match(r"https?://", link) for link in links)
    assert not list(drawing.iter(f"{SVG}style", f"{SVG}script"))


def test_the_file_is_well_formed_whatever_things_are_called(
    tmp_path: Path,
) -> None:
    """Markup is text, and a sign that XML can't hold is replaced."""
    name = r"<script>&\u000B\""
    settings = write_root(
        tmp_path / "root",
        "@prefix omgrep: <https://omgrep.example/ns#> .\n"
        "<m> a modelldcatno:InformationModel ; modelldcatno:containsModelElement <t> .\n"
        f'<t> a modelldcatno:ObjectType ; omgrep:technicalName "{name}" ;\n'
        f'    dct:title "{name}"@en .\n',
    )
    build(settings.root)
    site = open_site(settings)
    answer = site.get(of("m", name="diagram.svg"))
    texts = ["".join(it.itertext()) for it in etree.fromstring(answer.data).iter(f"{SVG}text")]
    assert texts == ['<script>&\ufffd"']
    found = page(site, of("m"))
    assert found.select("svg script") == []


def test_sixty_types_take_less_than_300_kilobytes() -> None:
    """With six properties a type and paths as long as in real models."""
    edges = [((place - 1) // 4, place) for place in range(1, 60)]
    model = made(edges, 60, 6)
    long = "modeller/barnevernsregister/4.0.1/OversendelseBarneverntjenesteType"
    types = tuple(
        dataclasses.replace(
            it,
            name=f"OversendelseBarneverntjeneste{place}",
            path=f"{long}{place}",
            fields=tuple(dataclasses.replace(f, path=f"{long}/{f.name}") for f in it.fields),
        )
        for place, it in enumerate(model.types)
    )
    diagram = draw_model(dataclasses.replace(model, types=types), MOST)
    pages = make_pages()
    drawing = pages.fragment(
        "diagram.svg", t=pages.translators["nb"], lang="nb", reader=Reader("nb"), urls=Urls("nb"),
        manifest=None, diagram=diagram, title=LangString("Stor"), origin="https://data.example.org",
    )  # fmt: skip
    assert len(etree.fromstring(drawing.strip()).findall(f".//{SVG}a")) == 60 + 59 + 360
    assert len(drawing.encode()) < 300_000


@pytest.mark.parametrize(
    "path",
    [
        of("concept/apple"),
        of("nothing"),
        of(f"{ORDER}/Day"),
        "/en/-/diagram",
        of("concept/apple", name="diagram.svg"),
        of(ORDER, lang="se"),
    ],
)
def test_what_has_no_diagram_is_not_found(site: Site, path: str) -> None:
    """A concept, something unknown, a simple type, nothing at all, no language of ours."""
    assert site.get(path, Accept="text/html").status_code in {400, 404}


def test_examples_are_shown_to_be_copied(site: Site) -> None:
    """The message as it is, shortest first, for the model; a part of it for a type."""
    found = page(site, f"/en/{ORDER}")
    least, full = (it.get_text() for it in found.select("pre.example__text"))
    for message in (least, full):
        root = etree.fromstring(message.encode())
        assert root.tag == "{https://id.example.org/ns/order}Order"
        # A pattern that asks for a tag gets one as text.
        assert root[0].get("Id") == "00000000-0001<script"
    assert [
        it[0].get("Colour") for it in map(etree.fromstring, (least.encode(), full.encode()))
    ] == [
        None,
        "3",
    ]
    ids = [it["id"] for it in found.select("pre.example__text")]
    assert [it["data-copy-of"] for it in found.select("button[data-copy-of]")] == ids
    part = page(site, f"/en/{FRUIT}").select("pre.example__text")[0].get_text()
    assert etree.fromstring(part.encode()).tag == "{https://id.example.org/ns/order}Fruit"
    assert not page(site, f"/en/{ORDER}/Day").select("pre.example__text")
