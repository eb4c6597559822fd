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
    "meeting_not_begun": "“{name}” has not begun. Please begin it first, or enter it from paper.",
    "meeting_early": "“{name}” is on {day}. If it is held earlier, please correct the day first.",
    "item_title": "Please say in {least} to {most} characters what it is about.",
    "item_heading": "Please choose one of the headings of the scheme.",
    "item_topic": "Please choose one of the topics of the scheme.",
    "item_not_found": "This item is no longer on the agenda.",
    "item_not_here": "This does not belong to the unit of the meeting, or it is no longer there.",
    "item_known": "That stands on the agenda already.",
    "item_written": "Something was said or decided about this item: it stays on the agenda.",
    "minutes_moved": "Somebody else has written here in the meantime. Your text still stands in the field: please copy it, look "
    "at the minutes again, and put both together.",
    "hands_missing": "Please enter first how many hands were counted, and who counted them.",
    "no_such_meeting_move": "“{name}” does not stand where this can be done. Please look at it again.",
}
