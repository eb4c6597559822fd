"""Several threads that begin at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def together(n_threads: int, work: Callable[[int], Result]) -> list[Result]:
    """What `work(0)`, `work(1)`, ... return when all begin at once. Raises what the first of them raised."""
    line = Barrier(n_threads)

    def begin(number: int) -> Result:
        line.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(n_threads) as pool:
        # Each thread gets the test's own clock along with the rest of its context.
        begun = [pool.submit(copy_context().run, begin, number) for number in range(n_threads)]
        return [future.result(timeout=60) for future in begun]
