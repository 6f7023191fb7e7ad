"""Only our own names are answered for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.settings import Settings
from catalog.web.hosts import guard, host_name, trusted_hosts

SETTINGS = Settings(
    root=Path("/"),
    base_iri="https://data.example.org/",
    title={},
    public_url="https://Test.example.org:8443/",
    hosts=("inner.example", "INNER2.example:8000"),
)


@pytest.mark.parametrize(
    "host, expected",
    [
        ("data.example.org", True),
        ("data.example.org:443", True),
        ("DATA.example.org", True),
        ("data.example.org.", True),
        ("test.example.org", True),
        ("inner.example:1", True),
        ("inner2.example", True),
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("", False),
        ("evil.example", False),
        ("data.example.org.evil.example", False),
        ("evil-data.example.org", False),
        ("data.example.org@evil.example", False),
        ("evil.example@data.example.org", False),
        ("data.example.org:80:80", False),
        ("data.example.org:x", False),
        ("data.example.org,evil.example", False),
        ("data.example.org/", False),
        (" data.example.org", False),
        ("data.example.org\n", False),
        ("localhost:1234567", False),
        ("a" * 100_000, False),
    ],
)
def test_a_host_is_ours_or_not(host: str, expected: bool) -> None:
    """The names of the settings and of the machine itself, whatever the port and the case."""
    assert guard(trusted_hosts(SETTINGS))(host) is expected


@given(st.text(max_size=300))
def test_no_host_is_an_error(host: str) -> None:
    """Whatever a client sends, what is left is a name that the header begins with."""
    assert host.lower().startswith(host_name(host))
