"""What a person is told when something about a meeting or a decision cannot be done as it is."""

REFUSALS: dict[str, str] = {
    "meeting_unit": "Please choose whose meeting it is.",
    "meeting_kind": "Please choose what kind of meeting it is.",
    "meeting_title": "A title has {least} to {most} characters.",
    "meeting_day": "Please choose a day from {first} to {last}.",
    "meeting_starts": "Please say when it begins.",
    "meeting_not_found": "There is no such meeting, or it does not belong to your unit.",
    "meeting_moved": "Somebody has changed “{name}” in the meantime. Please look at it again.",
    "meeting_closed": "“{name}” was called off, or its minutes are signed: nothing in it changes any more.",
    "meeting_early": "“{name}” is on {day}. If it is held earlier, please correct the day first.",
    "no_such_meeting_move": "“{name}” does not stand where this can be done. Please look at it again.",
}
