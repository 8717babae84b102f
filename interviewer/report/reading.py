"""The works that questions cite: from accessible to deep, and where the free ones stand."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class _Work(NamedTuple):
    """A work by words of its citation, how deep it is (0 least), and where it is free."""

    words: str
    depth: int
    url: str = ""


# Guides and first courses are 0, textbooks 1, works for mathematicians 2. Papers come last.
_WORKS = (
    _Work("Introduction to Machine Learning Interviews", 0, "https://huyenchip.com/ml-interviews-book/"),
    _Work("Designing Machine Learning Systems", 0),
    _Work("AI Engineering", 0),
    _Work("Hands-On Machine Learning", 0),
    _Work("Machine Learning Yearning", 0),
    _Work("Rules of Machine Learning", 0, "https://developers.google.com/machine-learning/guides/rules-of-ml"),
    _Work("Python for Data Analysis", 0, "https://wesmckinney.com/book/"),
    _Work("Python Data Science Handbook", 0, "https://jakevdp.github.io/PythonDataScienceHandbook/"),
    _Work("Interpretable Machine Learning", 0, "https://christophm.github.io/interpretable-ml-book/"),
    _Work("Data Science for Business", 0),
    _Work("SQL Cookbook", 0),
    _Work("Feature Engineering for Machine Learning", 0),
    _Work("Dive into Deep Learning", 0, "https://d2l.ai"),
    _Work("Introduction to Statistical Learning", 0, "https://www.statlearning.com"),
    _Work("How to Use t-SNE Effectively", 0, "https://distill.pub/2016/misread-tsne/"),
    _Work("Forecasting: Principles and Practice", 0, "https://otexts.com/fpp3/"),
    _Work("Forecasting, Principles and Practice", 0, "https://otexts.com/fpp3/"),
    _Work("Site Reliability Engineering", 0, "https://sre.google/books/"),
    _Work("documentation", 0),
    _Work("Goodfellow, Bengio and Courville, Deep Learning", 1, "https://www.deeplearningbook.org"),
    _Work("Sutton and Barto, Reinforcement Learning", 1, "http://incompleteideas.net/book/the-book-2nd.html"),
    _Work("Speech and Language Processing", 1, "https://web.stanford.edu/~jurafsky/slp3/"),
    _Work("Introduction to Information Retrieval", 1, "https://nlp.stanford.edu/IR-book/"),
    _Work("Mathematics for Machine Learning", 1, "https://mml-book.github.io"),
    _Work("Flexible Imputation of Missing Data", 1, "https://stefvanbuuren.name/fimd/"),
    _Work("Fairness and Machine Learning", 1, "https://fairmlbook.org"),
    _Work("Probabilistic Machine Learning", 2, "https://probml.github.io/pml-book/"),
    _Work("Pattern Recognition and Machine Learning", 2, "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/"),
    _Work("Elements of Statistical Learning", 2, "https://hastie.su.domains/ElemStatLearn/"),
    _Work("Boyd and Vandenberghe, Convex Optimization", 2, "https://web.stanford.edu/~boyd/cvxbook/"),
    _Work("MacKay, Information Theory", 2, "http://www.inference.org.uk/mackay/itila/"),
    _Work("Casella and Berger", 2),
    _Work("All of Statistics", 2),
)  # fmt: skip
"""The first that fits a citation counts."""

_ARXIV = {
    "A Careful Examination of Large Language Model Performance": "2405.00332",
    "Attention Is All You Need": "1706.03762",
    "Ioffe and Szegedy, Batch Normalization": "1502.03167",
    "Lee and Toutanova, BERT": "1810.04805",
    "Devlin et al., BERT": "1810.04805",
    "Billion-Scale Similarity Search": "1702.08734",
    "Curious Case of Neural Text Degeneration": "1904.09751",
    "Decoupled Weight Decay": "1711.05101",
    "DeepSeek-R1": "2501.12948",
    "DeepSeekMath": "2402.03300",
    "Dense Passage Retrieval": "2004.04906",
    "Direct Preference Optimization": "2305.18290",
    "Distilling the Knowledge": "1503.02531",
    "Efficient Memory Management for Large Language Model Serving": "2309.06180",
    "FlashAttention, Fast and Memory-Efficient": "2205.14135",
    "Training Generalized Multi-Query Transformer": "2305.13245",
    "Hierarchical Navigable Small World": "1603.09320",
    "Kiros and Hinton, Layer Normalization": "1607.06450",
    "Zhou et al., LIMA": "2305.11206",
    "LoRA, Low-Rank": "2106.09685",
    "Lost in the Middle": "2307.03172",
    "MemGPT": "2310.08560",
    "Mixed Precision Training": "1710.03740",
    "On Layer Normalization in the Transformer": "2002.04745",
    "Proximal Policy Optimization Algorithms": "1707.06347",
    "QLoRA": "2305.14314",
    "Yao et al., ReAct": "2210.03629",
    "Retrieval-Augmented Generation for Knowledge-Intensive": "2005.11401",
    "Scaling Data-Constrained": "2305.16264",
    "SmoothQuant": "2211.10438",
    "Training Compute-Optimal": "2203.15556",
    "Training Language Models to Follow Instructions": "2203.02155",
}
"""Papers by words of their titles: https://arxiv.org/abs/ and the number."""

_TEXTBOOK, _PAPER = 1, 3
_IN_PARTS = re.compile(r"\b(?:chapters?|sections?|ed\.|edition|habit)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\)?\"?$|\b(?:19|20)\d\d, ")

OWN_STORY = (
    "A story of your own: the situation, what you did, what came of it, what you would do now"
)
"""What to prepare first for a behavioural question."""


def accessible_first(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources from accessible to deep, in their order among equals."""
    return tuple(sorted(sources, key=_depth))


def free_at(source: str) -> str:
    """Return where the work that a source cites can be read free of charge; empty if not known."""
    work = _work(source)
    if work is not None:
        return work.url
    number = next((n for title, n in _ARXIV.items() if title.lower() in source.lower()), "")
    return f"https://arxiv.org/abs/{number}" if number else ""


def with_address(source: str) -> str:
    """Return a source with the address at which it is free, where there is one."""
    address = free_at(source)
    return f"{source} (free: {address})" if address else source


def _work(source: str) -> _Work | None:
    words = source.lower()
    return next((work for work in _WORKS if work.words.lower() in words), None)


def _depth(source: str) -> int:
    if source == OWN_STORY:
        return -1
    work = _work(source)
    if work is not None:
        return work.depth
    return _TEXTBOOK if _IN_PARTS.search(source) or not _YEAR.search(source) else _PAPER
