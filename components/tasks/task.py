"""One thing that waits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """`sentence` is Markdown of our own, with the number in bold. `link` stays on the page when nothing waits."""

    key: str
    n: int
    sentence: str
    page: str
    icon: str = ""
    link: str = ""
