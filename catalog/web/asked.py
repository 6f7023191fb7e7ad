"""A request as plain values: read once from the environment of WSGI (PEP 3333), strictly."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header

from catalog.web import problems
from catalog.web.body import media_type
from catalog.web.problems import Facts, Problem

if TYPE_CHECKING:
    from catalog.limits import Limits
    from catalog.web.answer import Environ
    from catalog.web.current import Serving

CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
MEASURED: Final = (
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT_PROFILE",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_RANGE",
)
"""Headers that are taken apart, which must not take long."""
WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is asked. ``path`` is decoded; of a repeated parameter the first one counts.

    ``repeated`` names the first that is, for views that don't put up with it.
    """

    method: str
    path: str
    serving: Serving | None
    parameters: dict[str, str] = field(default_factory=dict)
    accept: str = ""
    accept_language: str = ""
    accept_profile: str = ""
    accept_encoding: str = ""
    if_range: str = ""
    part: str = ""
    if_match: str = ""
    if_none_match: str = ""
    body: bytes = b""
    content_type: str = ""
    boundary: str = ""
    """What parts the fields of a form with files (RFC 7578 §4.1)."""
    repeated: str = ""

    def open(self) -> Serving:
        """Return what is served. Raises Problem where nothing has been built yet."""
        if self.serving is None:
            raise Problem(503, problems.UNAVAILABLE, wait=5)
        return self.serving

    def text(self, name: str, most: int) -> str:
        """Return a parameter of at most ``most`` characters, empty where it isn't given."""
        value = self.parameters.get(name, "")
        if len(value) > most:
            told: Facts = {"parameter": name, "most": most}
            raise Problem(400, problems.PARAMETER, told, sentence="long")
        return value

    def number(self, name: str, least: int, most: int, default: int) -> int:
        """Return a parameter that is a whole number from ``least`` to ``most``."""
        value = self.parameters.get(name, "")
        if not value:
            return default
        if not WHOLE_NUMBER.fullmatch(value) or not least <= int(value) <= most:
            known = (f"{least}–{most}",)
            raise Problem(400, problems.PARAMETER, {"parameter": name, "known": known})
        return int(value)

    def day(self, name: str) -> dt.date | None:
        """Return a parameter that is a day of the calendar, ``2026-11-21``."""
        return day_of(name, self.parameters.get(name, ""))

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        """Return a parameter that is one of ``known``."""
        value = self.parameters.get(name, "") or default
        if value != default and value not in known:
            raise Problem(400, problems.PARAMETER, {"parameter": name, "known": known})
        return value

    def has_only(self, known: tuple[str, ...]) -> bool:
        """Tell whether every parameter is ``known``; others are ignored but never kept."""
        return all(name in known for name in self.parameters)

    def only(self, known: tuple[str, ...]) -> None:
        """Raise Problem for a parameter that isn't ``known``: a misspelt one must not pass."""
        for name in self.parameters:
            if name not in known:
                raise unknown_parameter(name, known)


def day_of(name: str, value: str) -> dt.date | None:
    """Return the day that ``value`` writes, None where it is empty. Raises Problem: 400."""
    if not value:
        return None
    try:
        if DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise Problem(400, problems.PARAMETER, {"parameter": name, "known": ("YYYY-MM-DD",)})


def unknown_parameter(name: str, known: tuple[str, ...]) -> Problem:
    """Return the answer to a parameter that isn't ``known``, of which there may be none."""
    facts: Facts = {"parameter": name[:100], "known": known}
    sentence = problems.DETAIL if known else "none"
    return Problem(400, problems.UNKNOWN_PARAMETER, facts, sentence=sentence)


def read_asked(environ: Environ, serving: Serving | None, limits: Limits) -> Asked:
    """Read a request. Raises Problem for a URL or header that no client of ours sends."""
    raw, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(raw) + len(query) > limits.url_bytes:
        raise Problem(414, problems.URL_LENGTH, {"most": limits.url_bytes})
    for name in MEASURED:
        if len(environ.get(name, "")) > limits.url_bytes:
            raise Problem(431, problems.HEADER_LENGTH, {"most": limits.url_bytes})
    parameters, repeated = _parameters(query, limits) if query else ({}, "")
    return Asked(
        method=environ["REQUEST_METHOD"],
        path=_path(raw),
        serving=serving,
        parameters=parameters,
        repeated=repeated,
        accept=environ.get("HTTP_ACCEPT", ""),
        accept_language=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        accept_profile=environ.get("HTTP_ACCEPT_PROFILE", ""),
        accept_encoding=environ.get("HTTP_ACCEPT_ENCODING", ""),
        if_range=environ.get("HTTP_IF_RANGE", ""),
        part=environ.get("HTTP_RANGE", ""),
        if_match=environ.get("HTTP_IF_MATCH", ""),
        if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
        content_type=media_type(environ),
        boundary=parse_options_header(environ.get("CONTENT_TYPE", ""))[1].get("boundary", ""),
    )


def unreadable(environ: Environ, serving: Serving | None, limits: Limits) -> Asked:
    """Return as much of a refused request as it takes to tell the client about it."""
    wishes = [environ.get(name, "") for name in ("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE")]
    accept, language = (wish if len(wish) <= limits.url_bytes else "" for wish in wishes)
    try:
        path = _path(environ.get("PATH_INFO", "")[: limits.url_bytes])
    except Problem:
        path = "/"
    return Asked("GET", path, serving, accept=accept, accept_language=language)


def _path(raw: str) -> str:
    """Decode PATH_INFO; a name with control characters or a backslash is never ours."""
    try:
        path = raw.encode("latin-1").decode()
    except UnicodeError:
        raise Problem(400, problems.PATH) from None
    if not path.startswith("/") or "\\" in path or CONTROL.search(path):
        raise Problem(400, problems.PATH)
    return path


def _parameters(query: str, limits: Limits) -> tuple[dict[str, str], str]:
    """Return the parameters, and the name of the first that is given twice.

    Raises Problem for too many, and for bytes that are not UTF-8: what they were meant to say
    can only be guessed at.
    """
    found: dict[str, str] = {}
    repeated = ""
    try:
        # Raw UTF-8 in a query breaks the rules, yet people type it (curl '…?q=æ').
        text = query.encode("latin-1").decode()
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=limits.query_fields
        )
    except UnicodeError:
        raise Problem(400, problems.PATH) from None
    except ValueError:
        told: Facts = {"most": limits.query_fields}
        raise Problem(400, problems.PARAMETER, told, sentence="many") from None
    for name, value in pairs:
        repeated = repeated or (name if name in found else "")
        found.setdefault(name, value)
    return found, repeated
