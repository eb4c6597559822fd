"""One thing that waits, or a number that a person wants to see when they come."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Task:
    """`sentence` begins with its number in bold; `late` says what of it is overdue. `link` stays on
    the page when nothing waits; `params` open the list at what is counted. What does not wait is a number at a glance."""

    key: str
    n: int
    sentence: str
    page: str
    icon: str = ""
    link: str = ""
    params: dict[str, str] = field(default_factory=dict)
    late: str = ""
    waits: bool = True
