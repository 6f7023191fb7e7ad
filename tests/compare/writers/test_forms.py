"""The four forms of a comparison: as agreed, and safe whatever the data holds."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from catalog.compare import STATES, Comparison, compare
from catalog.compare.comparing import KINDS
from catalog.compare.consequences import WAYS
from catalog.compare.facts import ASPECTS
from catalog.compare.writers import as_html, as_json, as_markdown, as_text
from catalog.compare.writers.markdown import MARKER, MOST
from catalog.model.rdf import Graph, Iri, Literal
from catalog.settings import program_folder
from catalog.terms import CONCEPT, PREF_LABEL, SCOPE_NOTE, TYPE
from tests.compare import golden
from tests.compare.conftest import BASE, SETTINGS

SCHEMA: Any = json.loads(
    (program_folder("site") / "schemas" / "diff-1.schema.json").read_text("utf-8")
)
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details></del>", "-->",
    "@everyone", "org/repo#12", "#12", "GH-12", "https://evil.example/", "www.evil.example",
    "[x](https://evil.example)", "![x](https://evil.example/x.png)", "`code`", "| a | b |",
    "$$x$$", "\n# Heading\n\n- item", "\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07x",
    "\u202eabc", "\u2066x", "::error::x", "\r\n::warning::x", "\x9b31m", "\x00", "{{ 7*7 }}",
    "&lt;b&gt;", '" onmouseover="x', "\\", "*bold*", "~~x~~", "\u2028x", ":smile:",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), max_size=30))


def closed(schema: Any) -> Any:
    """The same schema, in which every object has the keys that are named and no other."""
    if isinstance(schema, dict):
        kept = {name: closed(value) for name, value in schema.items()}
        return {**kept, "additionalProperties": False} if "properties" in kept else kept
    return [closed(item) for item in schema] if isinstance(schema, list) else schema


def hostile(old: str, new: str, iri: str = "a") -> Comparison:
    """Return a change of a concept whose every text is someone else's."""

    def graph(text: str) -> Graph:
        about = {
            TYPE: [CONCEPT],
            PREF_LABEL: [Literal(text, "nb")],
            SCOPE_NOTE: [Literal("som " + text, "nb")],
            Iri(BASE + text.strip().partition("\n")[0]): [Literal(text)],
        }
        return Graph({Iri(BASE + iri): about})  # type: ignore[dict-item]

    return compare(graph(old), graph(new), SETTINGS)


@pytest.mark.parametrize("name", sorted(golden.forms()))
def test_the_forms_are_as_agreed(name: str) -> None:
    """Byte for byte; ``python -m tests.compare.golden`` writes them anew."""
    assert golden.forms()[name] == (golden.FOLDER / name).read_bytes().decode()


def test_the_words_have_a_sentence_in_each_language() -> None:
    """Every aspect, kind, state and way that there can be."""
    for lang in golden.LANGUAGES:
        say = golden.speaker(lang)
        wanted = {f"diff.aspect.{it}" for it in ASPECTS if it not in {"match", "property"}}
        wanted |= {f"diff.kinds.{it}" for it in KINDS}
        wanted |= {f"diff.state.{it}" for it in STATES} | {f"diff.count.{it}" for it in STATES}
        wanted |= {f"diff.uses.{it}" for it in WAYS}
        assert {key for key in wanted if key not in say} == set(), lang

    def own(lang: str) -> set[str]:
        """Return the sentences, but for those that only a language with genders has."""
        keys = {key for key in golden.speaker(lang).sentences if key.startswith("diff.")}
        return {key for key in keys if not re.search(r"\.new-\w+$", key)}

    assert own("nb") == own("nn") == own("en")


@given(TEXTS, TEXTS)
@settings(max_examples=80, deadline=None)
def test_no_text_can_steer_a_terminal(old: str, new: str) -> None:
    """No control character but the line's end, no bidi, and no line that begins as ours do."""
    text = as_text(golden.told("en", hostile(old, new)), color=False)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    heads = [line for line in text.splitlines() if re.match(r"[-+~!] ", line)]
    assert len(heads) == (old != new)
    assert not any(line.startswith("::") for line in text.splitlines())


