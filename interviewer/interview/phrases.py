"""How candidates phrase what is not an answer: patterns of whole phrases, by intent.

They are matched with text in lower case, without punctuation and fillers, and with contractions
written out (module ``plain_words``). A pattern must match a whole phrase.
"""

import re
from typing import Final

from interviewer.interview.correcting import OWNING_UP
from interviewer.interview.ending import HANDING_IN, QUITTING
from interviewer.interview.not_knowing import NOT_KNOWING
from interviewer.interview.pausing import PAUSING
from interviewer.interview.timekeeping import TIME

_YOU = "(?:can|could|would|may|will|might) (?:you|i|we)"
_POLITE = (
    f"(?:{_YOU} (?:mind )?(?:also )?(?:if (?:i|you|we) )?|(?:do you )?mind (?:if (?:i|you|we) )?"
    "|(?:would|will) it be (?:possible|fine|all right|good)(?: (?:to|for me to|if (?:i|we|you)) )"
    "|is it (?:possible|fine|all right)(?: (?:to|for me to|if (?:i|we|you)(?: could)?) )"
    "|is there a way to )"
)
_WANT = (  # "I would" with a bare verb opens an answer
    "(?:(?:i|we) (?:would(?: rather| like| love| prefer| want| need)(?: to)? "
    "|(?:will|want|wish|need|prefer|have|should|could|can|am going)"
    "(?: rather| like| love| prefer| use| do with)?(?: to)? )|let us |let me |may i |if i could )"
)
_TO = f"(?:{_POLITE}|{_WANT})?"
_NOT_ME = (
    "(?!(?:let me|(?:can|could|may) i|i (?:will|am going to|(?:would like|want|need|have) to)) "
    "(?:rephrase|reword|restate|reformulate|paraphrase|put|say|phrase|express|word)\\b)"
)  # candidates who offer to reword something mean their own answer
_NOUN = "(?:the|that|this|your|my|last|whole|all|of|one|question|prompt|part|bit|it|thing)"
_IT = f"{_NOUN}(?: {_NOUN})*"
_AGAIN = "(?:again|once more|once again|(?:for )?one more time|another time|a second time)"
_MOMENT = (
    "(?:(?:(?:a|one|another|some|just a|half a|a couple of|a few|two|this) )?(?:short |quick "
    "|little )?(?:moments?|seconds?|sec|minutes?|while|beat)|(?:some|more|a little|bit of) time)"
)
_ABOUT_IT = "(?: (?:about|on|of|through|over) (?:it|that|this|this one|that one|the question))?"
_NOW = "(?: (?:for now|here|today|first|this time|any more|anymore|yet|though|either))?"
_LATER = (
    "(?:later(?: on)?|at the (?:very )?end|afterwards|in a (?:bit|while|moment)|last|another time"
    "|after the (?:others|other questions|next one)|when we are done)"
)
_GIVE = "(?:give|tell|offer|get|have|show|throw|hear|take|use|want|need)(?: to me| me| us)?"
_ANY = "(?:(?:a|an|any|some|another|one|one more|more|the|small|little|tiny|bigger|slight)\\b ?)*"

PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "later": (
        f"{_TO}(?:come|get|go|circle|loop|turn) back(?: (?:to|on) {_IT})? ?(?:{_LATER})?",
        f"{_TO}(?:return to|revisit) {_IT} ?(?:{_LATER})?",
        f"{_TO}(?:answer|do|take|have|ask|try|leave|keep|save|postpone|defer|tackle|cover)(?: me)? "
        f"?{_IT}(?: ?(?:for|until|till|again))? ?{_LATER}",
        f"{_TO}(?:park|postpone|defer|shelve|table|set aside|put aside) {_IT}{_NOW}",
        f"{_TO}(?:(?:put|stick) a (?:pin|bookmark) in|(?:flag|mark|bookmark|star)) {_IT}"
        f"(?: for)?(?: {_LATER})?{_NOW}|{_TO}(?:put|leave) {_IT} on the back burner{_NOW}",
        f"{_TO}(?:put|leave|set|keep|park) {_IT} ?(?:aside|to one side|to the side|on hold"
        f"|for the end|until the end|for later|open){_NOW}",
        f"(?:ask|try) me(?: again| {_IT})? ?{_LATER}|not now|{_AGAIN} later",
        f"{_TO}(?:skip|pass on|leave) {_IT}{_NOW} (?:but |)?(?:come|get|go) back"
        f"(?: to {_IT})? ?(?:{_LATER})?|(?:later|at the end)",
    ),
    "skip": (
        f"{_TO}(?:skip|pass|drop)(?: (?:on|over|up|ahead))?(?: {_IT})?(?: to the next(?: one| "
        f"question)?)?{_NOW}",
        f"{_TO}(?:move|go|carry|continue|get)(?: on| ahead| over)?(?: (?:to|with) (?:the )?"
        f"(?:next|another|a different|a new)(?: one| question| topic| thing)?)",
        f"{_TO}(?:move|go) on(?: (?:to|with) (?:something else|other things|the rest))?{_NOW}",
        f"{_TO}(?:(?:{_GIVE}|ask(?: me)?|try|have|do) )?(?:the |a |an |some )?(?:next|another"
        "|different|other|new|easier)(?: question| one| topic)",
        "next|i pass|hard pass|i am (?:good|ready) next",
    ),
    "hint": (
        f"{_TO}(?:{_GIVE} |do you have |have you got |is there |are there |got )?{_ANY}"
        "(?:of )?(?:a )?(?:hint|clue|tip|nudge|pointer|help|lead|assistance|push)s?"
        f"(?: (?:with|on|for|about|here) ?(?:{_IT})?)?(?: would (?:be|help)(?: (?:nice|good|great|"
        "helpful|welcome|me))?)?(?: (?:in|into) the right direction)?",
        f"{_TO}(?:nudge|point|push|steer|guide|lead|help|assist) (?:me|us)(?: (?:out|along|here|"
        f"in the right direction|get started|start|to start|to get started|with {_IT}))?",
        f"{_TO}help(?: out)?|{_TO}(?:throw|toss|give) me a (?:bone|lifeline|crumb)(?: here)?",
        "where (?:should|do|would|can|could) (?:i|one|you) (?:even )?(?:start|begin)"
        "|what should i (?:be )?(?:think(?:ing)? (?:about|of)|look(?:ing)? (?:at|for))(?: here)?",
        "how (?:should|do|would) i (?:start|begin|approach|get started)(?: (?:with|on)? ?"
        f"{_IT})?",
        f"(?:i (?:am|got|was|feel|am feeling|am getting|have been) )?(?:completely |totally )?stuck"
        f"(?: (?:here|there|on|with|at))? ?(?:{_IT})?",
        "i (?:hit|have hit|am hitting) a (?:brick )?wall(?: here)?"
        f"|i (?:was |am |have been )?struggl(?:ing|ed)(?: (?:here|with {_IT}|a lot))*",
    ),
    "rephrase": (
        f"{_NOT_ME}{_TO}(?:rephrase|re phrase|reword|re word|paraphrase|reformulate|clarify"
        "|restate)"
        f"(?: {_IT})?(?: (?:to|for) me)?(?: differently)?",
        f"{_NOT_ME}{_TO}(?:put|say|ask|phrase|word|explain|express|formulate|state|give|have|tell)"
        f"(?: me| us)?(?: {_IT})? ?(?:differently|another way|in (?:another|a different|other|"
        "simpler|plain|easier|different|a simpler|an easier|more simple|more plain)(?: (?:way|words"
        "|terms|wording|manner|form|english))?|more (?:simply|clearly|plainly)|other words|simpler"
        "|a different way)",
        f"{_TO}(?:be (?:more|a little more) (?:specific|precise|clear|concrete)"
        f"|make {_IT} (?:clearer|simpler|easier|more (?:specific|precise|clear|concrete)))",
        f"{_TO}(?:explain|clear up) (?:what )?{_IT}(?: (?:means|to me|is about))?"
        "(?: (?:a )?(?:more|further|better|again))?",
        "(?:i )?(?:do|did|could|can) not (?:fully |really |quite |completely |entirely )?"
        "(?:understand|get|follow|see|grasp)"
        f"(?: (?:you|{_IT}|what (?:you|{_IT})? ?(?:are|is|do|was|were)? ?(?:asking|ask|mean|means|"
        "meant|after|getting at|want|looking for|about)?(?: me| from me| by (?:that|this|it))?))?",
        "(?:i )?(?:am )?(?:not|un)(?: (?:really|exactly|entirely|totally|fully|completely))? ?"
        "(?:sure|certain|clear)(?: i| if i| that i)?"
        "(?: (?:fully|really|even))?(?: (?:understand|understood|follow|get|got))?"
        f"(?: {_IT})?(?: ?(?:what|about what|on what) (?:{_IT}|you|is)? ?(?:are|is|do|does|want|"
        "were|was)? ?(?:asking|ask|asked|mean|means|want|wants|after|getting at|looking for|being "
        "asked|from me)?(?: (?:me|for|of me|from me|here|about|with (?:that|this)))*)",
        "(?:i )?(?:am )?not (?:really |exactly |entirely |fully )?(?:sure|certain) (?:if |that )?"
        f"i (?:fully |really )?(?:understand|understood|follow|get|got)(?: {_IT})?",
        "i am (?:not (?:following|understanding|with you|getting it|getting you|sure i follow)"
        f"|lost|confused|puzzled)(?: (?:by|about))?(?: ?(?:you|{_IT}))?(?: here)?",
        "i (?:got|was|feel|am getting|have got) (?:completely |totally )?(?:lost|confused|puzzled)"
        f"(?: (?:here|there|(?:by|with|in) {_IT}))*",
        "(?:what|how) (?:exactly |precisely )?(?:do|did|does|is|are|was) (?:you|that|this|it|the "
        "question)(?: (?:exactly|precisely|even|supposed to))? ?(?:mean|means|meant|asking|getting "
        "at|after|want|looking for|want to (?:know|hear)|about)(?: exactly| precisely)?(?: (?:me"
        "|here|by (?:that|this|it)|with (?:that|this)|for|from me|to me|about))*",
        "what is (?:that|this|it|the question)(?: exactly)? (?:supposed to mean|asking|about)"
        "(?: exactly)?|what does (?:that|this|it|the question) mean",
        "you (?:have )?(?:lost|confused) me(?: (?:there|here))?|huh|meaning|in other words"
        "|(?:the question|that|this|it) is (?:not clear|unclear|confusing)(?: to me)?"
        "|come on what do you mean|you mean what",
    ),
    "repeat": (
        f"{_NOT_ME}{_TO}(?:repeat|say|read|ask|hear|have|tell|give|state|get|run|go over|see)"
        "(?: me)?"
        f"(?: (?:out|through|over))?(?: {_IT})?(?: ?(?:to|for) me| out| by me| past me)? ?{_AGAIN}",
        f"{_TO}(?:to )?repeat(?: {_IT})?(?: (?:to|for) me)?",
        f"what (?:was|is|were) (?:the|that|your|this|it)(?: (?:last|first))?"
        f"(?: (?:question|part|bit|one))?(?: about)?(?: {_AGAIN})?",
        f"how (?:was|is|were) (?:the|that|your|this|it)(?: (?:last|first))?"
        f"(?: (?:question|part|bit))?(?: {_AGAIN})|how (?:was|is) (?:the|your) question",
        "what (?:did|was it|were|do) you (?:say|ask|asking|saying|asked|just say|just ask)"
        f"(?: (?:me|there|{_AGAIN}))?",
        "i (?:did|could|can) not (?:quite |really |fully )?(?:hear|catch|get|understand|make out)"
        f"(?: (?:you|what you (?:said|asked)|(?:the (?:end|start|"
        f"beginning) of )?{_IT}))?(?: (?:clearly|properly|well|there"
        "|again))?",
        "i (?:have )?(?:missed|misheard|lost)(?: (?:you|what you (?:said|asked)|the (?:end|start|"
        f"beginning|second half)(?: of {_IT})?|{_IT}))?(?: there)?",
        "(?:i )?(?:have )?(?:lost|forgot|forgotten)(?: track of)? (?:(?:my|the) (?:train|thread"
        "|place|track|thoughts?|focus|plot|point)(?: of thoughts?)?|(?:what|where) i (?:was|am)"
        "(?: (?:saying|going|about|at|with|getting|trying|to|say|this|that))*)|where were we",
        f"(?:i )?(?:have )?mis(?:understood|read|heard)(?: (?:{_IT}|what you (?:asked|said)))?",
        "i was (?:distracted|not (?:listening|paying attention|concentrating))",
        f"(?:come|say|pardon|what) {_AGAIN}|{_AGAIN}|pardon(?: me)?|(?:i )?beg (?:your )?pardon"
        f"|excuse me|(?:(?:the|that|your) )?(?:whole )?question {_AGAIN}|what|you what|say what"
        "|what is the question",
        "(?:you|(?:the|your) (?:audio|sound|line|connection|mic|video|call|voice))"
        " (?:was |has |have |got |just |is |are |were )?(?:broke|broken|cut|cutting|breaking|"
        "froze|frozen|dropped|lagging|choppy|muted|gone|went|lagged|glitched)"
        "(?: (?:up|out|off|away|quiet|silent|on me|there|for a (?:second|moment|sec)))*"
        # "It is dropped" is an answer.
        "|it (?:was |is )?(?:broke|breaking|cut|cutting|froze|lagging|choppy|lagged|glitched)"
        "(?: (?:up|out|off|on me|there|for a (?:second|moment|sec)))*",
    ),
    "check": (
        "what (?:is|was|would be) the (?:right|correct|best|actual|real|true|ideal|model) "
        "(?:answer|solution|response)(?: (?:here|then|to (?:this|that|it|the question)))*",
        "am i (?:on|going|heading|moving|still)? ?(?:on |in |down )?(?:the )?(?:right|correct|"
        "wrong)(?: (?:track|path|direction|way|lines|road|so far|here|about (?:that|this)))*",
        "am i (?:close|warm|wrong|right|correct|there|off|way off|far off|making sense|missing "
        "(?:anything|something)|getting (?:there|close|warm(?:er)?)|on track|ok|good)(?: (?:with "
        "(?:that|this)|so far|here|yet))*",
        "(?:is|was|are|were) (?:that|this|it|my answer|these|what i said|the answer)"
        "(?: (?:all|about|more or less|roughly|any|at all|also))? ?(?:right|correct|wrong|true|fine"
        "|good|good enough|enough|sufficient|what you (?:want|wanted|meant|mean|expected|expect|"
        "are looking for|were looking for|are after|were after|had in mind|need|needed|asked)|the "
        "(?:right|correct) (?:answer|idea|direction|track|one)|the (?:kind|sort|type|level) of "
        "(?:answer|thing|detail) you (?:want|wanted|expect|need|are looking for|were looking "
        "for|are "
        "after|had in mind)|it|in the right direction)(?: (?:so far|or not|for you|here|already))*",
        "(?:does|did|do|would) (?:that|this|it|my answer|what i said|i)(?: all)? (?:make (?:any )?"
        "sense|answer (?:the|your|that) question|sound (?:right|good|correct|reasonable|fine)|"
        "get it"
        "(?: right)?|work|help|suffice|answer it|make myself clear|cover it)(?: (?:to|for) you"
        "| so far)*",
        "(?:have|did) i (?:missed|miss|forgotten|forget|covered|cover|got|answered|answer|left)"
        "(?: (?:anything|something|everything|it|the question|your question|that|out|right|"
        "important|all|any point|a point))+",
        "how (?:am i|is (?:it|this|that)|was (?:it|this|that|i)|did (?:i|that)|have i been"
        "|does (?:it|this|that))(?: (?:doing|going|do|so far|go|sound|look|for an answer))*"
        "|any (?:feedback|good)|makes sense",
        "(?:correct|stop|tell|interrupt) me if (?:i (?:am|go|have gone|got)|(?:that|this|it) is)"
        "(?: (?:anything|something|it|that|completely|totally|off|track|wrong|not right|mistaken"
        "|incorrect|way))*(?: but| though)?",
    ),
    "time": TIME,
    "wait": (
        f"{_TO}(?:{_GIVE} |take |spare )?{_MOMENT}(?: (?:of time|more|or two|longer))?"
        f"(?: (?:to|for) (?:think|me|thinking|gather|collect)?)?(?: {_TO})?"
        f"(?:(?:to )?(?:think|reflect|recall|remember|consider|work (?:it|this|that) out)"
        f"{_ABOUT_IT})?",
        f"(?:{_POLITE}|{_WANT}|i need to |i have to |i must )(?:think|see|reflect|consider|"
        f"ponder|(?<=to )recall|(?<=me )recall"
        f"|work (?:it|this|that) out)(?: (?:hard|back))?{_ABOUT_IT}(?: (?:for )?{_MOMENT})?",
        f"{_TO}(?:{_GIVE} |take )?(?:{_MOMENT} )?(?:to )?(?:gather|collect|organi[sz]e|order|sort)"
        "(?: out)? my (?:thoughts|ideas|mind)",
        *PAUSING,
        f"(?:hold|hang) on(?: {_MOMENT})?|wait(?: (?:up|for me))?(?: (?:for )?{_MOMENT})?"
        "|bear with me|i am (?:still )?thinking(?: about it)?|thinking|not so fast"
        f"|(?:where|what) was i|(?:this|that|it) (?:needs|takes) {_MOMENT}",
    ),
    "dont-know": NOT_KNOWING,
    "done": (
        "(?:no |nope |)(?:and )?(?:that|this|it|there)(?: (?:is|was|would be|will be|should be|has "
        "to be|must be))(?: (?:about|all|it|everything|my|the|full|whole|final|complete|answer|i|"
        "have|can|say|know|could|had|wanted|to|think|of|for|now|from|side|my|me|on|this|that|one|"
        "remember|recall|got|got for you|end|nothing more|add|with|mind|comes|what))* (?:all|it|"
        "everything|answer|side|have|say|know|add|now|think of|me|one|remember|had|got|end|more)",
        "(?:i am )?(?:done|finished|through|complete|ready to move on)(?: (?:with|here|on|now|"
        "answering|talking|my|the|answer|this|that|it|one|question))*"
        "|end of (?:my )?answer|full stop|over to you|over and out|no more",
        *HANDING_IN,
        "(?:no |)(?:i |there )?(?:have |do not have |is |can think of )?(?:got )?(?:nothing|"
        "not much"
        "|no more|anything)(?: (?:more|else|further|left|to|add|say|comes|come|on|mind|that|occurs"
        "|me|from|my|side|i can think of|points|here))+",
        "(?:i have )?(?:said|told you|covered|given you) (?:all|everything)(?: (?:i|know|have|"
        "wanted|can|could|to|say|said|had|there is))*|i rest my case"
        "|(?:take|you can take) (?:that|it) as my answer|i (?:will )?(?:stick|go) with that"
        "|(?:i will )?leave it (?:at|there)(?: that)?|final answer",
    ),
    "correction": (
        *OWNING_UP,
        f"(?:no )?(?:wait )?(?:no )?{_TO}(?:scratch|strike|forget|ignore|disregard|discard|cancel|"
        f"delete|drop|erase|scrap|withdraw|undo|rewind|never mind|take back|retract)(?: about)?"
        f"(?: (?:all|of|the|that|this|it|what|everything|my|answer|last|bit|part|thing|things|i|"
        "have|just|said|first|so|far|from|before|back|record|sentence|words|for))+",
        f"(?:no )?(?:wait )?{_TO}(?:start|begin|try|do|go|take)(?: (?:it|that|this))? "
        f"(?:over|anew|afresh|from (?:the )?(?:top|beginning|start|scratch)|{_AGAIN})"
        "(?: (?:from (?:the )?(?:top|beginning|start|scratch)|again))?",
        f"(?:no )?{_TO}(?:take|taking) (?:that|it|this|what i said|all of that) back"
        "|i (?:take|will take) (?:that|it) back",
        f"{_TO}(?:rephrase|reword|redo|restart|correct|restate|revise|change|replace|retry|rewrite|"
        "fix|retake|reformulate)(?: (?:my|the|that|this))? ?(?:answer|answers|last answer|response"
        f"|myself|reply|words|last sentence|statement)|{_TO}restart|do over",
        "never ?mind(?: (?:that|what i (?:just )?said))?|no wait(?: no)?|i misspoke|my "
        "(?:mistake|bad)"
        "|that (?:was|came out) wrong|i said (?:that|it) wrong|correction",
    ),
    "why": (
        "what is the (?:point|purpose|relevance|reason) (?:of|behind|for)(?: asking(?: me)?)? "
        f"{_IT}|how is {_IT} relevant(?: (?:to|for|in) (?:the|this|my) (?:job|role|position))?",
        "why (?:do you ask|are you asking|did you ask|did you choose|did you pick|would you ask)?"
        f"(?: me)? ?(?:{_IT})?(?: ?now)?",
        "why this(?: question)?(?: now)?",
    ),
    "quit": QUITTING,
    "help": ("what can i (?:say|type|do)(?: here)?", "show (?:me )?the commands", "commands"),
}  # fmt: skip
"""Phrases by intent; if a text contains several, the first intent in this order is meant."""

