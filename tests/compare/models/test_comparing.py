"""What differs between versions of models, and whether messages break on it."""

from __future__ import annotations

import dataclasses

import pytest

from catalog.compare.models import compare_models
from catalog.model.information import SimpleType, Unique
from catalog.model.model_changes import BREAKS, FREE, LOOK
from catalog.model.resource import Period
from catalog.model.text import LangString
from tests.compare.models.small_models import (
    BASE,
    attribute,
    code,
    coded,
    codes_told,
    model,
    one,
    role,
    text,
    told,
    type_of,
)


@pytest.mark.parametrize(
    "old, new, kind, impact",
    [
        ((0, 1), (1, 1), "property-required", BREAKS),
        ((1, 1), (0, 1), "property-optional", FREE),
        ((0, 1), (0, None), "property-more", FREE),
        ((0, None), (0, 1), "property-fewer", BREAKS),
        ((1, None), (2, None), "property-fewer", BREAKS),
        ((2, 3), (1, 3), "property-more", FREE),
    ],
)
def test_a_number_that_narrows_breaks_messages(
    old: tuple[int, int | None], new: tuple[int, int | None], kind: str, impact: str
) -> None:
    """What must be there more, or may be there less, breaks; the other way nothing does."""
    before = role("x", "X", min=old[0], max=old[1])
    after = role("x", "X", "2", min=new[0], max=new[1])
    part = type_of("X")
    changes = compare_models(
        model(before, types=[part]), model(after, version="2", types=[type_of("X", version="2")])
    )
    assert told(changes) == [(kind, impact, "Root/x")]


def test_what_is_new_or_gone_says_what_to_do() -> None:
    """A new attribute breaks only where it is required; one that is gone breaks unless all may."""
    assert told(compare_models(model(), model(attribute()))) == [
        ("property-added", FREE, "Root/@a")
    ]
    assert told(compare_models(model(), model(attribute(min=1)))) == [
        ("property-added-required", BREAKS, "Root/@a")
    ]
    gone = compare_models(model(attribute()), model())
    assert told(gone) == [("property-removed", BREAKS, "Root/@a")]
    assert gone.breaks
    assert gone.counts() == {BREAKS: 1}
    opened = model(root={"open": True}, syntax="json")
    left = compare_models(model(attribute(), root={"open": True}, syntax="json"), opened)
    assert told(left) == [("property-removed", FREE, "Root/@a")]


@pytest.mark.parametrize(
    "old, new, expected",
    [
        (text(max_length=5), text(max_length=9), ("property-widened", FREE)),
        (text(max_length=9), text(max_length=5), ("property-narrowed", BREAKS)),
        (text(min_length=1), text(min_length=2), ("property-narrowed", BREAKS)),
        (text(min_inclusive="2"), text(min_inclusive="-1.5"), ("property-widened", FREE)),
        (text(max_inclusive="x"), text(max_inclusive="y"), ("property-narrowed", BREAKS)),
        (text(pattern="a"), text(), ("property-widened", FREE)),
        (text(), text(pattern="a"), ("property-narrowed", BREAKS)),
        (text(pattern="a"), text(pattern="a|b"), ("property-narrowed", BREAKS)),
        (text(length=4), text(length=5), ("property-narrowed", BREAKS)),
        (
            SimpleType("t", "t", base="integer"),
            SimpleType("t", "t", base="decimal"),
            ("property-widened", FREE),
        ),
        (
            SimpleType("t", "t", base="string"),
            SimpleType("t", "t", base="date"),
            ("property-datatype", BREAKS),
        ),
    ],
)
def test_a_value_that_must_keep_to_more_breaks(
    old: SimpleType, new: SimpleType, expected: tuple[str, str]
) -> None:
    """A facet that surely takes all that it took is free; of any other nobody knows."""
    assert one(attribute(simple_type=old), attribute(simple_type=new))[:2] == expected


def test_a_number_as_text_breaks_json_alone() -> None:
    """Every text that was a number is one in XML; in JSON a number is no string."""
    number, string = SimpleType("t", "t", base="integer"), SimpleType("t", "t")
    pair = (attribute(simple_type=number), attribute(simple_type=string))
    assert one(*pair)[:2] == ("property-widened", FREE)
    assert one(*pair, syntax="json")[:2] == ("property-datatype", BREAKS)


def test_json_tells_an_array_from_a_value() -> None:
    """What may be repeated is an array there, so more is not free."""
    many = attribute(max=None, node="member")
    single = attribute(node="member")
    assert one(single, many, syntax="json")[:2] == ("property-array", BREAKS)
    assert one(many, single, syntax="json")[:2] == ("property-single", BREAKS)


def test_a_property_of_another_name_is_told_as_renamed_where_there_is_no_doubt() -> None:
    """Same form, content and label: renamed; two that it could be: removed and added."""
    label = (LangString("Start", "en"),)
    old = attribute("begin", label=label)
    assert one(old, attribute("start", "2", label=label)) == (
        "property-renamed", BREAKS, "begin", "start",
    )  # fmt: skip
    twice = model(attribute("start", label=label), attribute("first", label=label), version="2")
    kinds = [it.kind for it in compare_models(model(old), twice).changes]
    assert sorted(kinds) == ["property-added", "property-added", "property-removed"]


