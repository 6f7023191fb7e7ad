"""Which versions of reporting requirements there are, or apply on a day: for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.formats import plain
from catalog.web import parameters
from catalog.web.lists import NEXT, SIZE, Lists

if TYPE_CHECKING:
    from catalog.formats.plain import Json
    from catalog.release.requirements import StoredRequirement
    from catalog.settings import Settings
    from catalog.web.answer import Answer
    from catalog.web.asked import Asked
    from catalog.web.urls import Urls

PARAMETERS: Final = ("requirement", "on", "lang", SIZE, NEXT)
NAME_CHARACTERS: Final = 200
"""The longest technical name that is asked for."""


class Requirements:
    """The view of the versions."""

    def __init__(self, settings: Settings) -> None:
        self._lists = Lists(settings)
        self._origin = settings.public_url.rstrip("/")
        self._limits = settings.limits

    def versions(self, asked: Asked) -> Answer:
        """Answer the versions, those of one name newest first, in pages."""
        parameters.strict(asked, PARAMETERS)
        stored = asked.open().release.requirements
        name = asked.text("requirement", NAME_CHARACTERS)
        names = tuple(dict.fromkeys(it.name for it in stored))
        if name and name not in names:
            raise parameters.unknown("requirement", name, names)
        day = asked.day("on")
        found = [
            it for it in stored
            if name in {"", it.name} and (day is None or it.valid.holds(day))
        ]  # fmt: skip
        piece = self._lists.piece(asked, self._limits.list_offset)
        urls = parameters.urls(asked, parameters.language(asked))
        content: Json = {
            **({"on": day.isoformat()} if day else {}),
            "total": len(found), "totalExact": True,
            "items": [self._item(it, urls) for it in found[piece.start : piece.stop]],
        }  # fmt: skip
        return self._lists.answer(asked, content, len(found), piece, asked.path)

    def _item(self, it: StoredRequirement, urls: Urls) -> Json:
        content: Json = {
            **plain.link(it.link),
            "requirement": it.name,
            "version": it.version,
            "validFrom": it.valid.start,
            "validTo": it.valid.end,
            "series": plain.link(it.series) if it.series else None,
            "model": plain.link(it.model) if it.model else None,
            "syntax": it.syntax,
            "rules": it.rules,
            "computedRules": it.computed,
            "url": self._origin + urls.page(it.link),
        }
        return {key: value for key, value in content.items() if value not in ("", None)}
