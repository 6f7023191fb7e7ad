"""Former texts in a spreadsheet: a row each, out and in again without a change, and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editing.sheets.conftest import codes, make_desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editing.sheets.conftest import Desk

LIST = """
@prefix omgrep: <https://omgrep.example/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<l> a skos:ConceptScheme , modelldcatno:CodeList ; skos:prefLabel "Animals"@en .
<l/1> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <l> ; skos:notation "1" ;
    skos:prefLabel "cat"@en ; omgrep:formerLabel <l/1#text-1> , <l/1#text-2> .
<l/1#text-1> a omgrep:FormerLabel ; rdf:value "moggy"@en , "pus"@nb ; owl:versionInfo "1.0" ;
    euvoc:endDate "2020-12-31"^^xsd:date .
<l/1#text-2> a omgrep:FormerLabel ; rdf:value "puss"@en ; owl:versionInfo "2.0" .
<l/2> a skos:Concept , modelldcatno:CodeElement ; skos:inScheme <l> ; skos:notation "2" ;
    skos:prefLabel "dog"@en .
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A catalogue of a code with two former texts and one with none."""
    return make_desk(tmp_path / "formers", LIST)


def test_what_is_exported_is_imported_without_a_change(desk: Desk) -> None:
    """A row each, with whose text it is, where it stood and until when."""
    assert desk.edited({}).texts == {}
    cells = desk.cells("formers")
    assert cells["l/1#text-1", "formerOf"] == "1 cat (l/1)"
    assert cells["l/1#text-1", "formerText@nb"] == "pus"
    assert cells["l/1#text-1", "endDate"] == "2020-12-31"
    assert cells["l/1#text-2", "formerVersion"] == "2.0"


def test_a_catalogue_without_former_texts_has_no_such_sheet(plain: Desk) -> None:
    """Most catalogues have none."""
    assert "formers" not in plain.contents().kinds


def test_a_cell_that_is_edited_changes_the_former_text_alone(desk: Desk) -> None:
    """The text, the version and the days; other texts of the code stay."""
    outcome = desk.edited(
        {
            ("formers", "l/1#text-1", "formerText@en"): "old moggy",
            ("formers", "l/1#text-1", "endDate"): "2019-12-31",
            ("formers", "l/1#text-2", "formerVersion"): "2.1",
        }
    )
    assert codes(outcome) == []
    desk.save(outcome)
    cells = desk.cells("formers")
    assert cells["l/1#text-1", "formerText@en"] == "old moggy"
    assert cells["l/1#text-1", "formerText@nb"] == "pus"
    assert cells["l/1#text-1", "endDate"] == "2019-12-31"
    assert cells["l/1#text-2", "formerVersion"] == "2.1"
    assert desk.edited({}).texts == {}


def test_a_new_row_is_a_new_former_text(desk: Desk) -> None:
    """Named as the others are, in the file of its code, and there when exported again."""
    outcome = desk.edited(
        {
            ("formers", "+1", "formerOf"): "l/2",
            ("formers", "+1", "formerText@en"): "hound",
            ("formers", "+1", "endDate"): "2022-12-31",
        }
    )
    assert codes(outcome) == []
    desk.save(outcome)
    cells = desk.cells("formers")
    assert cells["l/2#text-1", "formerText@en"] == "hound"
    assert cells["l/2#text-1", "endDate"] == "2022-12-31"
    assert desk.edited({}).texts == {}


def test_a_former_text_without_a_text_is_gone(desk: Desk) -> None:
    """Its only text emptied, nothing of it is left; of two texts the other keeps it."""
    outcome = desk.edited(
        {
            ("formers", "l/1#text-2", "formerText@en"): None,
            ("formers", "l/1#text-1", "formerText@nb"): None,
        }
    )
    assert codes(outcome) == []
    desk.save(outcome)
    ids = {id_ for id_, _ in desk.cells("formers")}
    assert ids == {"l/1#text-1"}
    assert "text-2" not in "".join(it.read_text() for it in desk.root.glob("*.ttl"))


@pytest.mark.parametrize(
    "cells, code",
    [
        ({("formers", "+1", "formerText@en"): "hound"}, "former-open"),
        ({("formers", "+1", "formerOf"): "l/2"}, "former-open"),
        ({("formers", "+1", "formerOf"): "l"}, "other-kind"),
        ({("formers", "l/1#text-1", "formerOf"): "l/2"}, "locked"),
        ({("formers", "l/2#text-9", "formerText@en"): "x"}, "id-unknown"),
        ({("formers", "l/1#text-1", "endDate"): "soon"}, "not-a-date"),
    ],
)
def test_what_is_no_former_text_is_told(
    desk: Desk, cells: dict[tuple[str, str, str], object], code: str
) -> None:
    """Half a row, a text of a list, one that moves to another code, one that isn't there."""
    outcome = desk.edited(cells)
    assert code in {found for _, found in codes(outcome)}
    assert outcome.texts == {}
