"""qSKOS: each of its checks that can be computed offline is a rule of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.check.shapes import read_shapes
from catalog.model.rdf import Iri, literals
from catalog.settings import Settings, program_folder
from catalog.terms import COMMENT, RULES

OFFLINE = {
    "oilt": "language-missing",
    "ilc": "definition-nynorsk",
    "ncl": "language-in-common",
    "uc": "undocumented",
    "ol": "label-overlap",
    "ml": "label-missing",
    "el": "label-empty",
    "ucil": "control-character",
    "oc": "orphan",
    "dcc": "separate-cluster",
    "chr": "hierarchy-cycle",
    "var": "related-siblings",
    "strc": "transitive-only",
    "otc": "top-concept-omitted",
    "tchbc": "top-concept-with-broader",
    "urc": "relation-one-way",
    "rrc": "relation-to-itself",
    "hr": "hierarchy-redundant",
    "mri": "mapping-in-scheme",
    "anr": "notation-repeated",
    "mol": "no-external-link",
    "bl": "broken-link",
    "husv": "address-not-http",
    "usr": "term-unknown",
    "rc": "skos-s27",
    "mc": "skos-s46",
    "ipl": "skos-s14",
    "dlv": "skos-s13",
}
"""The checks of qSKOS by their ids, and the rule that asks the same.

All 29 but one: Missing In-Links (mil) counted links from elsewhere in a service that is gone.
"""
SETTINGS = Settings(root=Path(), base_iri="https://data.example.no/", title={})


@pytest.mark.parametrize("check", OFFLINE)
def test_each_check_is_a_rule_that_says_so(check: str) -> None:
    """The rule exists, and its shape names the check, so that people find it by that name."""
    shapes = read_shapes(program_folder("shapes"), SETTINGS)
    assert OFFLINE[check] in shapes.rules
    comments = literals(shapes.graph.objects(Iri(RULES + OFFLINE[check]), COMMENT))
    assert any(re.search(rf"qSKOS: .*\({check}\)", comment.value) for comment in comments)


def test_there_are_28_of_them() -> None:
    """As many as the source of qSKOS has, without the one that needs the network."""
    assert len(OFFLINE) == 28
