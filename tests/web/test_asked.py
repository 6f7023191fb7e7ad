"""Reading a request: strictly, and never with anything but a Problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.limits import LIMITS
from catalog.web.asked import Asked, read_asked, unreadable
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

wire = st.text(st.characters(max_codepoint=255), max_size=300)
"""What a server hands over: bytes as the first 256 characters (PEP 3333)."""


def read(path: str, query: str = "") -> Asked:
    """Read a request for a path and query as they come from the server."""
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    return read_asked(environ, None, LIMITS)


@given(wire, wire, wire)
def test_no_request_is_an_error(path: str, query: str, header: str) -> None:
    """Whatever comes, it is read or it is a 4xx; and enough is read to tell the client so."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": f"/{path}", "QUERY_STRING": query,
        "HTTP_ACCEPT": header, "HTTP_RANGE": header,
    }  # fmt: skip
    asked, refused = attempt(lambda: read_asked(environ, None, LIMITS))
    assert refused is None or 400 <= refused.status < 500
    asked = asked or unreadable(environ, None, LIMITS)
    assert asked.path.startswith("/")
    for name in asked.parameters:
        for parse in (
            lambda name=name: asked.number(name, 0, 100, 0),
            lambda name=name: asked.day(name),
            lambda name=name: asked.text(name, 10),
            lambda name=name: asked.choice(name, ("a", "b"), "a"),
        ):
            _, refused = attempt(parse)
            assert refused is None or refused.status == 400


def attempt(call: Callable[[], Any]) -> tuple[Any, Problem | None]:
    """Return what a call gives, or the Problem that it raises; any other error is a failure."""
    try:
        return call(), None
    except Problem as problem:
        return None, problem


@pytest.mark.parametrize(
    "query, value",
    [
        ("q=a+b", "a b"),
        ("q=%C3%A6", "æ"),
        ("q=\xc3\xa6", "æ"),
        ("q=a&q=b", "a"),
        ("q", ""),
        ("x=1", ""),
        ("q=a;b", "a;b"),
        ("q=%26%3D", "&="),
    ],
)
def test_a_parameter_as_people_write_it(query: str, value: str) -> None:
    """Percent-encoded or raw UTF-8; of a repeated one the first."""
    assert read("/", query).text("q", 10) == value


@pytest.mark.parametrize("query", ["q=%FF", "q=\xff", "%FF=x", "q=%C3", "q=%ED%A0%80", "q=a&x=%E6"])
def test_a_query_that_is_no_text(query: str) -> None:
    """What isn't UTF-8 could be anything: it is refused, as in a path."""
    with pytest.raises(Problem) as caught:
        read("/", query)
    assert (caught.value.status, caught.value.code) == (400, "bad-path")


@pytest.mark.parametrize("path", ["", "x", "*", "/a\\b", "/a\x00", "/a\n", "/a\x7f", "/a\xff"])
def test_a_path_that_is_none(path: str) -> None:
    """Backslashes, control characters and what isn't UTF-8 are in no URL of ours."""
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.status == 400


def test_how_long_a_url_may_be() -> None:
    """Path and query together (RFC 9110 §15.5.15)."""
    assert read("/" + "a" * (LIMITS.url_bytes - 1)).path
    for path, query in (("/" + "a" * LIMITS.url_bytes, ""), ("/", "a" * LIMITS.url_bytes)):
        with pytest.raises(Problem) as caught:
            read(path, query)
        assert caught.value.status == 414


def test_without_a_release_nothing_is_served() -> None:
    """503, with when to come again."""
    with pytest.raises(Problem) as caught:
        read("/").open()
    assert (caught.value.status, caught.value.wait) == (503, 5)
