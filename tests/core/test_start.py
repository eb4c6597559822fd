"""The start imports what the sign-in page needs; the rest comes while the first visitor's browser loads."""

import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

from db.migrate import config, newest

ROOT = Path(__file__).resolve().parents[2]
FOR_PAGES = (
    "altair", "docx", "lunar_python", "pandas", "phonenumbers", "PIL", "pypinyin", "segno", "streamlit_authenticator", "typst",
    "xlsxwriter",
)  # fmt: skip


def in_a_new_process(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_what_is_seldom_needed_is_not_imported_before_the_port_is_open(home):
    wanted = ("alembic", *FOR_PAGES)
    program = (
        f"import sys, app; from db.migrate import prepare; prepare(); print([name for name in {wanted} if name in sys.modules])"
    )
    assert in_a_new_process(program) == "[]"


def test_warming_up_imports_all_of_it_and_turns_the_collector_on_again(home):
    program = (
        "import gc, sys; from components.shell import warm_up; gc.disable(); warm_up.warm_up(); "
        f"print([name for name in {FOR_PAGES} if name not in sys.modules], gc.isenabled(), gc.get_freeze_count() > 100_000)"
    )
    assert in_a_new_process(program) == "[] True True"


def test_the_names_of_the_migrations_tell_which_is_the_newest():
    script = ScriptDirectory.from_config(config())
    in_order = [revision.revision for revision in reversed(list(script.walk_revisions()))]
    names = sorted(path.name for path in Path(script.versions).glob("*.py") if path.name != "__init__.py")
    assert [name[1:5] for name in names] == in_order
    assert newest() == script.get_current_head()
