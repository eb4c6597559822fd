"""Writes: one verb per decision."""
