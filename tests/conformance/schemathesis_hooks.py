"""What the description of the API can't say of a request; loaded by schemathesis itself."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.hook
def before_call(_context: Any, case: Any, **_more: Any) -> None:
    """Keep a good request good: no made-up page token, and something to resolve.

    A token is only ever what another answer gave. Bad requests are left as they are.
    """
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or case.method == "POST":
        return
    case.query.pop("_next", None)
    if case.path.endswith("/api/resolve") and not {"notation", "label"} & set(case.query):
        case.query["label"] = "katt"
