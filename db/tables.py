"""Every table of the program, for migrations: importing the models registers them."""

import db.audit
import db.calendar
import db.counters
import db.idempotency
import db.ledger.models.batches
import db.ledger.models.care
import db.ledger.models.households
import db.office.models
import db.office.tallies
import db.vetting.models.announcements
import db.vetting.models.applications
import db.vetting.models.opinions
import db.vetting.models.stewards
import db.visits.models.duties
import db.visits.models.rounds
import db.visits.models.summaries
import db.visits.models.visits  # noqa: F401
from db.base import Base

METADATA = Base.metadata
