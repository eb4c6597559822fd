"""The five presets hold the facts of the published programmes."""

import pytest

from db.actor import Role
from db.presets import load_preset, parse_scheme, preset_keys, read_scheme, write_scheme
from db.scheme import StepKind

FIVE = ["fushan", "jili", "nanzheng", "ningxia", "qianxi"]


def keys(parts):
    return [part.key for part in parts]


def duty(scheme, key):
    return [item.zh for item in next(group for group in scheme.duties if group.key == key).items]


def days(scheme):
    return {day.key: (day.rule, day.weekday, day.day, day.nth, day.part) for day in scheme.activity_days}


def test_the_five_presets_come_with_the_program(home):
    assert sorted(preset_keys()) == FIVE


@pytest.mark.parametrize("key", FIVE)
def test_a_preset_is_called_as_its_file(home, key):
    assert load_preset(key).key == key


@pytest.mark.parametrize("key", FIVE)
def test_a_preset_written_and_read_again_is_the_same(home, key):
    scheme = load_preset(key)
    assert read_scheme(write_scheme(scheme), "again.toml") == scheme


@pytest.mark.parametrize("key", FIVE)
def test_a_preset_stored_as_a_version_and_read_again_is_the_same(home, key):
    scheme = load_preset(key)
    assert parse_scheme(scheme.model_dump_json()) == scheme


@pytest.mark.parametrize("key", FIVE)
def test_a_preset_says_what_in_it_was_not_published(home, key):
    scheme = load_preset(key)
    assert "按通行做法设定" in scheme.note_zh
    assert scheme.note_en


@pytest.mark.parametrize("key", FIVE)
def test_every_step_of_a_preset_is_taken_by_a_role_that_it_names(home, key):
    scheme = load_preset(key)
    assert {step.decider for step in scheme.steps} <= {titled.role for titled in scheme.roles}


@pytest.mark.parametrize(
    ("key", "levels", "covers"),
    [
        ("nanzheng", ["town", "community", "estate", "building"], "building"),
        ("ningxia", ["town", "community", "grid", "building"], "building"),
        ("jili", ["street", "community", "grid", "micro_grid"], "micro_grid"),
        ("fushan", ["street", "community", "grid", "block"], "block"),
        ("qianxi", ["county", "township", "village", "group"], "group"),
    ],
)
def test_a_preset_has_its_levels_and_says_which_one_a_steward_covers(home, key, levels, covers):
    scheme = load_preset(key)
    assert (keys(scheme.levels), scheme.steward.covers) == (levels, covers)


@pytest.mark.parametrize(
    ("key", "title", "n_stewards"),
    [
        ("nanzheng", "红色管家", 596),
        ("ningxia", "楼道红管家", 14_000),
        ("jili", "红管事", 2887),
        ("fushan", "楼道红管家", 648),
        ("qianxi", "红管家", 13_000),
    ],
)
def test_a_preset_has_its_own_title_and_its_published_number_of_stewards(home, key, title, n_stewards):
    scheme = load_preset(key)
    assert (scheme.steward.zh, next(f.n for f in scheme.figures if f.key == "stewards")) == (title, n_stewards)


# nanzheng


def test_nanzheng_vets_in_the_published_order(home):
    order = [(step.kind, step.decider) for step in load_preset("nanzheng").steps]
    assert order == [
        (StepKind.REVIEW, Role.GRID_WORKER),
        (StepKind.REVIEW, Role.ESTATE_BRANCH),
        (StepKind.REVIEW, Role.COMMUNITY_PARTY),
        (StepKind.OPINIONS, Role.COMMUNITY_PARTY),
        (StepKind.ANNOUNCEMENT, Role.COMMUNITY_PARTY),
        (StepKind.APPOINTMENT, Role.CLERK),
    ]


def test_nanzheng_asks_six_departments(home):
    asked = ["discipline", "public_security", "court", "petitions", "tax", "market"]
    assert keys(load_preset("nanzheng").departments) == asked


def test_nanzheng_visits_10_to_20_households_a_month_and_every_one_once_a_year(home):
    visiting = load_preset("nanzheng").visiting
    assert (visiting.per_month_min, visiting.per_month_max, visiting.full_rounds_per_year) == (10, 20, 1)
    assert keys(visiting.forms) == ["door", "chat", "talk", "forum"]


def test_nanzheng_has_three_duties_and_345(home):
    scheme = load_preset("nanzheng")
    assert [len(duty(scheme, key)) for key in ("duties", "clear", "timely", "must_visit")] == [3, 3, 4, 5]
    assert keys(scheme.visiting.must_visits) == ["festival", "illness_death", "disaster", "hardship", "grievance"]


def test_nanzheng_draws_its_stewards_from_seven_kinds_of_people(home):
    assert keys(load_preset("nanzheng").categories) == [
        *("grid_worker", "building_head", "owners_committee", "property_staff"),
        *("social_organisation", "service_body", "volunteer"),
    ]


def test_nanzheng_labours_on_fridays_and_has_five_arts_troupes(home):
    scheme = load_preset("nanzheng")
    assert days(scheme) == {"voluntary_labour": ("weekly", 5, None, None, "day")}
    assert keys(scheme.teams) == ["choir", "dance", "opera", "qipao", "orchestra"]


