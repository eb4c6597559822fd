"""Encrypted columns, blind indexes, the key file, masks."""

import shutil
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db import privacy
from db.engine import session as write_block
from db.errors import Refused
from db.migrate import prepare
from db.office.commands.users import change_user
from db.office.models import User
from db.settings import SQLITE_NAME
from tests.people import id_number

pytestmark = pytest.mark.both_databases

PHONE = "13912345678"


@pytest.fixture
def bob_with_phone(session, cast):
    change_user(session, cast.ada, user_id=cast.bob.user_id, name="鲍文书", phone=PHONE, id_number=id_number())
    session.flush()
    return cast.bob.user_id


@pytest.fixture
def other_home(home, tmp_path_factory, monkeypatch):
    """A data folder with the same database and no key file."""
    folder = tmp_path_factory.mktemp("other")
    shutil.copy(home / SQLITE_NAME, folder / SQLITE_NAME)
    monkeypatch.setenv("RED_STEWARD_HOME", str(folder))
    return folder


def raw_phone(session, user_id):
    return bytes(session.scalar(sa.text("SELECT phone FROM app_user WHERE id = :id"), {"id": user_id}))


def test_a_sealed_value_comes_back_as_it_was_written(session, bob_with_phone):
    session.expire_all()
    assert session.get_one(User, bob_with_phone).phone == PHONE


def test_the_column_does_not_hold_the_plain_text(session, bob_with_phone):
    assert PHONE.encode() not in raw_phone(session, bob_with_phone)


def test_the_files_on_disk_do_not_hold_the_plain_text(home, engine, cast):
    with write_block(engine) as block:
        change_user(block, cast.ada, user_id=cast.bob.user_id, name="鲍文书", phone=PHONE, id_number=id_number())
    written = b"".join(path.read_bytes() for path in home.iterdir())
    assert PHONE.encode() not in written
    assert id_number().encode() not in written


def test_the_same_value_is_sealed_differently_each_time(session, cast, bob_with_phone):
    first = raw_phone(session, bob_with_phone)
    change_user(session, cast.ada, user_id=cast.dora.user_id, name="窦管家", phone=PHONE)
    session.flush()
    assert raw_phone(session, cast.dora.user_id) != first


def test_a_sealed_value_that_was_changed_is_refused(session, bob_with_phone):
    changed = bytearray(raw_phone(session, bob_with_phone))
    changed[-1] ^= 1
    session.execute(sa.text("UPDATE app_user SET phone = :raw"), {"raw": bytes(changed)})
    session.expire_all()
    with pytest.raises(Refused) as caught:
        session.get_one(User, bob_with_phone)
    assert caught.value.code == "key_wrong"


def test_a_value_cannot_be_read_in_another_column(home):
    sealed = privacy.Sealed("user.phone").process_bind_param(PHONE, None)
    with pytest.raises(Refused):
        privacy.Sealed("steward.phone").process_result_value(sealed, None)


def test_nothing_is_sealed_as_nothing(home):
    column = privacy.Sealed("user.phone")
    assert (column.process_bind_param(None, None), column.process_result_value(None, None)) == (None, None)


def test_a_person_is_found_by_the_blind_index(session, bob_with_phone):
    wanted = privacy.blind_index("phone", PHONE)
    assert session.scalars(select(User.id).where(User.phone_index == wanted)).all() == [bob_with_phone]


def test_equal_values_have_equal_indexes_and_others_have_others(home):
    indexes = [privacy.blind_index("phone", value) for value in (PHONE, PHONE, "13912345679")]
    assert (indexes[0] == indexes[1], indexes[0] == indexes[2]) == (True, False)


def test_the_same_text_has_another_index_as_another_kind(home):
    assert privacy.blind_index("phone", PHONE) != privacy.blind_index("id", PHONE)


def test_no_value_has_no_index(home):
    assert [privacy.blind_index_or_none("phone", value) for value in (None, "")] == [None, None]


def test_the_index_under_another_key_is_another_one(home, other_home, monkeypatch):
    privacy.create_key(other_home / "red_steward.key")
    other = privacy.blind_index("phone", PHONE)
    monkeypatch.setenv("RED_STEWARD_HOME", str(home))
    assert privacy.blind_index("phone", PHONE) != other


def test_starting_with_the_right_key_is_no_trouble(engine):
    assert prepare(engine) is None


def test_starting_with_another_key_file_is_refused(engine, other_home):
    privacy.create_key(other_home / "red_steward.key")
    with pytest.raises(Refused) as caught:
        prepare(engine)
    assert (caught.value.code, caught.value.params["path"]) == ("key_wrong", str(other_home / "red_steward.key"))


def test_starting_without_the_key_file_is_refused_and_makes_no_new_one(engine, other_home):
    with pytest.raises(Refused) as caught:
        prepare(engine)
    assert caught.value.code == "key_missing"
    assert not (other_home / "red_steward.key").exists()


def test_reading_a_sealed_value_with_another_key_is_refused(session, bob_with_phone, other_home):
    privacy.create_key(other_home / "red_steward.key")
    session.expire_all()
    with pytest.raises(Refused) as caught:
        session.get_one(User, bob_with_phone)
    assert caught.value.code == "key_wrong"


@pytest.mark.parametrize("n_bytes", [0, 7])
def test_a_key_file_that_was_cut_off_is_refused(other_home, n_bytes):
    """A machine that lost its power while the key was written must not seal people under a key that anybody can guess."""
    (other_home / "red_steward.key").write_bytes(bytes(n_bytes))
    with pytest.raises(Refused):
        privacy.key_for("columns")


def test_a_key_is_never_overwritten(home):
    before = (home / "red_steward.key").read_bytes()
    with pytest.raises(FileExistsError):
        privacy.create_key(home / "red_steward.key")
    assert (home / "red_steward.key").read_bytes() == before


def test_a_new_key_is_32_bytes_that_only_its_owner_may_read(tmp_path):
    privacy.create_key(tmp_path / "new" / "red_steward.key")
    made = (tmp_path / "new" / "red_steward.key").stat()
    assert (made.st_size, oct(made.st_mode & 0o077)) == (32, "0o0")


def test_every_purpose_has_a_key_of_its_own(home):
    assert len({privacy.key_for(purpose) for purpose in ("columns", "index:id", "journal", "check")}) == 4


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (privacy.mask_id, "61072919680309000X", "610729********000X"),
        (privacy.mask_id, None, ""),
        (privacy.mask_phone, PHONE, "139****5678"),
        (privacy.mask_phone, None, ""),
        (privacy.mask_name, "单", "单*"),
        (privacy.mask_name, "王小明", "王**"),
    ],
)
def test_a_mask_shows_enough_to_tell_people_apart_and_no_more(mask, plain, shown):
    assert mask(plain) == shown


def test_the_mask_of_an_id_number_hides_the_birth_date():
    assert f"{date(1968, 3, 9):%Y%m%d}" not in privacy.mask_id(id_number())
