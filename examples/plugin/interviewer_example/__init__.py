"""Extensions of the mock interviewer: one for each of its entry-point groups."""
