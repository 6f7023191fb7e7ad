"""The requirement document: everything is in it, in each language, and data stays data."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from catalog.formats.document import as_markdown, as_page, requirement_document, title_of
from catalog.formats.document.blocks import Document, Paragraph, Source, Span, Table
from catalog.model.information import InformationModel
from catalog.model.requirement import Requirement
from catalog.model.text import LangString
from catalog.settings import program_folder
from catalog.web.i18n import read_sentences
from tests.formats import made
from tests.formats.made import LANGUAGES
from tests.formats.requirements import REQUIREMENT, speaker

DAY = dt.date(2024, 1, 1)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def page(requirement: Requirement, lang: str = "nb", day: dt.date | None = DAY) -> BeautifulSoup:
    """Return the page of a requirement, read."""
    say = speaker(lang)
    return BeautifulSoup(as_page(requirement_document(requirement, say, day), say), "html.parser")


def row(soup: BeautifulSoup, begins: str) -> str:
    """Return the text of the first row whose heading begins like that."""
    [found, *_] = [it for it in soup.select("tbody tr") if it.th and it.th.text.startswith(begins)]
    return " ".join(found.text.split())


def test_what_a_requirement_demands_is_told() -> None:
    """Days, types, properties with number and form, codes of the day, rules and examples."""
    soup = page(REQUIREMENT)
    assert soup.h1
    assert soup.h1.text == "Telling av husdyr 1"
    assert "fra og med 1. januar 2024 til og med 31. desember 2025" in soup.text
    assert [it.text for it in soup.select("h3")][:2] == ["HusType", "Dyr DyrType"]
    assert "0 eller flere" in row(soup, "dyr")
    name = row(soup, "navn")
    assert "1–2 element" in name
    assert "string minste lengde: 1" in name
    assert "Det som dyret lyder." in name
    assert r"mønster: \d+[a-z]?" in row(soup, "nr")
    art = row(soup, "art")
    assert "kode fra listen Arter" in art
    assert "Begrep: art – det som dyr av samme slag er" in art
    assert "Koden må gjelde på dagen i DyrType/født" in art
    assert "Kan fortelle hvem noen er" in row(soup, "eier")
    assert "Ingen to dyr kan ha samme @nr." in soup.text
    assert "katt" in row(soup, "k")
    assert "Bruk i stedet: k1" in row(soup, "k")
    rule = row(soup, "Dyr 1")
    assert "Feil" in rule
    assert "Advarsel der dette er oppfylt: @nr" in rule
    assert "fra og med 1. januar 2022" in rule
    assert "Født | før i dag" in rule
    assert "Kan ikke kontrolleres av et program. Ingen vet det." in row(soup, "dyr-2")
    assert "Meldingen har feil. Dyret mangler navn." in soup.text
    assert soup.pre
    assert soup.pre.text == "<hus>\n  <dyr/>\n</hus>\n"


@pytest.mark.parametrize(
    "day, codes",
    [(DAY, ["k"]), (dt.date(2025, 1, 1), ["k1"]), (dt.date(2019, 1, 1), []), (None, ["k", "k1"])],
)
def test_the_codes_are_those_of_the_day(day: dt.date | None, codes: list[str]) -> None:
    """All that the version knows where no day is asked about; a list without any says so."""
    soup = page(REQUIREMENT, day=day)
    heading = soup.select_one("#codes-1")
    assert heading
    wide = heading.find_next("div", class_="wide") if codes else None
    found = [it.text for it in wide.select("tbody th")] if wide else []
    assert found == codes
    assert ("Ingen kode i listen gjelder denne dagen." in soup.text) is not bool(codes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_its_own(lang: str) -> None:
    """Every sentence in the language; a text in another one is marked as that."""
    soup = page(REQUIREMENT, lang)
    assert soup.html
    assert soup.html["lang"] == lang
    assert not re.search(r"\b(facets|severities|node|period)\.", soup.text)
    foreign = soup.find(string=re.compile("Alle dyr i huset"))
    assert foreign
    assert foreign.parent
    assert foreign.parent.get("lang") == (None if lang == "nb" else "nb")


def test_the_sentences_are_the_same_ones_in_each_language() -> None:
    """No key is missing anywhere."""
    folder = program_folder("site") / "translations" / "document"
    first, *others = (read_sentences(folder / f"{lang}.toml").keys() for lang in LANGUAGES)
    assert all(first == it for it in others)


def test_headings_and_links_are_in_order() -> None:
    """One h1, no level left out, and every link within the page leads somewhere."""
    soup = page(REQUIREMENT)
    levels = [int(it.name[1]) for it in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    anchors = [str(it["id"]) for it in soup.select("[id]")]
    assert len(anchors) == len(set(anchors))
    inside = [str(it["href"])[1:] for it in soup.select('a[href^="#"]')]
    assert inside
    assert set(inside) <= set(anchors)


def test_a_requirement_with_nothing_in_it_is_a_document_too() -> None:
    """No types, no names, no days."""
    empty = Requirement(
        "https://x.example/1", "x", "", InformationModel("https://x.example/m", "m", "")
    )
    assert page(empty).h1
    say = speaker("en")
    assert as_markdown(requirement_document(empty, say)).startswith(b"# x\n")


@pytest.mark.parametrize(
    "name, version, title",
    [("Krav", "1", "Krav 1"), ("Krav, versjon 4.0.1", "4.0.1", "Krav, versjon 4.0.1"),
     ("Krav 14.0", "4.0", "Krav 14.0 4.0"), ("Krav", "", "Krav")],
)  # fmt: skip
def test_the_version_stands_in_the_title_once(name: str, version: str, title: str) -> None:
    """Most versions are named after their number already."""
    label = (LangString(name, "nb"),)
    changed = dataclasses.replace(REQUIREMENT, label=label, version=version)
    assert title_of(changed, "nb") == title


hostile = st.one_of(made.texts, st.sampled_from([
    "# no heading", "- no item", "1. no item", "| no | cell", "**no**", "<b>no</b>", "`no`", "``",
    "[no](https://evil.example)", "https://evil.example", "a\n\n# b", "---", "&amp;", "\\", "~~~",
    "    indented", "> quote", "=== \n===", "![x](y)", "$x$", "\u202e", "+ a", "2) b",
]))  # fmt: skip


@given(hostile, hostile, st.text("`~ab\n<", max_size=12))
@settings(max_examples=300)
def test_no_text_becomes_markup(text: str, code: str, source: str) -> None:
    """Whatever the data says: one paragraph, one table of one row, one code block and no link."""
    table = Table("t", ("h",), ((((Span(text), Span(code, code=True)),),),))
    made_of = (Paragraph((Span("x"), Span(text))), table, Source(source, "xml"))
    document = Document("t", "nb", (Span(text),), made_of)
    html = MARKDOWN.render(as_markdown(document).decode())
    soup = BeautifulSoup(html, "html.parser")
    tags = {it.name for it in soup.find_all(True)}
    assert tags <= {"h1", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "pre"}
    assert len(soup.select("tbody tr td")) == 1
    assert len(soup.select("pre")) == len(soup.select("h1")) == 1
    written = BeautifulSoup(as_page(document, speaker("nb")), "html.parser")
    assert len(written.select("main > p")) == 2
    assert not written.select("main a, main script, main b")


def test_a_code_span_keeps_its_signs() -> None:
    """A pattern is read as it was written, bars and back quotes too."""
    pattern = r"(a|b)\|`c`\d"
    table = Table("t", ("h",), ((((Span(pattern, code=True),),),),))
    html = MARKDOWN.render(as_markdown(Document("t", "nb", (), (table,))).decode())
    cell = BeautifulSoup(html, "html.parser").select_one("td code")
    assert cell
    assert cell.text == pattern


def test_only_web_addresses_are_links() -> None:
    """An IRI may be anything, a program in a browser too."""
    cell = (Span("a", href="javascript:alert(1)"), Span("b", href="https://x.example/"))
    document = Document("t", "nb", cell, ())
    soup = BeautifulSoup(as_page(document, speaker("nb")), "html.parser")
    assert [it["href"] for it in soup.select("a")] == ["https://x.example/"]
    assert b"javascript" not in as_markdown(document)
