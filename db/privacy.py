"""What identifies a person is encrypted in its column, found through a keyed index, and shown as a mask.

One key file beside the database holds 32 random bytes; encryption, index, journal and tickets each use a key derived
from it. Whoever has the database without the key file reads no ID number, and cannot try numbers against the index.
"""

import hmac
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from db import own_files
from db.errors import Refused
from db.settings import home_given, settings

_VERSION = b"\x01"
_NONCE_BYTES = 12
# Bytes of a sealed text of nothing: version, nonce and the proof. Each one is sealed anew, and equals no other.
SEALED_NOTHING = 1 + _NONCE_BYTES + 16
KEY_BYTES = 32
# Behind the key once an office was set up with it.
_SET_UP = b"\noffice set up\n"


def create_key(path: Path) -> None:
    """Writes a new key that only its owner may read, whole or not at all. Raises `FileExistsError` over an old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise FileExistsError(path)
    _write_key(path, os.urandom(KEY_BYTES))


def _write_key(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    own_files.hand_to_owner(draft)
    draft.replace(path)


def read_key(path: Path) -> tuple[bytes, bytes]:
    """The secret, and the mark behind it. Raises `Refused`: `key_missing`, `key_unreadable`, `key_damaged`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("key_missing", path=str(path)) from error
    except OSError as error:
        raise Refused("key_unreadable", path=str(path)) from error
    secret, mark = content[:KEY_BYTES], content[KEY_BYTES:]
    if len(secret) != KEY_BYTES or mark not in (b"", _SET_UP):
        raise Refused("key_damaged", path=str(path))
    return secret, mark


def is_set_up(path: Path) -> bool:
    """Whether an office was ever set up with this key: its database must then be there."""
    return read_key(path)[1] == _SET_UP


def mark_set_up(path: Path) -> None:
    """Where the disk takes nothing now, the next start does it."""
    secret, mark = read_key(path)
    if not mark:
        with suppress(OSError):
            _write_key(path, secret + _SET_UP)


def key_in(path: Path, purpose: str) -> bytes:
    """32 bytes for one purpose, by the key file of any installation. Raises `Refused` when it cannot be read."""
    secret, _ = read_key(path)
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)


@lru_cache(maxsize=64)
def _derived(_home: str, purpose: str) -> bytes:
    return key_in(settings().key_file, purpose)


def key_for(purpose: str) -> bytes:
    """The same by the key file of this one, read once."""
    return _derived(home_given(), purpose)


def keyed_hash(purpose: str, text: str) -> str:
    """64 hexadecimal characters that only the holder of the key can compute."""
    return hmac.digest(key_for(purpose), text.encode(), "sha256").hex()


def key_check() -> str:
    """Kept in the office's row: another key file is noticed at start, not at the first decryption."""
    return keyed_hash("check", "red steward")


def blind_index(kind: str, value: str) -> str:
    """Equal values give equal indexes, so an exact look-up needs no decryption."""
    return keyed_hash(f"index:{kind}", value)[:40]


def blind_index_or_none(kind: str, value: str | None) -> str | None:
    return blind_index(kind, value) if value else None


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


class Sealed(TypeDecorator[str]):
    """Text encrypted in its column (AES-256-GCM); `field` keeps one column's value from being read in another."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        nonce = os.urandom(_NONCE_BYTES)
        sealed = _cipher(key_for("columns")).encrypt(nonce, value.encode(), self.field.encode())
        return _VERSION + nonce + sealed

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        raw = bytes(value)
        nonce, sealed = raw[1 : 1 + _NONCE_BYTES], raw[1 + _NONCE_BYTES :]
        try:
            return _cipher(key_for("columns")).decrypt(nonce, sealed, self.field.encode()).decode()
        except InvalidTag as error:
            raise Refused("key_wrong", path=str(settings().key_file)) from error


def sealed(field: str, **kwargs: Any) -> Any:
    """A model field whose column is encrypted; nullable when nothing is its default."""
    return Field(sa_column=sa.Column(Sealed(field), nullable=kwargs.get("default", ...) is None), **kwargs)


def mask_id(number: str | None) -> str:
    """`610729********000X`: the county and the end, enough to tell two people apart at the desk."""
    return f"{number[:6]}********{number[-4:]}" if number else ""


def mask_phone(phone: str | None) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if phone else ""


def mask_name(name: str) -> str:
    """The family name and stars: what a public screen may show of a resident."""
    return name[:1] + "*" * max(len(name) - 1, 1)
