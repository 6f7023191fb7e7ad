"""A concept catalogue: SKOS in Turtle is checked, built into a Release, and served."""
