"""The shipped catalogue holds what it promises, said as the profile wants it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from catalog.model.concept import CodeList, Concept

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.model.concept import Row
    from catalog.release import Release


def rows_of(release: Release, path: str) -> tuple[Row, ...]:
    """Return every row of the code list at ``path``."""
    found = release.find(path)
    assert found
    return release.members(found.number, "tree", 0, 500).rows


def concepts(release: Release) -> list[Concept]:
    """Return every concept of the catalogue."""
    found = [release.find_iri(row.link.iri) for row in release.of_kind("concept", 0, 500).rows]
    records = [release.record(it) for it in found if it]
    return [record for record in records if isinstance(record, Concept)]


def test_the_counts_are_those_of_the_material(shipped: Release) -> None:
    """There are 167 concepts, 21 code lists and four datasets."""
    counts = shipped.manifest.counts
    assert (counts["concept"], counts["code-list"], counts["dataset"]) == (167, 21, 4)


def test_every_concept_has_terms_and_a_definition_with_its_source(shipped: Release) -> None:
    """Each has a term in bokmål and nynorsk, a definition, and says where that comes from."""
    for record in concepts(shipped):
        assert {"nb", "nn"} <= {text.lang for text in record.label}, record.iri
        assert "nb" in {it.text.lang for it in record.definitions}, record.iri
        for definition in record.definitions:
            assert definition.relationship in {"self-composed", "derived-from-source"}, record.iri
            own = definition.relationship == "self-composed"
            assert own or definition.sources, record.iri
            assert all(source.label for source in definition.sources), record.iri


def test_at_least_sixty_concepts_are_defined_in_nynorsk(shipped: Release) -> None:
    """Nynorsk definitions are no token."""
    found = [it for it in concepts(shipped) if "nn" in {d.text.lang for d in it.definitions}]
    assert len(found) >= 60


def test_a_proposed_term_is_a_term(shipped: Release) -> None:
    """What is marked as a proposal is one of the concept's own terms."""
    marked = 0
    for record in concepts(shipped):
        assert set(record.proposed) <= {*record.label, *record.alt, *record.hidden}, record.iri
        marked += len(record.proposed)
    assert marked > 100


def test_no_definition_repeats_the_law(shipped: Release, reference: Path) -> None:
    """Definitions are the project's own wording: no long run of words from a quoted sentence."""
    material = json.loads((reference / "domain" / "concepts.json").read_text(encoding="utf-8"))
    quotes = [quote["text"] for it in material["concepts"] for quote in it["lawQuotes"]]
    runs = {tuple(words[n : n + 9]) for words in map(str.split, quotes) for n in range(len(words))}
    for record in concepts(shipped):
        for definition in record.definitions:
            words = definition.text.text.split()
            copied = [n for n in range(len(words) - 8) if tuple(words[n : n + 9]) in runs]
            assert not copied, definition.text.text


def test_the_codes_valid_in_a_year_are_those_of_the_material(
    shipped: Release, reference: Path
) -> None:
    """On 31 December of each year exactly the published codes are valid."""
    material = json.loads((reference / "domain" / "codelists.json").read_text(encoding="utf-8"))
    compared = 0
    for code_list in material["register"]:
        rows = rows_of(shipped, f"kodelister/{code_list['id']}")
        codes = [row for row in rows if row.reportable]
        assert len(codes) == len(code_list["items"])
        for period in code_list.get("codesValidAt31Dec", []):
            for year in range(period["from"], period["to"] + 1):
                day = dt.date(year, 12, 31).isoformat()
                valid = {
                    row.link.notation
                    for row in codes
                    if row.valid[0]
                    and row.valid[0] <= day
                    and (not row.valid[1] or day <= row.valid[1])
                }
                assert valid == set(period["codes"]), (code_list["id"], year)
                compared += 1
    assert compared > 100


def test_labels_are_the_published_ones_or_say_what_was_published(
    shipped: Release, reference: Path
) -> None:
    """Each bokmål label equals the source's; where it was corrected, that form is findable."""
    material = json.loads((reference / "domain" / "codelists.json").read_text(encoding="utf-8"))
    corrected = 0
    for code_list in material["register"]:
        for item in code_list["items"]:
            found = shipped.find(f"kodelister/{code_list['id']}/{item['code']}")
            assert found, item
            record = shipped.record(found)
            assert isinstance(record, Concept)
            label = next(text.text for text in record.label if text.lang == "nb")
            if label != item["label"]["nb"]:
                assert item["label"]["nb"] in {text.text for text in record.hidden}, item
                assert any(note.kind == "editorialNote" for note in record.notes), item
                corrected += 1
    assert corrected >= 4


def test_the_knowledge_model_has_its_three_levels(shipped: Release) -> None:
    """Three dimensions, eleven areas and 57 themes, of which only themes are reported."""
    rows = rows_of(shipped, "kodelister/kunnskapsmodellen")
    depths = [row.depth for row in rows]
    assert [depths.count(depth) for depth in (0, 1, 2)] == [3, 11, 57]
    assert {row.depth for row in rows if row.reportable} == {2}


def test_every_retired_code_that_was_split_leads_to_what_replaced_it(shipped: Release) -> None:
    """The change of 2026-01-01 can be followed from the old code to the new ones."""
    by_notation = {row.link.notation: row for row in rows_of(shipped, "kodelister/tiltak-kategori")}
    assert [it.notation for it in by_notation["8.2"].replaced_by] == ["8.4", "8.5"]
    assert by_notation["8.2"].valid[1] == "2025-12-31"


def test_no_code_is_in_the_concept_feed(shipped: Release) -> None:
    """The files of the concept dataset type no code as a concept (each would be harvested)."""
    text = (shipped.folder / "downloads" / "datasett.begrepskatalog.nt").read_text(encoding="utf-8")
    concept = "<http://www.w3.org/2004/02/skos/core#Concept>"
    typed = {line.split(" ")[0] for line in text.splitlines() if line.endswith(f"{concept} .")}
    assert len(typed) == 167
    assert not [iri for iri in typed if "/kodelister/" in iri]


def test_every_list_names_the_concept_it_belongs_to(shipped: Release) -> None:
    """A code list leads to its concept, and the concept leads back to the list."""
    linked = 0
    for row in shipped.of_kind("code-list", 0, 50).rows:
        found = shipped.find_iri(row.link.iri)
        assert found
        record = shipped.record(found)
        assert isinstance(record, CodeList)
        linked += bool(record.subject and record.used_by)
    assert linked >= 19
