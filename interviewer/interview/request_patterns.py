"""Patterns of requests by intent, with the parts that several of them share.

In a pattern a word in capitals stands for a part, ``~`` for up to five words, and ``...`` for up to
eight at the end. Patterns are matched with the output of ``plain_words``.
"""

from typing import Final

PARTS: Final = {
    # "I would" with a bare verb opens an answer: "I would wait".
    "WANT": (
        "(i (was|am) (wondering|hoping)( if)?|i wonder if|any chance|(is|are) there|(do you"
        " think )?(can|could|will|would|may|might|should|shall) (you|i|we)( be able)?|are you able"
        "|((do|would|will) you"
        " )?mind|(would|is|will) it( be)?( (possible|good|fine|great|better))?( if| to)?|i would"
        " be (grateful|happy|glad)|let (us|me)|i (would|will) (like|love|prefer|rather|want|need"
        "|wish|appreciate|not (mind|say no to))|do i get"
        "|(i|we) (want|need|prefer|wish|have to|will|am going|had better)|i"
        " (can|could|might|may) (need|use|do with)|am i allowed|do you have|have you got|how"
        " about|what about|what if)"
    ),
    "ME": (
        "((can|could|may|should) i|let me|let us|i (will|would (like|prefer|rather|love)|want"
        "|need|wish)|i am going)"
    ),
    "NOT": "(can|could|do|did|am|was|have|had) (not|never)",
    "AGAIN": "(again|once more|another time|(one|second|more) time|back to me)",
    "ONE": "(this|that|it|one|question|topic|part)",
    "SAID": (
        "(i (have )?(said|told you|gave|answered)|my( last| first| whole| previous| earlier)?"
        " (answer|sentence|words?|part|point|comment))"
    ),
    "QUESTION": (
        "(you|that|it|this|question|part|bit|half|piece|sentence|words?|prompt|beginning|start|end)"
    ),
    "MOMENT": "(moments?|minutes?|seconds?|sec|while|beat|time|breath|pause|thought|break)",
    "IS_IT": (
        "(((how|what) )?(is|was|are|were|am|does|did|do|have|has|would|will) (that|this|it|i|my"
        "|you|we|everything|these|the answer|what i)|(can|could) (that|this|it|my))"
    ),
    # An offer to do something is not a request to do it.
    "NOT_I": (
        "(?!(shall|should|can|could|may|might|would|do you want me|let|am) (to |i |me )(give"
        "|explain|make|say|put|share|show|start|be|state|tell|have to))"
    ),
    "NO_WAIT": "((no|wait|no wait|wait no|hold on|hang on)( no)? )?",
}
"""Parts by name."""

