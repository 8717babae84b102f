"""Corrects field terms that a speech model has written as everyday words.

A recogniser is given the terms of the current question, and writes "birth" for BERT if that is not
one of them. Each rule has the words heard, the term and, if the words heard make sense too, other
words, one of which must be near.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.speech.words import DOUBTFUL, Word, bare, joined

_UNSURE = DOUBTFUL - 0.01  # so that a corrected term is underlined as doubtful


@dataclass(frozen=True, slots=True)
class Correction:
    """What was heard, and the term that replaces it."""

    heard: str
    term: str


@dataclass(frozen=True, slots=True)
class _Rule:
    heard: tuple[str, ...]
    term: str
    near: re.Pattern[str] | None


def _rules(table: str) -> tuple[_Rule, ...]:
    rules = []
    for line in table.strip().splitlines():
        forms, term, near = (part.strip() for part in (*line.split("|"), "")[:3])
        pattern = re.compile(rf"\b(?:{near.replace(' ', '|')})") if near else None
        rules += [_Rule(tuple(form.split()), term, pattern) for form in forms.split(", ")]
    return tuple(sorted(rules, key=lambda rule: -len(rule.heard)))


_MODEL = "language transformer encoder token embed pretrain pre-train fine masked gpt attention nlp"
_CALCULUS = "second derivative curvature newton gradient eigen convex matrix taylor loss"
_RULES = _rules(f"""
birth, burt, bert, bird | BERT | {_MODEL}
roberta, robert, row bert | RoBERTa | {_MODEL}
fas, faiss, face, fice, fais | FAISS | index vector nearest neighbo embedding retriev search ann
like gbm, light gbm, lite gbm, lightgbm, like gpm, light gpm | LightGBM
xg boost, x g boost, xgboost, ex g boost, eggs boost | XGBoost
extra boost | XGBoost | lightgbm catboost forest tabular
cat boost, catboost | CatBoost
ada boost, adaboost | AdaBoost
at a boost | AdaBoost | stump weak xgboost bagging
hashing, haitian, hessian, hessen, passion | Hessian | {_CALCULUS}
jacobean, jacoby and, jacobi and, jacobian | Jacobian | derivative gradient matrix function
auc rock, auc roc, auc-roc, auc rog, auk rock, a u c roc | AUC-ROC
roc auc, rock auc, roc-auc, rock a u c | ROC-AUC
rock curve, rock curves, rog curve | ROC curve
auk, auck | AUC | roc curve classif metric score threshold
el one, l one, l 1, l1, ell one, l-one | L1 | regulari penalty norm loss lasso weight
el two, l two, l 2, l2, ell two, l-two, l too, l to | L2 | regulari penalty norm loss ridge weight
pie torch, pi torch, pytorch, py torch | PyTorch
tensorflow | TensorFlow
tensor flow | TensorFlow | pytorch torch keras jax framework
psychic learn, sidekick learn, scikit learn, sci kit learn, psych it learn | scikit-learn
num pie, numb pie, numpy, num pi | NumPy
ray loo, ray lou, rayloo, relu, real you, re lu, relieu | ReLU | activ layer neuron gradient network
soft max, softmacs | softmax
low jits, low gits, logics | logits | softmax cross entropy class output
word to vec, word two vec, word 2 vec, word2vec | word2vec
t sne, tisney, t s n e, tee snee, tsne | t-SNE
you map, u map, umap | UMAP | dimension cluster embed reduc
naive bays, naive bass, knife bayes, naive bayes | naive Bayes
naive base | naive Bayes | independen prior posterior likelihood spam gaussian bayes
base theorem, bays theorem, bays rule, bayes's theorem | Bayes' theorem
base rule | Bayes' theorem | prior posterior likelihood conditional bayes
basin, bazian, bayesian | Bayesian | prior posterior infer optimi probab
jenny, genie, ginny, gini | Gini | impurity index split tree coefficient
shap values, chap values | SHAP values
shop values, sharp values | SHAP values | shapley feature explain explanation importance
laura, lora | LoRA | adapter rank fine tun parameter weights
kale divergence, kl divergence, k l divergence | KL divergence
atom, adam | Adam | optimi momentum learning sgd gradient
adam w, atom w | AdamW
f one score, f 1 score, f1 score | F1 score
if one score | F1 score | precision recall harmonic macro micro
k nearest, kay nearest, cane nearest | k-nearest
k means, kay means, k-means | k-means
k fold, kfold, kay fold, k-fold | k-fold
epic, epics | epoch | training batch loss validation early
cave cache, k v cache, kv cash, k v cash | KV cache
over fitting | overfitting
over fits | overfits
over fit | overfit
under fitting | underfitting
hyper parameters | hyperparameters
hyper parameter | hyperparameter
back propagation, back prop again | backpropagation
p value, pea value | p-value
p values, pea values | p-values
a b test, a b tests, ab test, a-b test | A/B test
a b testing, ab testing | A/B testing
""")
_LETTERS = frozenset(
    """svm pca knn lstm gru cnn rnn gan vae mlp sgd roc auc mse mae rmse map ndcg nlp llm gpt gpu
    cpu tpu api sql iid mle em gmm hmm lda qda svd relu cdf pdf kl ood rag rlhf dpo ppo dag etl ann
    rbf bic aic ece""".split()  # noqa: SIM905 - a table
)


def corrected(
    words: Sequence[Word], about: str = ""
) -> tuple[tuple[Word, ...], tuple[Correction, ...]]:
    """Return the words with the field's terms corrected, and the corrections.

    ``about`` is the question: its words count as near every word of the answer, and wording that it
    contains is left as it was heard. A corrected term counts as doubtful.
    """
    keys = [bare(word.text.replace("’", "'")) for word in words]
    asked = about.casefold()
    kept: list[Word] = []
    found: list[Correction] = []
    at = 0
    while at < len(words):
        term, size = _term(keys, words, at, asked)
        heard = words[at : at + max(size, 1)]
        at += max(size, 1)
        text = _in_place(term, heard)
        same = text.casefold() == joined(heard).casefold()
        if not term or text == joined(heard) or (same and term.islower()):
            kept += heard
            continue
        sure = min(word.probability for word in heard)
        if not same:
            found.append(Correction(joined(heard).strip(".,;:!?"), term))
            sure = min(sure, _UNSURE)
        kept += _spread(text, heard[0].start, heard[-1].end, round(sure, 3))
    return tuple(kept), tuple(found)


def _spread(text: str, start: float, end: float, sure: float) -> list[Word]:
    """Return the words of a term, spread evenly over the time in which it was said."""
    parts = text.split()
    each = (end - start) / len(parts)
    return [
        Word(part, round(start + n * each, 2), round(start + (n + 1) * each, 2), sure)
        for n, part in enumerate(parts)
    ]


def _term(keys: Sequence[str], words: Sequence[Word], at: int, asked: str) -> tuple[str, int]:
    """Return the term that begins at a word, and how many words it takes; "" and 0 for none."""
    spelled = _spelled(keys, at)
    if spelled:
        return "".join(keys[at : at + spelled]).upper(), spelled
    for rule in _RULES:
        size = len(rule.heard)
        if tuple(keys[at : at + size]) != rule.heard or not _together(words[at : at + size]):
            continue
        others = " ".join((*keys[:at], *keys[at + size :]))
        form = " ".join(rule.heard)
        same = form.replace("-", " ") == rule.term.casefold().replace("-", " ")
        meant = not same and re.search(rf"\b{re.escape(form)}\b", asked) is not None
        if not meant and (rule.near is None or rule.near.search(f"{asked} {others}")):
            return rule.term, size
    return "", 0


def _spelled(keys: Sequence[str], at: int) -> int:
    """Return how many single letters from ``at`` on spell an abbreviation of the field, or 0."""
    end = at
    while end < len(keys) and len(keys[end]) == 1 and keys[end].isalpha():
        end += 1
    for stop in range(end, at + 1, -1):
        if "".join(keys[at:stop]) in _LETTERS:
            return stop - at
    return 0


def _together(words: Sequence[Word]) -> bool:
    """Whether there is no punctuation between the words."""
    return all(word.text[-1:].isalnum() for word in words[:-1])


def _in_place(term: str, heard: Sequence[Word]) -> str:
    """Return a term with the punctuation around what was heard."""
    first, last = heard[0].text, heard[-1].text
    before = first[: len(first) - len(first.lstrip("\"'(“‘"))]
    after = last[len(last.rstrip(".,;:!?\"')”’…")) :]
    return f"{before}{term}{after}"
