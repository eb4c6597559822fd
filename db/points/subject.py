"""What service points declare to the house."""

from db.subject import Subject

SUBJECT = Subject(append_only=("point_step", "point_service"))
