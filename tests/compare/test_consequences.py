"""Who uses what changed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from catalog.compare import compare
from catalog.limits import Limits
from tests.compare.conftest import BASE, SETTINGS, graph_of
from tests.compare.test_comparing import SAMPLE

if TYPE_CHECKING:
    from catalog.compare import Change

MORE = """
<begrep/d> a skos:Concept ; skos:prefLabel "delta"@nb ;
    skos:definition "en delta som de betaene vi kjenner"@nb .
<begrep/e> a skos:Concept ; skos:prefLabel "epsilon"@nb ;
    skos:definition "betalt epsilon"@nb , "beta of another language"@en .
"""


def uses(before: str, after: str, iri: str) -> dict[str, list[str]]:
    """Return who uses a changed thing, by way, in short."""
    changes = compare(graph_of(before), graph_of(after), SETTINGS).changes
    [change] = [it for it in changes if it.iri == BASE + iri]
    return short(change)


def short(change: Change) -> dict[str, list[str]]:
    """Return a change's uses with the last part of each IRI."""
    return {it.way: [link.iri.removeprefix(BASE) for link in it.links] for it in change.uses}


def test_a_changed_definition_concerns_lists_attributes_and_concepts() -> None:
    """The code list that holds its values, concepts that point to it, texts that mention it."""
    text = SAMPLE + MORE
    assert uses(text, text.replace("det andre", "den andre"), "begrep/b") == {
        "code-list": ["liste"],
        "concept": ["begrep/a", "begrep/c"],
        "mention": ["begrep/d"],
        "collection": ["rekke", "samling"],
    }


def test_a_term_is_found_in_its_forms_and_by_its_old_name() -> None:
    """Inflected as a word; not as a part of one, nor in a definition of another language."""
    text = SAMPLE + MORE
    renamed = text.replace('skos:prefLabel "beta"@nb', 'skos:prefLabel "omega"@nb')
    assert uses(text, renamed, "begrep/b")["mention"] == ["begrep/d"]


def test_a_code_concerns_who_takes_values_from_its_list() -> None:
    """The list, the concept whose values it has, and the model attribute."""
    changed = SAMPLE.replace('skos:prefLabel "ja"@nb', 'skos:prefLabel "nei"@nb')
    assert uses(SAMPLE, changed, "liste/1") == {
        "code-list": ["liste"],
        "attribute": ["modell#felt"],
        "concept": ["begrep/a"],
    }


def test_what_still_points_at_something_removed_is_told() -> None:
    """They are named once, as those that must be mended."""
    removed = SAMPLE.replace(
        '<begrep/b> a skos:Concept ; skos:prefLabel "beta"@nb ; skos:definition "det andre"@nb .',
        "",
    )
    assert uses(SAMPLE, removed, "begrep/b") == {
        "dangling": ["begrep/a", "begrep/c", "liste", "rekke", "samling"]
    }


@pytest.mark.parametrize(
    "addition",
    ['<begrep/b> dct:modified "2027-01-01" .', '<begrep/b> skos:editorialNote "x"@nb .'],
)
def test_what_has_no_meaning_has_no_consequences(addition: str) -> None:
    """A date or a note among editors concerns nobody else."""
    assert uses(SAMPLE, SAMPLE + addition, "begrep/b") == {}


def test_what_is_new_has_no_users() -> None:
    """Whatever points at it says so itself."""
    assert uses(SAMPLE, SAMPLE + MORE, "begrep/d") == {}


def test_many_users_are_counted_and_the_first_are_named() -> None:
    """By name, as many as the limit says."""
    many = SAMPLE + "".join(
        f'<m/{n}> a skos:Concept ; skos:prefLabel "m {n}"@nb ; skos:related <begrep/b> . '
        for n in range(30)
    )
    settings = dataclasses.replace(SETTINGS, limits=Limits(compared_users=3))
    after = many.replace("det andre", "den andre")
    [change] = compare(graph_of(many), graph_of(after), settings).changes
    [concepts] = [it for it in change.uses if it.way == "concept"]
    assert concepts.total == 32
    assert [link.iri.removeprefix(BASE) for link in concepts.links] == [
        "begrep/a",
        "begrep/c",
        "m/0",
    ]
