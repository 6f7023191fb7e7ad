"""Examples: messages, and parts of them, made from an information model and nothing else."""

from catalog.formats.examples.writing import example, example_of

__all__ = ["example", "example_of"]
