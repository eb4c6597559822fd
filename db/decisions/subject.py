"""What decisions declare to the house."""

from db.subject import Subject

SUBJECT = Subject(append_only=("meeting_step", "decision_step", "hand_count"))
