"""The search room: nothing outside it sees Whoosh, the term table or how text is analysed."""

from catalog.search.entry import Entry, Label
from catalog.search.hits import Hit, Hits, Suggestion
from catalog.search.index import build_index
from catalog.search.likeness import Kinship, Likeness, Wording, likeness, spelled
from catalog.search.limits import Limits
from catalog.search.ranking import distance
from catalog.search.searcher import Searcher

__all__ = [
    "Entry",
    "Hit",
    "Hits",
    "Kinship",
    "Label",
    "Likeness",
    "Limits",
    "Searcher",
    "Suggestion",
    "Wording",
    "build_index",
    "distance",
    "likeness",
    "spelled",
]
