"""Lists that take long to read."""

from threading import Event

from sqlmodel import select

from components.ui import background
from db.engine import reading
from db.office.models import User


def test_a_list_that_is_still_being_read_is_there_when_somebody_comes_back_to_the_page(open_page):
    with reading() as s:
        key = f"list-households-{s.exec(select(User.id).where(User.login == 'clerk')).one()}"
    may_end = Event()
    background.start(key, "读取", lambda _progress: may_end.wait())
    try:
        page = open_page("ledger/bring_in.py", "clerk")
        assert not page.exception
        job = background.find(key)
        assert job is not None
        assert not job.is_over
        assert [bar.value for bar in page.get("progress")] != []
    finally:
        may_end.set()
        background.forget(key)
