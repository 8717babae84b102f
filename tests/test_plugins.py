"""The package of docs/plugins.md, installed beside the program: each extension really used."""

import email.message
import email.parser
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "examples" / "plugin"
Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the example."""
    folder = tmp_path_factory.mktemp("plugin")
    line = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*line, "--no-index", "--target", str(folder), str(PLUGIN)], check=True, capture_output=True
    )
    return folder


@pytest.fixture
def program(installed: Path) -> Program:
    """Run python with arguments where the example is installed."""

    def run_it(
        *arguments: str, said: str = "", **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        path = os.pathsep.join([str(installed), os.environ["PYTHONPATH"]])
        return subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, "PYTHONPATH": path, **variables},
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_it


def test_the_grader_judges_in_bulk_and_its_quotes_stand_in_the_answer(program: Program) -> None:
    point = Catalog((built_in_root(),)).item("accuracy").rubric.criteria[0].statement
    answer = f"I begin with what it is. {point} That is all."
    line = {"id": 1, "question_id": "accuracy", "answer": answer}
    grade = ("-m", "interviewer", "grade", "--grader", "keywords", "--input", "-", "--output", "-")
    done = program(*grade, said=json.dumps(line) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    judged = json.loads(done.stdout)
    assert (judged["grader"], judged["grader_version"]) == ("keywords", "1")
    spans = [span for each in judged["criteria"] for span in each["spans"]]
    assert spans
    assert all(answer[span["start"] : span["end"]] == span["quote"] for span in spans)


def test_an_answer_that_it_cannot_judge_has_no_grade(program: Program) -> None:
    line = {"id": 1, "question_id": "accuracy", "answer": " ... "}
    grade = ("-m", "interviewer", "grade", "--grader", "keywords", "--input", "-", "--output", "-")
    done = program(*grade, said=json.dumps(line) + "\n")
    judged = json.loads(done.stdout)
    assert judged["score"] is None
    assert judged["error"]


def test_the_exporter_writes_the_report_of_an_interview(program: Program, tmp_path: Path) -> None:
    said = "Accuracy is the share of predictions that are right.\n.\n/skip\n/skip\n"
    practice = ("-m", "interviewer", "practice", "--plain", "--question", "accuracy")
    assert program(*practice, said=said).returncode == 0
    file = tmp_path / "report.txt"
    export = ("-m", "interviewer", "report", "--format", "txt", "--output", str(file))
    done = program(*export)
    assert (done.returncode, done.stderr) == (0, "")
    first, second, *missed = file.read_text("utf-8").splitlines()
    assert re.fullmatch(r"Interview of \d{4}-\d\d-\d\d", first)
    assert re.fullmatch(r"accuracy: \d+ of 100", second)
    assert missed
    assert all(line.startswith("  missed: ") for line in missed)


class _Server(BaseHTTPRequestHandler):
    """What a transcription server answers, and what was sent to it."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form: email.message.Message = email.parser.BytesParser().parsebytes(head + body)
        for part in form.get_payload():
            assert isinstance(part, email.message.Message)
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            SENT[str(part.get_param("name", header="Content-Disposition"))] = content
        SENT["path"] = self.path.encode()
        words = [{"word": "gradient", "start": 0.1, "end": 0.5}]
        reply = json.dumps({"text": "gradient", "language": "en", "duration": 1, "words": words})
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(reply.encode())

    def log_message(self, *arguments: object) -> None:
        pass


SENT: dict[str, bytes] = {}


@pytest.fixture
def server() -> Iterator[str]:
    SENT.clear()
    with HTTPServer(("127.0.0.1", 0), _Server) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/v1"
        http.shutdown()
        thread.join()


TRANSCRIBE = """
import numpy
from interviewer.registry import load_transcriber
from interviewer.settings.load import load_settings

settings = load_settings().speech
transcriber = load_transcriber(settings.transcriber, settings)
transcriber.load()
print(transcriber.name, transcriber.transcribe(numpy.zeros(16000, "float32"), "epoch, gradient"))
"""


def test_the_transcriber_asks_the_server_of_the_settings(program: Program, server: str) -> None:
    chosen = {"INTERVIEWER_SPEECH_TRANSCRIBER": "http", "INTERVIEWER_SPEECH_SERVER": server}
    done = program("-c", TRANSCRIBE, OPENAI_API_KEY="a-key-of-another-server", **chosen)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("http [Word(text='gradient', start=0.1, end=0.5")
    assert SENT["path"] == b"/v1/audio/transcriptions"
    assert SENT["prompt"] == b"epoch, gradient"
    assert SENT["file"][:4] == b"RIFF"
    assert len(SENT["file"]) == 44 + 2 * 16000


def test_the_transcriber_says_what_is_missing(program: Program) -> None:
    done = program("-c", TRANSCRIBE, INTERVIEWER_SPEECH_TRANSCRIBER="http")
    assert "No server is set that could transcribe. Set server" in done.stderr


SPEAK = """
import threading
from interviewer.registry import load_speaker
from interviewer.settings.load import load_settings

settings = load_settings().speech
speaker = load_speaker(settings.speaker, settings)
speaker.speak("What is *accuracy*?", threading.Event())
silenced = threading.Event()
silenced.set()
speaker.speak("Cut short.", silenced)
"""


def test_the_speaker_writes_what_is_said(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    chosen = {"INTERVIEWER_SPEECH_SPEAKER": "file", "INTERVIEWER_SPOKEN_FILE": str(file)}
    done = program("-c", SPEAK, **chosen)
    assert done.returncode == 0, done.stderr
    assert file.read_text("utf-8") == "What is accuracy?\n"
    told = program("-m", "interviewer", "doctor", **chosen)
    assert f"file: {file}" in told.stdout


def test_the_doctor_says_what_the_speaker_is_missing(program: Program) -> None:
    told = program("-m", "interviewer", "doctor", INTERVIEWER_SPEECH_SPEAKER="file")
    assert "Set INTERVIEWER_SPOKEN_FILE to a path." in told.stdout


def test_the_guide_shows_the_code_that_is_tested_here() -> None:
    guide = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    sources = [*PLUGIN.rglob("*.py"), PLUGIN / "pyproject.toml"]
    whole = "\n".join(path.read_text("utf-8") for path in sources)
    blocks = re.findall(r"```(?:python|toml)\n(.*?)```", guide, re.DOTALL)
    assert len(blocks) >= 5
    for block in blocks:
        assert block in whole or block.startswith("[speech]\n"), block
