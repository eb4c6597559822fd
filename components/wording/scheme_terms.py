"""The scheme's own words for its keys, in the language of whoever is spoken to."""

from collections.abc import Sequence

from components.wording.words import language
from db.scheme import Named, Scheme


def named(choices: Sequence[Named], key: str) -> str:
    """The scheme's word for a key; the key itself when only an older scheme had it."""
    return next((choice.text(language()) for choice in choices if choice.key == key), key)


def category_name(scheme: Scheme, key: str) -> str:
    return named(scheme.categories, key)


def step_name(scheme: Scheme, key: str) -> str:
    return named(scheme.steps, key)


def steward_title(scheme: Scheme) -> str:
    return scheme.steward.zh if language().startswith("zh") else scheme.steward.en
