"""The judge: any bytes at all end in a verdict, in bounded time, with the reason at its place."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pickle
import time

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st

from catalog.errors import ExpressionRefused, SchemaRefused
from catalog.limits import LIMITS
from catalog.message import Judge, could_not_tell, sizes
from catalog.message.codes import CODES
from catalog.message.telling import Teller
from catalog.model.information import Facets, Field, SimpleType
from catalog.model.resource import Link
from catalog.model.verdict import Verdict
from tests.formats.schemas.models import IRI, MODEL, SPECIES, with_field
from tests.message.made import json_zoo, judge_of, required, rule, shipped_requirement

DAY = dt.date(2026, 2, 1)
LAUGHS = (
    '<!DOCTYPE hus [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><hus>&j;</hus>"
)


def told(body: bytes | str, limits: object = LIMITS) -> tuple[str, int, int, bool]:
    """Return code, line and column of the one finding of a message, and whether it was judged."""
    judge = judge_of(limits=limits)  # type: ignore[arg-type]
    verdict = judge.judge(body.encode() if isinstance(body, str) else body, DAY)
    assert not verdict.right
    (finding,) = verdict.findings
    assert set(finding.values) == set(CODES[finding.code])
    return finding.code, finding.line, finding.column, verdict.told


@pytest.mark.parametrize(
    "body, expected",
    [
        ("", ("empty", 1, 1, True)),
        (" \n", ("empty", 1, 1, True)),
        ('{"a": 1}', ("not-xml", 1, 1, True)),
        ("hei", ("xml-syntax", 1, 1, True)),
        ("<!-- a -->", ("xml-empty", 1, 11, True)),
        ("<hus>\n <dyr", ("xml-unfinished", 2, 2, True)),
        ("<hus>\n <dyr>", ("xml-unfinished", 2, 7, True)),
        ("<hus>\n <dyr></hus>", ("xml-tag", 2, 9, True)),
        ('<hus>\n<dyr nr="1" nr="2"/></hus>', ("xml-attribute-twice", 2, 13, True)),
        ("<hus/>\n<hus/>", ("xml-after", 2, 1, True)),
        ("<hus>&æ;</hus>", ("xml-entity", 1, 6, True)),
        ("<hus>&lt &amp;</hus>", ("xml-syntax", 1, 9, True)),
        ("<hus><x:dyr/></hus>", ("xml-prefix", 1, 6, True)),
        (' <?xml version="1.0"?><hus/>', ("xml-declaration", 1, 2, True)),
        ("<hus>\x01</hus>", ("xml-syntax", 1, 6, True)),
        ("<bus/>", ("root-unknown", 1, 1, True)),
        ('\n<hus xmlns="urn:x"/>', ("root-namespace-none", 2, 1, True)),
        ("<hus>\n<!DOCTYPE hus></hus>", ("xml-syntax", 2, 3, True)),
        ("<!-- -->\n<!DOCTYPE hus><hus/>", ("xml-doctype", 2, 1, True)),
        ('<!DOCTYPE hus SYSTEM "file:///etc/passwd"><hus/>', ("xml-doctype", 1, 1, True)),
        ('<!DOCTYPE hus [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]><hus>&a;</hus>',
         ("xml-doctype", 1, 1, True)),
        (LAUGHS, ("xml-doctype", 1, 1, True)),
        (LAUGHS.encode("utf-16"), ("xml-doctype", 1, 1, True)),
        ("<hus>" * 10_000, ("too-deep", 1, 1001, False)),
        ("<hus>æ\xff</hus>".encode("latin-1"), ("encoding-wrong", 1, 6, True)),
        ('<?xml version="1.0" encoding="utf-7"?><hus/>', ("encoding-unknown", 1, 1, True)),
        ('<?xml version="1.0" encoding="utf-16"?><hus/>', ("encoding-wrong", 1, 1, True)),
        ('<?xml version="1.0" encoding="ascii"?>\n<hus>æ</hus>', ("encoding-wrong", 2, 6, True)),
        ("<hus/>".encode("utf-16") + b"x", ("encoding-wrong", 1, 7, True)),
        ("\ufeff<hus/>".encode("utf-32"), ("encoding-unknown", 1, 1, True)),
        ("<hus/>".encode("utf-32-be"), ("encoding-unknown", 1, 1, True)),
        ("<hus/>".encode("utf-32-le"), ("encoding-unknown", 1, 1, True)),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_told_at_its_place(
    body: str | bytes, expected: tuple[str, int, int, bool]
) -> None:
    """Nothing is read of a DTD, and nothing is fetched."""
    assert told(body) == expected


def test_a_message_that_is_too_large_is_not_read() -> None:
    """It says how large it may be; it may be right for all we know."""
    limits = dataclasses.replace(LIMITS, message_bytes=1_000)
    assert told("<" * 1_001, limits) == ("too-large", 0, 0, False)
    started = time.monotonic()
    assert told(b"<" * 200_000_000)[0] == "too-large"
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "length, size", [(10_000_001, "10"), (12_345_678, "12.3"), (10_200_000, "10.1")]
)
def test_a_size_is_what_a_message_is_larger_than(length: int, size: str) -> None:
    """True also of one that nobody has read to its end."""
    assert sizes(length, 10_000_000) == {"limit": "10", "size": size}


@pytest.mark.parametrize(
    "namespace, written, code",
    [
        ("urn:a", ' xmlns="urn:b"', "root-namespace"),
        ("urn:a", "", "root-namespace-missing"),
        ("", ' xmlns="urn:b"', "root-namespace-none"),
    ],
)
def test_a_wrong_namespace_is_told_by_what_is_to_be_done(
    namespace: str, written: str, code: str
) -> None:
    """To correct it, to write it, or to remove it."""
    judge = judge_of(model=dataclasses.replace(MODEL, namespace=namespace))
    (found,) = judge.judge(f"<hus{written}/>".encode(), DAY).findings
    assert found.code == code
    assert set(found.values) == set(CODES[code])


def test_the_same_letters_in_text_are_no_doctype() -> None:
    """In comments and CDATA they are what they are."""
    text = "<hus><!-- <!DOCTYPE a> --></hus>"
    assert judge_of().judge(text.encode(), DAY).right


@hypothesis.given(
    st.binary(max_size=60) | st.text("<>hus/ \"'=&;![]-?xmlé\n{}:,", max_size=60).map(str.encode)
)
@hypothesis.settings(database=None, deadline=None, max_examples=500)
def test_any_bytes_end_in_a_verdict(body: bytes) -> None:
    """Never an exception, and every finding has all that its sentence tells."""
    for judge in (XML_JUDGE, JSON_JUDGE):
        verdict = judge.judge(body, DAY)
        assert verdict.right == (
            not verdict.counts.get("error") and not verdict.counts.get("fatal")
        )
        for it in verdict.findings:
            assert set(it.values) == set(CODES[it.code])
        assert msgspec.json.decode(msgspec.json.encode(verdict), type=Verdict) == verdict


XML_JUDGE = judge_of()
JSON_JUDGE = judge_of(model=json_zoo())


def test_the_first_findings_are_told_and_all_are_counted() -> None:
    """A thousand at most, in the order of the message, and in bounded time."""
    text = "<hus>" + '<dyr art="x">\n</dyr>' * 20_000 + "</hus>"
    started = time.monotonic()
    verdict = XML_JUDGE.judge(text.encode(), DAY)
    assert time.monotonic() - started < 20
    assert len(verdict.findings) == LIMITS.message_findings
    assert verdict.counts == {"error": 40_000}
    lines = [it.line for it in verdict.findings]
    assert lines == sorted(lines)
    assert lines[-1] < 600


def test_many_keys_take_no_square_of_time() -> None:
    """Uniqueness is looked up, in libxml2 and in our own walk."""
    inner = "".join(f'<dyr art="hund" nr="{n % 1000}"><navn>A</navn></dyr>' for n in range(40_000))
    started = time.monotonic()
    verdict = XML_JUDGE.judge(f"<hus>{inner}</hus>".encode(), DAY)
    assert time.monotonic() - started < 30
    assert verdict.counts["error"] == 39_000


def test_a_finding_explains_itself() -> None:
    """Line, column, path, the property with its texts, the concept and what it means."""
    text = '<hus>\r\n  <dyr\r\n   art="katt"><navn>A</navn></dyr></hus>'
    (found,) = XML_JUDGE.judge(text.encode(), DAY).findings
    assert (found.code, found.line, found.column) == ("code-unknown", 3, 4)
    assert found.path == "/hus/dyr[1]/@art"
    label = found.part.label if found.part else ()
    assert found.part == Link(SPECIES.iri, label, "property", notation="DyrType/art")
    assert found.code_list == SPECIES.code_list
    assert found.concept == SPECIES.concept
    assert [it.text for it in found.definition] == ["Det dyret er."]
    # What it is called is what was written.
    assert [it.notation for it in found.nearest] == ["k"]


@pytest.mark.parametrize(
    "model, reason",
    [
        (dataclasses.replace(MODEL, syntax=""), "schema-syntax"),
        (with_field(dataclasses.replace(SPECIES, iri="x", codes=())), "schema-codes"),
        (with_field(Field("x", "attribute", "x", "element")), "schema-untyped"),
        (with_field(Field("x", "role", "x", "element", target=Link("y"))), "schema-target"),
    ],
)
def test_a_model_that_is_no_model_is_refused(model: object, reason: str) -> None:
    """Before any message is read."""
    with pytest.raises(SchemaRefused) as refused:
        judge_of(model=model)  # type: ignore[arg-type]
    assert refused.value.facts["reason"] == reason


def test_a_schema_that_libxml2_does_not_understand_is_refused() -> None:
    """One whose bound is no number."""
    odd = SimpleType("i", "", base="decimal", facets=Facets(min_inclusive="x"), shared=False)
    with pytest.raises(SchemaRefused) as refused:
        judge_of(model=with_field(Field("x", "attribute", "x", "element", simple_type=odd)))
    assert refused.value.facts["reason"] == "schema-program"
    assert refused.value.place == MODEL.iri


def test_a_model_that_goes_round_in_a_circle_is_one_all_the_same() -> None:
    """A type may have parts of its own type, and a message many of them in each other."""
    model = with_field(Field(f"{IRI}/x", "role", "unge", "element", target=Link(f"{IRI}/Dyr")))
    judge = judge_of(model=model)
    young = '<unge art="k"><navn>A</navn>' * 150 + "</unge>" * 150
    text = f'<hus><dyr art="k"><navn>A</navn>{young}</dyr></hus>'
    assert judge.judge(text.encode(), DAY).right
    verdict = judge.judge(text.replace('art="k"', 'art="z"').encode(), DAY)
    assert verdict.counts == {"error": 151}


def test_a_rule_that_is_no_xpath_is_refused() -> None:
    """With its IRI and what is wrong."""
    with pytest.raises(ExpressionRefused) as refused:
        judge_of(rule("//dyr", "@art ="))
    assert refused.value.place == "urn:r1"
    assert refused.value.facts["known"] == "@art ="


def test_what_could_not_be_told_is_a_verdict_too() -> None:
    """Neither right nor wrong, and it can be sent to another process."""
    verdict = could_not_tell(required(), "out-of-time", seconds="5")
    assert not verdict.told
    assert not verdict.right
    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 — our own
    assert set(verdict.findings[0].values) == set(CODES["out-of-time"])


def test_rules_are_counted() -> None:
    """How many were asked on the day, and how many can't be computed."""
    later = dataclasses.replace(
        rule("//dyr", "false()", "r2"), valid=dataclasses.replace(MODEL.valid, start="2027-01-01")
    )
    judge = judge_of(
        rule("//dyr", "true()"), later, dataclasses.replace(later, context="", name="r3")
    )
    text = b'<hus><dyr art="hund"><navn>A</navn></dyr></hus>'
    before, after = judge.judge(text, DAY), judge.judge(text, dt.date(2027, 1, 1))
    assert (before.computed, before.skipped, before.right) == (1, 0, True)
    assert (after.computed, after.skipped, after.right) == (2, 1, False)
    assert judge.judge(b"<hus", DAY).computed == 0


@pytest.mark.parametrize(
    "name, version",
    [("barnevernsregister", "4.0.1"), ("barnevernsregister", "3.0.5"),
     ("bekymringsmelding-offentlig", "2")],
)  # fmt: skip
def test_the_examples_of_the_shipped_requirements_are_what_they_say(
    name: str, version: str
) -> None:
    """Right or wrong, on a day in the requirement's own time; and no rule fails to be asked."""
    requirement = shipped_requirement(name, version)
    judge = Judge(requirement, LIMITS)
    day = dt.date.fromisoformat(requirement.valid.start) + dt.timedelta(days=30)
    assert requirement.examples
    for example in requirement.examples:
        verdict = judge.judge(example.text.encode(), day)
        assert verdict.right == example.right, verdict.findings
        assert "rule-failed" not in [it.code for it in verdict.findings]


def test_a_part_is_called_as_the_catalogue_calls_it() -> None:
    """The same part is named alike by a rule and by a fault of its own."""
    requirement = shipped_requirement("barnevernsregister", "4.0.1")
    names = Teller.of(requirement).names
    parts = [it for rule_ in requirement.rules for it in rule_.parts]
    assert len(parts) > 50
    for it in parts:
        assert names[it.iri] == it.notation
