"""An office whose scheme shares no key with any of the five: its demo, every page as every role, every paper, both languages."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlmodel import select
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import app_test

from components.paper.vetting.cards import CardKind, cards_pdf
from components.paper.vetting.letters import letter_docx
from components.paper.vetting.poster import poster_docx
from components.paper.visits.sheet import visit_sheets_pdf
from components.shell.menu import MENU
from components.ui import state
from components.wording import words
from db import clock
from db.actor import Actor, Role
from db.engine import engine, reading, session
from db.ledger.models.households import Household
from db.migrate import prepare
from db.office.queries import current_scheme, the_office
from db.presets import load_preset
from db.vetting.commands.disclosures import cards_to_print, show_letter
from db.vetting.commands.opinions import write_letter
from db.vetting.models.announcements import Announcement
from db.vetting.models.stewards import Steward
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import announced_people, find_announcement
from db.vetting.queries.opinions import letters, without_letter
from db.visits.commands.daily import look_at_the_day
from db.visits.commands.paper_sheets import make_sheets
from db.visits.commands.rounds import make_knock_day, make_round
from db.visits.models.duties import MustVisit
from db.visits.models.rounds import RoundIn
from db.visits.queries.paper_sheets import sheet_lines, sheets_out
from db.visits.round_checks import next_knock_days
from seed.demo import fill_demo
from tests.pages.conftest import FIRST_OF_EACH, start_program, turn_to
from tests.pages.on_screen import everything_on
from tests.seed.sixth import SHAPE, keys_of, sixth, sixth_toml
from tests.speaking import speaking

LOGINS = {
    "admin": Role.ADMINISTRATOR, "clerk": Role.CLERK, "branch": Role.ESTATE_BRANCH, "community": Role.COMMUNITY_PARTY,
    "dept1": Role.DEPARTMENT, "property": Role.PROPERTY, "steward": Role.STEWARD, "leader": Role.LEADER, "grid": Role.GRID_WORKER,
}  # fmt: skip
SIGN_OUT = {words.CHINESE: "退出", words.ENGLISH: "Sign out"}
# Six working days before the Spring Festival of 2027: what must be visited before it is asked for.
NEAR_SPRING = "2027-01-29T09:00:00+08:00"
Files = dict[str, Callable[[], bytes]]
# A preset that is taken along as a file keeps its keys.
TOML = "application/toml"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Actor]:
    """The sixth office, filled, its clock the program's own file; the value is its clerk."""
    home = tmp_path_factory.mktemp("sixth")
    (home / "schemes").mkdir()
    (home / "schemes" / "sixth.toml").write_text(sixth_toml(), "utf-8")
    (home / "clock").write_text(NEAR_SPRING, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RED_STEWARD_HOME", str(home))
        patch.setenv("RED_STEWARD_CLOCK", str(home / "clock"))
        patch.delenv("DATABASE_URL", raising=False)
        prepare()
        clerk = fill_demo("sixth").deciders[Role.CLERK]
        with session() as s:
            _a_busy_day(s, clerk)
        yield clerk
        engine().dispose()


@pytest.fixture(autouse=True)
def monday(place: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Here it is the day of the place."""
    monkeypatch.setenv("RED_STEWARD_CLOCK", str(Path(engine().url.database or "").with_name("clock")))
    yield
    state.speak(words.CHINESE)


def _a_busy_day(s, clerk: Actor) -> None:
    """What the demo leaves to the office: the day looked at, letters, a round and a knock day, a sheet of paper."""
    scheme = current_scheme(s)
    look_at_the_day(s)
    for department in scheme.departments:
        if waiting := without_letter(s, clerk, department.key):
            write_letter(s, clerk, department=department.key, opinion_ids=waiting)
    care = [group.key for group in scheme.special_groups]
    make_round(s, clerk, round=RoundIn(name="燃气安全", unit_id=clerk.unit_id, until=date(2027, 2, 3), care=care))
    [(rule, day), *_] = next_knock_days(scheme, clock.today())
    make_knock_day(s, clerk, name=rule.zh, unit_id=clerk.unit_id, day=day)
    make_sheets(s, clerk, steward_id=s.scalar(sa.select(sa.func.min(Steward.id))))


@pytest.fixture(scope="module")
def offered() -> Iterator[Files]:
    """Files that pages have offered since this was emptied, each name once: what a press on their buttons would make."""
    now: Files = {}
    ever: set[str] = set()

    class Remembering(MediaFileManager):
        def add_deferred(self, data_callable, mimetype, coordinates, file_name=None, **more):
            if mimetype != TOML and file_name not in ever:
                ever.add(file_name)
                now[file_name] = data_callable
            return super().add_deferred(data_callable, mimetype, coordinates, file_name, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_test, "MediaFileManager", Remembering)
        yield now


def keys_in(text: str) -> list[str]:
    """With their lines, so that a failure says where."""
    return [line for line in text.splitlines() if SHAPE.search(line)]


def read_back(content: bytes) -> str:
    """What a reader of PDF, Word or Excel would find."""
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_it_shares_no_key_with_any_of_the_five(place):
    five = [load_preset(key).model_dump(mode="json") for key in ("fushan", "jili", "nanzheng", "ningxia", "qianxi")]
    own = keys_of(sixth()) - {"sixth"}
    assert own & set().union(*map(keys_of, five)) == set()
    assert [key for key in own if not SHAPE.fullmatch(key)] == []
    assert len(own) > 100


def test_what_the_scheme_says_has_arisen_under_its_keys(place):
    with reading() as s:
        rules = {rule.key: rule for rule in current_scheme(s).visiting.must_visits}
        asked = s.exec(select(MustVisit)).all()
        n_in_groups = s.scalar(sa.select(sa.func.count()).select_from(Household).where(Household.care_marks != ""))
    before_spring = [row for row in asked if row.mark.startswith("festival:")]
    assert len(before_spring) == n_in_groups > 0
    assert {row.kind for row in asked} <= set(rules)


@pytest.mark.parametrize("language", SIGN_OUT)
@pytest.mark.parametrize("login", LOGINS)
def test_every_page_of_a_role_opens_and_neither_it_nor_its_files_show_a_key(place, offered, login, language):
    test, role = start_program(login, language=language, timeout=120), LOGINS[login]
    for page in [entry.page for entry in MENU if entry.permission is None or role in entry.permission.roles]:
        turn_to(test, page, login, **FIRST_OF_EACH)
        user = test.session_state["rs_user"]
        assert (user.login, user.actor.role, user.language) == (login, role, language), page
        assert test.button(key="sign_out").label == SIGN_OUT[language], page
        assert not test.exception, (page, [one.value for one in test.exception])
        assert keys_in(everything_on(test)) == [], page
    made = {name: read_back(make()) for name, make in offered.items()}
    offered.clear()
    assert len(made) >= (10 if role is Role.CLERK else 0)
    assert {name: keys_in(text) for name, text in made.items() if keys_in(text) or not text} == {}


def _papers(s, clerk: Actor) -> Iterator[tuple[str, bytes]]:
    """Those that a page prints only after something was ticked or chosen."""
    office, scheme = the_office(s), current_scheme(s)
    for kind in CardKind:
        rows = cards_to_print(s, clerk, kind=kind, steward_ids=s.scalars(sa.select(Steward.id)).all())
        yield f"{kind} cards", cards_pdf(kind, rows, scheme, office=office.name, web_address="http://office:8501")
    for letter in letters(s, clerk):
        people = show_letter(s, clerk, letter_id=letter.id)
        yield "letter", letter_docx(office, scheme, letter, people)
    for announcement_id in s.scalars(sa.select(Announcement.id)).all():
        row = find_announcement(s, clerk, announcement_id)
        yield "poster", poster_docx(office, scheme, row, announced_people(s, row.id), days_of(s, row))
    sheets = [(sheet, sheet_lines(s, clerk, sheet.id)) for sheet in sheets_out(s, clerk)]
    yield "visit sheet", visit_sheets_pdf(scheme, office.name, sheets)


@pytest.mark.parametrize("language", SIGN_OUT)
def test_every_paper_is_printed_without_a_key(place, language):
    with speaking(language), session() as s:
        papers = [(name, read_back(content)) for name, content in _papers(s, place)]
    assert {name for name, _ in papers} == {"work cards", "contact cards", "board cards", "letter", "poster", "visit sheet"}
    assert [(name, keys_in(text)) for name, text in papers if keys_in(text) or len(text) < 100] == []
