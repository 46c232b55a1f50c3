"""What the judges' features say, in words; a feature that has none here goes by its name."""

import re
from collections.abc import Mapping
from functools import cache

_BASES: Mapping[str, str] = {
    "subj": "the one who does it",
    "obj": "the one that it is done to",
    "poss": "a possessor",
    "compound": "the noun before",
    "amod": "an adjective",
    "of": "after “of”",
    "by": "after “by”",
    "head": "the noun that it belongs to",
    "governor": "what governs it",
    "particle": "a particle",
    "comp": "its clause",
    "clause": "a clause on it",
    "attr": "what it is said to be",
    "advmod": "an adverb",
    "npadvmod": "a measure beside it",
}
_NOWHERE: Mapping[str, str] = {
    "away": "named in another sentence",
    "implied": "implied by the report",
    "aside": "elsewhere in the sentence",
    "above": "what the trigger hangs on",
    "unparsed": "in a sentence without a parse",
    "implied rather than none": "implied by the report, rather than nobody",
    "nearest": "the nearest in the sentence",
    "scene": "the place that the report is at",
    "none": "nothing stands where it would count",
    "no candidate": "nothing in reach",
    "the event has no target": "such an event has none",
}


def relation_words(relation: str) -> str:
    """
    How a word stands to the trigger.

    Example:
        >>> relation_words("up:prep:in"), relation_words("subj&")
        ('after “in” (of the clause above)', 'in a list with the one who does it')
    """
    if relation in _NOWHERE:
        return _NOWHERE[relation]
    if relation.endswith("&"):
        return f"in a list with {relation_words(relation[:-1])}"
    if relation.startswith("up:"):
        return f"{relation_words(relation[3:])} (of the clause above)"
    if relation.startswith("below:"):
        return f"below the trigger ({relation[6:]})"
    if ">" in relation:
        outer, _, inner = relation.partition(">")
        return f"{_base(inner)} inside {relation_words(outer)}"
    if "+of" in relation:
        return f"{relation_words(relation.replace('+of', ''))} … of"
    return _base(relation)


def _base(relation: str) -> str:
    if relation in _BASES:
        return _BASES[relation]
    for prefix in ("prep:", "cprep:"):
        if relation.startswith(prefix):
            return f"after “{relation.removeprefix(prefix)}”"
    if relation.startswith("v") and relation[1:].split(":")[0] in (*_BASES, "prep", "cprep"):
        return f"{_base(relation[1:])} (of the verb that it belongs to)"
    return f"after “{relation}”" if relation.islower() else relation


