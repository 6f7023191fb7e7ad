"""Class diagrams of information models, whole and by type: drawn once, when a Release is built."""

from catalog.build.diagrams.drawing import draw_model, draw_type

__all__ = ["draw_model", "draw_type"]
