"""`python -m seed ...`: for whoever sets up many offices, and for looking after one. See README."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from components.paper.workbooks import problem_report
from components.wording.labels import label
from components.wording.refusals import say_refusal
from components.wording.sheet_problems import say_problem
from components.wording.words import t
from db import audit, clock, journal_heads, own_files
from db.actor import Actor
from db.copies import back_up, restore
from db.engine import reading, session
from db.errors import RuleError
from db.faults import faults_refused
from db.ledger.commands.batches import find_batch, take_list
from db.ledger.household_import import preview_households
from db.migrate import prepare
from db.office import tallies
from db.office.commands.set_up import first_administrator, set_up_office
from db.office.commands.units import import_units
from db.office.models import ListKind, OfficeIn
from db.office.queries import the_office
from db.office.unit_import import preview_units
from db.presets import load_preset, preset_keys
from db.questions import as_lines, ask
from db.settings import settings
from db.soundness import damage_of
from db.spreadsheets import Choice, Previewed, Sheet, read_sheets
from db.subjects import declared, look_at_the_day, tallies_anew
from db.text_files import read_text_file
from db.vetting.applicant_import import preview_applicants
from db.vetting.candidate_import import preview_candidates
from db.vetting.commands.candidates import take_candidates
from db.vetting.commands.import_applicants import import_applicants
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.steward_import import preview_stewards
from db.visits.commands.settle import settle_all
from seed.demo import PASSWORD, fill_demo

Importer = Callable[[Any, Actor, list[Sheet], str | None], tuple[int, int, int]]


def office(args: argparse.Namespace) -> int:
    """Sets an office up on an empty database."""
    password = read_text_file(Path(args.password_file)).strip()
    given = OfficeIn(
        name=args.name, preset=args.preset, login=args.admin, admin_name=args.admin_name or args.admin, password=password
    )
    with session() as s:
        set_up_office(s, office=given)
    print(t("{name} is set up. Sign in as {login}.", name=args.name, login=args.admin))
    return 0


def _report(path: str | None, preview: Previewed) -> None:
    """Said before anything is taken, as on the screen: what is wrong, and what to look at again."""
    for problem in preview.problems:
        print(f"{problem.address}  {label(problem.severity)}  {say_problem(problem)}")
    if path:
        Path(path).write_bytes(problem_report(preview.table, preview.problem_rows, preview.problems))


def _units(s: Any, actor: Actor, sheets: list[Sheet], report: str | None) -> tuple[int, int, int]:
    preview = preview_units(s, actor, sheets)
    _report(report, preview)
    import_units(s, actor, preview=preview)
    return preview.n_rows, preview.n_accepted, len(preview.problem_rows)


def _applicants(s: Any, actor: Actor, sheets: list[Sheet], report: str | None) -> tuple[int, int, int]:
    preview = preview_applicants(s, actor, sheets)
    _report(report, preview)
    n_taken = import_applicants(s, actor, preview=preview)
    return preview.n_rows, n_taken, len(preview.problem_rows)


def _ledger(kind: ListKind) -> Importer:
    """What is new and what differs is taken; what the list leaves out stays, and is counted."""

    def bring(s: Any, actor: Actor, sheets: list[Sheet], report: str | None) -> tuple[int, int, int]:
        preview = preview_households(s, actor, kind, sheets)
        _report(report, preview)
        batch = find_batch(s, actor, take_list(s, actor, preview=preview))
        print(t("{added} new, {changed} changed, {same} as before, {gone} on file and not in the list",
                added=batch.n_added, changed=batch.n_changed, same=preview.n_same, gone=len(preview.gone)))  # fmt: skip
        return preview.n_rows, batch.n_added + batch.n_changed, len(preview.problem_rows)

    return bring


def _stewards(s: Any, actor: Actor, sheets: list[Sheet], report: str | None) -> tuple[int, int, int]:
    preview = preview_stewards(s, actor, sheets)
    _report(report, preview)
    n_taken = import_stewards(s, actor, preview=preview)
    return preview.n_rows, n_taken, len(preview.problem_rows)


def _candidates(s: Any, actor: Actor, sheets: list[Sheet], report: str | None) -> tuple[int, int, int]:
    preview = preview_candidates(s, actor, sheets)
    _report(report, preview)
    return preview.n_rows, take_candidates(s, actor, preview=preview), len(preview.problem_rows)


_IMPORTS: dict[str, Importer] = {
    "units": _units, "applicants": _applicants, "households": _ledger(ListKind.HOUSEHOLDS),
    "merchants": _ledger(ListKind.MERCHANTS), "stewards": _stewards,
    "candidates": _candidates,
}  # fmt: skip


def bring_in(args: argparse.Namespace) -> int:
    """Brings a spreadsheet in; runs to its end whatever the problems."""
    file = Path(args.file)
    sheets = Choice(args.sheet, args.without_hidden_rows).of(read_sheets(file.read_bytes(), file.name))
    with session() as s:
        n_rows, n_accepted, n_problems = _IMPORTS[args.kind](s, first_administrator(s), sheets, args.report)
    print(f"rows {n_rows} · accepted {n_accepted} · problems {n_problems}")
    return 0


def demo(args: argparse.Namespace) -> int:
    """Fills an empty database with invented people and prints who can sign in."""

    def say(share: float) -> None:
        if args.progress:
            print(f"progress {share:.3f}", flush=True)

    cast, scheme = fill_demo(args.preset, say), load_preset(args.preset)
    departments = {department.key: department.zh for department in scheme.departments}
    print(t("The demo is ready. Everybody's password is {password}.", password=PASSWORD))
    for login, role, department in cast.logins:
        print(f"  {login:<12} {label(role)} {departments.get(department, '')}")
    return 0


def backup(args: argparse.Namespace) -> int:
    """Writes a proved copy of the database into a folder, also while the program runs."""
    made = back_up(Path(args.folder))
    print(t("The copy {path} is made and proved. The key {key} is not in it: keep that in another place.",
            path=str(made), key=settings().key_file.name))  # fmt: skip
    return 0


def put_back(args: argparse.Namespace) -> int:
    """Puts a copy in the place of the database; the program must not be running."""
    aside = restore(Path(args.file))
    print(t("The copy {path} is in place. Start the program now.", path=args.file))
    if aside:
        print(t("What was there before is {path}.", path=str(aside)))
    return 0


def sql(args: argparse.Namespace) -> int:
    """Asks the database one question that changes nothing."""
    for line in as_lines(*ask(args.question)):
        print(line)
    return 0


def _is_file_sound() -> bool:
    if (file := settings().database_file) is None:
        return True
    found = damage_of(file)
    for line in found:
        print(t("Database: {said}", said=line))
    if not found:
        print(t("Database: every page of the file is sound."))
    return not found


def check(_args: argparse.Namespace) -> int:
    """Verifies the file, the journal and every summary. Exits 1 when something is wrong, or nothing is set up."""
    is_sound = _is_file_sound()
    with reading() as s:
        the_office(s)
    return 0 if _do_facts_agree() and is_sound else 1


def _do_facts_agree() -> bool:
    with reading() as s:
        verdict, gone = audit.verify(s), journal_heads.no_longer_there(s, _kept_heads())
        kept, counted = tallies.stored(s), tallies_anew(s)
        sums = [(subject.sums.stored(s), subject.sums.counted_anew(s)) for subject in declared() if subject.sums]
    if verdict.broken_at is None:
        print(t("Journal: all {n} entries are sound and in order.", n=verdict.n_entries))
    else:
        print(t("Journal: entry {number} is wrong or missing.", number=verdict.broken_at))
    if gone:
        print(t("Journal: entry {number}, which was its last at {moment}, is no longer there: an older copy was put back, or the "
                "end was cut off.", number=gone.last_id, moment=datetime.fromisoformat(gone.at)))  # fmt: skip
    differing = sorted(key for key in kept.keys() | counted.keys() if kept.get(key, 0) != counted.get(key, 0))
    for unit_id, kind in differing:
        had, has = kept.get((unit_id, kind), 0), counted.get((unit_id, kind), 0)
        print(t("Summary {kind} of unit {unit}: {had} kept, {has} counted.", kind=kind, unit=str(unit_id), had=had, has=has))
    wrong = [(name, rows ^ facts[name]) for stored, facts in sums for name, rows in sorted(stored.items()) if rows != facts[name]]
    for name, rows in wrong:
        print(t("Sums ({name}): {n} rows differ from the facts.", name=name, n=len(rows)))
    if not differing and not wrong:
        n_rows = sum(len(rows) for stored, _ in sums for rows in stored.values())
        print(t("Summaries: all {n} agree with the facts.", n=len(kept) + n_rows))
    return not differing and not wrong and not gone and verdict.broken_at is None


def _kept_heads() -> list[Path]:
    """Of the installation, and those beside its copies."""
    return [settings().heads_file, *sorted(settings().home.glob("*.head"))]


def recount(_args: argparse.Namespace) -> int:
    """Writes every summary anew from the facts, and settles anew what follows from visits."""
    with session() as s:
        counts = tallies_anew(s)
        tallies.rewrite(s, counts)
        for subject in declared():
            if subject.sums:
                subject.sums.rebuild(s)
        settle_all(s)
    print(t("{n} summaries are counted anew.", n=len(counts)))
    return 0


def _about_a_list(made: argparse.ArgumentParser) -> None:
    made.add_argument("kind", choices=sorted(_IMPORTS))
    made.add_argument("file")
    made.add_argument("--report", help="where the rows to correct go (.xlsx)")
    made.add_argument("--sheet", default="", help="the sheet that is the list, where the file has several")
    made.add_argument("--without-hidden-rows", action="store_true", help="leave out rows that are hidden in the file")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m seed", description=__doc__)
    verbs = parser.add_subparsers(required=True)

    def verb(name: str, work: Any) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=work.__doc__)
        made.set_defaults(work=work)
        return made

    made = verb("office", office)
    made.add_argument("--preset", required=True, help=", ".join(preset_keys()))
    for name in ("--name", "--admin", "--password-file"):
        made.add_argument(name, required=True)
    made.add_argument("--admin-name", default="管理员")
    _about_a_list(verb("import", bring_in))
    made = verb("demo", demo)
    made.add_argument("--preset", required=True, help=", ".join(preset_keys()))
    made.add_argument("--progress", action="store_true")
    verb("check", check)
    for name, work, given in (("backup", backup, "folder"), ("restore", put_back, "file"), ("sql", sql, "question")):
        verb(name, work).add_argument(given)
    verb("recount", recount)
    verb("daily", daily)
    return parser


def daily(_args: argparse.Namespace) -> int:
    """Looks at the calendar and the ledger for what must be visited; the program does it by itself when somebody comes."""
    with session() as s:
        n_new = look_at_the_day(s, clock.today())
    said = t("This day has been looked at already.") if n_new is None else t("{n} tasks arose today.", n=n_new)
    print(said)
    return 0


def _speak_utf8(stream: TextIO) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 `check` found something, 2 refused."""
    own_files.keep_to_owner()
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    args = _arguments().parse_args(arguments)
    try:
        with faults_refused():
            if args.work is not put_back:
                prepare()
            return int(args.work(args))
    except RuleError as refusal:
        print(say_refusal(refusal), file=sys.stderr)
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
    return 1 if args.work is check else 2


if __name__ == "__main__":
    sys.exit(main())
