"""What a person is told when a visit cannot be written as it is."""

VISITS = {
    "visit_nobody": "Please choose the household first.",
    "visit_too_many": "At most {most} households at once. Please write the others down in a second entry.",
    "visit_in_future": "This day has not come yet. Please choose today or a day before.",
    "visit_word_unknown": "“{name}” is not one of the words to choose from. Please choose from the list.",
    "promise_past": "The day of the promise lies before the visit. Please choose a later one.",
    "promise_not_found": "This promise is not on file any more. Please look at the household again.",
    "not_this_stewards": "This household was never given to that steward. Please check the name.",
    "visit_not_found": "There is no such visit, or it does not belong to your unit.",
    "visit_moved": "Somebody has corrected this visit in the meantime. Please look at it again.",
    "correct_too_late": "Visits can be corrected by oneself within {days} days. Please ask the grid worker to do it.",
    "photo_broken": "This is no picture that can be read. Please choose a photo (JPEG, PNG).",
    "photo_too_large": "This picture is too large. Please choose a smaller one.",
    "photos_not_asked": "This office asks for no pictures. The visit counts without one.",
}
