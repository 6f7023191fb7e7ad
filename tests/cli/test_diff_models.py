"""``omgrep diff`` of models and requirements as a person or a pipeline meets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from catalog.settings import program_folder
from tests.conftest import omgrep
from tests.source.test_history import commit_all, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MODEL = """
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<m/{version}> a modelldcatno:InformationModel ; dct:title "House"@en ;
    omgrep:technicalName "house" ; omgrep:syntax omgrep:XML ;
    owl:versionInfo "{version}" ; euvoc:startDate "202{version}-01-01"^^xsd:date ;
    modelldcatno:containsModelElement <m/{version}/House> .
<m/{version}/House> a modelldcatno:RootObjectType ; omgrep:technicalName "HouseType" ;
    omgrep:rootElement "house" ; modelldcatno:hasProperty <m/{version}/House/pet> .
<m/{version}/House/pet> a modelldcatno:Attribute ; omgrep:technicalName "pet" ;
    omgrep:node omgrep:AttributeNode ; modelldcatno:hasSimpleType <m/{version}/Text> ;
    modelldcatno:minOccurs "{least}"^^xsd:nonNegativeInteger ;
    modelldcatno:maxOccurs "1"^^xsd:nonNegativeInteger .
<m/{version}/Text> a modelldcatno:SimpleType ; omgrep:technicalName "Text" .
"""
REQUIREMENT = """
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<r> a omgrep:Requirement , dcat:DatasetSeries ; dct:title "Houses"@en ;
    omgrep:technicalName "houses" .
<r/5> a omgrep:RequirementVersion , dcat:Dataset ; dct:title "Houses 5"@en ; dcat:inSeries <r> ;
    dcat:version "5" ; dct:conformsTo <m/5> ; euvoc:startDate "2025-01-01"^^xsd:date ;
    euvoc:endDate "2025-12-31"^^xsd:date .
<r/6> a omgrep:RequirementVersion , dcat:Dataset ; dct:title "Houses 6"@en ; dcat:inSeries <r> ;
    dcat:version "6" ; dct:conformsTo <m/6> ; euvoc:startDate "2026-01-01"^^xsd:date ;
    dcat:previousVersion <r/5> ; omgrep:businessRule <r/rules/tail> .
<r/rules/tail> a omgrep:BusinessRule ; omgrep:technicalName "tail" ; skos:notation "Tail 1" ;
    dct:title "A pet has a tail"@en ; sh:severity sh:Violation .
"""
SCHEMAS = program_folder("site") / "schemas"


def model(version: str, least: int = 0) -> str:
    """Return a version of a model in Turtle."""
    return MODEL.format(version=version, least=least)


@pytest.fixture
def root(make_root: Callable[..., Path]) -> Path:
    """A catalogue with two versions of a requirement."""
    return make_root(old=model("5"), new=model("6", 1), r=REQUIREMENT)


def test_two_versions_of_a_requirement_are_told_by_what_to_do(root: Path) -> None:
    """By name alone, the newest and the one before; by both versions; in each language."""
    for lang, act in (("nb", "må følges opp"), ("nn", "må følgjast opp"),
                      ("en", "must be acted on")):  # fmt: skip
        done = omgrep(root, "diff", "--requirement", "houses", "--lang", lang)
        assert done.returncode == 0, done.stderr
        assert act in done.stdout
        assert "! HouseType/@pet" in done.stdout
        assert "! Tail 1 (A pet has a tail)" in done.stdout
    alone = omgrep(root, "diff", "--requirement", "houses", "--lang", "en")
    both = omgrep(root, "diff", "--requirement", "houses", "5", "6", "--lang", "en")
    assert both.stdout == alone.stdout
    back = omgrep(root, "diff", "--requirement", "houses", "6", "5", "--lang", "en")
    assert "Need no longer be there" in back.stdout
    assert omgrep(root, "diff", "--requirement", "houses", "--exit-code").returncode == 1
    same = ("diff", "--requirement", "houses", "5", "5", "--exit-code")
    assert omgrep(root, *same).returncode == 0


def test_every_form_is_made_of_versions_too(root: Path) -> None:
    """Markdown, a page, and JSON that keeps to its schema."""
    for form, begins in (("markdown", "<!-- omgrep"), ("html", "<!doctype html>")):
        done = omgrep(root, "diff", "--model", "house", "--format", form)
        assert done.stdout.startswith(begins)
    done = omgrep(root, "diff", "--requirement", "houses", "--format", "json")
    told = json.loads(done.stdout)
    schema = json.loads((SCHEMAS / "model-diff-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    assert [it["kind"] for it in told["changes"]] == ["property-required", "rule-added"]
    assert told["counts"] == {"breaks": 2}


def test_what_there_is_instead_is_told(root: Path) -> None:
    """No such name, no such version, none before it, two questions at once."""
    wrong = omgrep(root, "diff", "--requirement", "ships", "--lang", "en")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "houses" in wrong.stderr
    wrong = omgrep(root, "diff", "--requirement", "houses", "5", "7", "--lang", "en")
    assert (wrong.returncode, "6, 5" in wrong.stderr) == (2, True)
    for which in ("--model", "--requirement"):
        name = "house" if which == "--model" else "houses"
        first = omgrep(root, "diff", which, name, "--lang", "en")
        assert first.returncode == 0
    (root / "new.ttl").unlink()
    alone = omgrep(root, "diff", "--model", "house", "--lang", "en")
    assert (alone.returncode, "no older version" in alone.stderr) == (2, True)
    both = omgrep(root, "diff", "--model", "house", "--requirement", "houses")
    assert both.returncode == 2
    for done in (wrong, alone, both):
        assert "Traceback" not in done.stderr


def test_a_change_between_commits_is_told_in_words_of_messages(
    root: Path, make_root: Callable[..., Path]
) -> None:
    """Besides what the diff says of the property, what it means for who sends messages."""
    git(root, "init", "-q", "-b", "main")
    commit_all(root)
    make_root(old=model("5", 1))
    told = omgrep(root, "diff", "HEAD", "", "--lang", "en")
    assert told.returncode == 0, told.stderr
    assert "Changes in houses 5: 1 change must be acted on." in told.stdout
    assert "Must now be there (0..1 has become 1..1)" in told.stdout
    assert "Least number: [-0-] {+1+}" in told.stdout
    found = json.loads(omgrep(root, "diff", "HEAD", "", "--format", "json").stdout)
    schema = json.loads((SCHEMAS / "diff-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert [it["counts"] for it in found["models"]] == [{"breaks": 1}]


def test_a_new_version_is_told_against_the_one_before(
    root: Path, make_root: Callable[..., Path]
) -> None:
    """A model that was not there: what it changes, not only that it came."""
    git(root, "init", "-q", "-b", "main")
    commit_all(root)
    make_root(third=model("7", 0))
    told = omgrep(root, "diff", "HEAD", "", "--lang", "en")
    assert "Changes from house 6 to house 7" in told.stdout
    assert "Need no longer be there" in told.stdout


def test_a_file_that_cannot_be_read_is_named(root: Path) -> None:
    """What stood in it is not compared, and nobody is left to think that it was."""
    (root / "c.ttl").write_text("<<<<<<< ours\n")
    told = omgrep(root, "diff", "--requirement", "houses", "--lang", "en")
    assert told.returncode == 0
    assert "c.ttl" in told.stdout
    found = omgrep(root, "diff", "--requirement", "houses", "--format", "json")
    assert json.loads(found.stdout)["unread"] == ["c.ttl"]
