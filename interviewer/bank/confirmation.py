"""Words a suspected misconception as a confirmation question: "Do you mean that ...?"."""

import re

# Names that a statement may begin with. Any other ordinary first word loses its capital; one
# with a further capital or a digit keeps it.
_NAME = re.compile(
    r"""
    Adam | Airflow | Amazon | Bayes | Bellman | Benjamini | Bernoulli | Boltzmann | Bonferroni |
    Bokeh | Bradley | Cauchy | Chebyshev | Chinchilla | Cohen | Cox | Dirichlet | Docker | Elo |
    English |
    Euclidean | Facebook | Fisher | Fourier | Gauss | Gaussian | Gemini | Gibbs | Gini | Git |
    Glorot | Goodhart | Google | Hamming | Hessian | Hoeffding | Hopfield | Huber | Jaccard |
    Jacobian | Java | Jensen | Julia | Jupyter | Kafka | Kaiming | Kalman | Kaplan | Kendall |
    Keras | Kolmogorov | Kubernetes | Laplace | Lipschitz | Linux | Lloyd | Llama | Mahalanobis |
    Markov | Matplotlib | Microsoft | Mistral | Nesterov | Newton | Occam | Parzen | Pearson |
    Platt | Plotly | Poisson | Postgres | Python | Redis | Rust | Scala | Seaborn | Shannon |
    Shapley |
    Simpson | Spark | Spearman | Student | Taylor | Thompson | Viterbi | Welch | Wilcoxon | Xavier
    | Zipf
    """,
    re.VERBOSE,
)
_FIRST = re.compile(r"[^\W\d_]+(?:['\u2019]s?)?")
# An imperative. Some of these verbs are nouns too, as in "skip connections":
# they are told apart by the word that follows.
_IMPERATIVE = re.compile(
    r"((?:always|never|just|simply) )?"
    r"((?:avoid|choose|compare|give|install|keep|make|pick|regularise|remove|replace)\b"
    r"|(?:add|balance|change|cut|drop|exploit|fit|let|raise|retrain|run|scale|set|shuffle|skip|split"
    r"|start|stop|take|test|train|try|tune|use)(?= (?:a|all|an|any|as|at|both|each|every|first|for"
    r"|from|in|it|many|more|no|on|one|only|rows|several|some|the|them|two|with)\b))",
    re.IGNORECASE,
)
_SO = re.compile(rf"(?<=, so )(?={_IMPERATIVE.pattern})", re.IGNORECASE)
_PARTS = re.compile(r"\s*;\s+|(?<=[^\W\d_])\.\s+(?=[^\W\d_])")
_LINKS = ("or", "and", "so", "but")


def do_you_mean(statement: str) -> str:
    """Return a one-sentence question that asks whether ``statement`` is what is meant."""
    parts = [part for part in _PARTS.split(statement.strip().rstrip(".!?; ")) if part.strip()]
    first, *others = parts or [statement]
    asked = f"Do you mean {_clause(first)}"
    for number, part in enumerate(others, 1):
        head, _, tail = part.partition(" ")
        link, rest = (head, tail) if head in _LINKS and tail else ("", part)
        if link in ("so", "but"):
            asked += f", {link} {lowered(rest)}"
        else:
            last = number == len(others)
            joint = f" {link or 'and'}" if link or last else ""
            asked += f",{joint} {_clause(rest)}"
    return f"{asked}?"


def _clause(said: str) -> str:
    said = _SO.sub("one should ", said)
    if _IMPERATIVE.match(said):
        return f"that one should {said[0].lower()}{said[1:]}"
    return f"that {lowered(said)}"


def lowered(said: str) -> str:
    """Return a sentence as it reads inside another: no capital, unless a name begins it."""
    first = said.strip().partition(" ")[0]
    head = first.split("-")[0].split("/")[0]
    word = _FIRST.fullmatch(head.strip(",:"))
    name = head.strip(",:'\u2019").removesuffix("'s").removesuffix("\u2019s")
    if word is None or _NAME.fullmatch(name) or not name[1:].islower():
        return said if first != "A" else f"a{said[1:]}"
    return said[0].lower() + said[1:]