# Core of a feature -> what it says; {0} is what the group matched, {relation} a relation in words.
_SAYINGS: tuple[tuple[str, str], ...] = (
    # any judge
    (r"open\|(.+)", "left open: {0}"),
    (r"bias|none|somebody|outlet", "how common such an answer is"),
    # events
    (r"l=(.+)", "the word is “{0}”"),
    (r"fired=(.+)", "line {0} fires"),
    (r"fires=none", "no line of the data fires"),
    (r"fires=(.+)", "a line for {0} fires"),
    (r"resembles=(.+)", "a line for {0} nearly fires"),
    (r"a=(v?c?prep:[^:]+|[^:]+):(.+)", "{relation}: of the class {1}"),
    (r"w=(?:.+\|)?([^|]+):([^:|]+)", "{relation}: “{1}”"),
    (r"prep=(.+)", "followed by “{0}”"),
    (r"c=(\w+):(.*)", "has {0} “{1}”"),
    (r"h=(.+)/(.+)", "stands under “{0}” ({1})"),
    (r"hc=(.+)/(.+)", "stands under a word of the class {0} ({1})"),
    (r"n-(\d)=(.+)", "{0} words before: “{1}”"),
    (r"n(\d)=(.+)", "{0} words behind: “{1}”"),
    (r"beside=(.+)", "the sentence also tells of {0}"),
    (r"theme\d?=(.+)", "the report mostly tells of {0}"),
    (r"near=(.+)", "near: {0}"),
    (r"sentence:(\w+)=True", "the sentence names a {0}"),
    (r"sentence:(\w+)=False", "the sentence names no {0}"),
    (r"pos=(.+)|tag=(.+)", "part of speech {0}"),
    (r"ent=(.+)", "part of a name ({0})"),
    # roles
    (r"r=(.+)", "{relation}"),
    (r"k=(.+)", "a {0}"),
    (r"known=True", "a name that the tables know"),
    (r"known=False", "words that no table knows"),
    (r"away=0", "in the trigger's sentence"),
    (r"away=after", "in a later sentence"),
    (r"away=(\d)", "{0} sentences back"),
    (r"side=open", "of a side that stays open"),
    (r"clause=True", "in the trigger's own clause"),
    (r"side=(\w+)", "{0} the trigger"),
    (r"gap=(before|after)([0-4])", "{0} the trigger, distance {1} of 4"),
    (r"between=(before|after)0", "{0} the trigger with no other name between"),
    (r"between=(before|after)(\d)", "{0} the trigger with {1} other names between"),
    (r"clause=False", "in another clause"),
    (r"dep=(.+)", "stands as {0} in the parse"),
    (r"head=(.+)", "hangs on “{0}”"),
    (r"under=(.+)", "after “{0}”"),
    (r"object=(.+)", "what it is done to: {0}"),
    (r"rank=-1", "named after the trigger"),
    (r"rank=(\d)", "{0} other names nearer before it"),
    (r"order=(.+)", "the {0} such name of its sentence"),
    (r"paragraph=True", "in the same paragraph"),
    (r"paragraph=False", "in another paragraph"),
    (r"headline=True", "in the headline"),
    (r"headline=False", "not in the headline"),
    (r"stance=own", "of the outlet's own camp"),
    (r"stance=ally", "allied with the outlet's camp"),
    (r"stance=enemy", "opposed to the outlet's camp"),
    (r"stance=(.+)", "to the outlet's camp: {0}"),
    (r"here=True", "its side is named in the sentence"),
    (r"here=False", "its side is not named in the sentence"),
    (r"recent=long", "its side was last named long ago"),
    (r"recent=(\d)", "its side was named {0} sentences ago"),
    (r"actor=same", "of the actor's own side"),
    (r"actor=other", "of another side than the actor"),
    (r"actor=open", "perhaps of another side than the actor"),
    (r"neutral", "of no armed side"),
    (r"count=(\d)", "named {0} times in the report"),
    (r"is_title=True", "the headline's place"),
    (r"is_title=False", "not the headline's place"),
    (r"is_scene=True", "the place that the report is at"),
    (r"is_scene=False", "not the place that the report is at"),
    (r"place=(.+)", "a {0}"),
    (r"mod=(.+)", "with “{0}” before it"),
    (r"modifies=(.+)", "belongs to “{0}”"),
    (r"told(?:-other)?:(\w+)=-", "no earlier claim to go on with ({0})"),
    (r"told:(\w+)=True", "as in an earlier claim ({0})"),
    (r"told:(\w+)=False", "not as in an earlier claim ({0})"),
    (r"told-other:(\w+)=True", "in the other role of an earlier claim ({0})"),
    (r"told-other:(\w+)=False", "not in the other role of an earlier claim ({0})"),
    (r"rival:(.+)", "another name is {relation}"),
    (r"rivals:direct=True", "another name stands with the trigger"),
    (r"rivals:direct=False", "no other name stands with the trigger"),
    (r"rivals:here=(\w+)", "other names in the sentence: {0}"),
    (r"has:(\w+)=True", "some name is {relation}"),
    (r"has:(\w+)=False", "no name is {relation}"),
    (r"direct=True", "some name stands with the trigger"),
    (r"direct=False", "no name stands with the trigger"),
    (r"any=(\w+)", "any name in reach: {0}"),
    # days
    (r"(?:own|before|after|none):gives=(\w+)", "the words give a {0}"),
    (r"(?:own|before|after|none):lead=(.+)", "the words begin with “{0}”"),
    (r"(?:own|before|after|none):said=True", "the day of saying it"),
    (r"(?:own|before|after|none):said=False", "not the day of saying it"),
    (r"own:steps=(\d)", "{0} steps from the trigger in the parse"),
    (r"own:clause=same", "in the trigger's own clause"),
    (r"own:clause=(\w+)", "in a clause {0} the trigger's"),
    (r"own:rank=(\d)", "{0} days of the sentence stand nearer"),
    (r"own:order=True", "before the trigger"),
    (r"own:order=False", "after the trigger"),
    (r"own:broken=True", "a comma or “and” between it and the trigger"),
    (r"own:broken=False", "no comma or “and” between it and the trigger"),
    (r"own:opens=True|\w+:first=True", "opens its sentence"),
    (r"own:opens=False|\w+:first=False", "does not open its sentence"),
    (r"own:inside=(\w+)", "hangs on the trigger: {0}"),
    (r"own:verbs=(\d)", "{0} verbs between it and the trigger"),
    (r"(?:before|after):far=(.+)", "{0} sentences away"),
    (r"(?:before|after):between=(\d)", "{0} other days between"),
    (r"(?:before|after):same (\w+)", "its sentence has the same {0}"),
    (r"(?:before|after):lead of report", "named at the head of the report"),
    (r"(?:before|after):alone", "the only day of its sentence"),
    (r"as (\w+)=True|as any (\w+)=True", "as an earlier deed ({0})"),
    (r"as (\w+)=False|as any (\w+)=False", "not as an earlier deed ({0})"),
    (r"headline as first (.+)", "the headline's day is that of the first such deed ({0})"),
    (r"(?:\w+:)?age=ahead", "it lies ahead of publication"),
    (r"(?:\w+:)?age=(.+)", "days before publication: {0}"),
    (r"(?:\w+:)?width=(.+)", "a stretch of: {0}"),
    (r"(?:\w+:)?share=(\d)", "how many earlier deeds have that day: {0} of 4"),
    (r"(?:\w+:)?history=(\w+)", "earlier deeds: {0}"),
    (r"times=(\d)", "the day is named {0} times"),
    (r"(?:own|before|after|none):own(?: dates)?=(.*)", "days in the trigger's sentence: {0}"),
    (r"(?:own|before|after|none):(event|modality|lemma|tag|verb|dep|dated|with|turn|at)=(.*)", "{0} {1}"),
    (r"(?:own|before|after|none):last(?: of event)?=(.+)", "the deed before was dated by: {0}"),
    (r"(?:own|before|after|none):spoken=(\w+)", "the trigger stands in speech: {0}"),
    (r"(?:own|before|after|none):headline", "the trigger stands in a headline"),
    (r"own", "in the trigger's own sentence"),
    (r"before", "in an earlier sentence"),
    (r"after", "in a later sentence"),
    # how it is put
    (r"event=(.+)", "as {0} is usually put"),
    (r"own:aux:(.+)", "with “{0}” before it"),
    (r"own:neg", "with “not”"),
    (r"own:mod:(.+)", "with “{0}”"),
    (r"own:mark:(.+)", "opened by “{0}”"),
    (r"own:passive", "in the passive"),
    (r"own:tag:(.+)", "as {0}"),
    (r"own:(.+)", "with {0}"),
    (r"upcue(?:near|far)?:(.+)", "under a word of the cues for {0}"),
    (r"up(?:near|far)?:(?:\w+:)?(.+?)(?:/\w+)?", "under “{0}”"),
    (r"above(?:near|far)?:aux:(.+)", "under a verb with “{0}”"),
    (r"above(?:near|far)?:neg", "under a verb with “not”"),
    (r"above(?:near|far)?:mark:(.+)", "in a clause opened by “{0}”"),
    (r"above(?:near|far)?:(.+)", "under a verb with {0}"),
    (r"path=(.*)", "the way up through the parse: {0}"),
    (r"phrase:(.+)", "“{0}” in the sentence"),
    (r"question", "a question"),
    # speakers
    (r"voice:(.+)", "a speaker of the kind {0}"),
    (r"covers", "the trigger stands in what is said"),
    (r"covers:(.+)", "the trigger stands in what is said ({0})"),
    (r"covered:0", "nobody's words cover the trigger"),
    (r"covered:(.+)", "the trigger stands in what somebody says ({0})"),
    (r"inner:(\d)", "{0} speakers quoted within the speech"),
    (r"outer:(\d)", "{0} speakers around the speech"),
    (r"beyond:(.+)|goes_on.*|here:(.+)|others:(.+)", "a speaker around it, whose words may go on"),
    (r"quoted", "inside a quotation"),
    (r"free", "nobody's words cover the trigger"),
    (r"last:none", "nobody spoke before"),
    (r"last:(.+)", "sentences since somebody spoke: {0}"),
    (r"lead", "the report's first speaker"),
    (r"under(?::(.+))?|aside|meet:(.+)|cue:(.+)", "how the trigger hangs on the cue: {0}"),
    (r"(?:kind|segment):(.+)", "this part of the page ({0})"),
    (r"tag:(.+)", "part of speech {0}"),
    (r"begins:(.+)", "the sentence begins with “{0}”"),
    (r"colon:(.+)", "after a colon ({0} sentences back)"),
    (r"had|root:had", "“had” in the sentence"),
    (r"unparsed", "a sentence without a parse"),
    (r"modal", "a modal verb in the sentence"),
    (r"(first|third)_person", "the {0} person in the sentence"),
    (r"root:(.+)", "the sentence's verb: {0}"),
    (r"up:(\w+)", "in a clause ({0})"),
)


def core(feature: str) -> str:
    """
    The part of a feature that says something by itself; what follows says where it counts.

    Example:
        >>> core("r=subj|capture"), core("none|seize")
        ('r=subj', 'open|seize')
    """
    first, _, rest = feature.partition("|")
    if first in ("outlet", "covers", "beyond", "next") and rest:
        first, _, further = rest.partition("|")
        return further.partition("|")[0] if first in ("free", "covered") and further else first
    if first == "none" and rest:
        first = rest.partition("|")[0]
        return first if "=" in first and in_words(first) != first else f"open|{first}"
    if first.startswith("w=") and rest:
        return feature
    return first if first.endswith("=,") else first.split(",")[0]


@cache
def in_words(name: str) -> str:
    """
    What the core of a feature says.

    Example:
        >>> in_words("r=subj"), in_words("own:aux:must"), in_words("something new")
        ('the one who does it', 'with “must” before it', 'something new')
    """
    for pattern, saying in _SAYINGS:
        if found := re.fullmatch(pattern, name):
            groups = [group for group in found.groups() if group is not None]
            relation = relation_words(groups[0]) if groups else ""
            return saying.format(*groups, "", relation=relation)
    return name
