"""Does the client have it already, and which part of it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.web.conditions import Part, has_already, still_has, wanted_part

if TYPE_CHECKING:
    from tests.web.conftest import Site

TAG = '"abc"'


@pytest.mark.parametrize(
    "header, expected",
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x","abc","y"', True),
        ("*", True),
        (" * ", True),
        ('"abc-gz"', False),
        ('"x"', False),
        ("abc", False),
        ("", False),
        ('"x" abc', False),
        ('"*"', False),
    ],
)
def test_if_none_match(header: str, expected: bool) -> None:
    """RFC 9110 §13.1.2: a list of tags or a star, compared weakly."""
    assert has_already(header, TAG) is expected


@pytest.mark.parametrize(
    "header, if_range, expected",
    [
        ("", "", None),
        ("bytes=0-9", "", Part(0, 10)),
        ("bytes=90-", "", Part(90, 100)),
        ("bytes=-10", "", Part(90, 100)),
        ("bytes=-1000", "", Part(0, 100)),
        ("bytes=0-1000", "", Part(0, 100)),
        ("bytes=99-99", "", Part(99, 100)),
        ("bytes=0-9", TAG, Part(0, 10)),
        ("bytes=0-9", '"other"', None),
        ("bytes=0-9", 'W/"abc"', None),
        ("bytes=0-9", "Sat, 21 Nov 2026 00:00:00 GMT", None),
        ("bytes=9-0", "", None),
        ("bytes=-", "", None),
        ("bytes=0-1,5-6", "", None),
        ("lines=0-9", "", None),
        ("bytes=a-b", "", None),
        ("bytes=0-99999999999999999999999", "", None),
    ],
)
def test_range(header: str, if_range: str, expected: Part | None) -> None:
    """RFC 9110 §14.2: one range of bytes is given, everything else gets the whole file."""
    assert wanted_part(header, if_range, TAG, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=1000-2000", "bytes=-0"])
def test_a_range_beyond_the_end_is_not_satisfiable(header: str) -> None:
    """RFC 9110 §15.5.17."""
    with pytest.raises(ValueError, match="bytes"):
        wanted_part(header, "", TAG, 100)


@given(st.text(max_size=100), st.text(max_size=100), st.integers(0, 10**12))
def test_no_header_is_an_error(header: str, if_range: str, size: int) -> None:
    """Whatever a client sends, a part lies within the file."""
    has_already(header, TAG)
    try:
        part = wanted_part(f"bytes={header}", if_range, TAG, size)
    except ValueError:
        return
    assert part is None or 0 <= part.start < part.stop <= size


@pytest.mark.parametrize(
    "header, expected",
    [
        ('"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('W/"a"', False),
        ('"b"', False),
        ("a", False),
        ("", False),
        ('W/"b", "a"', True),
    ],
)
def test_if_match_compares_strongly(header: str, expected: bool) -> None:
    """A weak tag is never the same (RFC 9110 §13.1.1)."""
    assert still_has(header, '"a"') is expected


@pytest.mark.parametrize("url", ["/c/cat.ttl", "/nb/c/cat", "/downloads/catalog.nt"])
def test_what_is_another_by_now_is_refused(site: Site, url: str) -> None:
    """412 to who wants only what it knows; the answer to who knows the present one."""
    known = site.get(url).headers["ETag"]
    assert site.get(url, If_Match=known).status_code == 200
    changed = site.get(url, If_Match='"other"')
    assert (changed.status_code, changed.data) == (412, b"")
