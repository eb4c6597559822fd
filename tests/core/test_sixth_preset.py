"""A sixth place is one more file in the data folder."""

import pytest

from db.errors import Refused
from db.presets import load_preset, preset_keys, write_scheme

FIVE = ["fushan", "jili", "nanzheng", "ningxia", "qianxi"]


def test_a_sixth_place_is_one_file_in_the_data_folder(home):
    (home / "schemes").mkdir()
    sixth = write_scheme(load_preset("nanzheng")).replace("南郑区", "示范区").replace('key = "nanzheng"', 'key = "sixth"', 1)
    (home / "schemes" / "sixth.toml").write_text(sixth, "utf-8")
    assert (load_preset("sixth").zh, sorted(preset_keys())) == ("示范区“红色管家”", sorted([*FIVE, "sixth"]))


def test_the_offices_own_file_wins_over_one_of_the_program(home):
    (home / "schemes").mkdir()
    (home / "schemes" / "jili.toml").write_text(write_scheme(load_preset("jili")).replace("红管事", "本地管事"), "utf-8")
    assert load_preset("jili").steward.zh == "本地管事"


@pytest.mark.parametrize("key", ["atlantis", "../nanzheng", "", "NANZHENG"])
def test_a_place_without_a_file_is_refused(home, key):
    with pytest.raises(Refused) as caught:
        load_preset(key)
    assert (caught.value.code, caught.value.params) == ("preset_unknown", {"key": key})
