"""Tables: each cell of a CSV and of an XLSX file says what the model says."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.formats import separated, tabular, xlsx
from catalog.model.concept import Code, Concept
from tests.formats.made import LANGUAGES, resources
from tests.formats.telling import links_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.model.resource import Resource
    from catalog.release import Release

csv.field_size_limit(10_000_000)
TEXTS = (
    "prefLabel", "definition", "description", "altLabel", "hiddenLabel", "subject", "scopeNote",
    "example",
)  # fmt: skip
LINKS = (
    "inScheme", "memberOf", "broader", "related", "replaces", "replacedBy", "exactMatch",
    "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "subjectConcept", "codeList",
    "source", "publisher", "licence",
)  # fmt: skip
Table = list[dict[str, str]]


def split(cell: str) -> list[str]:
    """Return the values of a cell, by the rule that docs/data.md gives."""
    values = [""]
    for part in re.findall(r"\\.| \| |[^\\|]", cell, re.DOTALL):
        if part == " | ":
            values.append("")
        else:
            values[-1] += part[-1]
    return [value for value in values if value]


def as_csv(head: Sequence[str], lines: Sequence[Sequence[str]]) -> Table:
    """Return a table that has been to CSV and back."""
    body = separated.piece([head]) + separated.piece(lines)
    read = list(csv.reader(io.StringIO(body.decode("utf-8"), newline=""), strict=True))
    assert tuple(read[0]) == tuple(head)
    return [dict(zip(head, map(separated.unguarded, cells), strict=True)) for cells in read[1:]]


def as_workbook(head: Sequence[str], lines: Sequence[Sequence[str]]) -> Table:
    """Return a table that has been to XLSX and back; every cell is a text."""
    file = io.BytesIO()
    xlsx.write(file, "Data", head, lines)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    assert all(kind == "s" for row in rows for value, kind in row if value is not None)
    read = [[unescaped(str(value or "")) for value, _ in row] for row in rows]
    assert tuple(read[0]) == tuple(head)
    return [dict(zip(head, cells, strict=True)) for cells in read[1:]]


def unescaped(text: str) -> str:
    """Return what a cell's XML means (ECMA-376 part 1, ST_Xstring); openpyxl leaves that to us."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def fitting(text: str) -> str:
    """Return a text as far as a workbook can hold it."""
    text = re.sub("[\ufffe\uffff]", "\ufffd", text)
    units = text.encode("utf-16-le")
    return text if len(units) <= 65_534 else units[:65_532].decode("utf-16-le", "ignore") + "…"


def compare(row: dict[str, str], resource: Resource, depth: int | None) -> None:
    """Hold a line against the model."""
    told: dict[str, dict[str, list[str]]] = {}
    for key in TEXTS:
        for language in LANGUAGES:
            if values := split(row.pop(f"{key}.{language}")):
                told.setdefault(key, {})[language] = values
        for value in split(row.pop(key)):
            told.setdefault(key, {}).setdefault("", []).append(value)
    expected: dict[str, dict[str, list[str]]] = {}
    for key, by_tag in texts_of(resource).items():
        for tag, values in by_tag.items() if key in TEXTS else ():
            mine = tag if tag in LANGUAGES else ""
            shown = [f"{value}@{tag}" if tag and not mine else value for value in values]
            expected.setdefault(key, {}).setdefault(mine, []).extend(shown)
    for by_tag in (*told.values(), *expected.values()):
        by_tag.get("", []).sort()
    assert told == expected
    links = {key: values for key in LINKS if (values := split(row.pop(key)))}
    assert links == {key: found for key, found in links_of(resource).items() if key in LINKS}
    status = resource.status
    assert split(row.pop("status")) == (
        ([status.code] if status.code else [it.text for it in status.text if it.text])
        if status
        else []
    )
    notations = resource.notations if isinstance(resource, Concept) else ()
    assert split(row.pop("notation")) == list(notations)
    code = resource if isinstance(resource, Code) else None
    assert row == {
        "iri": resource.iri,
        "type": resource.kind,
        "validFrom": resource.valid.start,
        "validTo": resource.valid.end,
        "level": "" if depth is None else str(depth + 1),
        "position": str(code.position) if code and code.position else "",
        "heading": "true" if code and not code.reportable else "",
        "requiresSpecification": "true" if code and code.requires_specification else "",
        "created": resource.created,
        "issued": resource.issued,
        "modified": resource.modified,
        "version": resource.version,
    }


@given(st.lists(st.tuples(resources, st.one_of(st.none(), st.integers(0, 5))), max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_csv_says_what_the_model_says(made: list[tuple[Resource, int | None]]) -> None:
    """Every value of any resource comes back from CSV, hostile ones too."""
    lines = [tabular.line(resource, depth, LANGUAGES) for resource, depth in made]
    read = as_csv(tabular.head(LANGUAGES), lines)
    for row, (resource, depth) in zip(read, made, strict=True):
        compare(row, resource, depth)


@given(st.lists(resources, min_size=1, max_size=2))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_xlsx_says_what_the_table_says(made: list[Resource]) -> None:
    """Every cell comes back from a workbook, as far as a workbook can hold it."""
    head = tabular.head(LANGUAGES)
    lines = [tabular.line(resource, 0, LANGUAGES) for resource in made]
    read = as_workbook(head, lines)
    expected = [dict(zip(head, map(fitting, line), strict=True)) for line in lines]
    assert read == expected


def test_tables_of_the_shipped_catalogue_say_what_the_model_says(shipped: Release) -> None:
    """All resources in one CSV and one XLSX file, compared value by value."""
    total = sum(shipped.manifest.counts.values())
    records = [
        shipped.record(found)
        for number in shipped.summaries(range(1, total + 1))
        if (found := shipped.find_iri(number.link.iri))
    ]
    assert len(records) == total
    head = tabular.head(shipped.manifest.languages)
    lines = [tabular.line(record, None, shipped.manifest.languages) for record in records]
    for read in (as_csv(head, lines), as_workbook(head, lines)):
        for row, record in zip(read, records, strict=True):
            compare(row, record, None)


def test_a_cut_list_says_so() -> None:
    """Relations that the record doesn't hold all of end in an ellipsis."""
    concept = Concept("https://id.example.org/a", "concept", relation_counts=(("related", 900),))
    row = dict(zip(tabular.head(()), tabular.line(concept, None, ()), strict=True))
    assert row["related"] == tabular.MORE
    assert row["broader"] == ""
