"""Every page as every role, on a lived-in office: nothing breaks, nothing is left untranslated, nobody sees too much."""

import re

import pytest

from components.shell.menu import MENU
from tests.pages.conftest import written_on
from tests.words.messages import all_messages

LOGINS = {
    "admin": "administrator", "clerk": "clerk", "branch": "estate_branch", "community": "community_party", "dept1": "department",
    "property": "property", "steward": "steward", "leader": "leader", "grid": "grid_worker",
}  # fmt: skip
PAGES = [entry.page for entry in MENU]
# A sentence of two English words or more; names of files and of the program's own keys are not sentences.
ENGLISH = sorted((m for m in all_messages() if re.search(r"[a-z]{3,} [a-z]{2,}", m)), key=len)


def check(test, page: str, *, is_chinese: bool = True) -> None:
    assert not test.exception, f"{page}: {[e.value for e in test.exception]}"
    text = written_on(test)
    assert "没有办成" not in text, page
    assert "did not work" not in text, page
    left = [message for message in ENGLISH if message in text] if is_chinese else []
    assert left == [], page


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_opens_as_this_role_in_chinese(open_page, login):
    for page in PAGES:
        check(open_page(page, login, id="1"), page)


@pytest.mark.parametrize("login", ["clerk", "community", "admin"])
def test_every_page_opens_in_english(open_page, login):
    for page in PAGES:
        test = open_page(page, login, language="en", id="1")
        check(test, page, is_chinese=False)


@pytest.mark.parametrize("login", ["steward", "branch", "community"])
def test_every_page_opens_with_large_text(open_page, login):
    for page in PAGES:
        check(open_page(page, login, large=True, id="1"), page)


@pytest.mark.parametrize("login", LOGINS)
def test_a_page_of_another_role_says_so_and_shows_nothing_of_it(open_page, login):
    role = LOGINS[login]
    for entry in MENU:
        if entry.permission and role not in {r.value for r in entry.permission.roles}:
            text = written_on(open_page(entry.page, login, id="1"))
            assert "这一页由其他角色使用" in text, entry.page


def test_signed_out_every_page_that_is_not_public_shows_only_the_sign_in_form(open_page):
    for entry in MENU:
        if entry.permission:
            test = open_page(entry.page, None, id="1")
            assert [field.label for field in test.text_input] == ["用户名", "密码"], entry.page
            assert not test.dataframe, entry.page
