"""What changed in a model, in words: for a terminal, a comment, a page and programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt

import catalog.compare.models
from catalog.compare.models import compare_models, compare_requirements
from catalog.compare.models.account import account_of, sentence
from catalog.compare.writers import as_html, as_markdown, as_text, models_as_json
from catalog.model.model_changes import IMPACTS, TOPICS, ModelChanges
from catalog.model.requirement import SEVERITIES, Requirement
from catalog.model.resource import Period
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from catalog.web.reader import Reader
from tests.compare import golden
from tests.compare.models.small_models import attribute, code, coded, model
from tests.compare.models.test_rules import rule
from tests.compare.writers.test_forms import HOSTILE, closed

SITE = program_folder("site")
SCHEMA = json.loads((SITE / "schemas" / "model-diff-1.schema.json").read_text("utf-8"))
KIND = re.compile(r'"((?:syntax|namespace|root|type|order|unique|property|codes|rule)-[a-z-]+)"')


def everything(said: str = "cat") -> ModelChanges:
    """Return a change in structure, in codes and in rules, with a text of somebody else's."""
    old = model(coded(code("red"), code("blue")), attribute("gone", node="element"))
    red = code("red", end="2025-12-31", label=said, replaced_by=("blue", said))
    new = model(coded(red, code("blue")), attribute("come", min=1, node="element"), namespace=said)
    return compare_requirements(
        Requirement("urn:1", "m", "1", old, valid=Period("2024-01-01", "2025-12-31")),
        Requirement("urn:2", "m", said, new, valid=Period("2026-01-01"),
                    rules=(rule("new"), rule(said, severity="warning"))),
    )  # fmt: skip


def test_every_kind_has_its_sentence_in_each_language() -> None:
    """No kind without, no sentence without a kind; severities, topics and meanings likewise."""
    folder = Path(str(catalog.compare.models.__file__)).parent
    sources = "".join(it.read_text("utf-8") for it in folder.glob("*.py"))
    kinds = set(KIND.findall(sources))
    for lang in golden.LANGUAGES:
        say = Translator(SITE, lang)
        told = {it.split(".")[2] for it in say.sentences if it.startswith("changes.kind.")}
        assert told == kinds, lang
        wanted = {f"changes.topic.{it}" for it in TOPICS}
        wanted |= {f"changes.{part}.{it}" for it in IMPACTS for part in ("impact", "count")}
        wanted |= {f"changes.severity.{it}" for it in SEVERITIES}
        assert not {it for it in wanted if it not in say}, lang


@pytest.mark.parametrize(
    "lang, expected",
    [
        ("nb", "Fra 1. januar 2026: 1 kode kan ikke brukes lenger."),
        ("nn", "Frå 1. januar 2026: 1 kode kan ikkje brukast lenger."),
        ("en", "From 1 January 2026: 1 code may no longer be used."),
    ],
)
def test_a_sentence_tells_day_and_number(lang: str, expected: str) -> None:
    """In the reader's language, with the codes to use instead below it."""
    say = Translator(SITE, lang)
    [ended] = (it for it in everything().changes if it.kind == "codes-ended")
    assert sentence(ended, say) == expected
    text = as_text(account_of(everything(), say, 10), color=False)
    assert expected in text
    assert say("changes.use", codes="blue, cat") in text


def test_the_whole_is_summed_up_by_what_must_be_done() -> None:
    """How much must be acted on comes first, and when each version applies is noted."""
    say = Translator(SITE, "en")
    told = account_of(everything(), say, 10)
    assert told.summary == "5 changes must be acted on, 1 may concern you."
    assert told.notes[0] == "m 1 applies from 1 January 2024 until 31 December 2025."
    same = model(attribute())
    nothing = account_of(compare_models(same, same), say, 10)
    assert (nothing.summary, nothing.sections) == (say("changes.none"), ())
    few = account_of(compare_models(model(coded()), model(coded(*map(code, "abcdef")))), say, 2)
    assert "and 4 more" in as_text(few, color=False)


@pytest.mark.parametrize("said", ["cat", *HOSTILE])
def test_json_keeps_to_its_schema_whatever_the_data_says(said: str) -> None:
    """Every key is one that the schema tells of."""
    read = json.loads(models_as_json(everything(said), ("a.ttl",)))
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(read)
    assert read["breaks"] is True
    assert read["unread"] == ["a.ttl"]


@pytest.mark.parametrize("said", HOSTILE)
def test_no_form_takes_data_for_markup(said: str) -> None:
    """A terminal gets no control character, a comment no link or tag, a page no element."""
    told = account_of(everything(said), Translator(SITE, "en"), 10)
    text = as_text(told, color=False)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    command = golden.speaker("en")
    html = MarkdownIt("commonmark", {"html": True}).enable("table")
    comment = BeautifulSoup(html.render(as_markdown(told, command)), "html.parser")
    assert not comment.select("script, img, a, table, code, [onerror]")
    page = BeautifulSoup(as_html(told, command), "html.parser")
    assert not page.select("script, img, a, [onerror], [onmouseover]")
    [ended] = _page(everything(said)).select("li")
    assert not ended.select("script, img, [onerror], [onmouseover]")


def test_the_page_tells_the_same_as_the_terminal() -> None:
    """A table a topic, with the sentence, its meaning and links to the parts."""
    page = _page(everything())
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert len(rows) == len(everything().changes)
    say = Translator(SITE, "en")
    for change, row in zip(everything().changes, rows, strict=True):
        assert sentence(change, say) in row
        assert say(f"changes.impact.{change.impact}") in row
    assert [it["id"] for it in page.select("h3")] == [f"s-changes-{it}" for it in TOPICS]
    assert {it["scope"] for it in page.select("th")} == {"col", "row"}
    assert page.select_one('a[href="/urn/Root/a"]') is not None


class _Urls:
    """Makes a path of any IRI."""

    def page(self, link: object) -> str:
        """Return where the page of a thing might be."""
        iri = str(getattr(link, "iri", ""))
        return "/urn/" + "/".join(iri.split("/")[-2:])


def _page(changes: ModelChanges) -> BeautifulSoup:
    environment = Environment(
        loader=FileSystemLoader(SITE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["safe_href"] = lambda _: False
    template = environment.from_string(
        '{% import "_model_changes.html" as changed with context %}{{ changed.changes(told) }}'
    )
    html = template.render(
        told=changes, t=Translator(SITE, "en"), reader=Reader("en", ("nb", "nn", "en")),
        urls=_Urls(),
    )  # fmt: skip
    return BeautifulSoup(html, "html.parser")
