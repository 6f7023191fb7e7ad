"""Where nothing is said to break, no message does: held against libxml2."""

from __future__ import annotations

import dataclasses
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalog.compare.models import compare_models
from catalog.formats.schemas import xsd
from catalog.model.information import Facets, SimpleType
from tests.compare.models.small_models import BASE, attribute, model, told

if TYPE_CHECKING:
    from catalog.model.information import InformationModel

FIELDS = st.builds(
    lambda name, node, low, more, size, base: attribute(
        name,
        node=node,
        min=low,
        max=1 if node == "attribute" else more,
        simple_type=SimpleType(f"{BASE}{name}#type", name, base=base, shared=False,
                               facets=Facets(max_length=size if base == "string" else None)),
    ),
    st.sampled_from("abc"), st.sampled_from(["attribute", "element"]), st.integers(0, 1),
    st.sampled_from([1, 2, None]), st.sampled_from([None, 1, 2]),
    st.sampled_from(["string", "integer", "decimal"]),
)  # fmt: skip
PAIRS = st.lists(st.tuples(FIELDS, FIELDS, st.booleans()), max_size=3,
                 unique_by=lambda it: it[0].name).map(
    # Half of the properties stay as they are, so that often enough nothing breaks.
    lambda found: (model(*(it[0] for it in found)),
                   model(*(it[0] if it[2] else dataclasses.replace(
                       it[1], name=it[0].name, node=it[0].node,
                       max=1 if it[0].node == "attribute" else it[1].max) for it in found)))
)  # fmt: skip


def documents(of: InformationModel) -> list[bytes]:
    """Return small messages that may be ones of the model: every number and kind of values."""
    choices = []
    for field in of.types[0].fields:
        counts = range(2 if field.node == "attribute" else 4)
        choices.append([(field, n, value) for n, value in product(counts, ("1", "1.5", "xy"))])
    found = []
    for chosen in product(*choices):
        attributes = "".join(f' {f.name}="{v}"' for f, n, v in chosen if n and f.node[0] == "a")
        inner = "".join(f"<{f.name}>{v}</{f.name}>" * n for f, n, v in chosen if f.node[0] == "e")
        found.append(f"<root{attributes}>{inner}</root>".encode())
    return found


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_where_nothing_breaks_every_right_message_stays_right(
    pair: tuple[InformationModel, InformationModel],
) -> None:
    """Judged by libxml2 with the schemas of both; and the same model never differs from itself."""
    old, new = pair
    assert not compare_models(old, old).changes
    changes = compare_models(old, new)
    if changes.breaks:
        return
    before, after = (etree.XMLSchema(etree.fromstring(xsd(it, None))) for it in (old, new))
    for body in documents(old):
        message = etree.fromstring(body)
        if before.validate(message):
            assert after.validate(message), (body, told(changes))
