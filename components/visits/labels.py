"""Labels of visits: outcomes, promises, must-visits, rounds, sheets of paper."""

from enum import Enum

from components.wording.label import Label
from db.visits.models.duties import DayOfYear, MustSource, MustStatus
from db.visits.models.rounds import RoundKind, RoundStatus, SheetStatus
from db.visits.models.visits import Outcome, PromiseStatus, VisitSource, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.must_visits import Which
from db.visits.quota import QuotaReason

LABELS: tuple[tuple[Enum, Label], ...] = (
    (Outcome.MET, Label("Met", "green", ":material/handshake:")),
    (Outcome.NOBODY_HOME, Label("Nobody home", "gray", ":material/door_front:")),
    (Outcome.NOT_CONVENIENT, Label("Not convenient", "orange", ":material/schedule:")),
    (Outcome.MOVED, Label("Moved away", "blue", ":material/moving:")),
    (VisitSource.SCREEN, Label("on screen")),
    (VisitSource.PAPER, Label("from a paper sheet")),
    (VisitSource.FILE, Label("from a form")),
    (VisitStatus.STANDS, Label("Counts", "green", ":material/check_circle:")),
    (VisitStatus.WITHDRAWN, Label("Withdrawn", "gray", ":material/cancel:")),
    (PromiseStatus.OPEN, Label("Not yet", "orange", ":material/hourglass_empty:")),
    (PromiseStatus.KEPT, Label("Kept", "green", ":material/task_alt:")),
    (PromiseStatus.PASSED_ON, Label("Somebody else does it", "blue", ":material/forward:")),
    (MustSource.FESTIVAL, Label("before a festival")),
    (MustSource.LEDGER, Label("after a change in the ledger")),
    (MustSource.VISIT, Label("after a visit")),
    (MustSource.BY_HAND, Label("asked for by the office")),
    (MustStatus.OPEN, Label("To be visited", "orange", ":material/pending_actions:")),
    (MustStatus.DONE, Label("Visited", "green", ":material/check_circle:")),
    (MustStatus.NOT_MADE, Label("Not made", "red", ":material/event_busy:")),
    (MustStatus.DROPPED, Label("No longer needed", "gray", ":material/cancel:")),
    (Which.OPEN, Label("To be visited")),
    (Which.OVERDUE, Label("Overdue")),
    (Which.DONE, Label("Settled")),
    (Which.NOT_MADE, Label("Not made")),
    (QuotaReason.FEW_HOUSEHOLDS, Label("no more households than these")),
    (QuotaReason.AGE, Label("lighter by age")),
    (QuotaReason.LOAD, Label("a lighter load")),
    (QuotaReason.PAUSE, Label("days of a pause")),
    (DayOfYear.BIRTHDAY, Label("Birthday")),
    (DayOfYear.MEMORIAL, Label("Day of remembrance")),
    (RoundKind.KNOCK_DAY, Label("Knock-on-doors day", "blue", ":material/door_front:")),
    (RoundKind.SPECIAL, Label("Special round", "blue", ":material/campaign:")),
    (RoundStatus.OPEN, Label("Under way", "green", ":material/play_circle:")),
    (RoundStatus.CLOSED, Label("Closed", "gray", ":material/stop_circle:")),
    (SheetStatus.OUT, Label("Not returned yet", "orange", ":material/pending_actions:")),
    (SheetStatus.RETURNED, Label("Keyed in", "green", ":material/check_circle:")),
    (SheetStatus.LOST, Label("Lost", "gray", ":material/cancel:")),
    (VisitsPermission.SEE_VISITS, Label("see visits")),
    (VisitsPermission.WRITE_VISITS, Label("write visits down")),
    (VisitsPermission.CORRECT_VISITS, Label("correct anybody's visit")),
    (VisitsPermission.PLAN_VISITS, Label("plan must-visits, rounds and paper sheets")),
    (VisitsPermission.SEE_VISIT_OVERVIEW, Label("see visits at a glance")),
    (VisitsPermission.CLOSE_MONTHS, Label("close the month's figures")),
)
