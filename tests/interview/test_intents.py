"""What is taken as an intent, and what only begins like one and is an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.intents import COMMANDS, Intent, may_clarify, recognise
from tests.long_texts import LINEAR, Shape, distinct_words, growth, repeated
from tests.sample_bank import sample_item

PLAIN = sample_item("variance").question
SCENARIO = sample_item("slow-training").question

UTTERANCES = {
    "repeat": (
        "repeat",
        "Could you repeat the question?",
        "can you say that again please",
        "sorry can you repeat that for me",
        "Say it one more time.",
        "What was the question again?",
        "I didn't catch that.",
        "i did not hear the question",
        "pardon",
        "Could you read the question once more",
    ),
    "rephrase": (
        "I have no idea what you mean",
        "not sure what you are asking",
        "I don't know how to explain this, can you rephrase it?",
    ),
    "hint": (
        "hint",
        "Hint, please.",
        "give me a hint",
        "Can I have a small hint?",
        "um could you give me a clue",
        "I need a hint",
        "I'd like another hint.",
        "any hints",
        "can you help me out",
    ),
    "skip": (
        "skip",
        "pass",
        "Let's skip this one.",
        "can we skip this question",
        "I'll pass on that",
        "okay let's move on",
        "Next question, please.",
        "can we go to the next question",
        "i want to skip this question for now",
        "lets move on to the next one",
    ),
    "time": (
        "How much time do I have left?",
        "how much time is left",
        "time check",
        "how long do i have",
    ),
    "wait": (
        "give me a moment",
        "Let me think.",
        "hold on",
        "just a second please",
        "one moment",
        "I need a minute to think about it",
        "let me think about this for a moment",
        "um give me a second",
    ),
    "dont-know": (
        "I don't know.",
        "i dont know",
        "I don\u2019t know the answer",
        "um honestly i do not know this one",
        "No idea.",
        "I have no idea what that means",
        "no idea how to explain this",
        "Sorry, I don't know how to say it differently.",
        "not sure how to repeat that",
        "I really wouldn't know where to start",
        "not sure",
        "I've never heard of it",
        "dunno",
        "idk",
    ),
    "why": (
        "Why this question?",
        "why do you ask",
        "Why are you asking me this?",
        "sorry, why did you ask that question",
        "why this one now",
    ),
    "help": ("what can I say here?", "show me the commands"),
}

ANSWERS = (
    "Skip connections let the gradient flow past a layer.",
    "skip connections",
    "Skip gram predicts the context from the word",
    "Repeat the experiment with other folds and average the scores.",
    "repeat the split k times",
    "Hint: it is the squared distance.",
    "hints in the data",
    "Next, I would standardise the features.",
    "Pass the gradient backwards through the graph.",
    "pass by reference",
    "Wait until the validation loss stops falling.",
    "Time series need a split that respects their order.",
    "time",
    "I don't know the exact formula, but it averages squared distances from the mean.",
    "Not sure, but I think it is the average squared distance.",
    "Give me a moment generating function and I can derive all moments.",
    "Let me think aloud: variance is the spread around the mean.",
    "I would move on to cross-validation if the data are few.",
    "Help the optimiser with momentum.",
    "No idea is worse than testing on the training set.",
    "Is it the average squared distance from the mean?",
    "/usr/bin/time measures a run",
    "/ is division",
    "\u5206\u6563",
    "\U0001f937",
    "?",
)
NAMES = {
    *UTTERANCES, "clarify", "quit", "next", "later", "check", "done", "correction",
}  # fmt: skip


def name_of(said: str) -> str | None:
    intent = recognise(said, PLAIN)
    return None if intent is None else intent.name


@pytest.mark.parametrize(
    ("said", "name"), [(said, name) for name, several in UTTERANCES.items() for said in several]
)
def test_a_whole_utterance_is_an_intent(said: str, name: str) -> None:
    assert name_of(said) == name


@pytest.mark.parametrize("said", [said for several in UTTERANCES.values() for said in several])
def test_case_and_punctuation_do_not_matter_as_speech_recognition_has_neither(said: str) -> None:
    heard = " ".join(said.lower().replace("\u2019", "'").strip(".?!").replace(",", "").split())
    assert recognise(heard, PLAIN) == recognise(said, PLAIN) == recognise(said.upper(), PLAIN)


@pytest.mark.parametrize("said", ANSWERS)
def test_what_only_begins_like_an_intent_is_an_answer(said: str) -> None:
    assert recognise(said, PLAIN) is None


@pytest.mark.parametrize("said", [said for several in UTTERANCES.values() for said in several])
def test_an_intent_inside_a_longer_answer_is_part_of_the_answer(said: str) -> None:
    answer = f"{said} The variance is the average squared distance of the values from their mean."
    assert recognise(answer, PLAIN) is None


@pytest.mark.parametrize(("command", "name"), [(c, name) for c, (name, _) in COMMANDS.items()])
def test_commands(command: str, name: str) -> None:
    assert name_of(command) == name
    assert name_of(f"  {command.upper()}\n") == name
    assert name_of(f"{command} please") == name


def test_a_mistyped_command_asks_for_help_and_is_not_graded() -> None:
    assert recognise("/hnit", PLAIN) == Intent("help")


@pytest.mark.parametrize(
    "said",
    [
        "How many machines do we have?",
        "how many machines are there",
        "What hardware do you have?",
        "and what about the hardware?",
        "Is there any hardware I can use?",
    ],
)
def test_a_clarifying_question_gets_the_reply_of_the_bank(said: str) -> None:
    reply = SCENARIO.clarifications[0].reply
    assert recognise(said, SCENARIO) == Intent("clarify", reply)


def test_a_clarifying_question_that_the_bank_does_not_foresee_is_still_no_answer() -> None:
    assert recognise("Who are the users?", SCENARIO) == Intent("clarify")


@pytest.mark.parametrize(
    "said",
    [
        "I would first look whether the hardware waits for data.",
        "When the hardware is idle I would look at the input pipeline.",
        "What I would do is buy more hardware.",
        "Which machine is the bottleneck decides it, so I would profile the pipeline first and "
        "then look at how long the accelerator sits idle between two steps of the training.",
    ],
)
def test_an_answer_to_a_scenario_is_no_clarifying_question(said: str) -> None:
    assert recognise(said, SCENARIO) is None


@given(st.text(max_size=60))
def test_anything_can_be_said(said: str) -> None:
    for question in (PLAIN, SCENARIO):
        intent = recognise(said, question)
        assert intent is None or intent.name in NAMES


@pytest.mark.parametrize("begin", ["", "/", "/hint ", "what about "])
@pytest.mark.parametrize(
    "shape",
    [repeated("u"), repeated("um "), repeated("um"), repeated("what is this? "), distinct_words],
)
def test_a_long_utterance_is_told_apart_in_proportion_to_its_length(
    begin: str, shape: Shape
) -> None:
    def recognise_both(text: str) -> None:
        recognise(begin + text, SCENARIO)
        may_clarify(begin + text, SCENARIO)

    assert growth(recognise_both, shape, short=40_000) < LINEAR


def test_one_long_word_is_an_answer() -> None:
    assert recognise(f"what about {'scale' * 10_000}?", SCENARIO) is None
