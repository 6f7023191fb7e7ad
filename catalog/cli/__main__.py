"""``python -m catalog.cli`` is ``omgrep``."""

import sys

from catalog.cli.command import main

if __name__ == "__main__":
    sys.exit(main())
