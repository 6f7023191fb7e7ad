"""Where the pages of the editors' guide are."""

from typing import Final

from tests.conftest import PROJECT

GUIDE: Final = PROJECT / "docs" / "redigere"
PAGES: Final = tuple(sorted(GUIDE.glob("*/*.md")))
