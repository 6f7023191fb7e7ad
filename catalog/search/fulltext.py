"""The Whoosh index over all text: the only module that imports Whoosh.

Whoosh is asked for the postings of exact terms and nothing else. Its query parser is never used,
nor its And and Or, whose work nothing bounds: the lists are walked here, a counted number of steps.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.matching import NullMatcher
from whoosh.scoring import bm25

_NAME: Final = "text"
_FIELD: Final = "stems"
_SEGMENT: Final = "only"
_BUFFER_MB: Final = 512
"""Postings held before Whoosh sorts them through temporary files: 100,000 concepts fit."""
_LOOKED_UP: Final = 4
"""To look up a document, or to pass by it, is cheaper than to score it: so many more may be."""
_B: Final = 0.75
_K1: Final = 1.2
"""The usual weights of BM25: how much the length of a text counts, and a repeated word."""

Wanted = Callable[[int], bool]
"""Whether a document is of a kind that was asked for."""


class Stems(FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field that is handed stems with their counts, so that Whoosh analyses nothing.

    Its own analysers keep sets, whose order in the pickled schema follows the hash seed.
    """

    def __init__(self) -> None:
        super().__init__(Existence(), analyzer=None, scorable=True)

    def index(self, value: Counter[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The terms in order, each with its count as its weight."""
        for stem in sorted(value):
            yield stem.encode("utf-8", "replace"), value[stem], float(value[stem]), b""


class PlainCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's own format under a fixed segment name, where Whoosh takes a random one."""

    def new_segment(self, storage: FileStorage, indexname: str) -> W3Segment:
        """The one segment that an index of ours ever has."""
        del storage
        return W3Segment(self, indexname, segid=_SEGMENT)


def write_text(documents: Iterable[Counter[str]], folder: Path) -> None:
    """Write the index; document numbers are the places of the documents in the series."""
    storage = FileStorage(str(folder))
    index = storage.create_index(Schema(**{_FIELD: Stems()}), indexname=_NAME)
    writer = index.writer(codec=PlainCodec(compression=0), limitmb=_BUFFER_MB, compound=False)
    for counts in documents:
        writer.add_document(**{_FIELD: counts})
    writer.commit(merge=False)
    index.close()
    # What Whoosh leaves behind: its lock, and the table of contents of the empty index.
    (folder / f"{_NAME}_WRITELOCK").unlink(missing_ok=True)
    (folder / f"_{_NAME}_0.toc").unlink(missing_ok=True)


@dataclass(slots=True)
class Found:
    """The documents that hold the terms, with their scores; `whole` unless a limit was met."""

    scores: dict[int, float] = field(default_factory=dict)
    whole: bool = True
    work: int = 0


class FullText:
    """An open index. Whoosh's readers keep a place in their files, so one thread at a time."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 -- Whoosh has no types
        self._reader = reader
        self._lock = Lock()
        self._documents = reader.doc_count_all()
        self._average = reader.field_length(_FIELD) / max(1, self._documents) or 1.0
        # Whoosh takes longer to find the length of a document than to read its posting.
        self._lengths = array("I", bytes(4 * self._documents))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what `write_text` wrote. Whoosh unpickles it: only ever a Release of our own."""
        index = FileStorage(str(folder), readonly=True).open_index(indexname=_NAME)
        return cls(index.reader())

    def all_of(self, words: Sequence[Sequence[str]], limit: int, wanted: Wanted) -> Found:
        """Wanted documents that hold, for each word, at least one of the terms it stands for.

        The rarest word is read, and the others are only looked up in what it left.
        """
        found = Found()
        with self._lock:
            sizes = [sum(self._size(term) for term in terms) for terms in words]
            order = sorted(range(len(words)), key=lambda at: (sizes[at], at))
            for place, at in enumerate(order):
                if place == 0:
                    self._collect(words[at], found, limit, wanted)
                else:
                    self._keep(words[at], found, _LOOKED_UP * limit // len(words))
        return found

    def any_of(self, words: Sequence[Sequence[str]], limit: int, wanted: Wanted) -> Found:
        """Wanted documents that hold any term of any word; the limit is shared among the words."""
        found = Found()
        with self._lock:
            for terms in words:
                self._collect(terms, found, max(1, limit // len(words)), wanted)
        return found

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._reader.close()

    def _size(self, term: str) -> int:
        return int(self._reader.doc_frequency(_FIELD, term))

    def _matcher(self, term: str, place: int) -> tuple[Any, float]:
        """The postings of a term, and its weight: rare is heavy, near to what was asked too."""
        size = self._size(term)
        if not size:
            return NullMatcher(), 0.0
        rarity = log(self._documents / (size + 1)) + 1
        return self._reader.postings(_FIELD, term), rarity / (1 + place)

    def _score(self, matcher: Any, number: int, weight: float) -> float:  # noqa: ANN401
        length = self._lengths[number]
        if not length:
            length = self._lengths[number] = self._reader.doc_field_length(number, _FIELD)
        score: float = bm25(weight, matcher.weight(), length, self._average, _B, _K1)
        return score

    def _collect(self, terms: Sequence[str], found: Found, limit: int, wanted: Wanted) -> None:
        """Read documents in the order of their numbers, which is their rank, up to the limit."""
        scores, left = found.scores, limit * _LOOKED_UP
        for place, term in enumerate(terms):
            matcher, weight = self._matcher(term, place)
            while left > 0 and matcher.is_active():
                number = matcher.id()
                if wanted(number):
                    score = self._score(matcher, number, weight)
                    scores[number] = scores.get(number, 0.0) + score
                    left -= _LOOKED_UP
                else:
                    left -= 1
                found.work += 1
                matcher.next()
            if matcher.is_active():
                found.whole = False

    def _keep(self, terms: Sequence[str], found: Found, limit: int) -> None:
        """Keep the documents that also hold one of the terms, the first of them that they hold."""
        kept: dict[int, float] = {}
        missing, left = sorted(found.scores), limit
        for place, term in enumerate(terms):
            matcher, weight = self._matcher(term, place)
            for number in missing:
                if not left or not matcher.is_active():
                    break
                left -= 1
                matcher.skip_to(number)
                if matcher.is_active() and matcher.id() == number:
                    kept[number] = found.scores[number] + self._score(matcher, number, weight)
            missing = [number for number in missing if number not in kept]
        found.whole &= left > 0
        found.work += limit - left
        found.scores = kept
