"""Opening full numbers on a page: after many in an hour the page asks for the own password, and goes on."""

from db.actor import Actor
from db.engine import reading, session
from db.office.commands.openings import open_numbers
from db.office.openings import OPENINGS
from db.office.sessions import signed_in_user
from db.vetting.events import NumbersOpened
from db.vetting.models.applications import Application
from seed.demo import PASSWORD
from tests.pages.conftest import written_on


def _actor(page) -> Actor:
    with reading() as s:
        return signed_in_user(s, page.session_state["rs_token"]).actor


def _press(page, label):
    next(button for button in page.button if button.label == label).click().run()


def test_after_sixty_openings_the_own_password_opens_the_next(open_page):
    page = open_page("vetting/application.py", "clerk", application="1")
    with session() as s:
        number = s.get_one(Application, 1).id_number
        for _ in range(OPENINGS):
            open_numbers(s, _actor(page), NumbersOpened(application=1))
    _press(page, "显示完整号码（留有记录）")
    assert "您一小时内已查看完整号码 60 次" in written_on(page)
    for typed, said in (("wrong-password", "密码不正确，还可以再试 4 次。"), (PASSWORD, "显示完整号码（留有记录）")):
        next(field for field in page.text_input if field.label == "密码").set_value(typed)
        _press(page, "确认")
        assert said in written_on(page)
        assert number not in written_on(page)
    _press(page, "显示完整号码（留有记录）")
    assert number in written_on(page)
