"""What a new version of a model or a requirement means for who sends messages."""

from catalog.compare.models.comparing import compare_models, compare_requirements

__all__ = ["compare_models", "compare_requirements"]
