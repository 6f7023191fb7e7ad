"""Messages: whether one keeps a reporting requirement, and if not, why and where."""

from catalog.message.judge import Judge, could_not_tell, sizes
from catalog.message.rules import compile_rules

__all__ = ["Judge", "compile_rules", "could_not_tell", "sizes"]
