"""The scheme on screen: what its keys mean is read in words, can be chosen, and stays when a new version is saved."""

import json

import pytest

from db.engine import reading
from db.office.queries import current_scheme, the_office
from db.scheme import About, Cause, Suits
from tests.pages.on_screen import everything_on


@pytest.fixture
def editor(open_page):
    return open_page("office/edit_scheme.py", "admin")


def _in_force():
    with reading() as s:
        return the_office(s).scheme_version_id, current_scheme(s)


def test_a_new_version_in_which_nothing_was_touched_is_the_same_scheme(editor):
    before, scheme = _in_force()
    next(button for button in editor.button if button.label == "保存为新版本").click().run()
    assert not editor.exception
    after, saved = _in_force()
    assert (after != before, saved) == (True, scheme)


def _choices(editor, table: str, column: str) -> dict[str, str]:
    """Value and word of what can be chosen in a column."""
    [found] = [frame for frame in editor.dataframe if f"-{table}-" in frame.proto.id]
    return {one["value"]: one["label"] for one in json.loads(found.proto.columns)[column]["type_config"]["options"]}


def test_what_a_key_means_is_chosen_in_words(editor):
    abouts, unlikely = set(map(str, About)), {About.NOTHING, About.OTHER}
    assert set(_choices(editor, "topics", "about")) == abouts
    assert set(_choices(editor, "must_visits", "about")) == abouts - unlikely
    assert set(_choices(editor, "must_visits", "arises")) == set(map(str, Cause))
    assert _choices(editor, "occasions", "suits") == {
        Suits.ANY: "一般走访", Suits.PROMISE: "答应过事情后的回访", Suits.ROUND: "专项走访或敲门日",
    }  # fmt: skip


def test_the_scheme_in_words_says_why_each_must_visit_arises(open_page):
    said = everything_on(open_page("office/scheme.py", "admin"))
    for line in (
        "重大节日必访：节日前，3个工作日内",
        "生活困难必访：新列为重点人群，3个工作日内",
        "受灾、意外必访：单位交办，3个工作日内",
    ):
        assert line in said


def test_what_is_printed_from_the_scheme_is_offered_under_the_programmes_own_names(open_page):
    said = everything_on(open_page("office/scheme.py", "admin"))
    for paper in ("工作指南", "口袋书", "联户考评清单（百分制）", "选聘流程图"):
        assert f"{paper}（PDF）" in said
        assert f"{paper}（Word）" in said
