"""Every page as every role, on a lived-in office: nothing breaks, nothing is left untranslated, nobody sees too much."""

import re

import pytest

from components.shell.menu import MENU
from db.actor import Role
from tests.pages.conftest import FIRST_OF_EACH, turn_to, written_on
from tests.pages.on_screen import everything_on
from tests.words.messages import all_messages

LOGINS = {
    "admin": Role.ADMINISTRATOR, "clerk": Role.CLERK, "branch": Role.ESTATE_BRANCH, "community": Role.COMMUNITY_PARTY,
    "dept1": Role.DEPARTMENT, "property": Role.PROPERTY, "steward": Role.STEWARD, "leader": Role.LEADER,
    "grid": Role.GRID_WORKER,
}  # fmt: skip
# A sentence of two English words or more; names of files and of the program's own keys are not sentences.
ENGLISH = sorted((m for m in all_messages() if re.search(r"[a-z]{3,} [a-z]{2,}", m)), key=len)
ANOTHERS = "这一页由其他角色使用"
# The demo's programme calls its stewards 红管事, on every page.
ANOTHER_TITLE = "红管家"


def is_allowed(entry, login):
    return entry.permission is None or LOGINS[login] in entry.permission.roles


def broken(test, is_chinese):
    """What is wrong with a page as it stands, in words; nothing when it is sound."""
    text = written_on(test)
    wrong = [str(error.value) for error in test.exception]
    wrong += [sign for sign in ("没有办成", "did not work") if sign in text]
    wrong += [line for line in everything_on(test).splitlines() if is_chinese and ANOTHER_TITLE in line]
    return wrong + [message for message in ENGLISH if is_chinese and message in text]


def shown_of_anothers(test):
    """What a page of another role shows beside the sentence that it is another's."""
    missing = [] if ANOTHERS in written_on(test) else ["does not say that it is another's"]
    return missing + [type(element).__name__ for element in (*test.title, *test.dataframe, *test.metric, *test.text_area)]


def wrong_pages(opened, login, *, is_chinese=True):
    """Opens every page within one sign-in; page -> what is wrong with it."""
    wrong = {}
    for entry in MENU:
        turn_to(opened, entry.page, login, **FIRST_OF_EACH)
        found = broken(opened, is_chinese)
        if is_chinese and not is_allowed(entry, login):
            found += shown_of_anothers(opened)
        if found:
            wrong[entry.page] = found
    return wrong


@pytest.fixture
def home_of(open_page):
    return lambda login, **looks: open_page("home/home.py", login, **looks)


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_opens_as_this_role_in_chinese_and_shows_nothing_where_it_is_anothers(home_of, login, checked):
    checked("pages as a role in Chinese", len(MENU))
    checked("pages that another role uses", sum(not is_allowed(entry, login) for entry in MENU))
    assert wrong_pages(home_of(login), login) == {}


@pytest.mark.parametrize("login", ["clerk", "community", "admin"])
def test_every_page_opens_in_english(home_of, login, checked):
    checked("pages in English", len(MENU))
    assert wrong_pages(home_of(login, language="en"), login, is_chinese=False) == {}


@pytest.mark.parametrize("login", ["steward", "branch", "community"])
def test_every_page_opens_with_large_text(home_of, login, checked):
    checked("pages in large text", len(MENU))
    assert wrong_pages(home_of(login, large=True), login) == {}


def test_signed_out_every_page_that_is_not_public_shows_only_the_sign_in_form(home_of, checked):
    test, wrong = home_of(None), []
    guarded = [entry.page for entry in MENU if entry.permission]
    checked("pages signed out", len(guarded))
    for page in guarded:
        turn_to(test, page, None, **FIRST_OF_EACH)
        if [field.label for field in test.text_input] != ["用户名", "密码"] or test.dataframe or test.metric:
            wrong.append(page)
    assert wrong == []
