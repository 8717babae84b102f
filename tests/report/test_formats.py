"""Every format, with texts that try to be more than text."""

import csv
import io
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from interviewer.grading.grade import Span
from interviewer.registry import EXPORTERS, load_exporter, names
from interviewer.report.build import build_report
from interviewer.report.coaching import coached
from interviewer.report.exporter import Exporter
from interviewer.report.highlight import stretches
from interviewer.report.html import HtmlExporter
from interviewer.report.json_export import JsonExporter
from interviewer.report.markdown import MarkdownExporter
from interviewer.report.markdown_text import escaped
from interviewer.report.report import AnswerReport, Report
from interviewer.report.tabular import CsvExporter, harmless
from interviewer.report.wording import legend
from interviewer.text.display import plain
from interviewer.tui.view.feedback_view import detail
from tests.report.hostile import FORMATS, HOSTILE, RUN, golden, hostile_session, rendered

REPORT = build_report(hostile_session())
COACHED = coached(REPORT, hostile_session())

# Pieces that mean something to Markdown, HTML, spreadsheets or terminals, between plain words.
PIECES = st.sampled_from(
    [
        *("*", "**", "_", "`", "```", "~~", "#", "- ", "+ ", "1.", "2)", ">", "<", "<b>", "</b>"),
        *(
            "&lt;",
            "[a](b)",
            "![",
            "](",
            "|",
            "\\",
            "\n",
            "\n\n",
            "  ",
            "\t",
            "http://a.example",
            "//",
        ),
        *("www.a.example", "a@b.example", "===", "---", "=1+1", "'", '"', "(", ")", ":", ";", ","),
        *("$x$", "\x00", "\x1b[1m", "\u202e", "\u00e4", "\U0001f600", "word", "two words", "f"),
        *(".", "!", "\r\n", "\u2028", "\x85"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map("".join) | st.text(max_size=30)


@pytest.mark.parametrize("share", [False, True], ids=["whole", "shared"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_as_the_golden_file_says(name: str, share: bool) -> None:
    assert rendered(name, share) == golden(name, share).read_bytes()


def test_every_registered_format_makes_a_file_of_any_session() -> None:
    empty = REPORT.model_copy(
        update={"turns": (), "areas": (), "strongest": (), "weakest": (), "study": ()}
    ).model_copy(update={"score": None, "band": None})
    for name in names(EXPORTERS):
        exporter = load_exporter(name)
        assert exporter.suffix.startswith(".")
        assert exporter.export(empty)


@settings(max_examples=60)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_stretches_joined_are_the_text_and_each_knows_its_spans(
    text: str, edges: list[tuple[int, int]]
) -> None:
    spans = [Span(start=s, end=e, quote=text[s:e]) for s, e in edges if s < e]
    marked = [(str(number), (span,)) for number, span in enumerate(spans)]
    pieces = stretches(text, marked)
    assert "".join(piece for piece, _ in pieces) == text
    position = 0
    for piece, keys in pieces:
        for number, span in enumerate(spans):
            inside = span.start <= position and position + len(piece) <= span.end
            assert (str(number) in keys) == (inside and span.stands_in(text))
        position += len(piece)


# What "met" means beside points


def with_points(earned: float) -> Report:
    """Return the report with two turns whose criteria are met for so many of their points."""
    met = [
        criterion.model_copy(update={"level": "met", "earned": earned, "dispute": None})
        for criterion in REPORT.turns[0].criteria
    ]
    turn = REPORT.turns[0].model_copy(update={"criteria": tuple(met)})
    return REPORT.model_copy(update={"turns": (turn, turn)})


@pytest.mark.parametrize("exporter", [MarkdownExporter(), HtmlExporter()])
def test_points_that_are_met_in_part_are_explained_once(exporter: Exporter) -> None:
    told = exporter.export(with_points(0.7)).decode()
    assert told.count("how sure the grader is") == 1
    whole = REPORT.turns[0].criteria[0].points
    one = with_points(whole).turns[0].criteria[0]
    assert legend([one]) == ""
    assert legend([one.model_copy(update={"earned": whole - 0.01})]) == ""
    assert legend([one.model_copy(update={"level": "partial", "earned": 0.5})]) == ""


def test_the_feedback_explains_a_point_that_is_met_in_part() -> None:
    turn = with_points(0.7).turns[0]
    assert "how sure the grader is" in detail(turn, 0).plain
    whole = turn.criteria[0].model_copy(update={"earned": turn.criteria[0].points})
    turn = turn.model_copy(update={"criteria": (whole,)})
    assert "how sure the grader is" not in detail(turn, 0).plain


# JSON


def test_json_reads_back_as_the_report() -> None:
    assert Report.model_validate_json(JsonExporter().export(REPORT)) == REPORT
    assert REPORT.turns[0].answers[0].text.startswith(HOSTILE)


# CSV


def cells(content: bytes, delimiter: str = ",") -> list[str]:
    table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    return [cell for row in table for cell in row]


def with_answer(text: str, *spans: Span) -> Report:
    """Return the report with one turn of one answer, in which the first criterion has spans."""
    turn = REPORT.turns[0]
    answer = turn.answers[0].model_copy(update={"text": text, "transcript": None})
    first = turn.criteria[0].model_copy(update={"spans": spans})
    turn = turn.model_copy(
        update={"answers": (answer,), "criteria": (first,), "misconceptions": ()}
    )
    return REPORT.model_copy(update={"turns": (turn,)})


@settings(max_examples=60)
@given(TEXTS)
def test_no_cell_is_a_formula_and_none_falls_apart(text: str) -> None:
    content = CsvExporter().export(with_answer(text))
    for cell in cells(content):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))
        assert not cell.startswith(("\t", "\r", "\n"))
    assert cells(content)[-1] in (plain(text), f"'{plain(text)}")


def test_a_spreadsheet_that_also_splits_at_semicolons_and_tabs_finds_no_formula() -> None:
    content = CsvExporter().export(with_answer("recall;=1+1\t=2+2")).decode("utf-8-sig")
    # Such a spreadsheet splits outside of quotes only.
    outside = re.sub(r'"(?:[^"]|"")*"', "", content)
    assert set(outside) <= set(",\r\n")


@given(st.text(max_size=10))
def test_a_harmless_cell_says_the_same(text: str) -> None:
    assert harmless(text) in (plain(text), f"'{plain(text)}")


# Markdown

RENDER = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "strikethrough", "linkify"])
QUIET = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
# GitHub's Markdown makes a link of www. and of a scheme; any other a.b is linked by nobody else.
assert RENDER.linkify is not None
RENDER.linkify.set({"fuzzy_link": False})
FORBIDDEN = {"link_open", "image", "html_inline", "html_block", "heading_open", "code_inline"}
FORBIDDEN |= {"fence", "code_block", "hr", "ordered_list_open", "table_open", "s_open"}
QUIET |= {"strong_open", "strong_close", "text", "text_special", "hardbreak", "softbreak"}


def flat(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *flat(token.children or []))]


