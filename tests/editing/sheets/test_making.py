"""New rows: each becomes a resource among its likes, and nothing is overwritten."""

from __future__ import annotations

import pytest

from catalog.editing.sheets.importing import judge
from tests.editing.sheets.conftest import Desk, codes

BASE = "https://id.example.org/"


def test_a_new_row_is_a_new_concept(plain: Desk) -> None:
    """The id is picked from the term, and the statements stand where its likes stand."""
    outcome = plain.edited(
        {
            ("concepts", "+1", "prefLabel@en"): "House Mouse",
            ("concepts", "+1", "definition@en"): "animal that squeaks",
            ("concepts", "+1", "broader"): "animal",
        }
    )

    assert outcome.made == (f"{BASE}house-mouse",)
    assert list(outcome.texts) == ["things.ttl"]
    plain.save(outcome)
    assert plain.cells("concepts")["house-mouse", "definition@en"] == "animal that squeaks"
    assert plain.cells("concepts")["animal", "narrower"].endswith("(house-mouse)")
    assert plain.edited({}).texts == {}


def test_where_each_concept_has_a_file_a_new_one_gets_one(plain: Desk) -> None:
    """A new file beside its likes, never over one that is there."""
    path = plain.root / "things.ttl"
    head, _, text = path.read_text("utf-8").partition("\n\n")
    path.unlink()
    for block in text.split("\n\n"):
        name = block.partition("example.org/")[2].partition(">")[0]
        (plain.root / f"{name}.ttl").write_text(f"{head}\n\n{block}\n", encoding="utf-8")

    outcome = plain.edited({("concepts", "+1", "prefLabel@en"): "mouse"})

    assert list(outcome.texts) == ["mouse.ttl"]


def test_rows_can_name_each_other(plain: Desk) -> None:
    """Two new concepts with the same term get different ids, and one can point to the other."""
    outcome = plain.edited(
        {
            ("concepts", "+1", "prefLabel@en"): "mouse",
            ("concepts", "+2", "prefLabel@en"): "mouse",
            ("concepts", "vole", "prefLabel@en"): "vole",
            ("concepts", "vole", "related"): "mouse (mouse-2)",
        }
    )

    assert codes(outcome) == []
    assert sorted(outcome.made) == [f"{BASE}{name}" for name in ("mouse", "mouse-2", "vole")]
    plain.save(outcome)
    assert plain.cells("concepts")["mouse-2", "related"] == "vole (vole)"


@pytest.mark.parametrize(
    "id_,key,value,code",
    [
        ("+1", "definition@en", "no term", "no-term"),
        ("pets", "prefLabel@en", "pets", "new-id-taken"),
        ("Not An Id", "prefLabel@en", "x", "new-id-form"),
        ("../../etc/passwd", "prefLabel@en", "x", "new-id-form"),
    ],
)
def test_a_row_that_cannot_be_made_is_told_of(
    plain: Desk, id_: str, key: str, value: str, code: str
) -> None:
    """Without a term, with an id of something else, or with what can be no id."""
    outcome = plain.edited({("concepts", id_, key): value})

    assert [found for _, found in codes(outcome)] == [code]
    assert outcome.texts == {}


def test_collections_are_not_made_in_a_sheet(plain: Desk) -> None:
    """What a sheet can't make it says."""
    outcome = plain.edited({("collections", "+1", "prefLabel@en"): "wild"})

    assert [code for _, code in codes(outcome)] == ["no-new-here"]


def test_new_codes_go_into_their_list(profiled: Desk) -> None:
    """Each with its notation, in the order of the rows."""
    outcome = profiled.edited(
        {
            ("codes", "+1", "prefLabel@nb"): "Nei",
            ("codes", "+1", "notation"): "1.10",
            ("codes", "+1", "codeList"): "Svar (liste)",
            ("codes", "+2", "prefLabel@nb"): "Vet ikke",
            ("codes", "+2", "notation"): "9",
            ("codes", "+2", "codeList"): "liste",
        }
    )

    assert codes(outcome) == []
    assert outcome.made == (f"{BASE}liste/1.10", f"{BASE}liste/9")
    profiled.save(outcome)
    assert profiled.cells("codes")["liste/1.10", "prefLabel@nb"] == "Nei"
    assert profiled.edited({}).texts == {}


@pytest.mark.parametrize(
    "notation,listed,code",
    [
        ("1.1", "liste", "new-notation-taken"),
        ("2", "hund", "other-kind"),
        ("2", None, "code-open"),
        (None, "liste", "code-open"),
        (2, "liste", "number"),
    ],
)
def test_a_code_that_cannot_be_made_is_told_of(
    profiled: Desk, notation: object, listed: str | None, code: str
) -> None:
    """A code is never used again, and stands in a list."""
    outcome = profiled.edited(
        {
            ("codes", "+1", "prefLabel@nb"): "Nei",
            ("codes", "+1", "notation"): notation,
            ("codes", "+1", "codeList"): listed,
        }
    )

    assert code in [found for _, found in codes(outcome)]
    assert outcome.texts == {}


def test_what_a_new_row_lacks_is_told_at_its_row(profiled: Desk) -> None:
    """The check judges a new concept like any other."""
    profiled.edit({("concepts", "+1", "prefLabel@nb"): "mus"})

    verdict = judge(profiled.read(), profiled.standing(), lambda _done, _total: None)

    places = {one.place for one in verdict.placed if one.finding.rule == "term-language"}
    assert places == {"Concepts!C6"}
