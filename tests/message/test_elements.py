"""Elements: our own walk finds something exactly where libxml2 refuses."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies as st
from lxml import etree

from catalog.formats.schemas import xsd
from catalog.limits import LIMITS
from catalog.message.codes import CODES
from catalog.message.elements import Explainer, most_like
from catalog.message.nearest import Nearest
from catalog.message.parts import parts_of
from catalog.message.remarks import Remarks
from catalog.message.values import values_of
from tests.conformance.published_schema import Published
from tests.conformance.schema_cases import cases, documents
from tests.formats.schemas.models import MODEL as SMALL
from tests.message.made import ZOO, judge_of, shipped_model

if TYPE_CHECKING:
    from catalog.model.information import InformationModel

DAY = dt.date(2026, 2, 1)
NAMESPACES = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


class Both:
    """Our walk and libxml2, over one model."""

    def __init__(self, model: InformationModel) -> None:
        text = xsd(model)
        self.schema = etree.XMLSchema(etree.fromstring(text))
        self.root = Published.of(text).root if not model.namespace else None
        self.parts = parts_of(model)
        self.values = values_of(model)

    def ours(self, document: etree._Element) -> Remarks | None:
        """Return what the walk notes; None where the root is none of the model's."""
        remarks = Remarks(10)
        made = self.parts.roots.get(document.tag)
        if made is None:
            return None
        nearest = Nearest(10)
        Explainer(self.parts, self.values, nearest, LIMITS, remarks, DAY).explain(document, made)
        return remarks

    def agree(self, document: etree._Element) -> bool:
        """Hold both against each other; return whether the document is right."""
        document = etree.fromstring(etree.tostring(document, encoding="utf-8"))
        right = bool(self.schema.validate(document))
        remarks = self.ours(document)
        if remarks is None:
            assert not right
            return False
        told = [(it.code, it.name, it.values) for it in remarks.kept]
        assert (not told) == right, (told, self.schema.error_log, etree.tostring(document))
        return right


@pytest.fixture(scope="module")
def register() -> Both:
    """The newest model of the register."""
    return Both(shipped_model("barnevernsregister", "4.0.1"))


@pytest.mark.slow
@pytest.mark.parametrize("version", ["4.0.1", "2.2.3"])
def test_every_case_of_the_register(version: str) -> None:
    """Each facet, code, multiplicity, order and uniqueness: noted where libxml2 refuses."""
    both = Both(shipped_model("barnevernsregister", version))
    assert both.root is not None
    verdicts = [both.agree(case.document) for case in cases(both.root)]
    assert min(verdicts.count(True), verdicts.count(False)) > 500


@pytest.mark.slow
def test_documents_made_at_random(register: Both) -> None:
    """Right ones, and others with up to three things done to them."""

    @hypothesis.settings(max_examples=300, database=None, deadline=None, suppress_health_check=[
        hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large])  # fmt: skip
    @hypothesis.given(st.data())
    def agree(data: st.DataObject) -> None:
        assert register.root is not None
        register.agree(data.draw(documents(register.root)))

    agree()


PIECES = st.sampled_from(
    ['<dyr art="k">', "<dyr>", '<dyr art="x" nr="1">', '<dyr art="k1" nr="1">', "</dyr>",
     "<navn>A</navn>", "<navn/>", "<navn>A<b/></navn>", '<navn x="1">A</navn>',
     "<født>2024-02-29</født>", "<født>2023-02-29</født>", "tekst", "\n ", "<!-- m -->",
     "<?pi x?>", "<![CDATA[x]]>", '<dyr art="k" nr="01a"><navn>B</navn></dyr>',
     '<x:dyr xmlns:x="urn:annet" art="k"/>', "<navn>A<!-- m -->B</navn>"]
)  # fmt: skip


@hypothesis.given(st.lists(PIECES, max_size=8), st.booleans())
@hypothesis.settings(database=None, deadline=None, max_examples=400)
def test_the_small_model_put_together_from_pieces(pieces: list[str], closed: bool) -> None:
    """Comments, instructions, CDATA and text between; whatever can be read at all."""
    text = f"<hus>{''.join(pieces)}{'</dyr>' if closed else ''}</hus>"
    try:
        document = etree.fromstring(text)
    except etree.XMLSyntaxError:
        return
    SMALL_BOTH.agree(document)


SMALL_BOTH = Both(SMALL)


