"""What the tests of spreadsheets share: small roots, and workbooks edited as an editor does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from catalog.editing.sheets.contents import Contents
from catalog.editing.sheets.importing import Import, Standing, understand
from catalog.editing.sheets.opening import read_workbook
from catalog.editing.sheets.table import table
from catalog.editing.sheets.workbook import write_workbook
from catalog.limits import LIMITS
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources
from tests.conftest import HEAD, MINIMAL

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = dt.date(2026, 12, 24)
Cells = dict[tuple[str, str, str], object]
"""What to write, by the kind of the sheet, the id of the row and the key of the column.

An id that isn't there is a new row; ``+`` and a number make one without an id.
"""

PLAIN = """
<https://id.example.org/schema> a skos:ConceptScheme ; skos:prefLabel "Animals"@en .

<https://id.example.org/cat> a skos:Concept ;
    skos:prefLabel "cat"@en ;
    skos:altLabel "pussy cat"@en , "moggy"@en ;
    skos:definition "small animal that purrs"@en ;
    skos:scopeNote "Two lines,\\nas it happens."@en ;
    skos:broader <https://id.example.org/animal> ;
    skos:inScheme <https://id.example.org/schema> ;
    <https://else.example/own> "left alone" .

<https://id.example.org/dog> a skos:Concept ;
    skos:prefLabel "dog"@en ;
    skos:definition "animal that barks"@en ;  # a comment that stays
    skos:related <https://id.example.org/cat> ;
    skos:broader <https://id.example.org/animal> ;
    skos:inScheme <https://id.example.org/schema> ;
    dct:modified "2020-01-01"^^xsd:date .

<https://id.example.org/animal> a skos:Concept ;
    skos:prefLabel "animal"@en ;
    skos:narrower <https://id.example.org/cat> , <https://id.example.org/dog> ;
    skos:inScheme <https://id.example.org/schema> .

<https://id.example.org/pets> a skos:Collection ;
    skos:prefLabel "pets"@en ;
    skos:member <https://id.example.org/cat> .
"""

NORWEGIAN = """\
[catalog]
base_iri = "https://id.example.org/"
title = { nb = "Prøve" }
profile = "skos-ap-no"
languages = ["nb", "nn"]
"""

PROFILED = """
<begrep/dyr> a skos:Concept ;
    skos:prefLabel "dyr"@nb , "dyr"@nn ;
    euvoc:xlDefinition <begrep/dyr#def-nb> ;
    xkos:generalizes <begrep/katt> ;
    skosno:hasGenericConceptRelation <begrep/dyr#rel-generisk-1> .

<begrep/dyr#def-nb> a euvoc:XlNote ;
    rdf:value "levende vesen som beveger seg"@nb ;
    skosno:relationshipWithSource
        <https://data.norge.no/vocabulary/relationship-with-source-type#self-composed> .

<begrep/dyr#rel-generisk-1> a skosno:GenericConceptRelation ;
    skosno:hasSpecificConcept <begrep/katt> .

<begrep/katt> a skos:Concept ;
    skos:prefLabel "katt"@nb , "katt"@nn ;
    euvoc:status <http://publications.europa.eu/resource/authority/concept-status/CURRENT> ;
    xkos:specializes <begrep/dyr> ;
    skosno:hasGenericConceptRelation <begrep/katt#rel-generisk-1> .

<begrep/katt#rel-generisk-1> a skosno:GenericConceptRelation ;
    skosno:hasGenericConcept <begrep/dyr> .

<begrep/hund> a skos:Concept ;
    skos:prefLabel "hund"@nb , "hund"@nn .

<liste> a skos:ConceptScheme , modelldcatno:CodeList ;
    dct:title "Svar"@nb ; skos:prefLabel "Svar"@nb ;
    skos:hasTopConcept <liste/1.1> .

