"""Presets as files: reading, checking with file, key and reason, writing, and which ones are on hand."""

import json
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import tomli_w
from pydantic import ValidationError

from db.errors import Refused
from db.scheme import Scheme
from db.scheme_older import bring_up
from db.settings import settings
from db.text_files import read_text_file

_REASONS = {
    "missing": "preset_missing",
    "extra_forbidden": "preset_unknown_key",
    "enum": "preset_not_a_choice",
    "literal_error": "preset_not_a_choice",
    "string_pattern_mismatch": "preset_key_form",
    "string_too_short": "preset_empty",
    "too_short": "preset_empty",
    "int_parsing": "preset_not_a_number",
    "int_type": "preset_not_a_number",
    "greater_than_equal": "preset_out_of_range",
    "less_than_equal": "preset_out_of_range",
}


def _first_problem(file: str, error: ValidationError) -> Refused:
    first = error.errors()[0]
    context = first.get("ctx") or {}
    place = [*map(str, first["loc"]), *([str(context["field"])] if "field" in context else [])]
    where = str(context.get("where") or ".".join(place))
    reason = _REASONS.get(first["type"], first["type"] if first["type"].startswith("preset_") else "preset_wrong_value")
    found = context.get("key") or context.get("total") or ("" if reason == "preset_missing" else str(first["input"])[:60])
    return Refused("preset_broken", file=file, key=where, reason=reason, found=found)


def check_scheme(content: dict[str, object], file: str) -> Scheme:
    """Raises `Refused('preset_broken')` with file, key and the message id of the reason."""
    try:
        return Scheme.model_validate(content)
    except ValidationError as error:
        raise _first_problem(file, error) from error


def read_scheme(text: str, file: str) -> Scheme:
    """From TOML. Raises `Refused('preset_broken')`."""
    try:
        content = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise Refused("preset_broken", file=file, key="-", reason="preset_not_toml", found=str(error)) from error
    bring_up(content)
    return check_scheme(content, file)


def write_scheme(scheme: Scheme) -> str:
    """TOML that `read_scheme` reads back to an equal scheme."""
    return tomli_w.dumps(scheme.model_dump(mode="json", exclude_none=True))


@lru_cache(maxsize=32)
def parse_scheme(body: str) -> Scheme:
    """A version as stored (JSON). Cached by its text: versions never change."""
    content = json.loads(body)
    bring_up(content)
    return Scheme.model_validate(content)


def _files(folders: Iterable[Path]) -> dict[str, Path]:
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def preset_keys() -> list[str]:
    """The presets on hand: those of the program and those in `schemes` of the data folder, which win by name."""
    return list(_files(settings().scheme_folders))


def load_preset(key: str) -> Scheme:
    """Raises `Refused` with `preset_unknown` or `preset_broken`."""
    path = _files(settings().scheme_folders).get(key)
    if path is None:
        raise Refused("preset_unknown", key=key)
    return read_scheme(read_text_file(path), path.name)