@pytest.mark.parametrize(
    "inner, code, values",
    [
        ('<dyr art="k"/>', "element-missing", {"name": "navn", "element": "dyr"}),
        ("<dyr><navn>A</navn></dyr>", "attribute-missing", {"name": "art", "element": "dyr"}),
        (
            '<dyr art="k" Nr="1"><navn>A</navn></dyr>',
            "attribute-unknown",
            {"name": "Nr", "element": "dyr", "like": "nr"},
        ),
        ("<dyyr/>", "element-unknown", {"name": "dyyr", "element": "hus", "like": "dyr"}),
        (
            '<dyr art="k"><navn>A</navn><navn>B</navn><navn>C</navn></dyr>',
            "element-too-many",
            {"name": "navn", "limit": "2", "element": "dyr"},
        ),
        (
            '<dyr art="k"><født>2024-02-29</født><navn>A</navn></dyr>',
            "element-misplaced",
            {"name": "navn", "before": "født", "element": "dyr"},
        ),
        ("hei", "text-misplaced", {"name": "hus"}),
        ('<dyr art="k"><navn/></dyr>', "value-empty", {"name": "navn"}),
        (
            '<dyr art="k"><navn>A</navn><født>2025-31-12</født></dyr>',
            "value-date",
            {"name": "født", "value": "2025-31-12"},
        ),
        (
            '<dyr art="k" nr="x"><navn>A</navn></dyr>',
            "value-pattern",
            {"name": "nr", "value": "x", "pattern": r"\d+[a-z]?"},
        ),
        ('<dyr art="kk"><navn>A</navn></dyr>', "code-unknown", {"name": "art", "value": "kk"}),
        ('<dyr art=""><navn>A</navn></dyr>', "value-empty", {"name": "art"}),
        ('<dyr art="  "><navn>A</navn></dyr>', "value-empty", {"name": "art"}),
        ('<dyr art="k "><navn>A</navn></dyr>', "value-space", {"name": "art", "value": "k "}),
        (
            '<dyr art="k" nr="&#9;12"><navn>A</navn></dyr>',
            "value-space",
            {"name": "nr", "value": " 12"},
        ),
        (
            '<dyr art=" kk  "><navn>A</navn></dyr>',
            "code-unknown",
            {"name": "art", "value": " kk "},
        ),
        (
            '<dyr art="k"><navn>A<b/></navn></dyr>',
            "element-inside",
            {"name": "b", "element": "navn"},
        ),
        (
            '<dyr art="k" nr="1"><navn>A</navn></dyr><dyr art="k" nr="1"><navn>B</navn></dyr>',
            "unique",
            {"name": "dyr", "by": "nr", "value": "1"},
        ),
    ],
)
@pytest.mark.parametrize("namespace", ["", "urn:dyr:1"])
def test_what_is_wrong_is_told_in_the_models_words(
    namespace: str, inner: str, code: str, values: dict[str, str]
) -> None:
    """One fault, one finding, with the property that it is about."""
    judge = judge_of(model=dataclasses.replace(ZOO, namespace=namespace))
    where = f' xmlns="{namespace}"' if namespace else ""
    verdict = judge.judge(f"<hus{where}>{inner}</hus>".encode(), DAY)
    assert [(it.code, it.values) for it in verdict.findings] == [(code, values)]
    assert verdict.findings[0].part is not None
    assert not verdict.right


@pytest.mark.parametrize(
    "attributes",
    ['xsi:nil="true"', 'xsi:nil="false"', 'xsi:type="HusType"', 'xsi:type="x"', 'xsi:type="Dato"',
     'xsi:schemaLocation="a b"', 'xsi:noNamespaceSchemaLocation="file:///etc/passwd"'],
)  # fmt: skip
def test_what_only_libxml2_sees_is_told_all_the_same(attributes: str) -> None:
    """Attributes of XML Schema's own: right where libxml2 takes them, else told of by name."""
    text = f"<hus {NAMESPACES} {attributes}/>"
    right = SMALL_BOTH.schema.validate(etree.fromstring(text))
    verdict = judge_of().judge(text.encode(), DAY)
    assert verdict.right == right
    expected = "xsi-nil" if "nil" in attributes else "xsi-type"
    assert [it.code for it in verdict.findings] == ([] if right else [expected])
    assert all(set(it.values) == set(CODES[it.code]) for it in verdict.findings)
    assert all(it.line == 1 for it in verdict.findings)


def test_a_mistyped_name_leads_to_the_right_one() -> None:
    """As far as it can be recognised."""
    names = ["StartDato", "SluttDato", "Id"]
    assert most_like("Startdato", names) == "StartDato"
    assert most_like("SlutDato", names) == "SluttDato"
    assert most_like("X", names) == "–"
    assert most_like("Journalnummer", names) == "–"
    assert most_like("S" * 100_000, names) == "–"
