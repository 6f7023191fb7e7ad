"""Processes of our own: work on all cores, and work on somebody's text within bounds."""
