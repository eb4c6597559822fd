"""Labels of meetings and decisions."""

from enum import Enum

from components.wording.label import Label
from db.decisions.models.decisions import DecisionStatus
from db.decisions.models.meetings import CameBy, ItemSource, MeetingMove, MeetingStatus, Outcome
from db.decisions.permissions import DecisionsPermission

LABELS: tuple[tuple[Enum, Label], ...] = (
    (MeetingStatus.PLANNED, Label("Planned", "blue", ":material/event:")),
    (MeetingStatus.RUNNING, Label("Running", "green", ":material/record_voice_over:")),
    (MeetingStatus.HELD, Label("Held", "gray", ":material/event_available:")),
    (MeetingStatus.CALLED_OFF, Label("Called off", "gray", ":material/event_busy:")),
    (MeetingMove.PLAN, Label("Planned")),
    (MeetingMove.BEGIN, Label("Began")),
    (MeetingMove.CLOSE, Label("Came to its end")),
    (MeetingMove.KEY_IN, Label("Entered from paper")),
    (MeetingMove.CALL_OFF, Label("Called off")),
    (MeetingMove.REOPEN, Label("Opened again")),
    (MeetingMove.SIGN, Label("Minutes signed")),
    (ItemSource.PROPOSAL, Label("a proposed service point")),
    (ItemSource.VISITS, Label("raised at visits")),
    (ItemSource.DECISION, Label("an earlier decision")),
    (ItemSource.BY_HAND, Label("put on by hand")),
    (Outcome.OPEN, Label("Not talked over yet", "orange", ":material/hourglass_empty:")),
    (Outcome.NOTED, Label("Noted", "gray", ":material/visibility:")),
    (Outcome.DECIDED, Label("Decided", "green", ":material/task_alt:")),
    (Outcome.HANDS, Label("Decided by show of hands", "green", ":material/back_hand:")),
    (Outcome.BALLOT, Label("Goes to a ballot", "blue", ":material/how_to_vote:")),
    (Outcome.PUT_OFF, Label("Put off", "orange", ":material/schedule:")),
    (CameBy.TAPPED, Label("tapped")),
    (CameBy.PAPER, Label("signed on paper")),
    (DecisionStatus.OPEN, Label("Being seen to", "orange", ":material/pending_actions:")),
    (DecisionStatus.DONE, Label("Brought to its end", "green", ":material/task_alt:")),
    (DecisionStatus.DROPPED, Label("Not followed up", "gray", ":material/cancel:")),
    (DecisionsPermission.SEE_MEETINGS, Label("see meetings")),
    (DecisionsPermission.HOLD_MEETINGS, Label("hold meetings")),
    (DecisionsPermission.FOLLOW_DECISIONS, Label("see to decisions")),
)
