"""What others have published, judged as a harvest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.check.harvest import judge_feed

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE_FEEDS = {
    "fdk-samples/concept-catalog-collection_0.ttl": {
        "harvest-identifier-type": 2,
        "harvest-blank-nodes": 1,
    },
    "skos-ap-no-begrep/test-v2examples-with-all-classes-and-all-properties.ttl": {
        "harvest-blank-nodes": 1,
        "harvest-publisher-number": 4,
        "harvest-relation-direct": 2,
        "harvest-role-coded": 1,
        "harvest-subject-label": 1,
    },
    "authored/begrep.ttl": {},
    "authored/datasett.ttl": {},
    "authored/informasjonsmodell.ttl": {},
    "authored/kodeliste.ttl": {"harvest-nothing": 1, "harvest-code-list-unreached": 1},
    "modelldcat-ap-no/examples/exSimpleModel.ttl": {"harvest-occurs": 14},
    "modelldcat-ap-no/examples/testModCat1.ttl": {"harvest-syntax": 1},
    "dcat-ap-no/examples/dataset-series-example.ttl": {},
}


@pytest.mark.parametrize("name", sorted(REFERENCE_FEEDS))
def test_official_examples(name: str, reference: Path) -> None:
    """What the harvester's owners and the profiles' authors published, read line by line."""
    report = judge_feed((reference / "standards" / name).read_bytes(), name=name)
    assert report.counts == REFERENCE_FEEDS[name]