def test_nanzheng_escalates_from_the_steward_to_the_community_to_government(home):
    rungs = [rung.role for rung in load_preset("nanzheng").escalation]
    assert rungs == [Role.STEWARD, Role.COMMUNITY_PARTY, Role.CLERK]


# ningxia


def test_ningxia_has_a_six_party_alliance_and_its_meetings(home):
    scheme = load_preset("ningxia")
    assert len(duty(scheme, "six_parties")) == 6
    assert keys(scheme.meetings) == ["joint", "deliberation", "livelihood_talk", "coordination"]


def test_ningxia_has_posts_that_residents_vote_on_and_three_ways_into_them(home):
    scheme = load_preset("ningxia")
    assert keys(scheme.posts) == ["mediation", "environment", "security", "policy"]
    assert keys(scheme.entry_ways) == ["guided", "elected", "self_nominated"]


def test_ningxia_has_stations_with_what_couriers_need(home):
    assert {"microwave", "fridge", "charging", "umbrellas", "medicine", "books", "rest", "policy", "labour"} <= set(
        keys(load_preset("ningxia").stations)
    )


def test_ningxia_patrols_daily_and_mediates_in_three_ways(home):
    scheme = load_preset("ningxia")
    assert [len(duty(scheme, key)) for key in ("patrol", "mediation", "always_talk_over", "red_grid")] == [3, 3, 3, 3]


# jili


def test_jili_has_three_ways_in(home):
    assert keys(load_preset("jili").entry_ways) == ["volunteers", "recommended", "assigned"]


def test_jili_gives_a_steward_10_to_20_households_or_30_to_50_shops(home):
    coverage = load_preset("jili").coverage
    assert (coverage.households_min, coverage.households_max) == (10, 20)
    assert (coverage.merchants_min, coverage.merchants_max) == (30, 50)


def test_jili_has_three_to_know_four_in_place_and_five_roles(home):
    scheme = load_preset("jili")
    assert [len(duty(scheme, key)) for key in ("know", "in_place", "roles", "network")] == [3, 4, 5, 5]


def test_jili_lets_its_stewards_carry_four_things_and_help_shops_by_three_rules(home):
    scheme = load_preset("jili")
    assert duty(scheme, "carried") == ["一则工作指南", "一本联户手记", "一张联系卡（党群联户连心卡）", "一个工作证件"]
    assert duty(scheme, "shops") == ["能帮即帮", "可劝即劝", "需报即报"]


# fushan


def test_fushan_has_6442_and_five_ones(home):
    scheme = load_preset("fushan")
    groups = ("six_roles", "four_clear", "four_reports", "two_lines", "five_ones")
    assert [len(duty(scheme, key)) for key in groups] == [6, 4, 4, 2, 5]


def test_fushan_knocks_on_doors_on_the_20th_and_meets_monthly(home):
    scheme = load_preset("fushan")
    assert days(scheme)["knock_day"] == ("monthly", None, 20, None, "day")
    assert days(scheme)["stewards_meeting"][0] == "monthly"


def test_fushan_has_a_patrol_team_and_errand_runners(home):
    assert keys(load_preset("fushan").teams) == ["patrol", "errands"]


def test_fushan_looks_after_its_special_groups(home):
    assert keys(load_preset("fushan").special_groups) == ["servicemen", "living_alone", "disabled", "allowance"]


def test_fushan_assesses_registered_members_and_thanks_the_employers_of_the_others(home):
    scheme = load_preset("fushan")
    assert {"registered_member", "on_the_job_member"} <= set(keys(scheme.categories))
    assert keys(scheme.commendations) == ["outstanding", "thanks_letter"]


# qianxi


def test_qianxi_is_1_10_n(home):
    scheme = load_preset("qianxi")
    assert (scheme.coverage.households_min, scheme.coverage.households_max) == (10, 10)
    assert len(duty(scheme, "one_ten_n")) == 3


def test_qianxi_visits_twice_a_month_along_four_steps(home):
    visiting = load_preset("qianxi").visiting
    assert (visiting.per_month_min, [step.zh for step in visiting.sequence]) == (2, ["查情", "问需", "解题", "反馈"])


def test_qianxi_has_its_theme_day_and_its_service_day(home):
    assert days(load_preset("qianxi")) == {
        "theme_day": ("monthly_weekday", 5, None, 1, "day"),
        "service_day": ("weekly", 6, None, None, "morning"),
    }


def test_qianxi_commends_by_four_contests_and_answers_calls_within_five_minutes(home):
    scheme = load_preset("qianxi")
    assert {"five_star", "thrifty", "civilised", "good_villager"} <= set(keys(scheme.commendations))
    call = next(kind for kind in scheme.matter_kinds if kind.key == "call")
    assert (call.is_urgent, call.settled_by, "五分钟" in duty(scheme, "five_minutes")[0]) == (True, Role.STEWARD, True)


def test_where_no_category_is_named_for_shops_everybody_may_look_after_one(home):
    jili, nanzheng = load_preset("jili"), load_preset("nanzheng")
    assert set(jili.serving("merchants")) < {category.key for category in jili.categories}
    assert set(nanzheng.serving("merchants")) == {category.key for category in nanzheng.categories}
