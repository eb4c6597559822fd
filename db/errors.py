"""What may go wrong by rule. Each error carries a message id and what the sentence needs; only components shows it."""

from typing import Any


class RuleError(Exception):
    """A refusal that a person is told about. `code` is a message id (`error.<code>` in the catalogues)."""

    code = "rule"

    def __init__(self, code: str | None = None, field: str | None = None, **params: Any) -> None:
        self.code = code or self.code
        self.field = field
        self.params = params
        # The parameters may name people: they are for the person's screen, not for a log.
        super().__init__(self.code)


class NotAllowed(RuleError):
    code = "not_allowed"


class NotFound(RuleError):
    """Also what an actor hears of something outside their scope."""

    code = "not_found"


class Invalid(RuleError):
    """An input that cannot be right; `field` names the input it stands at, `others` are wrong along with it."""

    code = "invalid"
    others: tuple["Invalid", ...] = ()

    @property
    def all(self) -> tuple["Invalid", ...]:
        return (self, *self.others)


def raise_all(problems: list[Invalid]) -> None:
    """Raises the first with the rest beside it, so that a form can mark every field at once."""
    if problems:
        first = problems[0]
        first.others = tuple(problems[1:])
        raise first


class Stale(RuleError):
    """The row moved since the form was drawn."""

    code = "stale"


class Conflict(RuleError):
    """A state or another row forbids it."""

    code = "conflict"


class Refused(RuleError):
    """The installation itself cannot go on: a newer database, a lost key, a broken preset."""

    code = "refused"
