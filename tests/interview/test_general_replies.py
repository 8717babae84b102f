"""What is replied to a clarifying question that the bank does not foresee."""

import pytest

from interviewer.interview.general_replies import UNFORESEEN, general_reply

GO_AHEAD = "Of course, go ahead."
ONE_OF_THEM = "Take the case that you find more telling, say which one it is, and go on from there."


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("Before I start, is this for a shop or a bank?", ONE_OF_THEM),
        ("Sorry, can I add something to what I said?", GO_AHEAD),
        ("May I quickly mention one more thing?", GO_AHEAD),
        ("One last point", GO_AHEAD),
        ("Am I allowed to use a deep model?", "Use what you would use at work, and say why."),
        (
            "What do you mean by calibration?",
            "I mean it in the usual sense; say how you understand it, and go on from there.",
        ),
        (
            "How will you judge my answer?",
            "By what you say and by how you reason. Answer as you would at work.",
        ),
        (
            "Am I talking too much?",
            "A minute or two is plenty; I will ask where I want more.",
        ),
        (
            "Do I need to mention the drawbacks?",
            "That is up to you; include what seems important to you.",
        ),
        ("Where should I begin?", "Begin wherever you like; the order is up to you."),
        ("How many users are there?", UNFORESEEN),
    ],
)
def test_the_reply_is_to_what_was_asked(said: str, reply: str) -> None:
    assert general_reply(said) == reply
