"""Visits: the day list, what was written down, promises, must-visits, rounds and paper sheets."""
