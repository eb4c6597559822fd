"""What a person is told when a round is refused."""

ROUNDS: dict[str, str] = {
    "round_name": "Please give the round a name of {least} to {most} characters.",
    "round_unit": "Please choose where the round is made.",
    "round_until_missing": "Please choose the last day of the round.",
    "round_until_past": "The last day cannot be before today, nor before the round begins.",
    "round_questions": "A round has at most {most} questions, so that a visit stays short.",
    "question_twice": "Two questions are the same. Please keep one of them.",
    "question_text": "A question has {least} to {most} characters.",
    "question_options": "“{name}”: please give {least} to {most} different answers to choose from.",
    "question_option_long": "“{name}”: an answer to choose from has at most {most} characters.",
    "round_nobody": "No household fits this choice. Please choose more widely.",
    "round_not_found": "This round does not exist, or it is not in your area.",
    "round_of_above": "This round was made above you: whoever made it closes it.",
    "round_closed": "Somebody has closed this round just now.",
    "answer_wrong": "“{name}”: please choose one of the answers, or write a number, or at most 200 characters.",
    "knock_day_wrong": "The scheme has no knock-on-doors day on this day.",
    "knock_day_planned": "{name} has already planned this day: you find it among the rounds under way.",
}