_A_MOMENT = "for a (?:moment|second|sec|minute)"
_GLUE = (
    "now|again|here|there|first|but|or|no|right|sure|fine|unfortunately|i know|i am not sure",
    "if (?:that|it|this) is(?: not (?:a problem|too much))?|if possible|to (?:do so|do that)",
    "(?:to|about|on|with|for|in|of) (?:this|that|it|the question)(?: one| question)?|this one",
    "(?:that is a )?(?:good|great|interesting|tough|hard|nice|fair|tricky|difficult) (?:question"
    "|one|point)|(?:this|that) is (?:a )?(?:hard|tough|difficult|tricky)(?: (?:one|question))?",
    "sorry about that|i am sorry|my apologies|(?:that is )?wrong",
    "if (?:that is )?(?:possible|you can|you do not mind|i may|that is fine|you would|you could)",
    "from me|for me|to me|before i (?:start|begin|answer|go on)",
    "(?:is that|would that be) (?:ok|okay|possible|fine|all right)",
    # why something was missed or is not known
    f"it (?:has|is) been a (?:long )?(?:while|time)|{_A_MOMENT}",
    f"i (?:spaced|drifted|dozed|switched|zoned|tuned) (?:off|out|away)(?: {_A_MOMENT})?",
    "english is not my (?:first|native|mother) (?:language|tongue)|my english is (?:not (?:so "
    "|very |that )?(?:good|great|perfect)|bad|poor|weak|rusty)|i am not (?:a )?native(?: english)?"
    "(?: speaker)?|i am new to this|it is (?:so |very )?(?:loud|noisy)(?: (?:in )?here)?",
    "i (?:was|am) (?:muted|on mute|distracted|elsewhere|miles away|disconnected"
    "|not (?:listening|paying attention|concentrating)|away)"
    f"(?: (?:on my (?:end|side)|there|{_A_MOMENT}))*",
    "my (?:connection|line|audio|sound|internet|mic|headset|wifi|call|screen)"
    r"(?: (?:has|is|was|got))?(?: \w+){1,3}",
)
GLUE: Final = re.compile("|".join(_GLUE))
"""Words that may accompany an intent and mean nothing by themselves."""

COMPILED: Final = tuple(
    (name, re.compile("|".join(f"(?:{one})" for one in patterns)))
    for name, patterns in PHRASES.items()
)
