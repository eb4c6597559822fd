"""A sixth preset: one of the five with every key renamed by a script, and a small demo of it that has something of everything."""

import re
from typing import Any

import tomli_w

from db.presets import load_preset
from db.scheme import APPLICANT

# No word looks like this one: where it is read, a key is shown.
SHAPE = re.compile(r"zq_[0-9]{3}")
# Fields that name a key of another part.
REFERENCES = {"covers", "level", "may_return_to", "groups", "counted_as"}
# Fields whose words are the program's own.
PROGRAMS_WORDS = {
    "about", "arises", "calendar", "decider", "facts", "fields", "hidden", "kind", "offers", "paper", "part", "readers", "role",
    "rule", "serves", "settled_by", "suits", "tells", "way",
}  # fmt: skip
Content = dict[str, Any]


def keys_of(value: Any) -> set[str]:
    """Every key that stands anywhere in a scheme's content."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    own = {value["key"]} if "key" in value else set()
    return own.union(*map(keys_of, value.values()))


def _renamed(value: Any, names: dict[str, str], field: str = "") -> Any:
    if isinstance(value, list):
        return [_renamed(one, names, field) for one in value]
    if isinstance(value, dict):
        return {name: _renamed(one, names, name) for name, one in value.items()}
    return names[value] if field == "key" or (field in REFERENCES and value not in ("", APPLICANT)) else value


def _left(value: Any, keys: set[str], field: str = "") -> set[str]:
    """Fields in which an old key still stands: a reference that the script does not know."""
    if isinstance(value, list):
        return set().union(*(_left(one, keys, field) for one in value))
    if isinstance(value, dict):
        return set().union(*(_left(one, keys, name) for name, one in value.items()))
    return {field} if value in keys else set()


def sixth() -> Content:
    """Jili's rules, with shops, departments and the rest, and the knock-on-doors days of Fushan."""
    content, fushan = (load_preset(key).model_dump(mode="json", exclude_none=True) for key in ("jili", "fushan"))
    content["activity_days"] = fushan["activity_days"]
    for part in ("occasions", "sequence"):
        content["visiting"][part] = fushan["visiting"][part]
    keys = keys_of(content)
    renamed: Content = _renamed(content, {key: f"zq_{n:03d}" for n, key in enumerate(sorted(keys))})
    assert _left(renamed, keys) <= PROGRAMS_WORDS
    renamed |= {"key": "sixth", "zh": "示范街道“管家”", "en": "The sixth place"}
    renamed["demo"] |= {"stewards": 4, "units": [1, 2, 4]}
    return renamed


def sixth_toml() -> str:
    return tomli_w.dumps(sixth())
