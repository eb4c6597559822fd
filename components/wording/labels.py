"""Text, colour and icon for every member of every enum that a person sees. Colour is never the only sign."""

from enum import Enum

from components.wording.general_labels import GENERAL
from components.wording.label import Label
from components.wording.markdown import Markdown
from components.wording.words import t
from db.actor import Role
from db.scheme import Scheme
from db.subjects import modules

_OF_SUBJECTS = (row for module in modules("components", "labels") for row in module.LABELS)
# Keyed with the type: members of two text enums may be equal.
LABELS: dict[tuple[type[Enum], Enum], Label] = {(type(member), member): label for member, label in (*GENERAL, *_OF_SUBJECTS)}


def label(member: Enum) -> str:
    return t(LABELS[type(member), member].text)


def badge(member: Enum) -> Markdown:
    """A coloured word with its sign."""
    label_ = LABELS[type(member), member]
    return Markdown(f":{label_.colour}-badge[{label_.icon} {t(label_.text)}]")


def shown(member: Enum) -> Markdown:
    """The word in its colour behind its sign, for a headline."""
    label_ = LABELS[type(member), member]
    return Markdown(f":{label_.colour}[{label_.icon} {t(label_.text)}]")


def icon(member: Enum) -> Markdown:
    return Markdown(LABELS[type(member), member].icon)


def role_title(role: Role, scheme: Scheme, language: str) -> str:
    """The scheme's own word for the role, else the general one."""
    titled = next((title for title in scheme.roles if title.role is role), None)
    return titled.text(language) if titled else label(role)
