"""What a request asks, by the SPARQL 1.1 Protocol §2. No server and no evaluation in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header

from catalog import formats
from catalog.sparql.refusal import Refusal

ENDPOINT: Final = "/sparql"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
QUERY: Final = "query"
UPDATE: Final = "update"
DEFAULT_GRAPH: Final = "default-graph-uri"
NAMED_GRAPH: Final = "named-graph-uri"
UTF_8: Final = ("utf-8", "utf8", "us-ascii")
"""The charsets that a query may come in: the second is a common slip, the third a part of it."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that the request names, which win over the query's own (§2.1.4)."""

    default: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the dataset to ask where the request names one."""

    text: str
    dataset: Dataset | None = None


def read(method: str, query_string: bytes, content_type: str, body: bytes) -> Query | None:
    """Return what is asked: a query, or nothing, which asks for the service description.

    Parameters that the protocol doesn't know are left out: clients send ``format`` and
    ``timeout`` for the sake of other servers. Raises Refusal.
    """
    fields = _fields(query_string)
    if method != "POST":
        return _query(fields) if any(name in {QUERY, UPDATE} for name, _ in fields) else None
    media_type, options = parse_options_header(content_type)
    if options.get("charset", UTF_8[0]).lower() not in UTF_8:
        raise Refusal("encoding")
    if media_type == formats.FORM_TYPE:
        return _query([*fields, *_fields(body)])
    if media_type == formats.SPARQL_QUERY_TYPE:
        return _query([*fields, (QUERY, _text(body))])
    if media_type == formats.SPARQL_UPDATE_TYPE:
        raise Refusal("update")
    raise Refusal("content-type")


def _query(fields: list[tuple[str, str]]) -> Query:
    named = [name for name, _ in fields]
    if UPDATE in named:
        raise Refusal("update")
    if QUERY not in named:
        raise Refusal("missing-query")
    if named.count(QUERY) > 1:
        raise Refusal("repeated-query")
    text = next(value for name, value in fields if name == QUERY)
    if DEFAULT_GRAPH not in named and NAMED_GRAPH not in named:
        return Query(text)
    dataset = Dataset(
        tuple(value for name, value in fields if name == DEFAULT_GRAPH),
        tuple(value for name, value in fields if name == NAMED_GRAPH),
    )
    return Query(text, dataset)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(encoded), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Refusal("encoding") from None


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refusal("encoding") from None
