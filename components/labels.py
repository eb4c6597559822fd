"""Text, colour and icon for every member of every enum that a person sees. Colour is never the only sign."""

from enum import Enum

from components.wording.labels_general import GENERAL
from components.wording.labels_ledger import LEDGER
from components.wording.labels_permissions import PERMISSIONS
from components.wording.labels_vetting import VETTING
from components.wording.labels_visits import VISITS
from components.words import t
from db.actor import Role
from db.scheme import Scheme

# Keyed with the type: members of two text enums may be equal.
LABELS = {(type(member), member): label for member, label in (*GENERAL, *VETTING, *LEDGER, *VISITS, *PERMISSIONS)}


def label(member: Enum) -> str:
    return t(LABELS[type(member), member].text)


def badge(member: Enum) -> str:
    """Markdown: a coloured word with its sign."""
    label_ = LABELS[type(member), member]
    return f":{label_.colour}-badge[{label_.icon} {t(label_.text)}]"


def shown(member: Enum) -> str:
    """Markdown: the word in its colour behind its sign, for a headline."""
    label_ = LABELS[type(member), member]
    return f":{label_.colour}[{label_.icon} {t(label_.text)}]"


def icon(member: Enum) -> str:
    return LABELS[type(member), member].icon


def role_title(role: Role, scheme: Scheme, language: str) -> str:
    """The scheme's own word for the role, else the general one."""
    titled = next((title for title in scheme.roles if title.role is role), None)
    return titled.text(language) if titled else label(role)
