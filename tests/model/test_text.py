"""What a name says of its own accord."""

from __future__ import annotations

import pytest

from catalog.model.text import says


@pytest.mark.parametrize(
    "name, notation, expected",
    [
        ("Sak Kontroll 7: Klient over 25 år", "Sak 7", True),
        ("Sak kontroll 7: Klient over 25 år", "Sak 7", True),
        ("Kontroll: Sak 7", "Sak 7", False),
        ("Case check 7: Client above 25", "Sak 7", False),
        ("Sak Kontroll 71: Klient over 25 år", "Sak 7", False),
        ("2 voksne", "2", False),
        ("2", "2", True),
        ("", "Sak 7", False),
    ],
)
def test_a_name_says_its_notation(name: str, notation: str, expected: bool) -> None:
    """Whole words before the colon, and a code only where the name is nothing else."""
    assert says(name, notation) is expected
