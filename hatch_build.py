"""What goes into the wheel besides `catalog`: the shapes and the site, as `catalog/_data`."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = (
    "shapes", "starter",
    "site/schemas", "site/templates", "site/static", "site/translations", "site/pages",
)  # fmt: skip
BUILT = ("site/static/built/site.css", "site/static/built/site.js")


class DataHook(BuildHookInterface):
    """Adds the folders of `DATA` that exist; an editable install reads them where they stand."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Refuse a wheel without styles and script: they are made first, by `make assets`."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        missing = [name for name in BUILT if not (root / name).is_file()]
        if missing:
            raise SystemExit(f"{', '.join(missing)} missing: run `make assets` first")
        build_data["force_include"] |= {
            str(root / name): f"catalog/_data/{name}" for name in DATA if (root / name).is_dir()
        }
