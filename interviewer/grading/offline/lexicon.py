"""What single words are worth and which of them mean about the same."""

import functools
from collections.abc import Callable

from interviewer.grading.offline.normalise import american

_STOP = frozenset(
    """a an the this that these those it its i me my we our us you your he she his her him they
    them their is am are was were be been being do does did done doing have has had having will
    would shall should can could may might must of to in on at by for with from into onto as and
    or but so then than if when while where which who whom whose what how why there here also
    just very really quite about such some any each all both too only even still again ever
    because since though although let lets get gets got getting go goes going gone went come
    comes thing things stuff lot lots kind sort way ways like um uh er well yeah okay ok right
    know mean say said says sense actually basically simply maybe perhaps probably think guess
    one's up out over down off own s t re ve ll m d between within per via e.g i.e etc
    make makes made making use uses used using take takes took taken taking put puts whether
    """.split()
)
_NEGATORS = frozenset("not no never none nothing neither nor without cannot nobody nowhere".split())
_SOFT_NEGATORS = frozenset(
    "hardly rarely barely scarcely seldom lack lacks lacking fail fails failed instead rather "
    "unlike avoid avoids stop stops less few little zero wrong myth".split()
)
_IRREGULAR = {
    form: lemma
    for lemma, forms in (
        row.split(":")
        for row in """learn:learnt;find:found;choose:chose chosen;draw:drew drawn;shrink:shrank
        shrunk;fall:fell fallen;rise:rose risen;grow:grew grown;see:saw seen;give:gave given;
        keep:kept;build:built;hold:held;throw:threw thrown;run:ran;begin:began begun;break:broke
        broken;buy:bought;catch:caught;cost:costs;drive:drove driven;feed:fed;forget:forgot
        forgotten;hide:hid hidden;lead:led;leave:left;lose:lost;meet:met;pay:paid;sell:sold;
        send:sent;show:shown;sit:sat;speak:spoke spoken;spend:spent;stand:stood;teach:taught;
        tell:told;understand:understood;write:wrote written;bring:brought;fit:fitted;
        split:splits;know:knew known;bad:worse worst badly poorly poor;good:better best well;
        big:bigger biggest;high:higher highest;low:lower lowest lowers;far:further farther;
        many:more most much;child:children kids;person:people persons;mouse:mice;man:men;
        woman:women;datum:data;axis:axes;vertex:vertices;matrix:matrices;index:indices indexes;
        criterion:criteria;hypothesis:hypotheses;analysis:analyses;minimum:minima;
        maximum:maxima;label:tagged""".replace("\n", "").split(";")
    )
    for form in forms.split()
}

# Each row: words that listeners take for each other, in everyday or technical English.
_SYNONYMS = """
memorize remember recall rote
learn train fit estimate
big large huge great high enormous massive giant
small little tiny low few minor
increase rise grow climb raise up bigger higher larger inflate
decrease reduce shrink drop fall lower cut lessen diminish smaller trim
good accurate well strong reliable great perfect
bad poor weak terrible awful wrong
fast quick rapid speedy cheap
slow expensive costly sluggish
error mistake miss residual wrong blunder fault
average mean typical
guess predict prediction forecast estimate
label tag answer target sticker
class category group kind
cluster group heap bucket pile segment
example row sample record instance observation case point
feature column input variable attribute predictor
model algorithm learner estimator
test check evaluate validate assess try verify
pick choose select decide
near close nearby similar alike
far distant different apart
same identical equal alike constant
constraint limit restrict bound
penalty punish fine charge penalize cost
combine merge add aggregate join together pool
split divide separate partition
random chance luck lucky accidental arbitrary
noise noisy fluctuation jitter wobble wobbly jumpy
independent alone separate own individually
sequential turn order successive series row step after
parallel simultaneous once concurrent
next previous earlier last former predecessor
fix correct repair mend remedy
important matter relevant crucial key
explain interpret interpretable explanation transparent understand
measure quantify gauge metric score
show display tell reveal indicate
find discover detect spot catch notice identify
delete remove discard eliminate exclude throw
zero nil nothing none null vanish disappear
new unseen fresh unknown future
old past previous history historical earlier
start begin initial first initialize initially
stop end finish halt terminate
repeat again iterate loop iterative rerun
spread variance dispersion scatter deviation variability
line linear straight
curve plot graph chart
exact precise exactly
rare infrequent uncommon seldom few scarce
frequent common often usual typical
full whole entire complete total every
part fraction share portion proportion subset percentage
user customer client visitor people person shopper
item product article movie film song book
money price cost dollar euro
buy purchase order
recommend suggest suggestion recommendation
assign allocate put belong
center centroid middle centre
move shift update adjust nudge change
weight coefficient parameter
direction sign
unit scale
compare comparable comparison
guarantee ensure assure promise
assume assumption presume suppose
cause causal effect drive
influence affect impact
need require demand want
easy simple simply straightforward
hard difficult tough complicated complex
deep layers layered
picture image photo pixel
text word sentence document language
hand manual manually human
automatic automatically itself
time date day month week year temporal
future later tomorrow
leak leakage leaking
shuffle mix shuffled
probability chance likelihood odds
truth true real actual
false fake wrong
alarm alert flag beep
sick ill disease patient
flexible complex powerful
stable robust steady
sensitive react
outlier extreme unusual
missing absent gap lacking unknown
fill impute replace
money budget
monitor track watch observe
deploy production live ship serve
drift shift change
storage store keep save
memory ram
copy duplicate
generalize generalization carry
pattern signal structure regularity relationship
goal objective aim target
loss cost objective
search look seek scan
neighbor closest nearest near
vote majority
tree forest branch
slope gradient derivative steepness
hill mountain valley downhill
depend dependent rely
unit scale
range interval
countable count counting
attention focus attend
question query ask
rank order sort ranking
"""


@functools.lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer  # compiled; only a grading needs it

    stem: Callable[[str], str] = Stemmer("english").stemWord
    return stem


@functools.lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return the stem of a normalised word; irregular forms go to their base form first."""
    return _stemmer()(_IRREGULAR.get(word, word))


@functools.lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for number, row in enumerate(_SYNONYMS.strip().splitlines()):
        for word in row.split():
            members = groups.setdefault(stem(american(word)), [])
            if f"~{number}" not in members:
                members.append(f"~{number}")
    return {word: tuple(members) for word, members in groups.items()}


def synonym_groups(stemmed: str) -> tuple[str, ...]:
    """Return the keys of the synonym groups that a stem belongs to."""
    return _groups().get(stemmed, ())


def is_stop(word: str) -> bool:
    """Whether a word carries no content of its own."""
    return word in _STOP


def is_negator(word: str) -> bool:
    """Whether a word negates what follows it."""
    return word in _NEGATORS


def is_soft_negator(word: str) -> bool:
    """Whether a word can stand for a negation: rarely, fails, instead."""
    return word in _NEGATORS or word in _SOFT_NEGATORS


def weight(stemmed: str) -> float:
    """Return what a stem is worth in a match, 0..1: rare words of the field most."""
    return _weights().get(stemmed, 1.0)


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    common = """model data train learn one two number value point set work different change give see
    look find same time new big small good bad much many more most less least first second other
    call need want keep tell show like start run each every part case example way problem"""
    return {stem(american(word)): 0.5 for word in common.split()}
