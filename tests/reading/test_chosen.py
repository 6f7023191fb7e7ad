"""Which model somebody means, and what they are told where there is no such."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import pytest

from catalog.errors import ModelMissing
from catalog.reading.chosen import choose_model, day_of
from catalog.reading.outline import Outline
from catalog.settings import Settings
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources

BASE: Final = "https://data.example.no/"
MODEL: Final = Path(__file__).parent / "data" / "model.ttl"


@pytest.fixture
def outline(tmp_path: Path) -> Outline:
    """Two versions of one model, and one that no message is made of."""
    settings = Settings(root=tmp_path, base_iri=BASE, title={"nb": "Prøve"})
    text = MODEL.read_bytes() + b"<m/3> a modelldcatno:InformationModel ."
    sources = read_sources((SourceFile("m.ttl", MODEL, text),), settings)
    assert sources.broken == ()
    return Outline(sources.graph, BASE, "nb")


@pytest.mark.parametrize(
    "asked, version, day, chosen",
    [
        ("melding", "", None, "m/2"),
        ("melding", "2.9", None, "m/1"),
        ("melding", "2.9", dt.date(2026, 6, 1), "m/1"),
        ("melding", "", dt.date(2025, 12, 31), "m/1"),
        ("melding", "", dt.date(2026, 1, 1), "m/2"),
        (BASE + "m/1", "", dt.date(2026, 1, 1), "m/1"),
        (BASE + "m/1", "2.9", None, "m/1"),
        ("m/2", "", None, "m/2"),
    ],
)
def test_a_model_is_chosen(
    outline: Outline, asked: str, version: str, day: dt.date | None, chosen: str
) -> None:
    """A version that is named wins over a day, and the newest is what nobody named."""
    assert choose_model(outline, asked, version, day) == BASE + chosen


@pytest.mark.parametrize(
    "asked, version, day, reason, known",
    [
        ("meldinger", "", None, "model-unknown", ["melding"]),
        ("", "", None, "model-unknown", ["melding"]),
        ("melding", "2.11", None, "model-version", ["2.10", "2.9"]),
        (BASE + "m/1", "2.10", None, "model-version", ["2.9"]),
        (
            "melding",
            "",
            dt.date(2024, 12, 31),
            "model-day",
            ["2.10 (2026-01-01/..)", "2.9 (2025-01-01/2025-12-31)"],
        ),
    ],
)
def test_what_there_is_instead_is_told(  # noqa: PLR0913, PLR0917 — a row of the table
    outline: Outline, asked: str, version: str, day: dt.date | None, reason: str, known: list[str]
) -> None:
    """Names of models with messages, versions newest first, and when they apply."""
    with pytest.raises(ModelMissing) as missing:
        choose_model(outline, asked, version, day)
    assert missing.value.facts == {"reason": reason, "known": known}


def test_a_day_is_written_in_one_way() -> None:
    """What another program might guess at is refused."""
    assert day_of("") is None
    assert day_of("2024-02-29") == dt.date(2024, 2, 29)
    for text in (
        "2023-02-29",
        "2025-31-12",
        "20240229",
        "2024-W09-4",
        "29.02.2024",
        "2024-2-9",
        "x",
    ):
        with pytest.raises(ModelMissing) as missing:
            day_of(text)
        assert missing.value.facts["reason"] == "model-date"
