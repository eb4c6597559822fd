"""The office itself, its units, its people and their sessions, and the versions of its scheme."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field

from db.actor import Role
from db.base import Base, enum, moment, path_text
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class Office(Base, table=True):
    """One row: this installation."""

    id: int = Field(default=1, primary_key=True)
    name: str = Field(max_length=60)
    scheme_version_id: int | None = None
    is_demo: bool = False
    demo_password: str | None = Field(default=None, max_length=60)
    is_apply_open: bool = True
    web_address: str = Field(default="", max_length=200)
    letter_prefix: str = Field(default="", max_length=20)
    key_check: str = Field(max_length=64)
    created_at: datetime = moment()


class SchemeVersion(Base, table=True):
    """A scheme as it was from a moment on. `body` is JSON and never changes."""

    __tablename__ = "scheme_version"
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    body: str = Field(sa_type=sa.Text)
    note: str = Field(default="", max_length=200)
    created_at: datetime = moment()
    created_by: int | None = None


class Unit(Base, table=True):
    """A place in the tree. `path` is `/1/7/42/`, ending in its own id, so a subtree is one range of an index."""

    __table_args__ = (sa.UniqueConstraint("parent_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    path: str = Field(sa_column=sa.Column(path_text(), nullable=False, unique=True))
    depth: int
    name: str = Field(max_length=60)
    sort_key: str = Field(max_length=120)
    closed_on: date | None = None
    version: int = 1

    @property
    def unit_path(self) -> str:
        return self.path


class User(Base, table=True):
    __tablename__ = "app_user"
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=50)
    phone: str | None = sealed("user.phone", default=None)
    phone_index: str | None = Field(default=None, max_length=40, index=True)
    id_index: str | None = Field(default=None, max_length=40, index=True)
    password_hash: str = Field(max_length=100)
    must_change_password: bool = True
    language: str = Field(default="zh_CN", max_length=8)
    has_large_text: bool = False
    text_size: int | None = None
    pin_hash: str | None = Field(default=None, max_length=100)
    is_closed: bool = False
    created_at: datetime = moment()


class ListKind(Growing):
    """What a spreadsheet holds that an office brings in."""

    UNITS = "units"
    APPLICANTS = "applicants"
    STEWARDS = "stewards"
    CANDIDATES = "candidates"
    HOUSEHOLDS = "households"
    MERCHANTS = "merchants"


class KnownTitle(Base, table=True):
    """A column title that the office's own lists use, and the field it stands for."""

    __tablename__ = "known_title"
    kind: ListKind = enum(ListKind, primary_key=True)
    title: str = Field(max_length=80, primary_key=True)
    field: str = Field(max_length=40)


class UserRole(Base, table=True):
    """A user may hold several roles at several units; a department reviewer also names the department."""

    __tablename__ = "user_role"
    __table_args__ = (sa.UniqueConstraint("user_id", "role", "unit_id", "department"),)
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="app_user.id", index=True)
    role: Role = enum(Role)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    department: str = Field(default="", max_length=40)


class AuthSession(Base, table=True):
    """A signed-in browser. The cookie carries a random token; only its hash is kept."""

    __tablename__ = "auth_session"
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    ticket_hash: str | None = Field(default=None, max_length=64, unique=True)
    user_id: int = Field(foreign_key="app_user.id", index=True)
    role_id: int | None = None
    device: str = Field(default="", max_length=60)
    shared_device_id: int | None = Field(default=None, foreign_key="shared_device.id", index=True)
    started_at: datetime = moment()
    seen_at: datetime = moment()
    expires_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class SharedDevice(Base, table=True):
    """A tablet that several people use. Its cookie carries a random token; only its hash is kept."""

    __tablename__ = "shared_device"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    made_at: datetime = moment()
    made_by: int = Field(foreign_key="app_user.id")
    seen_at: datetime = moment()
    revoked_at: datetime | None = moment(default=None)


class SignInGuard(Base, table=True):
    """Failed attempts on a name at one place, on a name anywhere, or at one place on whatever name; survives a restart.
    `of_name` finds those of one name again, known or unknown alike."""

    __tablename__ = "sign_in_guard"
    name_hash: str = Field(primary_key=True, max_length=64)
    of_name: str | None = Field(default=None, max_length=64, index=True)
    n_failed: int = 0
    last_failed_at: datetime = moment()
    locked_until: datetime | None = moment(default=None)


class OfficeIn(Given):
    """What the first start asks for."""

    name: str
    preset: str
    login: str
    admin_name: str
    password: str


class RoleIn(Given):
    role: Role
    unit_id: int
    department: str = ""


class UserIn(Given):
    login: str
    name: str
    password: str
    phone: str = ""
    id_number: str = ""
    roles: list[RoleIn] = []


class Tally(Base, table=True):
    """How many of a kind a unit has, kept by `db.office.tallies`."""

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    kind: str = Field(primary_key=True, max_length=80)
    n: int = 0
