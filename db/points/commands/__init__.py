"""Writes about service points."""
