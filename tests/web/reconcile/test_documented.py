"""The guide for users of OpenRefine says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from catalog.limits import Limits
from catalog.search import Kinship
from catalog.web.reconcile import scoring
from catalog.web.reconcile.queries import USUAL_LIMIT

GUIDE = " ".join((Path(__file__).parents[3] / "docs/openrefine.md").read_text("utf-8").split())


def test_the_guide_tells_the_scores() -> None:
    """Every row of its table is one of the scale's."""
    worth = scoring.WORTH
    preferred, admitted, hidden = (worth[it] for it in (
        scoring.PREFERRED, scoring.ALTERNATIVE, scoring.HIDDEN))  # fmt: skip
    rows = {
        f"{preferred[Kinship.SAME]}": "the preferred term itself",
        f"{preferred[Kinship.SPELLED]}": "the same but for hyphens",
        f"{admitted[Kinship.SAME]}, {admitted[Kinship.SPELLED]}": "the same for an admitted term",
        f"{worth[scoring.NOTATION][Kinship.SAME]}": "the code itself",
        f"{preferred[Kinship.INFLECTED]}, {admitted[Kinship.INFLECTED]}": "the same words",
        f"{hidden[Kinship.SAME]} to {hidden[Kinship.INFLECTED]}": "a discouraged term",
        f"{preferred[Kinship.MISTYPED]} to {hidden[Kinship.MISTYPED]}": "one typo",
        f"{scoring.PARTLY[scoring.PREFERRED]:.0f} and less": "words or parts",
    }
    for score, meaning in rows.items():
        assert f"| {score} | {meaning}" in GUIDE
    assert f"costs up to {2 * scoring.FARTHER:.0f}," in GUIDE
    assert f"no longer be used costs {scoring.OUT_OF_USE:.0f}." in GUIDE


def test_the_scale_falls_as_the_kinships_do() -> None:
    """Of one role nothing is worth more than what is more alike, and typos more than parts."""
    for role, scale in scoring.WORTH.items():
        values = [scale[kinship] for kinship in Kinship if kinship in scale]
        assert values == sorted(values, reverse=True)
        assert values[-1] > scoring.PARTLY.get(role, 0)


def test_the_guide_tells_the_limits() -> None:
    """In the words of the guide, with the numbers of the settings."""
    limits = Limits()
    told = re.search(
        r"A batch has up to (\d+) queries .* a query up to (\d+) types and (\d+) properties; "
        r"(\d+) candidates are the most that are answered, (\d+) the usual",
        GUIDE,
    )
    assert told
    assert [int(each) for each in told.groups()] == [
        limits.reconcile_queries, limits.reconcile_types, limits.reconcile_wishes,
        limits.reconcile_candidates, USUAL_LIMIT,
    ]  # fmt: skip
    assert f"more than {limits.query_characters} characters" in GUIDE
