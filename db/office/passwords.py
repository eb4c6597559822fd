"""Password rules that a clerk understands, and hashes in the form streamlit-authenticator uses (bcrypt).

bcrypt looks at 72 bytes only, 24 Chinese characters; a digest in front lets a sentence be a password.
"""

import base64
import hashlib
from threading import BoundedSemaphore

import bcrypt

from db.errors import Invalid
from db.settings import hash_cost

MIN_LENGTH = 8
MAX_LENGTH = 128
_TOO_COMMON = frozenset({
    "password", "password1", "passw0rd", "qwertyui", "qwerty123", "abcd1234", "1234abcd", "a1234567", "aa123456",
    "admin123", "admin888", "woaini1314", "hongguanjia", "redsteward",
})  # fmt: skip
# A hash takes a quarter of a second of one core: more than two at once would stop the whole office.
_at_once = BoundedSemaphore(2)


def check_rules(password: str, login: str) -> None:
    """Raises `Invalid` with the one rule that is broken, at the field `password`."""
    password = password.strip()
    lowered = password.lower()
    if len(password) < MIN_LENGTH:
        raise Invalid("password_short", "password", least=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise Invalid("too_long", "password", most=MAX_LENGTH)
    if password.isdigit():
        raise Invalid("password_digits", "password")
    if len(set(password)) < 4 or lowered in _TOO_COMMON:
        raise Invalid("password_common", "password")
    if login and login.lower() in lowered:
        raise Invalid("password_has_login", "password")


def _digest(password: str) -> bytes:
    # Outer spaces are not part of it: the sign-in form drops them too.
    return base64.b64encode(hashlib.sha256(password.strip().encode()).digest())


def hash_password(password: str) -> str:
    with _at_once:
        return bcrypt.hashpw(_digest(password), bcrypt.gensalt(hash_cost())).decode()


def matches(password: str, password_hash: str) -> bool:
    with _at_once:
        return bcrypt.checkpw(_digest(password), password_hash.encode())


def nobodys_hash() -> str:
    """What an unknown login name is compared with, so that it takes as long as a known one."""
    return f"$2b${hash_cost():02}$cIeTi0njqqo7MVk6ZfSD/O8xwjFL1gMsLdQ3LUvEtrrlvnSM2nFDu"