@given(TEXTS, TEXTS)
@settings(max_examples=80, deadline=None)
def test_no_text_becomes_markup_in_a_comment(old: str, new: str) -> None:
    """Rendered as GitHub does, there is our markup only: no link, image, heading, code, table."""
    text = as_markdown(golden.told("en", hostile(old, new)), golden.speaker("en"))
    assert text.splitlines()[0] == MARKER
    html = MarkdownIt("commonmark", {"html": True, "linkify": True})
    page = BeautifulSoup(html.enable(["table", "strikethrough"]).render(text), "html.parser")
    names = {tag.name for tag in page.find_all(True)}
    assert names <= {"h3", "h4", "p", "strong", "em", "ul", "li", "del", "ins", "details",
                     "summary"}  # fmt: skip
    seen = page.get_text()
    assert not re.search(r"@\w|\w#\d|(^|\s)#\d|(?i:gh-\d)|://|(?i:www\.)", seen)
    assert all(letter.isprintable() or letter in "\n\u2060" for letter in text)


@given(TEXTS, TEXTS)
@settings(max_examples=80, deadline=None)
def test_no_text_becomes_markup_in_a_page(old: str, new: str) -> None:
    """Whatever the texts, the page has no script, no link, no handler; its policy forbids them."""
    text = as_html(golden.told("en", hostile(old, new)), golden.speaker("en"))
    page = BeautifulSoup(text, "html.parser")
    assert not page.find_all(["script", "a", "img", "iframe", "object", "form", "svg", "link"])
    allowed = {"lang", "class", "charset", "name", "content", "http-equiv", "open"}
    assert {name for tag in page.find_all(True) for name in tag.attrs} <= allowed
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert str(policy["content"]).startswith("default-src 'none'")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x00]", text)


@given(TEXTS, TEXTS)
@settings(max_examples=80, deadline=None)
def test_the_json_keeps_its_schema(old: str, new: str) -> None:
    """Whatever differs; and it holds no control character that a reader could be steered by."""
    text = as_json(hostile(old, new), *golden.versions())
    assert text.isascii()
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(json.loads(text))


def test_the_schema_names_all_words() -> None:
    """The published schema and the program have the same aspects, kinds, states and ways."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    parts = SCHEMA["$defs"]
    assert parts["detail"]["properties"]["aspect"]["enum"] == list(ASPECTS)
    assert parts["uses"]["properties"]["way"]["enum"] == list(WAYS)
    assert parts["kind"]["enum"] == list(KINDS)
    assert parts["state"]["enum"] == list(STATES)
    whole = json.loads(as_json(golden.comparison(), *golden.versions()))
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(whole)


def test_a_comment_is_never_too_long() -> None:
    """What has no room is counted, and what is there is whole."""
    graph = Graph(
        {
            Iri(f"{BASE}c/{number}"): {
                TYPE: [CONCEPT],
                PREF_LABEL: [Literal(f"term {number:04} " + "x" * 200, "nb")],
            }
            for number in range(1_000)
        }
    )
    told = golden.told("en", compare(Graph(), graph, SETTINGS))
    text = as_markdown(told, golden.speaker("en"))
    assert MOST - 1_000 < len(text) <= MOST
    shown = text.count("🟢")
    assert f"{1_000 - shown} more changes are not shown" in text


def test_the_page_tells_what_goes_and_comes_without_colour() -> None:
    """Each is an element of its own, with a word that a screen reader says and its language."""
    page = BeautifulSoup(golden.forms()["html.nb.html"], "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "nb"
    for name, word in (("del", "fjernet:"), ("ins", "nytt:")):
        found = page.find_all(name)
        assert found
        for element in found:
            spoken = element.find("span", class_="spoken")
            assert spoken is not None
            assert spoken.get_text(strip=True) == word
    assert page.find("ins", lang="en") is not None
    assert [it.name for it in page.find_all(["h1", "h2", "h3"])][:3] == ["h1", "h2", "h3"]
