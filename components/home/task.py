"""One thing that waits."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Task:
    """`sentence` is Markdown of our own, with the number in bold. `link` stays on the page when nothing
    waits; `params` open the list at what is counted."""

    key: str
    n: int
    sentence: str
    page: str
    icon: str = ""
    link: str = ""
    params: dict[str, str] = field(default_factory=dict)
