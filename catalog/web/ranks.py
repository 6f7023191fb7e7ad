"""The API's hierarchy: what is above and below a resource, in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.release.hierarchy import BROADER, NARROWER, Steps
from catalog.web import parameters
from catalog.web.lists import NEXT, SIZE, Lists
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from catalog.formats.plain import Json
    from catalog.release import Found, Release
    from catalog.release.hierarchy import Piece
    from catalog.settings import Settings
    from catalog.web.answer import Answer
    from catalog.web.asked import Asked

PARAMETERS: Final = ("iri", "direction", "lang", SIZE, NEXT)
ANCESTORS: Final = "ancestors"
TREE: Final = "tree"
DIRECTIONS: Final = (NARROWER, BROADER, ANCESTORS, TREE)
CONCEPTS: Final = frozenset({"concept", "code"})
SCHEMES: Final = frozenset({"scheme", "code-list"})


class Ranks:
    """The view of a hierarchy."""

    def __init__(self, settings: Settings) -> None:
        self._lists = Lists(settings)
        self._limits = settings.limits

    def hierarchy(self, asked: Asked) -> Answer:
        """Answer what is one step or all steps above or below a resource."""
        parameters.strict(asked, PARAMETERS)
        direction = asked.choice("direction", DIRECTIONS, NARROWER)
        iri = parameters.resource(asked, self._limits)
        release = asked.open().release
        found = release.find_iri(iri)
        if found is None:
            raise parameters.unknown("iri", iri)
        piece = self._lists.piece(asked, self._limits.page_offset)
        steps = self._steps(release, found, direction, piece)

        def more(place: int) -> Json:
            step = steps.rows[place]
            told: Json = {"depth": step.depth}
            if step.kind:
                told["relation"] = step.kind
            return told | ({"repeated": True} if step.repeated else {})

        content: Json = {
            "iri": found.iri, "direction": direction,
            "total": steps.total, "totalExact": steps.exact,
            "items": self._lists.items(asked, [step.number for step in steps.rows], more),
        }  # fmt: skip
        return self._lists.answer(asked, content, steps.total, piece, Urls("").api_hierarchy())

    def _steps(self, release: Release, found: Found, direction: str, piece: Piece) -> Steps:
        hierarchy, number = release.hierarchy, found.number
        if found.kind in SCHEMES and direction == NARROWER:
            return hierarchy.top(number, piece)
        if found.kind in SCHEMES and direction == TREE:
            return hierarchy.scheme(number, piece)
        if found.kind not in CONCEPTS:
            return Steps(0, ())
        if direction == TREE:
            return hierarchy.tree(number, piece)
        if direction == ANCESTORS:
            return hierarchy.ancestors(number, piece)
        return hierarchy.step(number, direction, piece)
