"""Large messages: rules that tie elements together take time as the message grows, not more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from catalog.message.rules import compile_rules
from tests.conformance.register_message import HELP, case, relation
from tests.message.made import shipped_requirement

if TYPE_CHECKING:
    from catalog.message.rules import Rules

pytestmark = [pytest.mark.conformance, pytest.mark.slow]

TYING = ("undersokelse-11", "undersokelse-20", "undersokelse-21", "vedtak-20", "tiltak-20",
         "tiltak-21", "sak-22")  # fmt: skip
NUMBER = 3_000


def message(number: int, *, alike: bool) -> etree._Element:
    """Return a message with so many of each element; where ``alike``, all have one id."""
    parts = ""
    for at in range(number):
        it = 0 if alike else at
        parts += (
            f'<Melding Id="m{it}" StartDato="2024-08-01"/><Slettet Id="x{it}"/>'
            f'<Undersokelse Id="u{it}"><Konklusjon Kode="1"/></Undersokelse>'
            f'<Vedtak Id="v{it}">{HELP}<Status Kode="2"/></Vedtak>'
            f'<Tiltak Id="t{it}">{HELP}</Tiltak>'
            f'<OversendelseFylkesnemnd Id="o{it}"/>'
            + relation("Melding", "Undersokelse", f"m{it}", f"u{it}")
            + relation("Undersokelse", "Vedtak", f"u{it}", f"v{it}")
            + relation("Vedtak", "Tiltak", f"v{it}", f"t{it}")
            + relation("Vedtak", "OversendelseFylkesnemnd", f"v{it}", f"o{it}")
        )
    return etree.fromstring(case(parts))


def seconds(rules: Rules, root: etree._Element, *, sieved: bool) -> float:
    """Return the least processor time of three turns, in which nothing may be found."""
    times = []
    for _ in range(3):
        start = time.process_time()
        assert list(rules.broken(root, sieved=sieved)) == []
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("sieved", [True, False])
@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize("name", TYING)
def test_twice_as_much_takes_about_twice_as_long(name: str, alike: bool, sieved: bool) -> None:
    """Three thousand of each take less than a second, also where every id is the same."""
    register = shipped_requirement("barnevernsregister", "4.0.1")
    rules = compile_rules([it for it in register.rules if it.name == name])
    assert len(rules.rules) == 1
    half = seconds(rules, message(NUMBER // 2, alike=alike), sieved=sieved)
    whole = seconds(rules, message(NUMBER, alike=alike), sieved=sieved)
    assert whole < 1
    assert whole < 3.5 * half + 0.02
