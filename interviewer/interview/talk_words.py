"""Words used to talk about an interview, and the correction of typing slips in them.

A text that consists of these words alone says nothing technical.
"""

import functools
from collections.abc import Sequence
from typing import Final

_GRAMMAR: Final = """
i me my mine myself you your yours yourself we us our it its this that these those they them one
ones the a an any some no not all both half each every another other others else same to of in on
at for from with by about over through out up off down into around back as than until till or if
is are am was were be been being do does did doing done have has had having can could would will
shall should may might must let going what which who whom how when where why there here now again
once more most much many less little bit few enough also too still yet already ever never before
after later soon today first second third last next far long longer right away only even very so
such rather instead anymore further previous whatever however backwards round behind ahead
together apart towards during since because while per bits pretty
"""
_ABOUT_THE_TALK: Final = """
question questions answer answers part parts piece word words sentence sentences thing things
something anything everything nothing topic topics point points prompt wording way ways idea ideas
beginning start end middle rest track thread direction path lines front interview side mind
thought thoughts head memory tongue clue hint hints clues nudge pointer pointers tip tips help
hand steer lead push example examples detail details kind sort type level case moment moments
minute minutes seconds sec while beat time pause break breath clock limit mistake wrong correct
incorrect good fine great okay happy satisfied sure certain clear unclear confusing confused vague
ambiguous lost stuck blank familiar new hard tough tricky difficult easier simpler simple simply
different differently clearly clearer specific concrete plain precise close obvious tired nervous
slow lazy rusty weak solid decent acceptable reasonable fair available brief previous late early
plenty loads load paper whiteboard screen voice ears audio sound connection line call mic video
area field expertise domain experience knowledge practice school university room space turn round
shot go stab attempt try feedback comments comment opinion view concern issues issue language
english term terms phrase spot trouble problem problems loop hurry rush schedule warm possible
able ready finished final complete whole full entire short quick quickly slowly louder loud well
better loudly chance pleasure welcome useful helpful nice lot least
"""
_ACTS: Final = """
repeat repeated reread read say said saying tell told ask asked asking hear heard catch caught get
got getting give given show state share spell understand understood follow following grasp see
seen parse make made making explain clarify elaborate rephrase reword paraphrase reformulate
restate simplify unpack phrase put express mean meant means want wanted need needed like wish
appreciate guidance walk
prefer expect expected looking after remind remember know knew known learn learned learnt study
studied come came cross across encountered used use work worked working covered cover touched miss
missed missing mishear misheard distracted zoned tuned skip pass move go return revisit circle
loop jump leave left keep save park postpone defer shelve table drop try take taken think thinking
wait hold hang bear gather collect organise organize sort jot write note notes sketch draw
scribble look reflect consider figure process remain remaining running run doing spent stop finish
conclude concludes sums wrap wraps wrapped add submit stick rest forget forgot forgotten ignore
disregard discard scratch strike cancel delete erase undo redo restart rewind retract withdraw
revise amend change replace fix begin misspoke mixed guess guessing wonder wondering hoping hope
mind allowed sound sounds sense approach struggling struggle trouble proceed continue point guide
assist set finding find goes went gone escapes tackle handle address respond reply speak talk
please sorry agree matter matters check checking understanding covers mention mentioned scroll
break allow expand comment thanks thank detailed trying tries attempting pay paying attention
grateful glad aware gap name answers answering asks wants knows helps helping reasoning
explanation response concept along correctly properly exactly advice suggestion suggestions
support ground context meaning refer referring started starting starts stopped stopping ends
ending permitted fully partly nearly almost actually two three five ten twenty thirty sixty couple
hours hour works happens called tells telling talking speaking reading writing moving skipping
holding giving putting waiting repeating moved skipped passed repeated gave took told explained
continued dropped skips moves
"""
TALK_WORDS: Final = frozenset(f"{_GRAMMAR} {_ABOUT_THE_TALK} {_ACTS}".split())
"""All such words, as ``plain_words`` writes them."""

_MOST = 12  # letters; a longer word is not a slip of one of these
_SHORT = 5  # letters; a letter more or less in a shorter word makes another word too often
_OF_THEIR_OWN: Final = """
alter backward beta compete confuse dose ease escape est filed form happen hopping latter lots
noting party phase pre rater scree stars stated stating stats taking thins though toward trick
tried urn weka
"""
"""Words that look like slips but are not."""


def _slips(word: str) -> set[str]:
    """Return the misspellings that one slip can make of a word; it never drops the first letter."""
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    if len(word) < _SHORT:
        return swapped
    undoubled = {
        word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at - 1] == word[at]
    }
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    return swapped | doubled | undoubled | {slip for slip in left_out if len(slip) >= _SHORT}


@functools.cache
def _meant() -> dict[str, str]:
    return {
        slip: word
        for word in sorted(TALK_WORDS)
        if 2 < len(word) <= _MOST
        for slip in _slips(word)
        if slip not in TALK_WORDS.union(_OF_THEIR_OWN.split())
    }


def mended(words: Sequence[str]) -> list[str]:
    """Return the words with single slips corrected: two letters swapped, one doubled or left out.

    Only slips of words in ``TALK_WORDS`` are corrected.
    """
    return [_meant().get(word, word) for word in words]
