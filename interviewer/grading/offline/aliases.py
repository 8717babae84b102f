"""Names of one thing: acronyms, spoken symbols, and what speech recognition makes of them."""

# Each row: the canonical key, then the ways in which it is written, said or misheard.
# An answer keeps its words and gains the key; a rubric's wording is matched by either.
_ROWS = """
kmeans: k means, kmeans, k mean, came means, kay means, k meens
kmeansplusplus: k means plus plus, kmeans plus plus
knn: k nearest neighbor, k nearest neighbors, k n n, knn, kay nearest neighbors, k neighbors, nearest neighbor, nearest neighbors
l1: l 1, l1, el 1, ell 1, elle 1, lasso, l one, la so, lass o
l2: l 2, l2, el 2, ell 2, elle 2, ridge, rich regression, el too, l two, el to
xgboost: x g boost, xgboost, ex gee boost, ex g boost, xg boost, x gee boost, extreme gradient boosting
adaboost: adaboost, ada boost, aid a boost, adder boost
lightgbm: lightgbm, light gbm, light g b m
pca: pca, p c a, principal component analysis, principal components analysis, principle component analysis
svm: svm, s v m, support vector machine, support vector machines, support victor machine, support victor machines
sgd: sgd, s g d, stochastic gradient descent
gd: gradient descent, gradient decent, gradient dissent
roc: roc, r o c, rock curve, receiver operating characteristic
auc: auc, a u c, area under the curve, area under curve, area underneath
tpr: tpr, t p r, true positive rate, two positive rate
fpr: fpr, f p r, false positive rate
tp: tp, t p, true positive, true positives
fp: fp, f p, false positive, false positives, false alarm, false alarms
fn: fn, f n, false negative, false negatives
tn: tn, t n, true negative, true negatives
f1: f1, f 1, f 1 score, f1 score, eff 1
rmse: rmse, r m s e, root mean squared error, root mean square error
mse: mse, m s e, mean squared error, mean square error
mae: mae, m a e, mean absolute error
pdf: pdf, p d f, probability density function, density function
pmf: pmf, p m f, probability mass function, mass function
cdf: cdf, c d f, cumulative distribution function
cnn: cnn, c n n, convolutional neural network, convolutional network, convolutional net, conv net, convnet
rnn: rnn, r n n, recurrent neural network, recurrent network
lstm: lstm, l s t m, long short term memory
gan: gan, generative adversarial network
vae: vae, v a e, variational autoencoder
llm: llm, l l m, large language model
rag: rag, retrieval augmented generation
nlp: nlp, n l p, natural language processing
tfidf: tfidf, tf idf, t f i d f
gpu: gpu, g p u, graphics card
mle: mle, m l e, maximum likelihood, maximum likelihood estimation
map: maximum a posteriori
em: expectation maximization
lda: lda, linear discriminant analysis
smote: smote, s m o t e
pvalue: p value, pvalue, p values, pee value
ttest: t test, ttest, tee test
abtest: a b test, ab test, a b testing, ab testing, a b tests
crossvalidation: cross validation, crossvalidation, cross validate, k fold, kfold, cross validated
outofbag: out of bag, oob, o o b
overfit: overfit, overfitting, overfits, overfitted, over fit, over fitting, over fits, over fitted
underfit: underfit, underfitting, underfits, under fit, under fitting, under fits
backprop: backprop, backpropagation, back propagation, back prop, backpropagate, back propagate
minibatch: minibatch, mini batch, many batch, minibatches, mini batches
dropout: dropout, drop out
heldout: held out, heldout, hold out, holdout, set aside, kept aside, put aside
unlabeled: unlabeled, no labels, without labels, unlabelled
batchnorm: batchnorm, batch norm, batch normalization
learningrate: learning rate, step size, eta
falsenegrate: beta
stddev: standard deviation, standard deviations, std, stddev, sigma, s d
h0: h0, null, null hypothesis, h 0, no hypothesis
alpha: alpha, significance level
relu: relu, re lu, ray lu, rel you, rectified linear unit
softmax: softmax, soft max
argmax: argmax, arg max
logloss: log loss, logloss, cross entropy, crossentropy
euclidean: euclidean, euclidian, you clidean, you clid ean, u clidean
eigenvector: eigenvector, eigen vector, i gen vector, igen vector
eigenvalue: eigenvalue, eigen value, i gen value
embedding: embedding, embeddings, in bedding
hyperparameter: hyperparameter, hyper parameter, hyperparameters, hyper parameters
timeseries: time series
dataset: dataset, data set, datasets, data sets
covariance: covariance, co variance
typei: type i, type 1, type one
typeii: type ii, type 2, type to, type two, type too
covariate: covariate, co variate
outlier: outlier, out liar, out liars, out lier, outliers, out liers
iid: iid, i i d, independent and identically distributed
api: api, a p i
etl: etl, e t l
sql: sql, s q l, sequel
ml: ml, machine learning
dl: dl, deep learning
nn: nn, neural network, neural net, neural networks, neural nets
ci: confidence interval, confidence intervals
qkv: query key value
ngram: n gram, ngram, n grams
ndcg: ndcg, n d c g
rlhf: rlhf, r l h f
peft: peft, parameter efficient fine tuning
lora: lora, low rank adaptation, low rank adapter
kldivergence: kl divergence, k l divergence, kullback leibler
tsne: t sne, tsne, tee snee
dbscan: dbscan, d b scan
gbm: gbm, gradient boosting
randomforest: random forest, random forests
bigo: big o
"""


def _table() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _ROWS.strip().splitlines():
        key, _, forms = row.partition(":")
        for form in forms.split(","):
            parts = tuple(form.split())
            rows.setdefault(parts[0], []).append((parts, key))
    # The longest form first: "k means plus plus" before "k means".
    return {
        first: tuple(sorted(forms, key=lambda form: (-len(form[0]), form)))
        for first, forms in rows.items()
    }


FORMS = _table()
"""First word of a form to all (form, key) that begin with it, the longest first."""