ACTS: Final[dict[str, tuple[str, ...]]] = {
    "correction": (
        "ME ~ (start|begin|try|answer|say|put|explain|phrase|word|do|go|take|give|have) ~ (over"
        "|anew|afresh|fresh|from the (top|start|beginning)|differently|(another|second) (try|go"
        "|way|answer)|new answer|again) ...",
        "ME ~ (have|take|get|give it|try) (another|a second|a new|a) (go|try|stab|shot|attempt"
        "|turn|round) ...",
        "ME ~ (correct|fix|change|redo) (that|this|it|something|(one|a) (thing|point)|what i said)",
        "NO_WAIT(i) (got|said|put|had) (that|this|it) ~ (wrong|backwards|mixed|the other way|the"
        " wrong way|not right) ...",
        "ME ~ (redo|restart|rewind|retract|withdraw|revise|amend|undo|take back|take (that|it"
        "|this|what) back) ...",
        "ME (rephrase|reword|restate|reformulate|paraphrase)( (that|this|it))?",
        "ME ~ (change|correct|fix|replace|rephrase|reword|restate) ~ (my|myself|mind|answer"
        "|said) ...",
        "NO_WAIT(WANT ~ )?(scratch|strike|forget|ignore|disregard|discard|delete|erase|cancel"
        "|drop) ~ SAID ...",
        "NO_WAIT(that|this|it) (is|was|came|went|sounds?) ~ (wrong|incorrect|mistake|not right"
        "|not what i) ...",
        "NO_WAIT(i) (misspoke|made a mistake|mixed|got (that|it|this) (wrong|mixed)|said the"
        " wrong thing|did not mean) ...",
    ),
    "later": (
        "WANT ~ (come|get|go|circle|loop|jump|turn) back ...",
        "WANT ~ (return to|revisit|postpone|defer|park|shelve) ...",
        "WANT ~ (do|take|answer|start|begin|have|try|see) ~ (another|others?|next|different|easier"
        "|something else) ~ first ...",
        "WANT ~ (answer|do|try|take|leave|save|keep|have|tackle|handle|address|look|think|put"
        "|ask|move|set|cover|respond) ~ (later|at the end|(to|until|till|for) the end|last|after"
        " the (others?|rest|next)|another time|aside|in a (bit|while|moment|minute)|on hold) ...",
        "(skip|remind|leave|pass|park|postpone|save|keep|ask|try|answer|put|move|do|take) (me "
        "|on |me of )?ONE ~ (back to|later|end|last) ...",
    ),
    "skip": (
        "WANT ~ (skip|pass|drop|leave) ~ ONE ...",
        "WANT ~ (skip|pass)",
        "(?!.*(something|anything|somewhere)( else)? to )WANT ~ (moved?|go|went|carry|jump|get"
        "|proceed|continue) ~ (on|along|ahead|forward|another|the"
        " next|different|new|something) ...",
        "(?!.*(is|does|was) it)WANT ~ something else ...",
        "let us not ~ ONE",
        "(moving|skipping|passing) (on|ahead|along|this|that|it) ...",
        "i would (skip|pass|leave|drop) ~ (one|question)",
        "WANT ~ (next|another|different|new|other|easier) (question|one|topic) ...",
        "i (would|will|do|can|am|want) ~ (rather|prefer|not) ~ (answer|do|try|take|talk|respond"
        "|address|want) ~ ONE ...",
        "(skip|pass) ~ (question|one)",
    ),
    "hint": (
        "WANT ~ (hints?|clues?|nudge|pointers?|tips?|steer|push|lead|guide|help|hand|assist"
        "|starting point|first step|guidance) ...",
        "(any|what) (hints?|clues?|pointers?|tips?|help) (that )?(you|i) (can|could|might|get) ...",
        "WANT ~ (walk|talk|take) me through (it|this|that|this one|the (first|next) step) ...",
        "WANT ~ (something|somewhere|anything) to (start|begin|go|work|get) ...",
        "WANT ~ (get|set|point|push|put|start|lead|steer|guide|nudge|take) me ~ (started|going"
        "|direction|off|track|path|on|somewhere|anywhere|way) ...",
        "((a|any|some|one|the|another|need|got|with|small|short|quick|little|more) ){0,4}(hints?"
        "|clues?|nudge|pointers?|tips?|help) (on|with|for|about|here|would|is|welcome|this|that)"
        " ...",
        "(where|how|what) (do|should|would|could|can|might|shall) (i|one|you|we) ~ (start|begin"
        "|approach|tackle|first) ...",
        "(i am|i have got|i got|got|feel) ~ (stuck|struggling) ...",
        "(i )?(NOT|not) ~ (where|how|what) ~ (start|begin|approach|tackle) ...",
    ),
    "rephrase": (
        "NOT_I(WANT) ~ (rephrase|reword|paraphrase|reformulate|restate|clarify|elaborate|expand"
        "|simplify|unpack|spell|explain) ...",
        "NOT_I(WANT) ~ (say|tell|know) ~ (more about|more on|you are looking|you want) ...",
        "(say|put|explain|phrase|word|ask) (it|that|this|(the|your) question) ~ (differently"
        "|different|simpler|simple|plain|other|another) ...",
        "WANT ~ break ~ down ...",
        "WANT ~ (tell|explain|say) ~ (you|question) ~ (mean|asking|after|want) ...",
        "what ~ you (trying|want) to (ask|say|get at|know|hear) ...",
        "(it|that|this|the question) ~ over my head ...",
        "in (what|which) (sense|way|context)",
        "NOT_I(WANT) ~ (say|ask|put|phrase|word|give|have|hear|make|express|state|tell|be|try"
        "|share|show) ~ (differently|different|other words?|another way|simpler|simple|plain"
        "|easier|clearer|clearly|clear|specific|precise|concrete|more details?|examples?) ...",
        "(i )?(NOT|(have|am having|find|am|find it) (struggling|trouble|hard|hard time|difficult"
        "|difficulty)|find|not) ~ (understand|understanding|understood|follow|following|get|see"
        "|grasp|parse|sure|certain|clear) ~ (question|you|asking|after|asked) ...",
        "(what|which) ~ (you|question|this|that) ~ (asking|after|getting at|looking|mean|means"
        "|meant|want|wanted|expect|about) ...",
        "((i|you|that|this|it|the|your|question|wording|part|bit) ){0,4}(is|am|was|have|sounds?)"
        " ~ (unclear|not clear|confusing|confused|vague|ambiguous|hard to (understand|follow"
        "|parse)|not obvious) ...",
    ),
    "repeat": (
        "WANT ~ (repeat|reread) ...",
        "WANT ~ (say|read|ask|tell|hear|give|go|run|state|have|see|show|get|share|put|spell) ~"
        " AGAIN ...",
        "WANT ~ remind me ...",
        "WANT ~ (hear|have|see|get|read|say|show) (the|your|that|this) ((whole|full|last|first"
        "|second) )?question ...",
        "WANT ~ (speak|talk|say) ~ (slowly|slow|slower|louder|loud|up|clearly"
        "|clear) ...",
        "(repeat|reread|remind|say|read|tell|ask) ~ (question|part|bit|half|sentence|piece) ...",
        "(what|how) (was|is|were|did|about) ~ (question|part|bit|half|sentence|words?|piece"
        "|thing)( you (said|asked))?( of (it|that|the question))?( AGAIN)?",
        "((i|we) )?(NOT) ~ (catch|caught|hear|heard|get|got|understand|make out) ~ QUESTION ...",
        "((i|we) )?((only|just) )(heard|caught|got) ~ (half|part|bit|end|start|beginning|that"
        "|it) ...",
        "((i|we) )?(have )?(missed|misheard|lost|forgot|forgotten) ~ (question|you said|you"
        " asked|part|bit|half|end|beginning|start|track|thread|sentence|words?) ...",
        "i (was|got|am) ~ (distracted|not listening) ...",
        "i (zoned|tuned) out ...",
    ),
    "check": (
        r"(?!is it (\w+ )?(to|if) )IS_IT ~ (right|correct|wrong|sense|track|direction|lines|path"
        "|close|warm|enough|far off|looking for|you (are |were )?(after|expect|expected|want"
        "|wanted|mean|meant)|in mind|satisfied|happy with|what you asked|too far|detailed|clear"
        "|fine|reasonable|acceptable|decent|helpful|missing|missed|so far|good|answer (the|your"
        "|that) question) ...",
        "((all|going) )?(good|right|well|correct|fine|close|warm|on track) so far|so far (good"
        "|so good|right|correct|fine)",
        "what do you think ...",
        "IS_IT ~ (you would|would you) (do|say|have|answer|choose|pick|expect) ...",
        "(what|how) would you (do|have|say|answer|put|solve|handle|choose|pick) ...",
        "NOT_I(WANT ~ )?(tell|give|show|say|know|hear|see) ~ (right|correct|the|your|best) ~"
        " (answer|solution|response)",
        "what (is|was|would be) the (right|correct|best|real|true) (answer|solution|one|response)",
        "(is|was) (that|this|it|my answer)",
        # "Is it okay like this or should I go another way?", without its fillers
        "IS_IT ~ or (not|no|(am|is|are|do|does|did|should|shall|must|can|could|would) (i|it|that"
        "|this|you|we)|i (am|should|need|must|have|can)|you (want|need|prefer|expect)) ...",
        "NOT_I(WANT ~ )?(tell|say|know) ~ (if|whether) (that|this|it|i|my answer) ~ (right|correct"
        "|wrong|okay|good|fine|enough|sense|track|close) ...",
        "(do|would) you (agree|say (that|it|this) is ~ (right|correct|fine|good|enough)) ...",
        "am i (on to something|wrong|off|right|close|near|there|lost) ...",
        "any (thoughts|comments|feedback) ...",
        "on (the )?(right )?(track|lines)",
    ),
    "time": (
        "((how|what|any) )?(is|are|do|am|have|can|could|will) (there|i|we|you|it|the|my|that"
        "|still) ~ (?<!each )(?<!every )(time|clock) ...",
        "(how|what|any|tell me|check|what about) ((much|more|is|about|the|my|still|long)"
        " ){0,4}(time|clock) ...",
        "how (long|much|much longer|many|many more) ~ (left|have|remain|remaining|got|go|used"
        "|spent|taken|end|until|over|been) ...",
        "(what|how much) is left ~ (clock|time) ...",
        "(are we|am i) ~ (late|over|behind|short|in time|on time|on schedule) ...",
        "WANT ~ time check ...",
        "time (left|remaining|limit|check|used) ...",
    ),
    "wait": (
        "(WANT ~ )?(give|allow|take|have|need|use|want|spare|spend|get) ~ MOMENT ...",
        "(WANT|i am|am|still|i need|i have) ~ (think|thinking|reflect|consider|gather|collect"
        "|organise|organize|sort|(?<=to )recall|(?<=me )recall|process|figure|sketch|note|jot"
        "|scribble|write|draw|look|read|work) ~ (this|that|it|my|one|something|notes?|down|out"
        "|first|second|moment|minute|while|sec|question|about|through|over) ...",
        "(wait|hold|hang|bear)(?! (what|which|how|why|who|where|when|is|are|do|did|can|could)) ~"
        " (MOMENT|me|on) ...",
        "(i am )?(still )?(thinking|working on (it|that|this)) ...",
        "(WANT )?have a think ...",
        "WANT ~ (think|wait)( for)?",
        "i am not (done|finished|ready) ...",
        "not (done|finished|ready) yet",
    ),
    "done": (
        "i (do not|can not) (have|say|think of|add) ~ (more|else|further) ...",
        "(that|this|it|there) ((is|was|has to be|must be|will be|would be|concludes|sums|wraps"
        "|covers|completes|ends) )((about|more or less|all|of|my|the|full|whole|complete|final"
        "|end) ){0,4}(all|it|everything|answer|end|up|enough)( (i|we|that|have|can|had|know|for"
        "|to|say|from|me|my|side|now|on|this|one|here|of|the|question|answer|remember|think|want"
        "|wanted|got|would|add|could))*",
        "((i|there|have|do|is|not|no) )*(nothing|no|anything)( (more|else|further|left|much"
        "|other|things?|new|points?))+( (to|add|say|from|me|my|side|here|on|this|that|one|comes"
        "|come|mind|i|can|could|think|of|have|at|all|now|for|question|would))*",
        "(that|this|it) (covers|concludes|sums|wraps) (it|that|everything|all|my answer)( up)?",
        "(that|this|it) is (as much as|what|how|the best|the most|as far as) i (would|can|could"
        r"|will|have|know|remember|got|think)( \w+){0,3}",
        "that is (that|what)",
        "(that|this|it) (answers|should answer|would answer) (it|that|the question|your question)",
        "you can (go on|continue|proceed|move on|go ahead) ...",
        "(i have|have|i) (said|covered|given|told you|mentioned) (it all|all|everything) ...",
        "(i am )?(done|finished|through)",
        "(i am )?(done|finished|happy|satisfied|good|through|set|ready)( (with|to|on|now|here"
        "|that|this|it|my|answer|move|go|for|question|one|say|as|is))+",
        "((i will|i can|i am going to|ME( to)?|let us) )?(stop|finish|end|conclude|leave|stick"
        "|rest|stay|go|keep) ~ (there|here|at that|with (that|this)|on that|at this|as it is|my"
        " answer|my case)",
        "((you can|let us|i) )?(submit|take) (that|this|it|my) ((as|my|the|for|final) )*answer",
    ),
    "dont-know": (
        "(((this|that|it)( one)? )?(i|we) )?NOT ~ (know|remember|recall|say|tell you|think of"
        "|come up|heard|seen|studied|learned|learnt|worked|used|encountered|come across|came"
        " across|covered|answer|ideas?|clue|experience|respond|knowledge) ...",
        "i have got nothing",
        "i have only (heard|seen|read) ...",
        "i can not help (you )?(there|here|with (that|this|it)) ...",
        "(that|this|it) is (a gap|one of my gaps|not something) ...",
        "not something ~ i (know|have|can|am) ...",
        "(that|this|it) is (outside|not in|beyond|out of) my ...",
        "((i|we) )?(have )?never ~ (heard|seen|studied|learned|learnt|worked|used|encountered"
        "|come across|came across|covered|touched|known|understood|met|done|looked) ...",
        "((i|we) )?((have|got|have got|am) )?(no|not a|not any|not the|not) ((good|clear|real"
        "|very|too|least|at all) ){0,2}(idea|clue|memory|answer|knowledge|aware|familiar|sure"
        "|certain) ...",
        "(this|that|it|this one|that one) is (new to me|not familiar|not something i|nothing i"
        "|something i (NOT|never|have never)) ...",
        "i would (have to|need to) (look|read|check|think|guess|ask) ~ (up|it|that|this)",
        "(i )?(would|can|could) (only )?(be )?(guess|guessing)( (at|on|about|with|here|there|this"
        "|that|it|one|if|i|answer|answered|tried|anything|said))*",
        "(it|that|this|the answer|the word)( one)? ((is|has|completely|totally) ){0,2}(escapes"
        "|beats|gone|slipped|went out of|left) ...",
        "my (mind|head|memory) ~ (blank|gone|empty|went|lost) ...",
    ),
}  # fmt: skip
"""Patterns by intent; where several match, the first is meant."""
