"""Analysis: forms of one word have one stem, and languages do not meet by accident."""

import pytest

from catalog.search.analysis import analysis_of, is_stop_word, stem
from catalog.search.folding import fold


@pytest.mark.parametrize(
    "lang, forms",
    [
        ("nb", "melding meldingen meldinger meldingene meldingens"),
        ("nn", "melding meldinga meldingar meldingane"),
        ("nb", "undersøkelse undersøkelser undersøkelsene undersokelsens"),
        ("nn", "undersøking undersøkinga undersøkingar undersøkingane"),
        ("nb", "tiltak tiltaket tiltakene tiltaka"),
        ("nb", "barn barna barnet barnets barnas"),
        ("nb", "ansvar ansvaret ansvarets"),
        ("nb", "register registeret registerets"),
        ("nb", "forelder foreldre foreldrene foreldrenes"),
        ("nb", "bok boka boken bøker bøkene"),
        ("nb", "fosterhjem fosterhjemmet fosterhjemmene fosterhjemmets"),
        ("nn", "rom rommet romma"),
        ("en", "child children children's"),
        ("en", "agency agencies"),
        ("en", "service services"),
    ],
)
def test_forms_of_a_word_share_a_stem(lang: str, forms: str) -> None:
    """Endings fall off, and everyday irregular nouns are known."""
    assert len({stem(fold(form), analysis_of(lang)) for form in forms.split()}) == 1


def test_nynorsk_and_bokmal_share_endings() -> None:
    """Nynorsk -heit falls together with bokmål -het."""
    nynorsk, bokmal = analysis_of("nn"), analysis_of("nb")
    assert stem("myndigheitene", nynorsk) == stem("myndighetene", bokmal)


@pytest.mark.parametrize(
    "one, other", [("melding", "melder"), ("tiltak", "tilsyn"), ("barn", "barnevern")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    """A stem is not cut so short that two words meet."""
    assert stem(one, analysis_of("nb")) != stem(other, analysis_of("nb"))


@pytest.mark.parametrize("tag", ["no", "nb-NO", "NB", "nn"])
def test_region_and_case_of_a_tag_do_not_matter(tag: str) -> None:
    """Every Norwegian tag is read the same way."""
    assert analysis_of(tag) == analysis_of("nb")


def test_stems_of_two_analyses_differ() -> None:
    """English "melding" is cut to "meld", which is not the Norwegian stem of "melder"."""
    assert stem("melding", analysis_of("en")) != stem("melder", analysis_of("nb"))


def test_other_languages_are_read_as_they_are() -> None:
    """French has no analysis here, so its words keep their endings."""
    assert stem("mesures", analysis_of("fr")).endswith("mesures")


def test_stop_words_belong_to_a_language() -> None:
    """A word that means nothing in Norwegian is a word elsewhere."""
    assert is_stop_word("og", analysis_of("nb"))
    assert not is_stop_word("og", analysis_of("fr"))
