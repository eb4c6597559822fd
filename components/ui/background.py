"""Long work that goes on while its page is left, and is found again when somebody comes back.

One process serves an office, so what is under way lives here. Nothing acknowledged depends on it: work that a restart
cuts off has written nothing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components.ui.errors import rule_errors
from components.wording.markdown import marked
from components.wording.words import t

Progress = Callable[[int, int], None]
_MOST_KEPT = 6


@dataclass
class Job:
    """`outcome` is what the work returned, `error` what it raised; one of them once `is_over`. `mark` says of what it is."""

    title: str
    mark: str = ""
    n_done: int = 0
    n_all: int = 0
    is_over: bool = False
    outcome: Any = None
    error: BaseException | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def move_on(self, n_done: int, n_all: int) -> None:
        self.n_done, self.n_all = n_done, n_all


_JOBS: OrderedDict[str, Job] = OrderedDict()


def start(key: str, title: str, work: Callable[[Progress], Any], mark: str = "") -> None:
    """Begins the work unless it is under way already: a double tap starts it once."""
    known = _JOBS.get(key)
    if known and not known.is_over and known.mark == mark:
        return
    job = _JOBS[key] = Job(title, mark)
    _JOBS.move_to_end(key)
    while len(_JOBS) > _MOST_KEPT:
        _JOBS.popitem(last=False)
    threading.Thread(target=_run, args=(job, work), daemon=True).start()


def _run(job: Job, work: Callable[[Progress], Any]) -> None:
    try:
        job.outcome = work(job.move_on)
    except BaseException as error:
        job.error = error
    finally:
        job.is_over = True


def find(key: str) -> Job | None:
    return _JOBS.get(key)


def forget(*keys: str) -> None:
    for key in keys:
        _JOBS.pop(key, None)


def show(key: str) -> Job | None:
    """The job once it is over; meanwhile how far it is, looked at every second. None where there is none."""
    job = find(key)
    if job and not job.is_over:
        watch(key)
        return None
    if job and job.error:
        with rule_errors():
            raise job.error
    return job


@st.fragment(run_every=1.0)
def watch(key: str) -> None:
    """How far the work is; the page runs anew when it is over."""
    job = find(key)
    if job is None or job.is_over:
        st.rerun()
        return
    share = job.n_done / job.n_all if job.n_all else 0.0
    said = t("{done} of {n} done", done=job.n_done, n=job.n_all) if job.n_all else t("Reading")
    st.progress(min(share, 1.0), text=marked("{title} · {said}", title=job.title, said=said))
    st.caption(t("You may leave this page meanwhile and come back."))