<liste/1.1> a skos:Concept , modelldcatno:CodeElement ;
    skos:notation "1.1" ; skos:prefLabel "Ja"@nb ;
    skos:inScheme <liste> ; skos:topConceptOf <liste> .
"""


class Desk:
    """A catalogue root on the desk of an editor who exports, edits and imports."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = read_settings(root)
        self.book = root.parent / f"{root.name}.xlsx"

    def standing(self, lang: str = "en") -> Standing:
        """Return the sources as they are now."""
        files = find_sources(self.settings)
        return Standing(read_sources(files, self.settings), files, self.settings, lang)

    def contents(self, lang: str = "en") -> Contents:
        """Return the sources seen as sheets."""
        return Contents(self.standing(lang).sources.graph, self.settings, lang)

    def export(self, lang: str = "en") -> bytes:
        """Return the workbook of the sources as they are now."""
        contents = self.contents(lang)
        return write_workbook([table(contents, kind) for kind in contents.kinds], contents)

    def edit(self, cells: Cells, lang: str = "en") -> Path:
        """Export, write ``cells`` with another program, and return the workbook."""
        self.book.write_bytes(self.export(lang))
        book = openpyxl.load_workbook(self.book)
        fill(book, cells)
        book.save(self.book)
        return self.book

    def read(self, lang: str = "en") -> Import:
        """Return what the workbook changes."""
        sheets = read_workbook(self.book, LIMITS)
        return understand(sheets, self.standing(lang), TODAY)

    def edited(self, cells: Cells) -> Import:
        """Return what ``cells`` change."""
        self.edit(cells)
        return self.read()

    def save(self, outcome: Import) -> None:
        """Write the changed files."""
        for name, text in outcome.texts.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")

    def cells(self, kind: str) -> dict[tuple[str, str], str]:
        """Return what the cells of a sheet show now, by id and key, but for empty ones."""
        contents = self.contents()
        one = table(contents, kind)
        return {
            (row.id, column.key): cell.text
            for row in one.rows
            for column, cell in zip(one.columns, row.cells, strict=True)
            if cell.text
        }


def fill(book: Any, cells: Cells) -> None:
    """Write cells by id and key into an open workbook."""
    for (kind, id_, key), value in cells.items():
        sheet = next(one for one in book.worksheets if one["A1"].value == f"{kind}.id")
        column = next(cell.column for cell in sheet[1] if cell.value == key)
        rows = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1)}
        if id_ in rows:
            row = rows[id_]
        elif id_.startswith("+"):
            rows.pop(None, None)
            row = len(rows) + 2 + int(id_)
        else:
            row = sheet.max_row + 1
            sheet.cell(row, 1).value = id_
        sheet.cell(row, column).value = value


def codes(outcome: Import) -> list[tuple[str, str]]:
    """Return the faults that stop an import, as their cell and code."""
    return [(fault.place, fault.code) for fault in outcome.faults if not fault.note]


def notes(outcome: Import) -> list[str]:
    """Return the codes of what is told but stops nothing."""
    return [fault.code for fault in outcome.faults if fault.note]


def lines(texts: Iterable[str]) -> set[str]:
    """Return the lines of several texts."""
    return {line for text in texts for line in text.splitlines()}


def make_desk(root: Path, text: str, settings: str = MINIMAL) -> Desk:
    """Write a root of one file and put it on a desk."""
    root.mkdir()
    (root / "omgrep.toml").write_text(settings, encoding="utf-8")
    (root / "things.ttl").write_text(HEAD + text, encoding="utf-8")
    return Desk(root)


@pytest.fixture
def plain(tmp_path: Path) -> Desk:
    """A catalogue of plain SKOS in one file."""
    return make_desk(tmp_path / "plain", PLAIN)


@pytest.fixture
def profiled(tmp_path: Path) -> Desk:
    """A catalogue of SKOS-AP-NO, with relation objects and definitions of their own."""
    return make_desk(tmp_path / "profiled", PROFILED, NORWEGIAN)
