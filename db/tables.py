"""Every table of the program, for migrations: importing the models registers them."""

import db.audit
import db.calendar
import db.counters
import db.idempotency  # noqa: F401
from db.base import Base
from db.subjects import import_models

import_models()
METADATA = Base.metadata
