"""Password rules that a clerk understands, and how a password is kept."""

import pytest

from db.errors import Invalid
from db.office.passwords import check_rules, hash_password, matches, nobodys_hash
from db.settings import hash_cost


@pytest.mark.parametrize(
    "password", ["warm-tea-2026", "松风社区欢迎您！", "五颗星星照松风苑", "correct horse battery", "aB3$aB3$"]
)
def test_a_sentence_or_a_few_words_are_a_password(password):
    assert check_rules(password, "bob") is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("tea2026", "password_short"),
        ("       7      ", "password_short"),
        ("19680309", "password_digits"),
        ("61072119680309001", "password_digits"),
        ("aaaaaaaa", "password_common"),
        ("abababab", "password_common"),
        ("Password1", "password_common"),
        ("admin888", "password_common"),
        ("bob-warm-tea", "password_has_login"),
        ("warm-BOB-tea", "password_has_login"),
    ],
)
def test_each_rule_has_a_sentence_of_its_own(password, code):
    with pytest.raises(Invalid) as caught:
        check_rules(password, "bob")
    assert (caught.value.code, caught.value.field) == (code, "password")


def test_the_rule_of_length_says_how_long():
    with pytest.raises(Invalid) as caught:
        check_rules("tea", "bob")
    assert caught.value.params == {"least": 8}


def test_a_password_that_is_too_long_is_not_told_to_be_longer():
    with pytest.raises(Invalid) as caught:
        check_rules("warm tea " * 20, "bob")
    assert caught.value.code != "password_short"


def test_a_hash_matches_its_password_and_no_other():
    kept = hash_password("松风社区欢迎您！")
    assert [matches(password, kept) for password in ("松风社区欢迎您！", "松风社区欢迎您")] == [True, False]


def test_the_end_of_a_long_sentence_counts_too():
    """bcrypt alone looks at 72 bytes: 24 Chinese characters."""
    kept = hash_password("松" * 40 + "一")
    assert not matches("松" * 40 + "二", kept)


def test_the_same_password_is_kept_differently_for_two_people():
    assert hash_password("warm-tea-2026") != hash_password("warm-tea-2026")


def test_an_unknown_name_is_compared_with_a_hash_of_the_same_cost():
    assert nobodys_hash().split("$")[:3] == hash_password("warm-tea-2026").split("$")[:3]
    assert not matches("warm-tea-2026", nobodys_hash())


@pytest.mark.parametrize(
    ("given", "cost"), [(None, 12), ("", 12), ("5", 5), ("4", 4), ("3", 4), ("0", 4), ("-9", 12), ("cheap", 12)]
)
def test_a_hash_costs_what_it_did_unless_somebody_sets_it_and_never_less_than_bcrypt_allows(monkeypatch, given, cost):
    monkeypatch.delenv("RED_STEWARD_HASH_COST")
    if given is not None:
        monkeypatch.setenv("RED_STEWARD_HASH_COST", given)
    assert hash_cost() == cost
    assert nobodys_hash().startswith(f"$2b${cost:02}$")


def test_without_a_setting_a_hash_costs_twelve_doublings(monkeypatch):
    monkeypatch.delenv("RED_STEWARD_HASH_COST")
    assert hash_password("warm-tea-2026").startswith("$2b$12$")


def test_a_hash_made_at_another_cost_still_matches(monkeypatch):
    kept = hash_password("warm-tea-2026")
    monkeypatch.setenv("RED_STEWARD_HASH_COST", "5")
    assert matches("warm-tea-2026", kept)
