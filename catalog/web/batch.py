"""The API's look-up of many IRIs at once, from a body that is read as strictly as a URL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NoReturn

import msgspec

from catalog import formats
from catalog.web import headers, parameters, problems
from catalog.web.answer import Answer
from catalog.web.front import methods, not_allowed
from catalog.web.lists import Lists
from catalog.web.problems import Facts, Problem
from catalog.web.urls import POSTED

if TYPE_CHECKING:
    from catalog.settings import Settings
    from catalog.web.asked import Asked

KEY: Final = "iris"


class Batch:
    """The view of POSTed IRIs."""

    def __init__(self, settings: Settings) -> None:
        self._lists = Lists(settings)
        self._limits = settings.limits

    def batch(self, asked: Asked) -> Answer:
        """Answer what each of the IRIs names, in their order, and which name nothing here."""
        if asked.method not in POSTED["api_batch"]:
            raise not_allowed(methods(POSTED["api_batch"]))
        parameters.strict(asked, ())
        wanted = self._iris(asked)
        release = asked.open().release
        found = release.numbers(wanted)
        numbers = list(dict.fromkeys(found[iri] for iri in wanted if iri in found))
        content = {
            "items": self._lists.items(asked, numbers),
            "missing": [iri for iri in wanted if iri not in found],
        }
        about = headers.data(release.id, formats.JSON_TYPE, lasting=headers.NEVER)
        return Answer(200, about, msgspec.json.encode(content))

    def _iris(self, asked: Asked) -> list[str]:
        """Return the IRIs that are asked for, each once. Raises Problem: 400, 415, 422.

        A text that is no IRI names nothing, and must not cost the answer to all others.
        """
        if asked.content_type != formats.JSON_TYPE:
            raise Problem(415, problems.MEDIA_TYPE, {"known": (formats.JSON_TYPE,)})
        content = read_json(asked.body)
        if not isinstance(content, dict) or content.keys() != {KEY}:
            raise _bad('{"iris": ["https://…"]}')
        iris = content[KEY]
        if not isinstance(iris, list):
            raise _bad('{"iris": ["https://…"]}')
        if len(iris) > self._limits.batch_size:
            raise Problem(422, problems.TOO_MANY, {"most": self._limits.batch_size})
        for place, iri in enumerate(iris):
            if not isinstance(iri, str) or not _is_text(iri):
                facts: Facts = {"parameter": f"{KEY}[{place}]", "known": ('"https://…"',)}
                raise Problem(400, problems.BODY, facts, sentence="part")
        return list(dict.fromkeys(iris))


def read_json(body: bytes) -> object:
    """Return what a body says in JSON (RFC 8259). Raises Problem for what programs disagree about.

    That is a key that is given twice, a number that JSON has no word for, nesting that ends the
    stack, and anything but UTF-8.
    """
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        raise _bad("JSON, UTF-8") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_name: str) -> NoReturn:
    raise ValueError


def _is_text(value: str) -> bool:
    """Tell whether a string can be written as UTF-8: half a surrogate pair can't (RFC 8259)."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bad(known: str) -> Problem:
    return Problem(400, problems.BODY, {"known": (known,)})
