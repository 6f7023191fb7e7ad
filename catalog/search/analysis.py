"""What the words of a language have in common: stems and the words that carry no meaning."""

from functools import lru_cache
from threading import Lock
from typing import Final

import snowballstemmer

NEUTRAL: Final = "x"
_NORWEGIAN: Final = "n"
_ENGLISH: Final = "e"

# One letter an analysis, which also heads each of its stems: the English stem of "melding" is
# the Norwegian one of "melder", and they must not meet. Bokmål and nynorsk share one analysis,
# so that a word in the one finds its twin in the other. Any other language is read as it is.
_ANALYSES: Final = {
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "en": _ENGLISH,
}
_ALGORITHMS: Final = {_NORWEGIAN: "norwegian", _ENGLISH: "english"}

COMPOUNDING: Final = frozenset({_NORWEGIAN})
"""Analyses of languages that write compounds as one word, and inflect their last part."""

# Everyday nouns whose plural the algorithms do not reach, folded.
_IRREGULAR: Final = {
    _NORWEGIAN: (
        ("bok", "boka", "boken", "boker", "bokene"),
        ("bonde", "bonder", "bondene", "bonden"),
        ("bror", "broren", "brodre", "brodrene", "brorer"),
        ("datter", "dotter", "datteren", "dottera", "dotre", "dotrene"),
        ("far", "faren", "fedre", "fedrene", "fedrar"),
        ("forelder", "foreldre", "foreldrene", "foreldrenes", "foreldra", "foreldres"),
        ("hand", "handen", "handa", "hender", "hendene"),
        ("kraft", "kraften", "krafta", "krefter", "kreftene"),
        ("mann", "mannen", "menn", "mennene"),
        ("mor", "moren", "mora", "modre", "modrene", "modrer"),
        ("natt", "natten", "natta", "netter", "nettene"),
        ("sted", "stad", "stedet", "staden", "steder", "stader", "stedene", "stadene"),
        ("tre", "treet", "trar", "trarne", "trea"),
    ),
    _ENGLISH: (
        ("child", "children", "childrens"),
        ("foot", "feet"),
        ("man", "men"),
        ("person", "people", "persons"),
        ("tooth", "teeth"),
        ("woman", "women"),
    ),
}
_ROOTS: Final = {
    analysis: {form: forms[0] for forms in groups for form in forms}
    for analysis, groups in _IRREGULAR.items()
}

_NORWEGIAN_STOP: Final = """
a at av blir da de dei den der det du eg ei ein eit eller en er et for fra fram han har ho hun i
ikke ikkje inn ja jeg kan kva med men mot na nar og om opp pa sa seg sin som til ut ved vi var vert
"""
_ENGLISH_STOP: Final = """
a an and are as at be but by for from if in into is it of on or that the then to was were with
"""
_STOP: Final = {
    _NORWEGIAN: frozenset(_NORWEGIAN_STOP.split()),
    _ENGLISH: frozenset(_ENGLISH_STOP.split()),
}
# Nynorsk -heit is bokmål -het; as one, the stemmer cuts both the same way.
_HEIT: Final = "heit"

_lock = Lock()  # a stemmer keeps its word in itself, and must not be shared while it works
_stemmers: Final = {key: snowballstemmer.stemmer(name) for key, name in _ALGORITHMS.items()}


def analysis_of(lang: str) -> str:
    """Which analysis reads a language; a tag's region does not matter."""
    return _ANALYSES.get(lang.partition("-")[0].lower(), NEUTRAL)


def is_stop_word(word: str, analysis: str) -> bool:
    """Whether a folded word is too common to be asked of any text."""
    return word in _STOP.get(analysis, ())


@lru_cache(maxsize=16_384)
def stem(word: str, analysis: str) -> str:
    """What a folded word is indexed as, headed by the letter of its analysis.

    >>> stem("meldingane", analysis_of("nn")) == stem("meldinger", analysis_of("nb"))
    True
    """
    if analysis == NEUTRAL or not word.isalpha():
        return analysis + word
    root = _ROOTS[analysis].get(word)
    if root is None:
        root = _cut(word.replace(_HEIT, "het") if analysis == _NORWEGIAN else word, analysis)
        root = _ROOTS[analysis].get(root, root)
    return analysis + root


def _cut(word: str, analysis: str) -> str:
    """Cut endings until none is left: "ansvar" looks inflected, so "ansvaret" is cut as far."""
    with _lock:
        while (shorter := _stemmers[analysis].stemWord(word)) != word:
            word = str(shorter)
    # No Norwegian word ends in -mm: "hjemmet" is of "hjem", "programmer" of "program".
    return word[:-1] if analysis == _NORWEGIAN and word.endswith("mm") else word
