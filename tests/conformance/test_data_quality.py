"""The defects that were found in the real public material, planted in the shipped catalogue.

``data_quality.json`` of the reference library tells of 25. Those that concern what this catalogue
holds are planted here, in the very codes, concepts, models and rules, and the check must tell of
each at its line by the rule that is meant for it. The others are listed with the reason.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from catalog.check import check
from catalog.formats.schemas import json_schema
from catalog.limits import Limits
from catalog.message.judge import Judge
from catalog.model.information import JSON
from catalog.reading.chosen import choose_requirement
from catalog.reading.models import read_model
from catalog.reading.outline import Outline
from catalog.reading.requirements import read_requirement
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check import Report
    from catalog.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
LISTS = "kodelister/"
CONCEPTS = "begrep/"
REGISTER = "modeller/barnevernsregister/4.0.1/"
RULES = "krav/barnevernsregister/regler/"
NUMBER = RULES + "personalia-12"
PERSON = REGISTER + "SakPersonaliaType"
ON = {"word-misspelt": "warning"}
"""Rules that only report, switched on as an editor would who looks for what they find."""


class Plant(NamedTuple):
    """One defect: the last ``old`` in the block of ``subject`` becomes ``new``; look at ``at``."""

    finding: str
    file: str
    subject: str
    old: str
    new: str
    rule: str
    at: str


def label(finding: str, code: str, old: str, new: str, rule: str = "skos-s14") -> Plant:
    """Return a second text beside the one that a code has, or another one instead of it."""
    after = new if rule != "skos-s14" else f'{old}"@nb ,\n        "{new}'
    return Plant(finding, code.rpartition("/")[0], code, f'"{old}"', f'"{after}"', rule, f'"{new}"')


PLANTS = (
    # A day that no calendar has, on the very code.
    Plant("dq-02", LISTS + "melding-konklusjon", LISTS + "melding-konklusjon/1",
          '"2025-12-31"^^', '"2025-31-12"^^', "date-impossible", '"2025-31-12"'),
    # Two sources with two dates for one code: both written, or the code in two files.
    Plant("dq-03", LISTS + "melder", LISTS + "melder/25", '"2025-01-01"^^xsd:date',
          '"2025-01-01"^^xsd:date ,\n        "2013-01-01"^^xsd:date', "date-several",
          '"2013-01-01"'),
    Plant("dq-03", LISTS + "saksinnhold", LISTS + "saksinnhold/28", '"2022-01-01"^^xsd:date',
          '"2022-01-01"^^xsd:date ,\n        "2021-01-01"^^xsd:date', "date-several",
          '"2021-01-01"'),
    # Two sources with two texts for one code.
    label("dq-04", LISTS + "melder/24", "Lege / Sykehus", "Lege/ sykehus"),
    label("dq-04", LISTS + "saksinnhold/7",
          "Vold i hjemmet/ barnet vitne til vold i nære relasjoner",
          "Vold i hjemmet/ barnet vitne til vold i nærerelasjoner"),
    label("dq-04", LISTS + "melding-konklusjon/5", "Henlagt som følge av flytting til utlandet",
          "Henlagt på grunn av flytting til utlandet"),
    label("dq-04", LISTS + "opphevelse/3", "Adopsjon BVL2021 § 5-10 (tidligere BVL1992 § 4-20)",
          "Adopsjon BVL2021 § 5-10 (tidligere BVL1992 §4-20)"),
    label("dq-04", LISTS + "flytting-til/8", "Annet bosted (spesifiser)",
          "Annet bosted (krever presisering)"),
    # A code that its list leaves out.
    Plant("dq-05", LISTS + "melder", LISTS + "melder",
          "uneskos:contains <kodelister/melder/15> ;\n    ", "", "contents-differ",
          "\n<kodelister/melder/15>\n"),
    # A new code with a number that is in use.
    Plant("dq-06", LISTS + "saksinnhold", LISTS + "saksinnhold/32", 'skos:notation "32"',
          'skos:notation "31"', "notation-repeated", 'skos:notation "31"'),
    Plant("dq-06", LISTS + "saksinnhold", LISTS + "saksinnhold/33", 'skos:notation "33"',
          'skos:notation "34"', "notation-changed", 'skos:notation "34"'),
    # A code that means something else from one edition to the next, and no word of it.
    label("dq-07", LISTS + "vedtak-status/3", "Utgår / Bortfalt etter BVL", "Godkjent",
          "code-meaning-changed"),
    label("dq-07", LISTS + "tiltak-kategori/2.3", "Spesialiserte fosterhjem",
          "Statlige familiehjem (gjelder fosterhjem som staten har ansvar for)",
          "code-meaning-changed"),
    label("dq-07", LISTS + "saksinnhold/8",
          "Foreldres manglende ivaretakelse av grunnleggende og hverdagslig omsorg for barnet",
          "Barnet utsatt for vanskjøtsel", "code-meaning-changed"),
    # Types that say only that someone should say something.
    *(
        Plant("dq-08", CONCEPTS + name, f"{CONCEPTS}{name}#def-nb", start,
              "TODO: Forklaring for begrep mangler. ", "placeholder", "TODO:")
        for name, start in (
            ("saksinnhold", "forhold ved barnet"),
            ("undersokelse", "kartlegging"),
            ("vedtak", "avgjørelse der"),
            ("ettervern", "hjelpetiltak"),
        )
    ),
    *(
        Plant("dq-08", f"{REGISTER}{name}", f"{REGISTER}{name}", 'dct:description "',
              'dct:description "TODO: Forklaring for begrep mangler. ', "placeholder", '"TODO:')
        for name in ("BarnevernType", "SaksinnholdType", "UndersokelseType", "VedtakType",
                     "OversendelseBarneverntjenesteType", "EttervernType", "RelasjonType")
    ),
    # The old name of the board, and another spelling of the service.
    label("dq-09", LISTS + "undersokelse-konklusjon/2",
          "Begjæring om tiltak for barneverns- og helsenemnda",
          "Begjæring om tiltak for fylkesnemnda", "term-discouraged"),
    label("dq-09", LISTS + "tiltak-kategori/5.2",
          "Pålagt tilsyn i hjemmet (gjelder der tilsyn skjer etter vedtak i barneverns- og "
          "helsenemnda)",
          "Pålagt tilsyn i hjemmet (gjelder der tilsyn skjer etter vedtak i fylkesnemnd)",
          "term-discouraged"),
    label("dq-10", LISTS + "melder/5", "Barnevernstjenesten", "Barneverntjenesten",
          "term-discouraged"),
    # Misspelt words: known ones, and one that nobody has met.
    label("dq-11", LISTS + "saksinnhold/3.2.02", "Fattigdom", "Fattogdom", "term-discouraged"),
    label("dq-11", LISTS + "kunnskapsmodellen/3.3.04", "Minoritetsspråklige familier",
          "Minioritetsspråklige familier", "term-discouraged"),
    label("dq-11", LISTS + "tiltak-kategori/1.1",
          "Barnevernsinstitusjoner (gjelder alle typer barnevernsinstitusjoner)",
          "Barnvernsinstitusjoner (gjelder alle typer barnevernsinstitusjoner)", "word-misspelt"),
    # A place in the message from before the attribute was moved, and one without its element.
    Plant("dq-12", RULES + "personalia-14", RULES + "personalia-14",
          "<modeller/barnevernsregister/4.0.1/SakPersonaliaType/Kjonn>",
          "<modeller/barnevernsregister/4.0.1/SakType/Kjonn>", "broken-link", "SakType/Kjonn"),
    Plant("dq-12", RULES + "flytting-2c", RULES + "flytting-2c", "4.0.1/FlyttingType/SluttDato>",
          "4.0.1/VirksomhetType/Flytting>", "broken-link", "VirksomhetType/Flytting"),
    # A set of codes that was left behind when one of them was split.
    Plant("dq-13", CONCEPTS + "plasseringstiltak", CONCEPTS + "plasseringstiltak",
          "skosno:valueRange <kodelister/tiltak-kategori/8.4> ;\n"
          "    skosno:valueRange <kodelister/tiltak-kategori/8.5> ;\n    ",
          "", "retired-used", "<kodelister/tiltak-kategori/8.2> ;"),
    # What the law says, and no link to the section of the law.
    Plant("dq-14", CONCEPTS + "undersokelsesfrist", CONCEPTS + "undersokelsesfrist#def-nb",
          ";\n    dct:source <https://lovdata.no/lov/2021-06-18-97/§2-2>", "", "definition-source",
          "<begrep/undersokelsesfrist#def-nb>\n    a "),
    Plant("dq-16", CONCEPTS + "bekymringsmelding", CONCEPTS + "bekymringsmelding#def-nn",
          ";\n    dct:source <https://lovdata.no/lov/2021-06-18-97/§2-1> ;\n    dct:source "
          "<https://www.regjeringen.no/no/dokumenter/prop.-133-l-20202021/id2842271/?ch=8>", "",
          "definition-source", "<begrep/bekymringsmelding#def-nn>\n    a "),
    # Codes without their heading, which is told from both sides.
    Plant("dq-20", LISTS + "tiltak-kategori", LISTS + "tiltak-kategori/1",
          "skos:narrower <kodelister/tiltak-kategori/1.2> ;\n    ", "", "code-ungrouped",
          "\n<kodelister/tiltak-kategori/1.2>\n"),
    Plant("dq-20", LISTS + "saksinnhold", LISTS + "saksinnhold/gruppe-foreldrene",
          "skos:narrower <kodelister/saksinnhold/20> ;\n    ", "", "code-ungrouped",
          "\n<kodelister/saksinnhold/20>\n"),
    Plant("dq-20", LISTS + "tiltak-kategori", LISTS + "tiltak-kategori/1.2",
          "skos:broader <kodelister/tiltak-kategori/1> ;\n    ", "", "code-ungrouped",
          "\n<kodelister/tiltak-kategori/1.2>\n"),
    Plant("dq-20", LISTS + "saksinnhold", LISTS + "saksinnhold/20",
          "skos:broader <kodelister/saksinnhold/gruppe-foreldrene> ;\n    ", "", "code-ungrouped",
          "\n<kodelister/saksinnhold/20>\n"),
    # A namespace that is almost the right one, and a name where a term should be.
    Plant("dq-24", CONCEPTS + "kostra", "", "<http://purl.org/dc/terms/>", "<http://purl.org/dc/>",
          "namespace-unknown", "dct:identifier"),
    Plant("dq-24", CONCEPTS + "fiks", CONCEPTS + "fiks",
          'skos:prefLabel "KS Fiks"@nb ;\n    skos:prefLabel "KS Fiks"@nn',
          'dct:title "KS Fiks"@nb ;\n    dct:title "KS Fiks"@nn',
          "label-missing", "\n<begrep/fiks>\n"),
    # A text whose list has lost its line breaks.
    Plant("dq-25", CONCEPTS + "omsorgsovertakelse", CONCEPTS + "omsorgsovertakelse",
          "skos:hiddenLabel", 'skos:note "Vedtak kan treffes i disse tilfeller:det er fare."@nb ;\n'
          "    skos:hiddenLabel", "words-together", "tilfeller:det"),
)  # fmt: skip

UNREADABLE = ("plantype", "melding-konklusjon", "lov", "saksinnhold", "barnets-medvirkning",
              "undersokelse-konklusjon")  # fmt: skip
"""The six lists of dq-01: a list that can't be read is found when the catalogue is."""

