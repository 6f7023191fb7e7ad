"""The rule book: what each rule is called, why it is there, how to mend a breach; and its pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from catalog.check.rule import severities
from catalog.check.rulebook import Examples, Rulebook, in_general, read_examples, text_in
from catalog.check.rulepages import as_page, as_pages, as_table, escaped
from catalog.check.shapes import read_shapes
from catalog.settings import INTERFACE_LANGUAGES, Settings, program_folder

DATA = Path(__file__).parent / "data"
SETTINGS = Settings(
    root=DATA,
    base_iri="https://data.example.no/",
    title={},
    profile="skos-ap-no",
    rules={"orphan": "warning", "white-space": "off"},
)
SHAPES = read_shapes(program_folder("shapes"), SETTINGS)
BOOK = Rulebook(SHAPES, severities(SHAPES.rules, SETTINGS))
HOLES = {
    *("label", "iri", "value", "path", "detail", "other"),
    *("language", "count", "limit", "nearest", "suggestion"),
}
STARTS = ("«", "“", "{", "data.norge.no")
"""How a sentence begins where it begins with a name."""
NOTHING = Examples()
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


@pytest.mark.parametrize("rule", sorted(SHAPES.rules))
def test_every_rule_says_what_why_and_how_in_one_sentence_each(rule: str) -> None:
    """In each language of the interface, with holes that the check fills, and never the same."""
    declared = SHAPES.rules[rule]
    fields = (declared.messages, declared.why, declared.mend)
    for texts in (declared.title, *fields):
        assert [text.lang for text in texts] == list(INTERFACE_LANGUAGES)
    for lang in INTERFACE_LANGUAGES:
        sentences = [text_in(texts, lang) for texts in fields]
        assert len({*sentences, text_in(declared.title, lang)}) == 4
        for sentence in sentences:
            assert sentence.endswith((".", "?", ")", ".»"))
            assert not re.search(r"[a-zæøå)»”][.?!] +[A-ZÆØÅ]", sentence)
            assert set(re.findall(r"\{(\w+)\}", sentence)) <= HOLES
            assert sentence[0].isupper() or sentence.startswith(STARTS)


@pytest.mark.parametrize("rule", sorted(SHAPES.rules))
def test_every_rule_has_a_short_name_of_its_own(rule: str) -> None:
    """A name stands in lists and titles: short, without a hole or full stop, like no other."""
    for text in SHAPES.rules[rule].title:
        assert 3 < len(text.text) <= 60
        assert not re.search(r"[{}.]", text.text)
        same = [one.name for one in SHAPES.rules.values() if text in one.title]
        assert same == [rule]


def test_every_language_of_the_rules_has_its_own_words() -> None:
    """A sentence in nynorsk is not the one in bokmål, but where the two write alike."""
    fields = ("title", "messages", "why", "mend")
    pairs = [
        (text_in(getattr(rule, field), "nb"), text_in(getattr(rule, field), "nn"))
        for rule in SHAPES.rules.values()
        for field in fields
    ]
    assert sum(one == other for one, other in pairs) < 0.1 * len(pairs)
    bokmaal = r"\b(ikke|hvor|hvorfor|hva|hvem|hvilken|begrepet|noe|noen|fra|også|finnes|mangler)\b"
    nynorsk = r"\b(ikkje|kva|kvar|kven|eit|ei|frå|omgrepet|noko|nokon|òg|finst|manglar|vere)\b"
    assert [nn for _, nn in pairs if re.search(bokmaal, nn)] == []
    assert [nb for nb, _ in pairs if re.search(nynorsk, nb)] == []


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_list_has_every_rule_once_with_its_severity_here(lang: str) -> None:
    """Each rule stands on a line of its own, below what its file is called."""
    text = BOOK.listed(lang)
    for rule in SHAPES.rules.values():
        severity = BOOK.word(BOOK.severities[rule.name], lang)
        line = re.escape(severity) + r" +" + re.escape(rule.name) + r" +"
        found = re.findall(f"(?m)^  {line}(.+)$", text)
        assert found == [text_in(rule.title, lang)]
    for file in {rule.file for rule in SHAPES.rules.values()}:
        assert f"{BOOK.group(file, lang)}\n" in text


def test_severity_is_that_of_the_catalogue() -> None:
    """The settings and the profile have spoken; what was before is told beside it."""
    assert BOOK.severity(SHAPES.rules["orphan"], "en") == "warning (by default: off)"
    assert BOOK.severity(SHAPES.rules["white-space"], "nb") == "av (fra først av: advarsel)"
    assert BOOK.severity(SHAPES.rules["language-missing"], "en") == (
        "error (by default: warning, error in the profile skos-ap-no)"
    )
    assert BOOK.severity(SHAPES.rules["skos-s14"], "nn") == "feil"


def test_colours_only_where_asked() -> None:
    """A pipe gets no escape sequences, a terminal does."""
    assert "\x1b" not in BOOK.listed("nb")
    assert "\x1b[31mfeil" in BOOK.listed("nb", color=True)


@pytest.mark.parametrize("rule", sorted(SHAPES.rules))
def test_explanation_tells_all_there_is_to_know(rule: str) -> None:
    """The three sentences without holes, the source, the setting, the exception, the examples."""
    declared = SHAPES.rules[rule]
    examples = read_examples(DATA, rule)
    text = BOOK.explained(declared, "nn", examples)
    for texts in (declared.messages, declared.why, declared.mend):
        assert in_general(declared, text_in(texts, "nn")) in text
    assert declared.source in text
    assert f"    {rule} = " in text
    assert ("omgrep:exception" in text) == (declared.about != "file" or "exception" in rule)
    assert not re.search(r"\{\w+\}", text)
    for example in (*examples.former, *examples.valid, *examples.invalid):
        assert example.strip().splitlines()[-1] in text
    if examples.invalid:
        assert f"# <-- {rule}" in text
        assert "HERE" not in text


def test_an_exception_shown_is_one_that_works() -> None:
    """What the explanation tells to write is what the check reads."""
    [text] = BOOK.exception(SHAPES.rules["white-space"], "nb")
    for part in ("omgrep:exception ", "omgrep:Exception ;", "rule:white-space ;", '"off"'):
        assert part in text
    assert BOOK.exception(SHAPES.rules["syntax"], "nb") == ()


def test_json_has_every_rule_and_language() -> None:
    """Programs get the same, under keys that stay."""
    content = json.loads(BOOK.as_json(list(SHAPES.rules.values())))["rules"]
    assert [entry["rule"] for entry in content] == list(SHAPES.rules)
    keys = "rule severity default profile error_in needs source comment file title message why mend"
    for entry in content:
        assert set(entry) == set(keys.split())
        for field in ("title", "message", "why", "mend"):
            assert list(entry[field]) == list(INTERFACE_LANGUAGES)


def test_pages_are_the_same_every_time() -> None:
    """Nothing in a page depends on when or where it was made."""
    again = Rulebook(read_shapes(program_folder("shapes"), SETTINGS), BOOK.severities)
    assert as_pages(again, lambda name: read_examples(DATA, name)) == as_pages(
        BOOK, lambda name: read_examples(DATA, name)
    )


def test_index_leads_to_every_page() -> None:
    """Every rule has a row, and every row a page that is there."""
    pages = as_pages(BOOK, lambda _: NOTHING)
    linked = re.findall(r"\]\(([\w.-]+)\)", pages["README.md"])
    assert sorted([*linked, "README.md"]) == sorted(pages)
    assert len(linked) == len(SHAPES.rules)


@pytest.mark.parametrize("rule", sorted(SHAPES.rules))
def test_page_shows_every_word_as_it_is(rule: str) -> None:
    """Markdown eats none of the signs that Turtle is made of."""
    declared = SHAPES.rules[rule]
    page = as_page(BOOK, declared, read_examples(DATA, rule))
    soup = BeautifulSoup(MARKDOWN.render(page), "html.parser")
    shown = soup.get_text()
    for lang in INTERFACE_LANGUAGES:
        for texts in (declared.title, declared.messages, declared.why, declared.mend):
            assert in_general(declared, text_in(texts, lang)) in shown
    title = soup.h1
    assert title is not None
    assert title.get_text() == rule
    assert len(soup.find_all("h2")) == len(set(soup.find_all("h2")))


def test_escaped_text_is_shown_as_it_is() -> None:
    """Signs that Markdown gives a meaning lose it."""
    text = r"a *b* _c_ [d](e) <f> `g` | # \ &"
    shown = BeautifulSoup(MARKDOWN.render(escaped(text)), "html.parser").get_text().strip()
    assert shown == text


def test_table_in_one_language_has_that_language_alone() -> None:
    """Who asks for one language isn't given three."""
    table = as_table(BOOK, ("nn",))
    assert "Omgrepet manglar definisjon" in table
    assert "Begrepet mangler definisjon" not in table


def test_rules_without_files_have_no_examples(tmp_path: Path) -> None:
    """Where the examples don't ship, they are left out."""
    assert read_examples(tmp_path, "white-space") == NOTHING
    assert "```turtle\n@base" not in as_page(BOOK, SHAPES.rules["white-space"], NOTHING)
