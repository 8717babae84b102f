"""A job description weighs the areas by what it asks for, and says by which words."""

from collections import Counter
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.events import Focus, SessionConfig
from interviewer.interview.job import Job, read_job
from interviewer.interview.job_terms import TERMS
from interviewer.interview.picker import pick
from tests.interview.play import Row
from tests.interview.test_picker import all_picked

POSTING = """\
Machine Learning Engineer, LLM Platform

About us
We grow fast and pay a yearly bonus. We value everyone.

What you will do:
- Build retrieval-augmented generation services.
- Fine-tune large language models.
- Own model deployment on Kubernetes with CI/CD.

Requirements
1. Five years of AI/ML; strong Python.

Nice to have
• Reinforcement learning
"""


def job(text: str) -> Job:
    return read_job(text, TERMS)


def test_every_line_that_asks_for_something_is_matched_and_the_rest_is_not() -> None:
    found = {one.text: one for one in job(POSTING).requirements}
    assert list(found) == [
        "Machine Learning Engineer, LLM Platform",
        "Build retrieval-augmented generation services.",
        "Fine-tune large language models.",
        "Own model deployment on Kubernetes with CI/CD.",
        "Five years of AI/ML; strong Python.",
        "Reinforcement learning",
    ]
    deployment = found["Own model deployment on Kubernetes with CI/CD."]
    assert deployment.areas == ("mlops",)
    assert deployment.terms == ("model deployment", "Kubernetes", "CI/CD")
    assert not found["Reinforcement learning"].required
    assert found["Fine-tune large language models."].required


def test_the_area_that_most_lines_ask_for_weighs_most() -> None:
    focus = job(POSTING).focus
    weights = {one.area: one.weight for one in focus}
    assert focus[0].area == "llm-engineering"
    assert weights["mlops"] > weights["reinforcement-learning"] > 0
    assert "statistics" not in weights
    assert "large language model" in focus[0].terms


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("MLOps", {"mlops"}),
        ("Large-Language Models", {"llm-engineering"}),
        ("K means and PCA", {"algorithms"}),
        ("R&D, html5 and pyramids", set()),
        ("the adspace", set()),
        ("hypothesis   testing", {"statistics"}),
        ("JavaScript", {"programming"}),
    ],
)
def test_a_term_is_found_as_it_is_written_and_only_as_a_whole(text: str, areas: set[str]) -> None:
    assert {one.area for one in job(text).focus} == areas


def test_an_area_of_the_users_own_is_found_by_its_name() -> None:
    found = read_job("You know quantum-computing well.", ["quantum-computing"])
    assert found.focus == (Focus(area="quantum-computing", weight=1, terms=("quantum computing",)),)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_entries_without_bullets_stay_below_their_heading(gap: str) -> None:
    found = job(
        f"Requirements\nPCA\n\nBenefits{gap}Flexible hours\nA budget for PyTorch conferences and "
        "courses of your own choice.\nFree lunch\nOur own Kubernetes cluster at home, if you like."
        f"\n\nNice to have{gap}Good humour\nKubernetes in a team that runs it by itself.\n"
        "Your skills\nClear writing\nStatistics as far as experiments need it."
    )
    assert [(one.areas, one.required) for one in found.requirements] == [
        (("algorithms",), True),
        (("mlops",), False),
        (("statistics",), True),
    ]


def test_a_wish_counts_half() -> None:
    weights = {one.area: one.weight for one in job("Kubernetes.\nPCA is a plus.").focus}
    assert weights == {
        "mlops": pytest.approx(2 / 3, abs=1e-3),
        "algorithms": pytest.approx(1 / 3, abs=1e-3),
    }


@given(
    st.lists(
        st.sampled_from(["Kubernetes", "- ", "\n", "PCA", "nice to have:", "[b]", "ß", "\x1b", "."])
        | st.text(max_size=8),
        max_size=40,
    ).map(" ".join)
)
def test_any_text_gives_weights_that_add_up_and_requirements_in_its_own_words(text: str) -> None:
    found = job(text)
    assert bool(found.requirements) == bool(found.focus)
    if found.focus:
        assert sum(one.weight for one in found.focus) == pytest.approx(1, abs=0.01)
    flat = "".join(text.split())
    for one in found.requirements:
        assert "".join(one.text.split()) in flat
        assert one.terms
        assert one.areas


WEIGHTS = st.dictionaries(
    st.sampled_from(["statistics", "evaluation", "coding", "mlops"]),
    st.floats(0.05, 1),
    min_size=1,
)


@given(WEIGHTS, st.integers(0, 99))
def test_after_any_number_of_questions_each_area_has_had_its_share(
    weights: dict[str, float], seed: int
) -> None:
    whole = sum(weights.values())
    focus = tuple(Focus(area=area, weight=weight / whole) for area, weight in weights.items())
    rows = [Row(f"{area}-{n}", area, "beginner", "concept") for area in weights for n in range(12)]
    config = SessionConfig(focus=focus, seed=seed)
    used: Counter[str] = Counter()
    asked: list[str] = []
    for count in range(1, 13):
        row = pick(rows, config, asked)
        assert row is not None
        asked.append(row.id)
        used[row.area] += 1
        for one in focus:
            assert used[one.area] >= floor(count * one.weight - 1e-6)


def test_areas_that_the_job_does_not_name_come_last() -> None:
    rows = [
        Row(f"{area}-{n}", area, "beginner", "concept") for area in ("a", "b", "c") for n in (1, 2)
    ]
    config = SessionConfig(focus=(Focus(area="b", weight=1),))
    assert [row.area for row in all_picked(rows, config)[:2]] == ["b", "b"]
    assert len(all_picked(rows, config)) == 6


def test_an_everyday_word_asks_for_no_area() -> None:
    text = "You drive the optimisation of costs and own the data of our customers."
    assert read_job(text, ("optimisation", "data", "statistics")).focus == ()
    (focus,) = read_job("Stochastic gradient descent.", ("optimisation",)).focus
    assert focus.area == "optimisation"
