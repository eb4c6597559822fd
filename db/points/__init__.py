"""Service points: where they are, when they are open, who is on duty, what is done there, and who helps."""
