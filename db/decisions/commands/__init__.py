"""Writes about meetings and decisions."""
