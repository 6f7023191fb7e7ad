"""Making a Release: gather, write, verify, publish by rename, roll back."""

from catalog.build.publish import roll_back
from catalog.build.release import Outcome, build_release

__all__ = ["Outcome", "build_release", "roll_back"]
