"""The scheme's own words for its keys, in the language of whoever is spoken to."""

from collections.abc import Sequence

from components.wording.labels import label
from components.wording.words import language, t
from db.scheme import Named, PaperKind, Scheme


def named(choices: Sequence[Named], key: str) -> str:
    """The scheme's word for a key; the key itself when only an older scheme had it."""
    return next((choice.text(language()) for choice in choices if choice.key == key), key)


def category_name(scheme: Scheme, key: str) -> str:
    return named(scheme.categories, key)


def step_name(scheme: Scheme, key: str) -> str:
    return named(scheme.steps, key)


def steward_title(scheme: Scheme) -> str:
    return scheme.steward.zh if language().startswith("zh") else scheme.steward.en


def members_by_name(scheme: Scheme) -> str:
    """What the programme calls those whom stewards look after by name beside the households; empty where it has none."""
    people = scheme.coverage.named
    return people.text(language()) if people else ""


def paper_name(scheme: Scheme, kind: PaperKind) -> str:
    """What the programme calls one of its papers, else the general word."""
    return next((name.text(language()) for name in scheme.papers if name.paper is kind), label(kind))


def paper_title(scheme: Scheme, kind: PaperKind) -> str:
    """`红管事联户手记`: with whose paper it is, as on the paper and on the screen that offers it."""
    return t("{title}: {paper}", title=steward_title(scheme), paper=paper_name(scheme, kind))
