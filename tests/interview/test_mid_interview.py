"""Families of what candidates say in mid-interview, and answers that sound like them."""

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.question import Question
from interviewer.interview.general_replies import general_reply
from interviewer.interview.intents import in_doubt, recognise

KINDS = ("concept", "scenario", "calculation", "coding", "behavioural")
MEANT = {
    "wait": (
        "One moment please, my dog is barking.",
        "hang on, someone's at the door",
        "Sorry, one second, my phone is ringing.",
        "My kids just walked in, sorry.",
        "I'll be right back.",
        "brb",
        "Let me grab a glass of water real quick.",
        "Let me close the window, it's noisy.",
        "I need to get the door, one sec",
        "one second let me turn off my phone",
        "Could we pause for a moment?",
        "can we take a five minute break",
        "Sorry, I had to sneeze.",
        "excuse me for a second",
        "Let me go on with my answer.",
        "I'd like to continue.",
        "let me finish my thought",
        "Can I finish my point first?",
    ),
    "clarify": (
        "Should I go on?",
        "May I go on?",
        "Can I go on with my answer?",
        "Could I continue my answer?",
        "Should I keep going or is that enough?",
        "Shall I carry on?",
    ),
    "time": (
        "Is there a timer?",
        "When does this end?",
        "How long is this interview?",
        "how long will the whole thing take",
        "How much time should I spend on this?",
        "are we good on time?",
        "did I take too long",
        "How many more questions are there?",
    ),
    "why": (
        "What's the point of this question?",
        "What is the purpose of asking me this?",
        "How is this relevant to the job?",
    ),
    "check": (
        "What's the correct answer?",
        "What would be the right answer?",
        "can you tell me if that's right",
    ),
    "hint": (
        "I'd appreciate a hint.",
        "I wouldn't mind a hint.",
        "Any hints you can give me?",
        "Would you be able to give me a hint?",
        "Do I get a hint?",
        "I need a bit of guidance.",
        "Could you walk me through it?",
        "What should I be thinking about?",
    ),
    "repeat": (
        "you're breaking up",
        "Your voice is cutting out.",
        "I was on mute, sorry, what was that?",
    ),
    "dont-know": (
        "That's outside my wheelhouse.",
        "I'm out of my depth here.",
        "I haven't got the foggiest.",
        "not off the top of my head",
        "I'd need to google that.",
        "I'm not well versed in this.",
        "I'm totally lost on this one.",
        "I know nothing about this.",
        "it slipped my mind",
        "I know this but I can't recall it right now.",
        "I'm a bit rusty on this.",
        "It's been too long since I studied this.",
        "That's honestly not my strongest area.",
    ),
    "quit": (
        "I want to end the session.",
        "Let's wrap up the interview.",
        "Can we stop here for today?",
        "I don't want to continue.",
        "That's enough for today.",
        "I quit.",
        "I have another meeting, I need to drop off.",
    ),
}
ANSWERS = (
    "I would pass it on and go on with the next batch.",
    "The dog is barking in half of the clips.",
    "The kids are in the training set.",
    "My phone rang in the middle of the incident, and I took the call.",
    "I would take a sliding window.",
    "Let me grab the top k eigenvectors.",
    "I'd pause the rollout for a minute and compare.",
    "The session ends after thirty minutes.",
    "Close the session and commit.",
    "It is outside the confidence interval.",
    "It has been too long since the last retraining.",
    "The strongest feature was age.",
    "You continue until the loss stops falling.",
    "I would continue training.",
    "The best answer is the median.",
    "A random walk.",
    "Walk through the tree depth first.",
    "The timer resets the cache.",
    "I know little about the distribution, so I bootstrap.",
)


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    """A question of each kind, from the bank."""
    catalog = Catalog.load()
    first = {row.kind: row.id for row in reversed(catalog.rows)}
    return {kind: catalog.item(first[kind]).question for kind in KINDS}


@pytest.mark.parametrize("name", MEANT)
def test_each_family_is_understood_whatever_is_asked(
    questions: dict[str, Question], name: str
) -> None:
    taken = {
        (said, kind): recognise(said, question)
        for kind, question in questions.items()
        for said in MEANT[name]
    }
    wrong = {case: one and one.name for case, one in taken.items() if not one or one.name != name}
    assert not wrong


@pytest.mark.parametrize("said", ANSWERS)
def test_an_answer_in_similar_words_stays_one(questions: dict[str, Question], said: str) -> None:
    for question in questions.values():
        assert recognise(said, question) is None
        assert not in_doubt(said, question)


@pytest.mark.parametrize("said", [one for one in MEANT["clarify"] if "enough" not in one])
def test_who_asks_to_go_on_is_told_to(said: str) -> None:
    assert general_reply(said) == "Of course, go ahead."


@pytest.mark.parametrize("said", ["Let's go on.", "Let's move on", "Can we go on?", "go on"])
def test_going_on_together_is_to_the_next_question(
    questions: dict[str, Question], said: str
) -> None:
    intent = recognise(said, questions["concept"])
    assert intent is not None
    assert intent.name == "skip"
