"""Labels of service points: their life, their staff, their log, partner organisations."""

from enum import Enum

from components.wording.label import Label
from db.points.models.partners import PartnerKind, PartyOrganisation
from db.points.models.points import OpeningKind, PointSource, PointStatus, StaffingWay
from db.points.models.services import LeadStatus, ServiceKind, ServiceSheetStatus, ServiceSource
from db.points.models.staff import StaffStatus, SwapStatus
from db.points.permissions import PointsPermission

LABELS: tuple[tuple[Enum, Label], ...] = (
    (PointStatus.PROPOSED, Label("Wished for", "orange", ":material/lightbulb:")),
    (PointStatus.TALKED_OVER, Label("Talked over", "blue", ":material/forum:")),
    (PointStatus.ON_BALLOT, Label("On a ballot", "blue", ":material/how_to_vote:")),
    (PointStatus.ADOPTED, Label("Adopted, nobody serves yet", "orange", ":material/check_circle:")),
    (PointStatus.DECLINED, Label("Not set up", "gray", ":material/cancel:")),
    (PointStatus.STAFFED, Label("Staffed, not open yet", "blue", ":material/badge:")),
    (PointStatus.OPEN, Label("In use", "green", ":material/storefront:")),
    (PointStatus.CLOSED, Label("Given up", "gray", ":material/lock:")),
    (PointSource.RESIDENT, Label("a resident")),
    (PointSource.STEWARD, Label("a red steward")),
    (PointSource.OFFICE, Label("the office or community")),
    (StaffingWay.GUIDED, Label("Guided by the community")),
    (StaffingWay.ELECTED, Label("Elected by residents")),
    (StaffingWay.SELF_NOMINATED, Label("Nominated by themselves")),
    (OpeningKind.CLOSED, Label("Closed")),
    (OpeningKind.OTHER_HOURS, Label("Other hours")),
    (StaffStatus.PUT_FORWARD, Label("Waits for the community", "orange", ":material/hourglass_empty:")),
    (StaffStatus.SERVES, Label("Serves", "green", ":material/badge:")),
    (StaffStatus.NOT_TAKEN, Label("Not taken", "gray", ":material/cancel:")),
    (StaffStatus.ENDED, Label("Ended", "gray", ":material/stop_circle:")),
    (SwapStatus.ASKED, Label("Asked", "orange", ":material/hourglass_empty:")),
    (SwapStatus.TAKEN, Label("Taken over", "green", ":material/swap_horiz:")),
    (SwapStatus.REFUSED, Label("Not taken over", "gray", ":material/cancel:")),
    (SwapStatus.WITHDRAWN, Label("Withdrawn", "gray", ":material/undo:")),
    (ServiceKind.SERVICE, Label("Service")),
    (ServiceKind.TRAINING, Label("Training")),
    (ServiceSource.SCREEN, Label("on screen")),
    (ServiceSource.PAPER, Label("from a paper list")),
    (ServiceSheetStatus.OUT, Label("Not returned yet", "orange", ":material/pending_actions:")),
    (ServiceSheetStatus.RETURNED, Label("Keyed in", "green", ":material/check_circle:")),
    (ServiceSheetStatus.LOST, Label("Lost", "gray", ":material/cancel:")),
    (LeadStatus.WAITING, Label("Waits", "orange", ":material/hourglass_empty:")),
    (LeadStatus.DROPPED, Label("Not followed up", "gray", ":material/cancel:")),
    (PartnerKind.PROPERTY_COMPANY, Label("Property company")),
    (PartnerKind.OWNERS_COMMITTEE, Label("Owners' committee")),
    (PartnerKind.SOCIAL_ORGANISATION, Label("Social organisation")),
    (PartnerKind.EMPLOYER, Label("Employer that helps")),
    (PartyOrganisation.ALONE, Label("Its own party organisation", "green", ":material/flag:")),
    (PartyOrganisation.JOINT, Label("A joint party organisation", "blue", ":material/flag:")),
    (PartyOrganisation.NONE, Label("No party organisation", "gray", ":material/outlined_flag:")),
    (PointsPermission.SEE_POINTS, Label("see service points")),
    (PointsPermission.PROPOSE_POINTS, Label("propose service points")),
    (PointsPermission.MANAGE_POINTS, Label("set service points up, staff, open and close them")),
    (PointsPermission.KEEP_ROSTER, Label("keep rosters of service points")),
    (PointsPermission.SERVE_AT_POINTS, Label("serve at service points")),
    (PointsPermission.LOG_SERVICES, Label("write down what is done at service points")),
    (PointsPermission.SEE_PARTNERS, Label("see partner organisations")),
    (PointsPermission.MANAGE_PARTNERS, Label("keep partner organisations")),
)
