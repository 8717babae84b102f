"""How candidates say that they do not know: patterns of whole phrases, as ``phrases`` has them."""

import re
from collections.abc import Sequence
from typing import Final

from interviewer.interview.field_terms import field_words
from interviewer.interview.talk_words import mended

NOT_KNOWING: Final[tuple[str, ...]] = (
    "(?:i )?(?:do|would|could|did|can) not (?:even |seem to |have a way to )?"
    "(?:know|remember|recall|answer|tell you|tell|say|think of (?:it|anything|one|any)"
    "|come up with (?:it|anything|one)|think i know|think i (?:can|could) (?:answer|say))"
    "(?: (?:this|that|it|the|an|any|anything|much|a thing|answer|answers|to|of|about|one|"
    "question"
    "|topic|how|what|is|means|enough|at all|off the top of my head|i know|i do|for sure|with "
    "certainty|right away|either|here|sure|what to say|how to answer|unfortunately))*",
    "(?:(?:i )?have )?(?:got )?(?:absolutely |really |literally )?(?:no|not a|not any|not the"
    "|not the (?:faintest|slightest|foggiest)|not the least|zero|nope no)(?: single)? ?"
    "(?:idea|clue|clues|knowledge|answer|answers|memory|notion|recollection|experience|thought"
    "|thoughts|faintest|foggiest)(?: (?:for|to|of|about|on|with|at|all|what|this|that|it|is"
    "|means|how|question|one|topic|the|answer|whatsoever|you|mean))*",
    "(?:i )?(?:do|did) not have (?:a|an|any|the|much)(?: (?:good|real|clear))? (?:answer|idea|"
    "clue|knowledge|experience|notion|thoughts)(?: (?:for|to|of|about|on|with|at|all|this|that|"
    "it|question|one|topic|the))*",
    "(?:i )?(?:am )?(?:not|un)(?: (?:really|entirely|at all|too|totally|completely|so|very|100"
    "|percent))? ?(?:sure|certain)(?: (?:about (?:it|that|this|that one|this one)|here|at all"
    "|what to say|how to answer|on (?:that|this)(?: one)?))*",
    "(?:i )?(?:have )?never(?: ever)? (?:heard|come across|seen|learned|learnt|studied|used|met"
    "|encountered|read about|worked with|done|looked at|looked into|understood)(?: (?:of|about|"
    "across|it|that|this|one|term|the|topic|before|in|my|life|them|those|anything))*",
    "(?:i )?(?:have|had|did) not (?:ever )?(?:heard|hear|come across|seen|see|learned|learnt|"
    "learn|studied|study|used|encountered|read|covered|cover|worked with|looked into|done|do)"
    "(?: (?:of|about|across|it|that|this|one|term|the|topic|yet|before|anything|at all))*",
    "(?:i am |i was )?not (?:at all |really |very |too |so )?(?:familiar|acquainted|"
    "knowledgeable)"
    "(?: (?:with|about|in|it|that|this|one|term|the|topic|concept|at|all))*",
    "(?:i |i have |we |i used to know (?:this|that|it) but (?:i )?(?:have )?)?(?:completely "
    "|totally |clean )?(?:forgot|(?<=i )forget|forgotten|blanked|blanking)(?: (?:it|this|"
    "that|about|the"
    "|answer|what|is|all|of|on|completely|one))*",
    "(?:i )?(?:am |have )?(?:draw|drawing|drawn|drew|have) a (?:complete |total )?blank"
    "(?: (?:on|here|with|this|that|it|one))*"
    "|my (?:mind|head|memory)(?: (?:has|is|just|went|goes|gone|going|completely))* "
    "(?:blank|empty"
    "|fails me|failing me)(?: (?:here|on|this|one))*",
    "(?:it|that|this|the (?:answer|name|word|term))(?: one)? (?:escapes|eludes|beats|fails) me"
    "|beats me|search me|(?:you|it|that|this)(?: one)? (?:have )?(?:got|stumped|defeats) me"
    "(?: (?:there|here|on|with|this|that|one))*|i am (?:stumped|clueless|lost for words|at a "
    "loss|out of ideas|blank|blanking)|stumped|clueless|no clue|who knows|god knows"
    "|(?:that|this|it) is (?:beyond|new to|over|above|foreign to|outside) (?:me|my (?:head|pay "
    "grade|knowledge|area|expertise|field))",
    "(?:(?:that|this|it)(?: one)? (?:is|goes) )?(?:beyond|outside|past|more than|further than)"
    "(?: of)? (?:what|anything|everything|all|where)(?: that)? i (?:have|know|knew|can|could"
    "|ever|learned|learnt|studied|remember|went|got|did|worked|dealt)(?: (?:with|on|about|of|to"
    "|ever|say|seen|used|done|studied|learned|learnt|answer|worked|touched))*",
    "(?:we|i) never (?:covered|did|had|learned|learnt|studied|got to|touched)(?: (?:that|"
    "this|it"
    "|in|at|school|class|university|uni|my|degree|one|topic))*",
    "(?:that|this|it) is (?:not|nothing|hardly) (?:something |a thing |one |anything |a "
    "topic )?"
    "(?:that )?i (?:know|am familiar with|have (?:seen|learned|learnt|studied|heard of))"
    "(?: (?:of|about|much|well|anything))*",
    "(?:it|that|this|the (?:answer|name|word)) is on the tip of my tongue(?: but (?:no|i "
    "can not"
    "(?: (?:get|say|find) it)?|it will not come))?",
    "i (?:used to know|should know|knew|ought to know|once knew|should remember)(?: "
    "(?:this|that|"
    "it|one|once|before|by heart))*(?: but(?: (?:no|not|i|do|did|have|can|forgot|"
    "forgotten|know|remember|it|any|more|longer|now|forget))+)?",
    "not (?:in |really )?(?:my|a) (?:area|field|strong suit|strong point|topic|thing|forte"
    "|speciality|specialty|expertise)(?: (?:of|mine|expertise|at all|strength))*",
    "i (?:have )?(?:gone|went|am going|go) (?:completely |totally )?blank"
    "(?: (?:here|there|on|this|that|it|one))*",
    "i (?:have |am )?(?:blanked|blanking|froze|frozen|freezing|choked|panicked|panicking)"
    "(?: (?:up|out|here|there|completely|on|this|that|it|one))*",
    "i (?:can|could) not think(?: (?:straight|clearly|at all|now|any more|anymore))*",
    "my (?:brain|mind|head)(?: (?:is|has|just|completely))* (?:fried|frozen|froze|stuck|mush|gone"
    "|not working|does not work|stopped working|shut down)(?: (?:here|today|on (?:this|that)))*",
    "i (?:have|am having|had) a (?:mental |complete )?(?:block|blackout|brain (?:freeze|fart))"
    "(?: (?:here|on (?:this|that)(?: one)?))*",
    "i had it(?: (?:a (?:second|moment|minute) ago|before|earlier))?(?: but)?"
    "(?: it (?:is|has)(?: now)? gone| now it is gone)?",
    "i gave up|i had (?:absolutely )?no (?:idea|clue)",
    "(?:(?:that|this|it)(?: one)? is |i am )?(?:way |well |far )?(?:outside|beyond|out|over)"
    "(?: of)? my (?:wheelhouse|comfort zone|depth|league|domain|scope|remit|head|expertise|field)"
    "(?: (?:here|on (?:this|that)(?: one)?))*",
    "(?:i )?have not (?:got )?(?:a|the|any)(?: \\w+)? ?(?:clue|idea|foggiest|faintest|slightest)"
    "(?: (?:idea|clue|about|of|on|this|that|it|what|is|one))*",
    "not off the top of my head",
    "i (?:would (?:have|need) to|have to|need to|must|will have to) (?:google|read up on"
    "|brush up on) (?:this|that|it)(?: (?:one|first|again|topic))*",
    "(?:i am )?not (?:\\w+ )?versed in (?:this|that|it)(?: (?:one|topic|area))*",
    "i am (?:completely |totally )?lost (?:on|with) (?:this|that|it)(?: one)?",
    "i know (?:absolutely |almost |practically |literally )?(?:nothing|(?:very |too )?little)"
    "(?: (?:about|on|of) (?:this|that|it)(?: (?:one|topic|area))?)?",
    "(?:it|that|this|the (?:answer|name|word|term)) (?:is |has |have )?(?:completely |totally )?"
    "(?:slipped|slips|slipping|left|escaped) my mind",
    "i know (?:this|it|that)(?: one)? but (?:i )?(?:can|could|do) not (?:seem to )?(?:recall|think "
    "of|remember|get)(?: (?:it|this|that|the (?:answer|name|word|term)|now|here))*",
    "(?:i|we) (?:was|were) (?:never|not) taught (?:(?:about )?(?:this|that|it))"
    "(?: (?:at|in) \\w+(?: \\w+)?)?",
    "i am (?:very |too |pretty |rather )?rusty(?: (?:on|with|in|here|this|that|it|one|topic))*",
    "it (?:is|has) been (?:too |very )?(?:long|ages|years|forever|a (?:long )?(?:while|time))"
    " since i (?:have )?(?:last )?(?:studied|did|used|read|learned|learnt|worked|looked|done"
    "|touched)(?: (?:with|on|about|at|into|any|of|this|that|it|one|topic))*",
    "(?:i|we) (?:never|skipped|did not (?:cover|learn|study|do|get to|touch(?: on)?)"
    "|never (?:covered|learned|learnt|studied|did|got to|touched(?: on)?))"
    "(?: (?:this|that|it)(?: (?:one|topic|part))?)"
    " (?:in|at|during) (?:my |our |the |any )?(?:degree|courses?|class(?:es)?|school|university"
    "|uni|college|programme|program|bootcamp|studies|masters?|curriculum|lectures?)",
    "(?:(?:that|this|it)(?: one)? is )?not (?:one of )?my (?:strongest|best|stronger|strong|usual"
    "|favou?rite)(?: (?:areas?|topics?|subjects?|suit|points?|fields?))?",
    "nope|i give up|no comment|i would be guessing|i would only be guessing|can not say(?: i "
    "(?:know|do))?|i can not say(?: that)?(?: i (?:know|do))?|do not know"
    "|i (?:have|got|have got) nothing(?: (?:on|for) (?:this|that|it)(?: one)?)?",
)

_UNKNOWING: Final = (
    r"(?:(?:sorry|honestly|frankly|well|hmm*|ok|okay|i|am|have|really|just|simply) )*"
    r"(?:(?:do|would) not (?:even |really )?know|dunno|not sure|unsure|no idea|no clue)"
)
_AT_A_LOSS: Final = re.compile(rf"{_UNKNOWING} (?:how|where) (?:to|i|one)\b")
_NOT_UNDERSTOOD: Final = re.compile(
    rf"{_UNKNOWING} what (?:you|the question)(?: \w+)? "
    r"(?:means?|meant|asks?|asking|wants?|refers? to|is about)\b"
)
_ADDRESSED: Final = re.compile(r"\b(?:you|your|question)\b")


def not_knowing_intent(words: Sequence[str]) -> str | None:
    """Return ``dont-know``, ``rephrase`` for "no idea what you mean", or ``None`` for an answer."""
    if field_words(mended(words)):
        return None
    plain = " ".join(words)
    if _NOT_UNDERSTOOD.match(plain):
        return "rephrase"
    return "dont-know" if _AT_A_LOSS.match(plain) and not _ADDRESSED.search(plain) else None