def test_a_type_is_known_by_what_leads_to_it() -> None:
    """Another name of a type is in no message; what changed in it is told of the same type."""
    old = model(role("x", "X"), types=[type_of("X", attribute())])
    new = model(
        role("x", "Y", "2"), version="2", types=[type_of("Y", attribute(min=1), version="2")]
    )
    assert told(compare_models(old, new)) == [
        ("property-required", BREAKS, "Y/@a"), ("type-renamed", FREE, "Y"),
    ]  # fmt: skip
    both = [type_of("X", version="2"), type_of("Y", version="2")]
    other = model(role("x", "Y", "2"), version="2", types=both)
    assert ("property-type", BREAKS, "Root/x") in told(compare_models(old, other))


def test_order_uniqueness_roots_and_namespace_are_told() -> None:
    """What holds of a type or of the whole model, each with what it means."""
    types = [type_of("X")]
    ab = model(role("a", "X"), role("b", "X"), types=types)
    ba = model(role("b", "X"), role("a", "X"), types=types)
    assert told(compare_models(ab, ba)) == [("order-changed", BREAKS, "Root")]
    unique = {"unique": (Unique(f"{BASE}u", "u", f"{BASE}Root/a", (f"{BASE}X/id",)),)}
    plain, strict = model(), model(root=unique)
    assert told(compare_models(plain, strict)) == [("unique-added", BREAKS, "Root")]
    assert told(compare_models(strict, plain)) == [("unique-removed", FREE, "Root")]
    assert told(compare_models(model(), model(namespace="urn:x"))) == [
        ("namespace-changed", BREAKS, "m")
    ]
    begins = dataclasses.replace(model().types[0], roots=("start",))
    moved = dataclasses.replace(model(), types=(begins,))
    assert told(compare_models(model(), moved)) == [
        ("root-removed", BREAKS, "root"), ("root-added", FREE, "start"),
    ]  # fmt: skip
    free = model(root={"ordered": False})
    assert told(compare_models(model(), free)) == [("type-unordered", FREE, "Root")]
    assert told(compare_models(free, model())) == [("type-ordered", BREAKS, "Root")]


def test_codes_count_by_the_days_on_which_a_version_applies() -> None:
    """Codes of the same list, both versions knowing all: what ended and began is told with days."""
    red = code("red", "2010-01-01", "2025-12-31", replaced_by=("crimson", "pink"))
    codes = (red, code("crimson", "2026-01-01"), code("blue"))
    old, new = Period("2024-01-01", "2025-12-31"), Period("2026-01-01")
    assert codes_told(codes, codes, old, new) == [
        ("codes-ended", BREAKS, "2026-01-01", ["red"]),
        ("codes-added", FREE, "2026-01-01", ["crimson"]),
    ]
    # It ends while the new version applies: the day is told before it has come.
    later = Period("2025-07-01")
    assert codes_told(codes, codes, Period("2024-01-01", "2025-06-30"), later)[0] == (
        "codes-ended", BREAKS, "2026-01-01", ["red"],
    )  # fmt: skip
    assert codes_told(codes, codes, Period(), Period()) == []


def test_what_is_said_of_a_code_is_told() -> None:
    """Taken out without an end, ended, prolonged, begun at another time, renamed, with a text."""
    always = Period()
    cases = {
        ("codes-removed", BREAKS, ""): ((code("a"),), ()),
        ("codes-added", FREE, ""): ((), (code("a"),)),
        ("codes-ended", BREAKS, "2026-01-01"): ((code("a"),), (code("a", end="2025-12-31"),)),
        ("codes-extended", FREE, ""): ((code("a", end="2025-12-31"),), (code("a"),)),
        ("codes-later", BREAKS, "2026-01-01"): ((code("a"),), (code("a", "2026-01-01"),)),
        ("codes-earlier", FREE, "2025-01-01"): (
            (code("a", "2026-01-01"),), (code("a", "2025-01-01"),),
        ),
        ("codes-renamed", LOOK, ""): ((code("a"),), (code("a", label="b"),)),
        ("codes-specified", BREAKS, ""): (
            (code("a"),), (code("a", requires_specification=True),),
        ),
        ("codes-unspecified", FREE, ""): (
            (code("a", requires_specification=True),), (code("a"),),
        ),
    }  # fmt: skip
    for (kind, impact, day), (old, new) in cases.items():
        assert codes_told(old, new, always, always) == [(kind, impact, day, ["a"])]


def test_days_that_are_none_end_nothing_badly() -> None:
    """A day that is no day of the calendar is told as it stands, as is the last of all."""
    for end in ("2025-31-12", "9999-12-31", "soon"):
        [(kind, _, day, _)] = codes_told((code("a"),), (code("a", end=end),), Period(), Period())
        assert (kind, day) == ("codes-ended", end)


def test_codes_of_one_list_are_told_once_with_the_properties_that_take_them() -> None:
    """Two attributes of a list: one change; where they know different codes, two."""
    a, b = code("a"), code("b")
    old = model(coded(a, name="x"), coded(a, name="y"), coded(a, name="z"))
    new = model(coded(a, b, name="x"), coded(a, b, name="y"), coded(name="z"), version="2")
    changes = compare_models(old, new).changes
    assert [(it.kind, [part.notation for part in it.parts]) for it in changes] == [
        ("codes-removed", ["Root/z"]), ("codes-added", ["Root/x", "Root/y"]),
    ]  # fmt: skip
