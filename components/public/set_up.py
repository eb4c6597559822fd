"""The presets on hand, for choosing one; the demo, which a command of `seed` fills."""

import subprocess
import sys
from collections.abc import Iterator

from components.ui import state
from components.wording.refusals import say_refusal
from db.errors import Refused
from db.presets import load_preset, preset_keys
from db.scheme import Scheme
from db.settings import PROJECT


def presets() -> tuple[dict[str, Scheme], list[str]]:
    """Key -> scheme of every sound preset, and a sentence for every broken one."""
    sound: dict[str, Scheme] = {}
    broken: list[str] = []
    for key in preset_keys():
        try:
            sound[key] = load_preset(key)
        except Refused as refusal:
            broken.append(say_refusal(refusal))
    return sound, broken


def preset_name(scheme: Scheme) -> str:
    return scheme.zh if state.language().startswith("zh") else scheme.en


def fill_demo(preset: str) -> Iterator[float]:
    """Runs `python -m seed demo` beside the program and yields how much of it is done, from 0 to 1.

    Raises `RuntimeError` with what the command said when it failed.
    """
    command = [sys.executable, "-m", "seed", "demo", "--preset", preset, "--progress"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as running:
        said: list[str] = []
        for line in running.stdout or ():
            said.append(line)
            if line.startswith("progress "):
                yield float(line.split()[1])
    if running.returncode:
        raise RuntimeError("".join(said[-5:]))
