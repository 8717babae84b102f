"""Job descriptions of several trades, each invented: what they ask for, name and leave out."""

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.interview.events import Focus
from interviewer.interview.job import Job, narrowed, read_job
from interviewer.interview.job_terms import CASED, TERMS, UNASKED

HOSPITAL = """\
Data Scientist, Patient Flow — St. Brannoc's Hospital Group
About us
We use machine learning and deep learning across 14 sites, and are proud of our ownership culture.
Your tasks
- Forecast admissions (time series) and measure the impact with A/B testing
- Work with electronic health records (HL7, FHIR) under HIPAA
- Explain models to clinicians: communication skills matter
Requirements
* Statistics: hypothesis testing, survival analysis, Bayesian inference
* R or SAS, SQL
* Familiarity with patient monitoring equipment
Benefits
Health plan (PPO), a 500 ml welcome bottle, mentoring scheme, Spark fitness classes
"""
ROBOTS = """\
Perception Engineer (m/f/d)
Kestrel Orchard builds robots that pick apples.
What you will do:
- Train object detection and image segmentation models in PyTorch
- Deploy with TensorRT on an edge device
- Sensor fusion of LiDAR and camera, SLAM
Must have: C++, ROS, computer vision
Nice to have:
- Reinforcement learning
- JAX
"""
BANK = """\
Credit Risk Modeller
Responsibilities
Build logistic regression and gradient boosting scorecards, monitor drift, document fairness.
You bring Python, SAS, model validation and econometrics. Experience with Snowflake is a plus.
The optimisation of costs and the evaluation of vendors is done elsewhere.
"""
SEARCH = """\
Senior ML Engineer, Search Ranking
Who we are looking for
You have shipped learning to rank at scale: low latency, A/B tests, click-through models.
Kafka, Spark, Airflow, Kubernetes and Terraform are our daily tools.
We offer
Equity ownership. Machine learning reading groups. Large language models for everyone.
"""
STUDIO = """\
Applied Scientist - Generative Audio
You know diffusion models and variational autoencoders; you have trained speech synthesis systems.
Preferred qualifications
Distributed training on GPU clusters, CUDA
Welcome to Hollow Lane Studio!
"""
PLANT = """\
Maintenance Analyst
Inspect power transformers and voltage transformers, take water sampling rounds, and keep
the ranking of work orders. Job classification B2. 250 ml of patience. Rust prevention.
Search engine optimization.
"""


def job(text: str) -> Job:
    return read_job(text, TERMS)


@pytest.mark.parametrize(
    ("text", "asked", "not_asked", "unasked"),
    [
        (
            HOSPITAL,
            {"statistics", "algorithms", "coding", "behavioural"},
            {"deep-learning", "mlops", "reinforcement-learning"},
            ("electronic health record", "HL7", "FHIR", "HIPAA", "survival analysis", "SAS"),
        ),
        (
            ROBOTS,
            {"deep-learning", "mlops", "programming", "reinforcement-learning"},
            {"statistics"},
            ("TensorRT", "sensor fusion", "LiDAR", "SLAM", "ROS", "JAX"),
        ),
        (
            BANK,
            {"algorithms", "mlops", "scenario", "programming", "evaluation"},
            {"optimisation", "data"},
            ("credit risk", "SAS", "econometrics", "Snowflake"),
        ),
        (
            SEARCH,
            {"system-design", "statistics", "mlops"},
            {"behavioural", "llm-engineering"},
            ("Kafka", "Spark", "Airflow", "Terraform"),
        ),
        (STUDIO, {"generative", "mlops", "deep-learning"}, {"scenario"}, ("speech synthesis",)),
    ],
    ids=["hospital", "robots", "bank", "search", "studio"],
)
def test_a_posting_weighs_what_can_be_asked_and_names_what_cannot(
    text: str, asked: set[str], not_asked: set[str], unasked: tuple[str, ...]
) -> None:
    found = job(text)
    areas = {one.area for one in found.focus}
    assert areas >= asked
    assert not areas & not_asked
    assert found.unasked == unasked
    assert sum(one.weight for one in found.focus) == pytest.approx(1, abs=0.01)


def test_a_posting_of_another_trade_asks_for_next_to_nothing() -> None:
    assert {one.area for one in job(PLANT).focus} <= {"system-design"}
    assert job(PLANT).unasked == ()


def test_wishes_count_half_also_below_a_preferred_heading() -> None:
    required = {one.text: one.required for one in job(STUDIO).requirements}
    assert not required["Distributed training on GPU clusters, CUDA"]


def test_what_has_no_question_weighs_nothing() -> None:
    assert job("Terraform and AWS.") == Job((), (), ("Terraform", "AWS"))


def test_a_question_of_ones_own_is_one_that_can_be_asked() -> None:
    mine = [("mlops", "How do you lay out a Terraform module?"), ("coding", "Sort a list.")]
    found = read_job("Terraform and AWS.", TERMS, mine)
    assert found.focus == (Focus(area="mlops", weight=1, terms=("Terraform",)),)
    assert found.unasked == ("AWS",)


def test_the_built_in_bank_has_no_question_on_what_is_said_to_have_none() -> None:
    rows = Catalog.load(None).rows
    text = "\n".join(UNASKED)
    assert read_job(text, TERMS, [(row.area, row.prompt) for row in rows]).unasked == UNASKED
    (asked,) = read_job("Kubernetes", TERMS, [(row.area, row.prompt) for row in rows]).focus
    assert asked.area == "mlops"


def test_no_term_is_both_asked_and_not() -> None:
    terms = {term.lower() for several in TERMS.values() for term in several}
    assert not terms & {term.lower() for term in UNASKED}
    assert {*UNASKED, *(term for several in TERMS.values() for term in several)} >= CASED


FOCUS = (Focus(area="mlops", weight=0.6), Focus(area="coding", weight=0.4))


@pytest.mark.parametrize(
    ("ticked", "told"),
    [
        ((), ""),
        (("mlops", "coding"), ""),
        (
            ("mlops",),
            "Only ticked areas are asked, so the weights are mlops 100%. "
            "Left out of the job description: coding.",
        ),
        (
            ("mlops", "coding", "statistics"),
            "Ticked but not in the job description, so asked last: statistics.",
        ),
        (
            ("statistics",),
            "The job description matches none of the ticked areas, so they are asked equally. "
            "It asks for mlops, coding.",
        ),
    ],
)
def test_what_ticked_areas_make_of_the_weights_is_said(ticked: tuple[str, ...], told: str) -> None:
    assert narrowed(FOCUS, ticked) == told
