"""Opens interviews over the home screen: begins them, resumes them and shows their reviews."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.interview.choice import Choice, choice_of, keep_choice, last_choice
from interviewer.settings.limits import BASELINE
from interviewer.settings.load import with_model

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.events import Earlier, SessionConfig
    from interviewer.interview.session import Session
    from interviewer.tui.steady import SteadyApp


class Interviews:
    """Begins and resumes interviews in ``app``. An error is shown, and the present screen stays.

    ``closed`` is called when an interview or a review has been left. ``settings`` are those of the
    user; an interview with another model changes the engine's.
    """

    def __init__(self, app: "SteadyApp", engine: "Engine", closed: Callable[[], None]) -> None:
        self._app = app
        self._engine = engine
        self._closed = closed
        self.settings = engine.settings
        self._speech = engine.settings.speech
        self._commanded: Choice | None = None
        self._at_work: dict[str, Conductor] = {}

    def start_choice(
        self,
        choice: Choice,
        question_ids: tuple[str, ...] = (),
        earlier: "tuple[Earlier, ...]" = (),
    ) -> None:
        """Begin an interview as chosen; draw questions unless ``question_ids`` names them."""
        self._speech = replace(
            self._speech,
            mode=choice.voice,
            microphone=choice.microphone or self._engine.settings.speech.microphone,
        )
        other = choice.profile and choice.grader != BASELINE
        self._engine.settings = (
            with_model(self.settings, choice.profile, choice.model) if other else self.settings
        )
        config = choice.config(self._engine.seed(), question_ids)
        self._begin(config.model_copy(update={"earlier": earlier}))

    def practise(self, question_id: str, earlier: "tuple[Earlier, ...]" = ()) -> None:
        """Begin an interview of this one question, compared with the tries in ``earlier``."""
        last = self.next_choice
        choice = Choice(
            questions=1,
            grader=last.grader,
            probes=last.probes,
            profile=last.profile,
            model=last.model,
            estimate=last.estimate,
            voice=self._speech.mode,
            microphone=last.microphone,
        )
        self.start_choice(choice, (question_id,), earlier)

    def use_microphone(self, name: str) -> None:
        """Use this microphone from now on; an empty name is the system's own."""
        self._speech = replace(self._speech, microphone=name or None)
        if self._commanded is not None:
            self._commanded = replace(self._commanded, microphone=name)
        keep_choice(replace(last_choice(self._engine.settings), microphone=name))

    @property
    def next_choice(self) -> Choice:
        """The choice for the next interview: from the command line, else the last one made."""
        return self._commanded or last_choice(self._engine.settings)

    def keep(self, choice: Choice) -> None:
        """Use this choice for the next interviews, also in later runs of the program."""
        self._commanded = None
        keep_choice(choice)

    def begin(self, config: "SessionConfig") -> None:
        """Begin the interview that a command asks for; the next one is like it."""
        if not config.question_ids:
            microphone = self._speech.microphone or ""
            self._commanded = choice_of(config, self._speech.mode, microphone)
        self._begin(config)

    def _begin(self, config: "SessionConfig") -> None:
        """Begin an interview, once the user has agreed where answers are sent."""
        offline = config.model_copy(update={"grader": BASELINE})
        self.with_agreement(
            config.grader,
            lambda: self._start(config),
            offline=lambda: self._start(offline),
        )

    def begin_for_job(self, config: "SessionConfig", description: str) -> None:
        """Begin an interview weighted by a job description, once its matches have been shown."""
        from interviewer.interview.events import Focus
        from interviewer.interview.job import narrowed
        from interviewer.tui.screens.job import JobScreen
        from interviewer.tui.view.job_view import Weighed

        def decided(found: Weighed | None) -> None:
            if found is not None:
                focus = tuple(Focus(area=a, weight=w, terms=terms) for a, w, terms in found)
                if note := narrowed(focus, config.areas):
                    self._app.notify(note, markup=False)
                self.begin(config.model_copy(update={"focus": focus}))

        self._app.push_screen(JobScreen(description), decided)

    def with_agreement(
        self,
        grader: str,
        go_on: Callable[[], None],
        *,
        offline: Callable[[], None] | None = None,
    ) -> None:
        """Call ``go_on``, asking first if that grader sends answers off this machine."""
        from interviewer.tui.agreement import ask_agreement

        ask_agreement(self._app, self._engine, grader, go_on, offline)

    def resume(self, session_id: str, *, written: bool = False) -> None:
        """Resume a stored session once the user agrees where answers go; review a finished one.

        A spoken session is spoken again, unless ``written``.
        """
        if session_id in self._at_work:
            self.review(self._at_work[session_id])
            return
        try:
            session, damage = self._engine.store.undamaged(session_id)
        except InterviewerError as error:
            self._app.tell(error)
            return
        self._find_model(session)
        if damage is not None:
            self._app.tell(damage)
            if session.finished:
                self.review(self._engine.open_for_viewing(session))
        elif session.finished:
            self._resume(session_id)
        else:
            if not written and _was_spoken(session):
                self._speak_again()
            elif session.answers:  # written, whatever came before it in this run
                self._speech = replace(self._speech, mode=self.settings.speech.mode)
            self.with_agreement(session.config.grader, lambda: self._resume(session_id))

    def _find_model(self, session: "Session") -> None:
        """Judge by the model last chosen in the set-up if the settings name none.

        A session does not keep on which server it was begun.
        """
        last = last_choice(self.settings)
        chosen = last.profile and last.grader == session.config.grader != BASELINE
        if chosen and self.settings.model is None:
            self._engine.settings = with_model(self.settings, last.profile, last.model)

    def _speak_again(self) -> None:
        if self._speech.mode == "off":
            mode = last_choice(self._engine.settings).voice
            mode = "push-to-talk" if mode == "off" else mode
            self._speech = replace(self._speech, mode=mode)

    def review(self, conductor: "Conductor") -> None:
        """Show the review of a session that is over."""
        from interviewer.tui.screens.review import ReviewScreen

        def closed(_: None) -> None:
            self._let_finish(conductor)
            self._closed()

        self._app.push_screen(ReviewScreen(conductor), closed)

    def _let_finish(self, conductor: "Conductor") -> None:
        """Let pending judgements finish while the user is elsewhere."""
        session_id = conductor.session.id
        if not conductor.judging or session_id in self._at_work:
            return
        self._at_work[session_id] = conductor

        async def finish() -> None:
            try:
                await conductor.drain()
            except InterviewerError as error:
                self._app.tell(error)
            finally:
                del self._at_work[session_id]

        self._app.run_worker(finish(), group="judging")

    def delete(self, session_id: str) -> None:
        """Delete a stored session for good; what is still being judged of it is given up.

        Raises ``StoreError`` if it cannot be deleted.
        """
        if session_id in self._at_work:
            self._at_work[session_id].cancel()
        self._engine.delete(session_id)

    def _start(self, config: "SessionConfig") -> None:
        try:
            conductor = self._engine.start(config)
        except InterviewerError as error:
            self._commanded = None  # home must not offer again what cannot be started
            self._app.tell(error)
        else:
            self._lead(conductor)

    def _resume(self, session_id: str) -> None:
        try:
            conductor = self._engine.resume(session_id)
        except InterviewerError as error:
            self._app.tell(error)
            return
        if conductor.session.finished:
            self.review(conductor)
        else:
            self._lead(conductor)

    def _lead(self, conductor: "Conductor") -> None:
        from interviewer.tui.screens.interview import InterviewScreen

        def over(outcome: str | None) -> None:
            if outcome == "finished":
                self.review(conductor)
            else:
                self._closed()

        if self._speech.mode == "off":
            screen = InterviewScreen(conductor)
        else:
            from interviewer.tui.screens.spoken_interview import SpokenInterviewScreen

            screen = SpokenInterviewScreen(conductor, self._speech)
        self._app.keys.hold(screen)
        self._app.push_screen(screen, over)


def _was_spoken(session: "Session") -> bool:
    """Whether an answer, or the draft of one, was spoken."""
    from interviewer.tui.dictation import load_heard

    return any(answer.spoken for answer in session.answers) or bool(load_heard(session.id).words)
