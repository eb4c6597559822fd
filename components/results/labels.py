"""Labels of the figures."""

from enum import Enum

from components.wording.label import Label
from db.results.permissions import ResultsPermission

LABELS: tuple[tuple[Enum, Label], ...] = ((ResultsPermission.SEE_FIGURES, Label("see the figures")),)
