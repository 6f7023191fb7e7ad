"""``omgrep new``: concepts, code lists and codes that fit in where they come."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from catalog.model.rdf import literals
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from catalog.terms import PREF_LABEL
from tests.conftest import MINIMAL, PROJECT, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TERMS = ("--term", "nb=prøvebegrep", "--term", "nn=prøveomgrep", "--term", "en=trial concept")
TEXTS = ("--definition", "nb=noe som er laget for å prøve",
         "--definition", "nn=noko som er laga for å prøve",
         "--definition", "en=something made for a trial")  # fmt: skip


@pytest.fixture(scope="module")
def shipped_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped catalogue, to be written in."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    shutil.copy(PROJECT / "omgrep.toml", root)
    return root


def files_of(root: Path) -> dict[str, bytes]:
    """Return every file of a root."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def findings(root: Path) -> list[dict[str, Any]]:
    """Return what the check says."""
    found: list[dict[str, Any]] = json.loads(
        omgrep(root, "check", "--format", "json", "--against", "none").stdout
    )["findings"]
    return found


def test_a_new_concept_in_the_shipped_catalogue_has_no_error(shipped_copy: Path) -> None:
    """It has what its likes have, stands in its collection, and its file is in the layout."""
    before = files_of(shipped_copy)
    done = omgrep(shipped_copy, "new", "concept", *TERMS, *TEXTS, "--in", "saksgang")
    assert done.returncode == 0, done.stderr
    after = files_of(shipped_copy)
    new = "vocab/begrep/provebegrep.ttl"
    assert after.keys() - before.keys() == {new}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"vocab/samlinger/saksgang.ttl"}
    assert [it for it in findings(shipped_copy) if it["severity"] == "error"] == []
    assert omgrep(shipped_copy, "format", "--check").returncode == 0
    text = after[new].decode()
    for part in ('"prøvebegrep"@nb', "self-composed", "concept-status/DRAFT", "memberOf"):
        assert part in text


def test_the_same_again_gets_another_id(shipped_copy: Path) -> None:
    """Nothing is overwritten: the id is numbered, and an id that is asked for and taken refused."""
    omgrep(shipped_copy, "new", "concept", *TERMS, *TEXTS)
    again = omgrep(shipped_copy, "new", "concept", *TERMS, *TEXTS)
    assert "provebegrep-" in again.stdout
    before = files_of(shipped_copy)
    done = omgrep(shipped_copy, "new", "concept", *TERMS, "--id", "melder", "--lang", "en")
    assert done.returncode == 2
    assert "--id" in done.stderr
    assert files_of(shipped_copy) == before


def test_a_code_joins_its_list_at_the_end(shipped_copy: Path) -> None:
    """Every way in which the list names its codes names the new one; its value is used once."""
    labels = ("--code", "98", "nb=Prøve", "nn=Prøve")
    done = omgrep(shipped_copy, "new", "code", "--in", "melder", *labels)
    assert done.returncode == 0, done.stderr
    text = (shipped_copy / "vocab/kodelister/melder.ttl").read_text("utf-8")
    assert text.count("<kodelister/melder/98>") == 3
    assert [it for it in findings(shipped_copy) if it["severity"] == "error"] == []
    again = omgrep(shipped_copy, "new", "code", "--in", "melder", *labels, "--lang", "en")
    assert again.returncode == 2
    assert "never used again" in again.stderr


def test_a_new_code_list_has_its_codes(shipped_copy: Path) -> None:
    """A list for a concept, with two codes, one of them with a dot in its value."""
    done = omgrep(
        shipped_copy, "new", "code-list", "--term", "nb=Prøveliste", "--term", "nn=Prøveliste",
        "--definition", "nb=Koder til å prøve.", "--definition", "nn=Kodar til å prøve.",
        "--concept", "melder",
        "--code", "1", "nb=En", "nn=Ein", "--code", "1.10", "nb=To", "nn=To",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [it for it in findings(shipped_copy) if it["severity"] == "error"] == []
    text = (shipped_copy / "vocab/kodelister/proveliste.ttl").read_text("utf-8")
    assert '"1.10"' in text
    assert "<kodelister/proveliste/1.10>" in text


def test_plain_skos_gets_plain_skos(make_root: Callable[..., Path]) -> None:
    """Where its likes have a skos:definition and a scheme, so has it; one file stays one."""
    likes = (
        '<s> a skos:ConceptScheme ; skos:prefLabel "S"@en ; skos:hasTopConcept <c/cat> . '
        '<c/cat> a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small carnivore"@en ;'
        " skos:inScheme <s> ; skos:topConceptOf <s> ."
    )
    root = make_root(animals=likes)
    done = omgrep(root, "new", "concept", "--term", "en=dog", "--definition", "en=loyal animal")
    assert done.returncode == 0, done.stderr
    text = (root / "animals.ttl").read_text("utf-8")
    assert '<c/cat> a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition' in text
    assert "xlDefinition" not in text
    assert "<c/dog>" in text
    assert findings(root) == []


@pytest.mark.parametrize(
    "arguments, word",
    [
        (("concept",), "--term"),
        (("code",), "--code"),
        (("concept", "--term", "nb=x", "--in", "nowhere"), "nowhere"),
        (("concept", "--term", "nb=x", "--id", "../../etc"), "etc"),
        (("code", "--code", "1", "nb=x"), "--in"),
        (("code-list", "--term", "nb=x", "--code", "§", "nb=y"), "§"),
    ],
)
def test_what_cannot_be_made_is_told(
    make_root: Callable[..., Path], arguments: tuple[str, ...], word: str
) -> None:
    """The message names the option or the value, and nothing is written."""
    root = make_root(MINIMAL, a='<a> a skos:Concept ; skos:prefLabel "a"@en .')
    before = files_of(root)
    done = omgrep(root, "new", *arguments, "--lang", "en")
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(root) == before


def test_a_hostile_text_stays_a_text(make_root: Callable[..., Path]) -> None:
    """Quotes, line breaks and Turtle in a term are the term."""
    root = make_root(a='<a> a skos:Concept ; skos:prefLabel "a"@en .')
    hostile = 'x" . <evil> a <b> ; \\ \n "\x1b[31m'
    done = omgrep(root, "new", "concept", "--term", f"en={hostile}")
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    settings = read_settings(root)
    graph = read_sources(find_sources(settings), settings).graph
    labels = {
        it.value for node in graph.subjects for it in literals(graph.objects(node, PREF_LABEL))
    }
    assert labels == {"a", hostile.strip()}
