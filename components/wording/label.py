"""How a member of an enum is shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    text: str
    colour: str = "gray"
    icon: str = ""
