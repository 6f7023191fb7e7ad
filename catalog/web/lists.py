"""A list of the API in pages: where a page begins, and the answer that leads to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import msgspec

from catalog import formats
from catalog.formats import plain
from catalog.release.hierarchy import Piece
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.headers import Relation
from catalog.web.problems import Problem
from catalog.web.token import Refusal, read_token, write_token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from catalog.formats.plain import Json
    from catalog.model.concept import Row
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.urls import Urls

SIZE: Final = "_size"
NEXT: Final = "_next"
USUAL_SIZE: Final = 20


class Lists:
    """What every list of the API has in common."""

    def __init__(self, settings: Settings) -> None:
        self.origin = settings.public_url.rstrip("/")
        self.limits = settings.limits

    def piece(self, asked: Asked, most: int) -> Piece:
        """Return the piece of a list that is asked for, which may be paged as far as ``most``.

        Raises Problem: 400 for a token that isn't one of this list, 410 for one of another Release.
        """
        size = asked.number(SIZE, 1, self.limits.page_size, USUAL_SIZE)
        token = asked.parameters.get(NEXT)
        if token is None:
            return Piece(0, size, most)
        start = read_token(token, asked.open().release.id, _query(asked))
        if start is Refusal.FORMER:
            raise Problem(410, problems.LIST_CHANGED)
        if isinstance(start, Refusal) or start > most:
            raise Problem(400, problems.PAGE_TOKEN, {"parameter": NEXT})
        return Piece(start, size, most)

    def answer(self, asked: Asked, content: Json, total: int, piece: Piece, url: str) -> Answer:
        """Return a page of a list of ``total``; ``url`` is that of the operation."""
        after = piece.stop
        relations: tuple[Relation, ...] = ()
        release = asked.open().release.id
        if after < total and after <= piece.most:
            token = write_token(after, release, _query(asked))
            following = f"{url}?{urlencode({**asked.parameters, NEXT: token})}"
            content = {**content, "next": self.origin + following}
            relations = (Relation(following, "next"),)
        about = headers.data(release, formats.JSON_TYPE, relations)
        return Answer(200, about, msgspec.json.encode(content), keep=True)

    def item(self, row: Row, urls: Urls) -> Json:
        """Return a resource in short: its fields that have a value, and its page."""
        content = plain.row(row) | {"url": self.origin + urls.page(row.link)}
        if row.lists:
            content["schemes"] = [plain.link(it) for it in row.lists]
        return content

    def items(
        self, asked: Asked, numbers: Sequence[int], more: Callable[[int], Json] = lambda _: {}
    ) -> list[Json]:
        """Return resources in short by their numbers; ``more`` tells what else to say of each.

        It is given the resource's place among ``numbers``.
        """
        urls = parameters.urls(asked, parameters.language(asked))
        rows = asked.open().release.summaries(numbers)
        return [self.item(row, urls) | more(place) for place, row in enumerate(rows)]


def _query(asked: Asked) -> str:
    """Return what a token is bound to: the address and every parameter but those of paging."""
    told = sorted(it for it in asked.parameters.items() if it[0] not in {SIZE, NEXT})
    return f"{asked.path}?{urlencode(told)}"
