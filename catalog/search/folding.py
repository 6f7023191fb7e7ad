"""How text loses what people type differently: case, accents, æ/ø/å, punctuation, width."""

import re
import unicodedata
from typing import Final

WORD_LENGTH: Final = 64
"""Longer words are cut: the longest Norwegian compound in use has 58 letters."""

# Letters that Unicode does not decompose. All of a/aa/å and a/ae/æ and o/oe/ø become one
# letter, in the index and in the query alike, so that no way of typing them is a variant.
_LETTERS: Final = {
    "æ": "a",
    "ø": "o",
    "å": "a",
    "œ": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ŋ": "n",
    "ŧ": "t",
    "ħ": "h",
    "\u0131": "i",  # Turkish, without a dot
    "þ": "th",
}
_DIGRAPHS: Final = re.compile(r"a[ae]+|oe+")

# Accents over Latin, Greek and Cyrillic letters, and the optional points of Hebrew and Arabic.
# Other marks (of Devanagari, of kana) make another letter and stay.
_ACCENTS: Final = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x064B, 0x0652))
# Within a word, apostrophes of every kind separate nothing: child's, barnets’.
_SILENT: Final = frozenset("'\u2018\u2019\u02bc\u00b4`")

_CACHED: Final = 0x3000

# Scripts written without spaces (and Hangul, whose particles are glued on): Thai, Lao, Myanmar,
# Khmer, kana, Han, Hangul. Their runs are read as overlapping pairs of letters.
_UNSPACED_RANGES: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS: Final = re.compile(f"[{_UNSPACED_RANGES}]+|[^ {_UNSPACED_RANGES}]+")
_UNSPACED: Final = re.compile(f"[{_UNSPACED_RANGES}]")


class _Table(dict[int, str | None]):
    """What each decomposed character becomes; asked by `str.translate`."""

    def __missing__(self, code: int) -> str | None:
        become = _become(code)
        if code < _CACHED:  # bounded, so that no stream of odd queries can fill the memory
            self[code] = become
        return become


def _become(code: int) -> str | None:
    char = chr(code)
    if char in _LETTERS:
        return _LETTERS[char]
    if char in _SILENT or any(low <= code <= high for low, high in _ACCENTS):
        return None
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens, joiners, direction marks
        return None
    if category[0] in "LNM":
        return char
    return " "


_TABLE: Final = _Table()


def fold(text: str) -> str:
    """The text as it is compared: folded words with one space between them.

    >>> fold("Område-kode (ÅR)")
    'omrade kode ar'
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = _DIGRAPHS.sub(lambda found: found[0][0], text.translate(_TABLE))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def words(folded: str) -> tuple[str, ...]:
    """The words of a folded text; runs of a script without spaces come as pairs of letters.

    >>> words(fold("児童福祉 lov"))
    ('児童', '童福', '福祉', 'lov')
    """
    if folded.isascii():
        return tuple(word[:WORD_LENGTH] for word in folded.split())
    return tuple(word for run in _RUNS.findall(folded) for word in _pieces(run))


def unspaced(word: str) -> bool:
    """Whether the word is a piece of a run in a script without spaces."""
    return _UNSPACED.match(word) is not None


def _pieces(run: str) -> tuple[str, ...]:
    if not unspaced(run) or len(run) == 1:
        return (run[:WORD_LENGTH],)
    return tuple(run[at : at + 2] for at in range(len(run) - 1))
