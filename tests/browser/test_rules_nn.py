"""Every kind of page in Nynorsk by the rules of axe-core; a file for each can run at once."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.rules import broken_rules
from tests.browser.sample_catalogue import PATHS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_no_rule_is_broken(open_page: OpenPage, axe: str, path: str) -> None:
    """WCAG 2.1 A and AA as far as a machine can tell."""
    assert broken_rules(open_page(f"/nn{path}"), axe) == []
