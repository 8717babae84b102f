"""A spoken interview that is resumed: its voice comes back, unless somebody wants to write."""

from interviewer.engine import Engine
from interviewer.interview.choice import keep_choice, last_choice
from interviewer.interview.events import HeardSpeech, SessionConfig
from interviewer.speech.words import Word
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.spoken_interview import SpokenInterviewScreen
from interviewer.userdata.drafts import keep_draft, keep_heard
from tests.tui.steps import on, press, settled

CONFIG = SessionConfig(question_ids=("overfitting", "mean-vs-median"), questions=2, probes=1)


async def begun(engine: Engine, *, aloud: bool) -> str:
    conductor = engine.start(CONFIG)
    await conductor.settle()
    said = "It learns the noise of the data."
    words = tuple(Word(word, n, n + 0.5) for n, word in enumerate(said.split()))
    spoken = HeardSpeech(words=words, stretches=((0.0, 7.0),)) if aloud else None
    conductor.say(said, transcript=said if aloud else None, spoken=spoken)
    await conductor.settle()
    return conductor.session.id


async def test_what_was_spoken_is_spoken_again_and_what_was_written_is_not(engine: Engine) -> None:
    for aloud in (True, False):
        session_id = await begun(engine, aloud=aloud)
        app = InterviewerApp(engine, resume=session_id)
        async with app.run_test() as pilot:
            await settled(pilot)
            assert isinstance(on(pilot, InterviewScreen), SpokenInterviewScreen) is aloud


async def test_it_is_spoken_as_was_chosen_last_or_written_where_that_is_asked_for(
    engine: Engine,
) -> None:
    from dataclasses import replace

    keep_choice(replace(last_choice(engine.settings), voice="hands-free"))
    session_id = await begun(engine, aloud=True)
    async with InterviewerApp(engine, resume=session_id).run_test() as pilot:
        await settled(pilot)
        screen = on(pilot, SpokenInterviewScreen)
        assert screen.spoken_side.line.state.hands_free
    async with InterviewerApp(engine, resume=session_id, written=True).run_test() as pilot:
        await settled(pilot)
        assert not isinstance(on(pilot, InterviewScreen), SpokenInterviewScreen)


async def test_an_answer_that_was_spoken_in_part_is_spoken_on(engine: Engine) -> None:
    conductor = engine.start(CONFIG)
    await conductor.settle()
    heard = HeardSpeech(words=(Word("Noise.", 0.0, 0.5),), stretches=((0.0, 0.5),))
    keep_draft(conductor.session.id, "Noise.")
    keep_heard(conductor.session.id, heard.model_dump_json())
    async with InterviewerApp(engine, resume=conductor.session.id).run_test() as pilot:
        await settled(pilot)
        assert on(pilot, SpokenInterviewScreen).spoken_side.heard() == ("Noise.", heard)


async def test_a_written_one_stays_written_after_a_spoken_one_in_the_same_run(
    engine: Engine,
) -> None:
    written = await begun(engine, aloud=False)
    app = InterviewerApp(engine, resume=await begun(engine, aloud=True))
    async with app.run_test() as pilot:
        await settled(pilot)
        on(pilot, SpokenInterviewScreen)
        await press(pilot, "escape", "l")
        on(pilot, HomeScreen)
        app.interviews.resume(written)
        await settled(pilot)
        assert not isinstance(on(pilot, InterviewScreen), SpokenInterviewScreen)
