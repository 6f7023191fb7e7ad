"""How like a text is to a label is judged as a person would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search import Kinship, Wording, likeness

SAME, SPELLED, INFLECTED, MISTYPED, PARTLY, NONE = Kinship


@pytest.mark.parametrize(
    "text, label, lang, expected",
    [
        ("fosterhjem", "fosterhjem", "nb", SAME),
        ("  Fosterhjem\u00a0", "fosterhjem", "nb", SAME),
        ("FOSTER   HOME", "foster home", "en", SAME),
        ("ﬁsk", "fisk", "nb", SAME),  # a ligature from a PDF
        ("1", "1", "", SAME),
        ("§", "§", "nb", SAME),
        ("soesken", "søsken", "nb", SPELLED),
        ("sosken", "søsken", "nb", SPELLED),
        ("søs\u00adken", "søsken", "nb", SPELLED),  # a soft hyphen from a web page
        ("barneverns tjeneste", "barnevernstjeneste", "nb", SPELLED),
        ("epost", "e-post", "nb", SPELLED),
        ("§ 4-12", "4-12", "nb", SPELLED),
        ("barneverntjeneste", "barnevernstjeneste", "nb", INFLECTED),
        ("meldingene", "melding", "nb", INFLECTED),
        ("hjemmet", "hjem", "nb", INFLECTED),
        ("private meldere", "privat melder", "nb", INFLECTED),
        ("foster homes", "foster home", "en", INFLECTED),
        ("Annet", "Annet (krever presisering)", "nb", INFLECTED),
        ("søskn", "søsken", "nb", MISTYPED),
        ("privat meldr", "privat melder", "nb", MISTYPED),
        ("fosterhejm", "fosterhjem", "nb", MISTYPED),
        ("hjelpetitlakene", "hjelpetiltak", "nb", MISTYPED),
        ("Anent", "Annet (krever presisering)", "nb", MISTYPED),
        ("foster", "fosterhjem", "nb", PARTLY),
        ("hjem", "fosterhjem", "nb", PARTLY),
        ("melding om barn", "melding", "nb", PARTLY),
        ("meldinger", "bekymringsmelding", "nb", PARTLY),
        ("4-12", "4-13", "nb", PARTLY),  # another paragraph is no typo
        ("tale", "avtale", "nb", NONE),
        ("barn", "voksen", "nb", NONE),
        ("far", "for", "nb", NONE),  # in a short word one letter makes another word
        ("12", "13", "nb", NONE),
        ("", "barn", "nb", NONE),
        ("barn", "", "nb", NONE),
        ("!!!", "???", "nb", NONE),
        ("barn " * 100, "barn", "nb", NONE),
        ("meldingene", "melding", "fr", PARTLY),  # nobody told how French is inflected
    ],
)
def test_kinship(text: str, label: str, lang: str, expected: Kinship) -> None:
    """Each way of being alike, and what is not."""
    assert likeness(Wording.read(text), label, lang).kinship == expected


def test_a_share_grows_with_what_is_common() -> None:
    """The whole of a short label says more than a part of a long one."""
    text = Wording.read("melding")
    shares = [
        likeness(text, label, "nb").share
        for label in ("bekymringsmelding", "gjennomgang av bekymringsmelding")
    ]
    assert 1 > shares[0] > shares[1] > 0


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["nb", "nn", "en", "se", ""]))
def test_any_two_texts_can_be_compared(text: str, label: str, lang: str) -> None:
    """A share lies between nothing and everything, and a text is itself."""
    found = likeness(Wording.read(text), label, lang)
    assert 0 <= found.share <= 1
    own = likeness(Wording.read(text), text, lang).kinship
    assert own == (SAME if text.split() else NONE)


@given(st.text("abæøå -", min_size=1, max_size=12), st.text("abæøå -", min_size=1, max_size=12))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    """Which of the two the catalogue holds doesn't matter, but for what stands in brackets."""
    there = likeness(Wording.read(one), other, "nb")
    back = likeness(Wording.read(other), one, "nb")
    assert there.kinship == back.kinship
    assert there.share == pytest.approx(back.share)
