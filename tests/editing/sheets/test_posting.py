"""Relations and definitions: every form and both sides, as the catalogue keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from catalog.editing.sheets.importing import judge
from catalog.model.rdf import Iri
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources
from catalog.terms import (
    BROADER,
    DEFINITION,
    GENERALIZES,
    GENERIC_RELATION,
    HAS_GENERIC,
    HAS_SPECIFIC,
    MEMBER,
    NARROWER,
    PREF_LABEL,
    RELATED,
    RELATION_ROLE,
    SPECIALIZES,
    TYPE,
    VALUE,
    XL_DEFINITION,
)
from tests.editing.sheets.conftest import Desk, codes

if TYPE_CHECKING:
    from catalog.editing.sheets.importing import Import
    from catalog.model.rdf import Graph, Term

BASE = "https://id.example.org/"
DOG, CAT, ANIMAL = (f"{BASE}begrep/{name}" for name in ("hund", "katt", "dyr"))


def after(desk: Desk, outcome: Import) -> Graph:
    """Return the sources as the import makes them."""
    files = tuple(
        SourceFile(name, desk.root / name, text.encode()) for name, text in outcome.texts.items()
    )
    known = [file for file in desk.standing().files if file.name not in outcome.texts]
    return read_sources((*known, *files), desk.settings).graph


def said(graph: Graph, subject: str, predicate: Iri) -> list[Term]:
    """Return the objects of a statement, sorted."""
    return sorted(graph.objects(Iri(subject), predicate), key=str)


def test_a_relation_is_said_from_both_sides_where_that_is_usual(plain: Desk) -> None:
    """The catalogue has both broader and narrower, so a new relation gets both."""
    outcome = plain.edited({("concepts", "dog", "broader"): "cat\nanimal"})

    graph = after(plain, outcome)

    assert said(graph, f"{BASE}dog", BROADER) == [f"{BASE}animal", f"{BASE}cat"]
    assert said(graph, f"{BASE}cat", NARROWER) == [f"{BASE}dog"]


def test_a_relation_is_removed_from_both_sides(plain: Desk) -> None:
    """Nothing is left hanging on the other side, however it was said."""
    outcome = plain.edited({("concepts", "cat", "broader"): None})

    graph = after(plain, outcome)

    assert said(graph, f"{BASE}cat", BROADER) == []
    assert said(graph, f"{BASE}animal", NARROWER) == [f"{BASE}dog"]


def test_a_relation_said_from_the_other_side_alone_is_shown_and_removed(plain: Desk) -> None:
    """“related” holds both ways, whoever says it."""
    assert plain.cells("concepts")["cat", "related"] == "dog (dog)"

    outcome = plain.edited({("concepts", "cat", "related"): None})

    assert said(after(plain, outcome), f"{BASE}dog", RELATED) == []


def test_membership_is_written_on_the_collection(plain: Desk) -> None:
    """SKOS has members on the collection alone, and this catalogue says it nowhere else."""
    outcome = plain.edited({("concepts", "dog", "memberOf"): "pets"})

    graph = after(plain, outcome)

    assert said(graph, f"{BASE}pets", MEMBER) == [f"{BASE}cat", f"{BASE}dog"]
    assert "memberOf" not in "".join(outcome.texts.values())


def test_a_generic_relation_gets_its_object_on_both_sides(profiled: Desk) -> None:
    """SKOS-AP-NO keeps a direct relation and a relation object, named as the others are."""
    outcome = profiled.edited({("concepts", "begrep/hund", "specializes"): "dyr (begrep/dyr)"})

    graph = after(profiled, outcome)

    assert said(graph, DOG, SPECIALIZES) == [ANIMAL]
    assert said(graph, ANIMAL, GENERALIZES) == [DOG, CAT]
    assert said(graph, DOG, GENERIC_RELATION) == [f"{DOG}#rel-generisk-1"]
    assert said(graph, f"{DOG}#rel-generisk-1", HAS_GENERIC) == [ANIMAL]
    assert said(graph, f"{ANIMAL}#rel-generisk-2", HAS_SPECIFIC) == [DOG]
    brought = judge(outcome, profiled.standing(), lambda _done, _total: None).placed
    assert not [one for one in brought if one.brought and "relation" in one.finding.rule]


def test_a_generic_relation_goes_with_its_objects(profiled: Desk) -> None:
    """Both objects, and all that they say, go with the relation."""
    outcome = profiled.edited({("concepts", "begrep/katt", "specializes"): None})

    graph = after(profiled, outcome)

    assert said(graph, CAT, SPECIALIZES) == said(graph, ANIMAL, GENERALIZES) == []
    assert "rel-generisk" not in "".join(outcome.texts.values())


def test_a_relation_with_a_role_is_a_row_of_its_own(profiled: Desk) -> None:
    """Two rows tell the two directions, each with the role it has."""
    outcome = profiled.edited(
        {
            ("relations", "+1", "from"): "hund",
            ("relations", "+1", "relation"): "er relatert til",
            ("relations", "+1", "to"): "katt (begrep/katt)",
            ("relations", "+1", "relationRole@nb"): "jager",
            ("relations", "+2", "from"): "katt",
            ("relations", "+2", "relation"): "is related to",
            ("relations", "+2", "to"): "hund",
            ("relations", "+2", "relationRole@nb"): "blir jaget av",
        }
    )

    graph = after(profiled, outcome)

    assert codes(outcome) == []
    assert said(graph, DOG, RELATED) == [CAT]
    assert said(graph, CAT, RELATED) == [DOG]
    roles = [value for _, predicate, value in graph.triples() if predicate == RELATION_ROLE]
    assert sorted(role[0] for role in roles) == ["blir jaget av", "jager"]
    shown = profiled.edited({})
    profiled.save(outcome)
    assert shown.texts == {}
    assert "jager" in profiled.cells("relations").values()


def test_a_relation_is_removed_by_emptying_where_it_goes(profiled: Desk) -> None:
    """And it can't be moved to another concept, whose role it isn't."""
    row = "begrep/katt#rel-generisk-1"

    outcome = profiled.edited({("relations", row, "to"): None})
    assert said(after(profiled, outcome), ANIMAL, GENERALIZES) == []

    outcome = profiled.edited({("relations", row, "to"): "hund"})
    assert [code for _, code in codes(outcome)] == ["relation-moved"]


def test_a_first_definition_becomes_a_thing_of_its_own(profiled: Desk) -> None:
    """Its text, its kind, its relation to the source, and the sources themselves."""
    outcome = profiled.edited(
        {
            ("concepts", "begrep/hund", "xlDefinition@nb"): "dyr som bjeffer",
            ("concepts", "begrep/hund", "definitionRelation@nb"): "basert på kilden",
            ("concepts", "begrep/hund", "definitionSource@nb"): "https://a.example/1\nen bok",
        }
    )

    graph = after(profiled, outcome)

    (note,) = said(graph, DOG, XL_DEFINITION)
    assert note == f"{DOG}#def-nb"
    assert said(graph, str(note), VALUE) == [("dyr som bjeffer", "nb", "")]
    assert len(graph.about(Iri(str(note)))) == len({TYPE, VALUE}) + 2
    assert profiled.edited({}).texts == {}


def test_the_last_text_takes_its_definition_with_it(profiled: Desk) -> None:
    """No empty definition is left behind."""
    outcome = profiled.edited({("concepts", "begrep/dyr", "xlDefinition@nb"): None})

    assert "def-nb" not in "".join(outcome.texts.values())


def test_a_plain_definition_stays_plain(plain: Desk) -> None:
    """A catalogue of SKOS gets no vocabulary that it hasn't used."""
    outcome = plain.edited({("concepts", "animal", "definition@en"): "living being"})

    graph = after(plain, outcome)

    assert said(graph, f"{BASE}animal", DEFINITION) == [("living being", "en", "")]


def test_a_language_that_is_new_to_the_catalogue_can_be_added(plain: Desk) -> None:
    """A column with the key of another language is known without having been exported."""
    plain.edit({})
    book = openpyxl.load_workbook(plain.book)
    sheet = next(one for one in book.worksheets if one["A1"].value == "concepts.id")
    sheet.insert_cols(3)
    sheet["C1"].value, sheet["C4"].value = "prefLabel@se", "bussá"
    book.save(plain.book)

    graph = after(plain, plain.read())

    assert ("bussá", "se", "") in said(graph, f"{BASE}cat", PREF_LABEL)
