"""The published figures of each programme: what its demo reproduces and its briefing is compared with."""

import pytest

from db.presets import load_preset

FIGURES = {
    "nanzheng": {
        "stewards": 596,
        "visits": 14_000,
        "opinions": 1020,
        "pupils_helped": 3,
        "families_cared": 11,
        "families_reemployed": 38,
        "community_households": 10_000,
        "community_residents": 30_000,
        "community_staff": 10,
    },
    "ningxia": {
        "stations": 102,
        "services": 3000,
        "trainings": 20,
        "trainees": 300,
        "stewards": 14_000,
        "old_estates": 17,
        "old_estates_stewards": 132,
        "community_estates": 3,
        "community_buildings": 83,
        "community_households": 1453,
        "deliberation_halls": 10,
        "property_companies_with_party": 5,
        "owners_committees_with_party": 22,
        "gridded_estates": 6,
        "grids": 9,
        "grid_branches": 3,
    },
    "jili": {
        "stewards": 2887,
        "household_stewards": 2744,
        "merchant_stewards": 143,
        "households": 46_445,
        "merchants": 12_000,
        "grids": 130,
        "micro_grids": 3000,
        "contact_cards": 60_000,
        "fund_yuan": 1_000_000,
        "village_stewards": 106,
        "village_helped_into_work": 50,
    },
    "fushan": {
        "stewards": 648,
        "communities": 8,
        "grids": 60,
        "grid_branches": 43,
        "grid_groups": 17,
        "blocks": 606,
        "opinions": 1260,
        "difficulties_solved": 565,
        "households_visited": 6354,
        "errands": 1126,
        "commended": 24,
        "registered_members": 1122,
        "on_the_job_members": 1944,
        "residents": 47_000,
    },
    "qianxi": {
        "stewards": 13_000,
        "villages": 416,
        "cooperatives": 417,
        "hard_problems_solved": 800,
        "teams": 1063,
        "volunteers": 74_000,
        "leaders": 1540,
        "helped_into_work": 21_730,
    },
}


@pytest.mark.parametrize("key", FIGURES)
def test_a_preset_has_the_published_figures_of_its_programme(home, key):
    assert {figure.key: figure.n for figure in load_preset(key).figures} == FIGURES[key]