def words(text: str) -> str:
    return " ".join(plain(text).split())


def shown(tokens: list[Token]) -> str:
    """Return the words that a reader sees."""
    parts = []
    for token in flat(tokens):
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("hardbreak", "softbreak", "paragraph_close"):
            parts.append("\n")
    return words("".join(parts))


def answer_tokens(report: Report) -> list[Token]:
    tokens = RENDER.parse(MarkdownExporter().export(report).decode())
    types = [token.type for token in tokens]
    start, end = types.index("blockquote_open"), types.index("blockquote_close")
    return tokens[start : end + 1]


@settings(max_examples=150, deadline=None)
@given(
    TEXTS.filter(str.strip), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=3)
)
def test_markdown_shows_an_answer_literally(text: str, edges: list[tuple[int, int]]) -> None:
    spans = [Span(start=s, end=s + n, quote=text[s : s + n]) for s, n in edges]
    tokens = answer_tokens(with_answer(text, *spans))
    assert {token.type for token in flat(tokens)} <= QUIET
    assert shown(tokens) == words(text)


@settings(max_examples=100, deadline=None)
@given(
    TEXTS.filter(str.strip),
    st.sampled_from(["{}", "- {}", "- a: {}", "> {}", "*a, {}*", "**a: {}**"]),
)
def test_escaped_text_is_text_wherever_it_stands(text: str, place: str) -> None:
    around = words(place.replace("{}", "").strip("-> *"))
    inner = escaped(text)
    if not inner:
        return
    tokens = RENDER.parse(place.replace("{}", inner))
    assert not {token.type for token in flat(tokens)} & FORBIDDEN
    assert not re.search(r"www\.\S", inner)
    assert shown(tokens).removeprefix(around).strip() == words(text)


