"""Which content coding a client gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats.coding import BROTLI, CODINGS, GZIP, ZSTD
from catalog.web.encoding import IDENTITY, LONGEST, choose, takes_identity


@pytest.mark.parametrize(
    "header, expected",
    [
        ("", IDENTITY),
        ("gzip", GZIP),
        ("GZIP", GZIP),
        ("x-gzip", GZIP),
        ("br", BROTLI),
        ("zstd", ZSTD),
        ("gzip, deflate", GZIP),
        ("gzip, deflate, br", BROTLI),
        ("gzip, deflate, br, zstd", BROTLI),
        ("zstd, gzip", ZSTD),
        ("br;q=0.5, gzip;q=0.8", GZIP),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", BROTLI),
        ("br; q=0.1 , zstd;Q=.2", ZSTD),
        ("gzip;q=0.5", GZIP),
        ("gzip;q=0.5, identity", IDENTITY),
        ("gzip;q=0.5, identity;q=0.5", GZIP),
        ("gzip;q=0.2, br;q=0, zstd;q=0, *;q=0.8", IDENTITY),
        ("identity", IDENTITY),
        ("identity;q=0", IDENTITY),
        ("gzip;q=0", IDENTITY),
        ("br;q=0, *", ZSTD),
        ("*", BROTLI),
        ("*;q=0", IDENTITY),
        ("deflate", IDENTITY),
        ("gzipped", IDENTITY),
        ("gzip;q=high", IDENTITY),
        ("gzip;level=9", IDENTITY),
        ("gzip;q=7", IDENTITY),
        (",,gzip,,", GZIP),
        ("gzip" + ", x" * 100, IDENTITY),
    ],
)
def test_the_most_wanted_coding_is_chosen(header: str, expected: str) -> None:
    """RFC 9110 §12.5.3; what can't be read is left out, and a huge header is not looked at."""
    assert choose(header, CODINGS) == expected


@pytest.mark.parametrize(
    "header, expected",
    [
        ("", True),
        ("gzip", True),
        ("gzip, identity;q=0", False),
        ("gzip, *;q=0", False),
        ("identity, *;q=0", True),
        ("*;q=0.5", True),
        ("identity;q=0" + ", x" * 100, True),
    ],
)
def test_plain_bytes_are_refused_only_in_so_many_words(header: str, expected: bool) -> None:
    """RFC 9110 §12.5.3: identity is acceptable unless it is given the weight 0."""
    assert takes_identity(header) is expected


@given(st.text(max_size=LONGEST * 2), st.sets(st.sampled_from(CODINGS)))
def test_no_header_is_an_error(header: str, offers: set[str]) -> None:
    """Whatever a client sends, it gets a coding that there is, or none."""
    assert choose(header, offers) in {IDENTITY, *offers}
    assert takes_identity(header) in {True, False}


weights = st.integers(0, 10).map(lambda tenth: tenth / 10)


@given(st.dictionaries(st.sampled_from(CODINGS), weights))
def test_nobody_gets_a_coding_that_another_is_wanted_more_than(wanted: dict[str, float]) -> None:
    """With weights for all, the chosen one has the highest; one of weight 0 is never sent."""
    header = ", ".join(f"{coding};q={weight}" for coding, weight in wanted.items())
    chosen = choose(header, CODINGS)
    if chosen:
        assert wanted[chosen] == max(wanted.values()) > 0
    else:
        assert not any(wanted.values())