BESIDES = {"dq-01", "dq-17", "dq-21", "dq-22", "dq-23"}
"""Findings that have a test of their own below."""
NOT_OURS = {
    "dq-15": "whether a code agrees with the law takes the text of the law; the catalogue says "
    "what is known of it in a note on the code",
    "dq-18": "the style of a message: the model follows the published one, so that the same "
    "messages are right",
    "dq-19": "the register's messages have no namespace, and ours must be the same; version or "
    "day is named by whoever asks",
}
"""Findings that no check of ours can find, with the reason."""


ENDINGS = re.compile(r"(?<!\d)(?:00\d00|(?:5|9){5})(?!\d)")
"""Of numbers that are made from a date."""


def shipped() -> Outline:
    """The shipped catalogue as it is."""
    settings = read_settings(PROJECT)
    sources = read_sources(find_sources(settings), settings)
    return Outline(sources.graph, settings.base_iri, settings.languages[0])


def planted(text: str, plant: Plant) -> str:
    """Return ``text`` with the defect, in the block of its subject where it has one."""
    start = text.index(f"\n<{plant.subject}>\n") if plant.subject else 0
    end = text.find("\n\n", start) if plant.subject else -1
    block = text[start : end if end > 0 else len(text)]
    assert plant.old in block, plant
    head, _, tail = block.rpartition(plant.old)
    return text[:start] + head + plant.new + tail + text[start + len(block) :]


