"""Reads about meetings and decisions."""