def test_markdown_of_the_hostile_session_holds_only_its_own_structure() -> None:
    tokens = flat(RENDER.parse(rendered("md").decode()))
    ours = {"heading_open", "table_open", "code_block"}
    assert not {token.type for token in tokens} & FORBIDDEN - ours
    blocks = [token.content for token in tokens if token.type == "code_block"]
    exhibit, *coded = blocks
    told = REPORT.turns[4].code
    assert told is not None
    cases = [test.wanted for test in told.tests]
    texts = [told.code, *cases, told.output, told.reference]
    for block, text in zip(coded, texts, strict=True):
        assert [line.rstrip() for line in block.splitlines()] == [
            line.rstrip() for line in plain(text).rstrip().splitlines()
        ]
    assert exhibit.splitlines() == [plain(row) for row in REPORT.turns[0].exhibit.splitlines()]
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    assert levels == ["h1"] + ["h2"] * 9
    aligned = sum(any(one.model_words for one in turn.criteria) for turn in COACHED.turns)
    assert aligned == 3
    assert sum(token.type == "table_open" for token in tokens) == 1 + aligned


# HTML


class Page(HTMLParser):
    """Collects elements, attributes and the text of the candidate's answers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.answers: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.tags.add(tag)
        self.attributes.update(attrs)
        self._open.append(tag)
        if tag == "blockquote":
            self.answers.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note the text of a title or an answer."""
        if "blockquote" in self._open:
            self.answers[-1] += data
        if self._open[-1:] == ["title"]:
            self.title += data


OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("article", "div", "p", "small", "b", "br", "i", "a", "dl", "dt", "dd", "table", "thead"),
    *("tbody", "tr", "th", "td", "h2", "h3", "ul", "li", "span", "blockquote", "mark", "details"),
    "summary",
    "pre",
}


def assert_only_ours(page: Page) -> None:
    assert page.tags <= OURS
    for name, value in page.attributes:
        assert name in {
            "lang", "charset", "name", "content", "http-equiv", "class", "scope", "aria-hidden",
            "id", "href", "style",
        }  # fmt: skip
        assert name != "href" or re.fullmatch(r"#q\d+", value or "")
        assert name != "style" or re.fullmatch(r"width:[\d.]+%", value or "")


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(0, 9), st.integers(1, 9))
def test_html_shows_an_answer_literally(text: str, start: int, length: int) -> None:
    span = Span(start=start, end=start + length, quote=text[start : start + length])
    page = Page(HtmlExporter().export(with_answer(text, span)).decode())
    # HTML has one kind of line end, and what was not said has no box.
    said = plain(text).replace("\r\n", "\n").replace("\r", "\n")
    assert page.answers == ([said] if text else [])
    assert_only_ours(page)


def test_no_field_of_a_report_reaches_the_page_unescaped_or_with_controls() -> None:
    page = rendered("html").decode()
    assert_only_ours(Page(page))
    assert plain(page) == page
    assert page.count("Content-Security-Policy") == 1
    assert "default-src 'none'" in page


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI installs chromium, and it is not there")
        pytest.skip("no Chromium on this machine")
    return found


def opened(browser: str, page: str, folder: Path) -> Page:
    """Open the page in a real browser and return what it has become."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    more = "--disable-background-networking --disable-component-update --disable-dev-shm-usage"
    places = (f"--user-data-dir={folder / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND")
    done = subprocess.run(
        [browser, *flags.split(), *more.split(), *places, "--dump-dom", file.as_uri()],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return Page(done.stdout.decode())


def test_a_browser_runs_nothing_of_a_hostile_session(browser: str, tmp_path: Path) -> None:
    naked = f"<!doctype html><title>still</title><script>{RUN}</script>"
    assert opened(browser, naked, tmp_path).title == "ran", "the browser would run it"

    content = HtmlExporter().export(REPORT).decode()
    # Escaping must hold by itself, without the content security policy behind it.
    unguarded = re.sub(r"<meta http-equiv=[^>]*>", "", content)
    assert unguarded != content
    for page in (content, unguarded):
        seen = opened(browser, page, tmp_path)
        assert seen.title == "Interview report, 2026-01-02"
        assert_only_ours(seen)
        expected: list[AnswerReport] = [a for turn in REPORT.turns for a in turn.answers]
        assert seen.answers == [plain(answer.text) for answer in expected]
