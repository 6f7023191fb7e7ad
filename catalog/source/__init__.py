"""Turtle on disk: which files there are, what they say, and where each statement stands."""
