"""Judging messages in processes of their own, which nobody who waits for a verdict depends on."""