def line_of(text: str, plant: Plant) -> int:
    """Return the line that a person would look at."""
    start = text.index(f"\n<{plant.subject}>\n") if plant.subject else 0
    at = text.find(plant.at, start)
    at = at if at >= 0 else text.index(plant.at)
    return text.count("\n", 0, at) + 1 + (plant.at[0] == "\n")


def copied(folder: Path) -> Settings:
    """Copy what the check reads of the shipped catalogue."""
    shutil.copytree(PROJECT / "vocab", folder / "vocab")
    shutil.copy(PROJECT / "omgrep.toml", folder)
    settings = read_settings(folder)
    return dataclasses.replace(settings, rules={**settings.rules, **ON})


class Judged(NamedTuple):
    """What the check says of a catalogue, and the texts of its files."""

    report: Report
    texts: Mapping[str, str]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The shipped catalogue with every defect at once, against the catalogue as it was."""
    folder = tmp_path_factory.mktemp("planted")
    settings = copied(folder)
    before = read_sources(find_sources(settings), settings).graph
    texts: dict[str, str] = {}
    for plant in PLANTS:
        path = folder / "vocab" / f"{plant.file}.ttl"
        texts[plant.file] = planted(texts.get(plant.file) or path.read_text("utf-8"), plant)
    for name, text in texts.items():
        (folder / "vocab" / f"{name}.ttl").write_text(text, "utf-8")
    twice = texts[LISTS + "melder"]
    code = twice[twice.index("\n<kodelister/melder/25>") :].partition("\n\n")[0]
    prefixes = "".join(re.findall(r"^@.*\n", twice, re.MULTILINE))
    (folder / "vocab" / "xsd.ttl").write_text(prefixes + code + "\n", "utf-8")
    files = find_sources(settings)
    return Judged(check(read_sources(files, settings), files, settings, before=before), texts)


@pytest.mark.parametrize(
    "plant", PLANTS, ids=[f"{plant.finding} {plant.subject or plant.file}" for plant in PLANTS]
)
def test_a_planted_defect_is_found_at_its_line(plant: Plant, judged: Judged) -> None:
    """The rule that is meant for the defect tells of it, in its file, at its line."""
    found = {
        (finding.file, finding.line)
        for finding in judged.report.findings
        if finding.rule == plant.rule
    }
    line = line_of(judged.texts[plant.file], plant)
    assert (f"vocab/{plant.file}.ttl", line) in found


def test_a_code_in_two_files_is_found_in_the_second(judged: Judged) -> None:
    """dq-03: one source for each code."""
    assert [
        finding.resource.rpartition("/")[2]
        for finding in judged.report.findings
        if finding.rule == "resource-repeated" and finding.file == "vocab/xsd.ttl"
    ] == ["25"]


def test_lists_that_cannot_be_read_are_found_where_they_break(tmp_path: Path) -> None:
    """dq-01: each of the six lists is one finding, at the sign that is missing."""
    settings = copied(tmp_path)
    wanted = []
    for name in UNREADABLE:
        path = tmp_path / "vocab" / LISTS / f"{name}.ttl"
        text = path.read_text("utf-8")
        at = text.index('"', text.index("skos:notation"))
        path.write_text(text[:at] + text[at + 1 :], "utf-8")
        wanted.append((f"vocab/{LISTS}{name}.ttl", text.count("\n", 0, at) + 1))
    files = find_sources(settings)
    report = check(read_sources(files, settings), files, settings)
    found = [(one.file, one.line) for one in report.findings if one.rule == "syntax"]
    assert found == sorted(wanted)


def test_made_up_numbers_end_alike_in_the_model_and_in_the_rule() -> None:
    """dq-17: whoever reads the model, and whoever reads or runs the rule, sees one list."""
    model = (PROJECT / "vocab" / f"{PERSON}.ttl").read_text("utf-8")
    field = model[model.index(f"\n<{PERSON}/Fodselsnummer>\n") :].partition("\n\n")[0]
    rule = (PROJECT / "vocab" / f"{NUMBER}.ttl").read_text("utf-8")
    told = [line for line in (*field.splitlines(), *rule.splitlines()) if "00100" in line]
    said = [set(ENDINGS.findall(line)) for line in told]
    assert said == [{"00100", "00200", "55555", "99999"}] * len(told)
    # The field, and the rule's description and sentence, in three languages; and its test.
    assert len(told) == 10


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    """The JSON Schemas of all models of messages in JSON, by IRI."""
    outline = shipped()
    models = [read_model(outline, iri) for iri in outline.models]
    return {it.iri: json.loads(json_schema(it)) for it in models if it.syntax == JSON}


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each object in a JSON document."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from parts(one)


def test_each_reference_in_a_schema_leads_somewhere(schemas: dict[str, Any]) -> None:
    """dq-21: to a part of the very same schema."""
    assert len(schemas) == 4
    for schema in schemas.values():
        references = [it["$ref"] for it in parts(schema) if "$ref" in it]
        assert references
        for reference in references:
            start, _, name = reference.rpartition("/")
            assert start == "#/$defs"
            assert name in schema["$defs"]


def test_no_schema_asks_of_a_type_what_it_has_not(schemas: dict[str, Any]) -> None:
    """dq-22: minLength is of texts, minItems of arrays, and so on."""
    belongs = {
        "string": {"minLength", "maxLength", "pattern", "format"},
        "array": {"items", "minItems", "maxItems", "uniqueItems"},
        "object": {"properties", "required", "additionalProperties"},
    }
    typed = [it for schema in schemas.values() for it in parts(schema) if "type" in it]
    for part in (it for it in typed if isinstance(it["type"], str)):
        others = {
            word for type_, words in belongs.items() if type_ != part["type"] for word in words
        }
        assert not others & part.keys()
    assert {it["type"] for it in typed if isinstance(it["type"], str)} >= belongs.keys()


def test_a_time_without_zone_is_found_in_an_example() -> None:
    """dq-23: the shipped example has one, and is wrong without it."""
    outline = shipped()
    name = "bekymringsmelding-offentlig"
    requirement = read_requirement(outline, choose_requirement(outline, name, "2"))
    [example] = requirement.examples
    judge = Judge(requirement, Limits())
    assert judge.judge(example.text.encode()).right
    verdict = judge.judge(example.text.replace("+01:00", "").encode())
    assert not verdict.right
    assert [it.path for it in verdict.findings] == ["/sendingstidspunkt"]


def test_the_shipped_catalogue_has_none_of_them(tmp_path: Path) -> None:
    """So each finding above is the defect's."""
    settings = copied(tmp_path)
    settings = dataclasses.replace(settings, rules=read_settings(tmp_path).rules)
    files = find_sources(settings)
    report = check(read_sources(files, settings), files, settings)
    assert [finding.message("en") for finding in report.findings] == []


def test_every_finding_is_planted_or_told_why_not(reference: Path) -> None:
    """None of the 25 is forgotten."""
    path = reference / "domain" / "data_quality.json"
    known = {finding["id"] for finding in json.loads(path.read_text("utf-8"))["findings"]}
    tested = {plant.finding for plant in PLANTS} | BESIDES
    assert tested.isdisjoint(NOT_OURS)
    assert tested | NOT_OURS.keys() == known
