"""Tests of meetings and decisions."""
