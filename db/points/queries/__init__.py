"""Reads about service points."""
