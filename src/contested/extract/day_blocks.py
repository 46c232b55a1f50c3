"""What speaks for each day that a deed may have, in blocks of features that they share."""

from collections import Counter
from collections.abc import Sequence

from contested.extract import day_features as names
from contested.extract.blocks import Block, one_of_each
from contested.extract.dating import Calendar, Dated, Deed, Option, Support, nearness, steps_between
from contested.extract.syntax import clause_head

_BREAKS = frozenset({",", ";", "and", "but", "while", "after", "before", "when", "which"})
_HEAD = 3  # sentences at the head of a report
# The block of a function of `day_features` and its arguments; equal ones are one object.
_block = one_of_each()


def day_blocks(deed: Deed, before: Sequence[Dated], calendar: Calendar) -> list[list[Block]]:
    """
    The features of each of a deed's options.

    Args:
        deed: What is to be dated.
        before: The deeds that were dated before it, with options of the same calendar.
        calendar: The days of the report.
    """
    asked = _DayBlocks(deed, before, calendar)
    return [asked.of_option(option) for option in calendar.options(deed)]


class _DayBlocks:
    """The blocks of one deed's options; what several of them share is made once."""

    def __init__(self, deed: Deed, before: Sequence[Dated], calendar: Calendar) -> None:
        self._deed = deed
        self._before = before
        self._calendar = calendar
        self._headline = calendar.is_headline(deed)
        self._lemma = deed.token.lemma_.lower()
        self._verb = clause_head(deed.token)
        self._own = [s for s in calendar.in_sentence(deed.sentence) if s.mention.days is not None]
        nearest_first = sorted(self._own, key=lambda support: nearness(support, deed))
        at = deed.token.i
        in_words = sorted(self._own, key=lambda s: abs((s.token.i if s.token is not None else 0) - at))
        self._ranks = {id(support): rank for rank, support in enumerate(nearest_first)}
        self._ranks_in_words = {id(support): rank for rank, support in enumerate(in_words)}
        self._of_deed: dict[str, list[Block]] = {}
        self._alike = self._alike_before()
        self._times = Counter(id(dated.option) for dated in before)

    def of_option(self, option: Option) -> list[Block]:
        """The features of one of the deed's options."""
        deed = self._deed
        nearest = self._nearest(option)
        apart = nearest.mention.sentence - deed.sentence if nearest is not None else 0
        where = "none" if nearest is None else "own" if apart == 0 else "before" if apart < 0 else "after"
        if (shared := self._of_deed.get(where)) is None:
            shared = self._of_deed[where] = self._deed_blocks(where)
        blocks = [*shared, *self._history(option, where)]
        if nearest is not None:
            blocks += self._words(option, nearest, where)
        if option.days is not None:
            width, age = self._calendar.stretch(option)
            blocks.append(_block(names.days, where, width, age, deed.event, deed.modality))
        return blocks

    def _nearest(self, option: Option) -> Support | None:
        if len(option.supports) == 1:
            return option.supports[0]
        return min(option.supports, key=lambda support: nearness(support, self._deed), default=None)

    def _deed_blocks(self, where: str) -> list[Block]:
        """What the deed and its sentence tell, by where the words of the day stand."""
        deed, calendar, verb, own = self._deed, self._calendar, self._verb, self._own
        token = deed.token
        helpers = sorted([child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")])
        beside = [
            child.lower_
            for child in token.children
            if child.dep_ in ("det", "amod") and child.pos_ in ("DET", "PRON", "ADJ")
        ]
        tense = f"{verb.tag_},{','.join(helpers)}"
        blocks = [
            _block(names.deed, where, deed.event, deed.modality),
            _block(names.trigger, where, self._lemma),
            _block(names.form, where, token.tag_, token.dep_, tense, tuple(beside)),
            _block(
                names.page,
                where,
                min(len(own), 2),
                sum([not support.on_saying for support in own]),
                min(deed.sentence, 4),
                self._headline,
                calendar.anchor is not None,
                calendar.gives(deed.sentence),
                calendar.is_spoken(deed),
            ),
        ]
        if turns := calendar.turns(deed.sentence):
            blocks.append(_block(names.turns, where, tuple([(word, of is verb) for word, of in turns])))
        if self._before:
            last, same = self._before[-1], self._alike[0]
            apart = min(deed.sentence - last.deed.sentence, 3)
            of_event = _kind(same[-1]) if same else None
            blocks.append(_block(names.last, where, _kind(last.option), apart, of_event))
        return blocks

    def _words(self, option: Option, nearest: Support, where: str) -> list[Block]:
        """What the words of a day tell."""
        mention, said, lead = nearest.mention, nearest.on_saying, nearest.lead
        times, event = min(len(option.supports), 4), self._deed.event
        told = _block(names.words, where, mention.gives, mention.is_core, lead, said, times, event)
        others = self._own_words(nearest) if where == "own" else self._words_elsewhere(option, nearest, where)
        return [told, *others]

    def _own_words(self, support: Support) -> list[Block]:
        """How an expression stands to the deed in the sentence that both share."""
        token, trigger = support.token, self._deed.token
        if token is None:
            return []
        kind = support.on_saying, support.mention.gives
        before = token.i < trigger.i
        clause, other = clause_head(token), self._verb
        if clause is other:
            place = "same"
        elif other in clause.subtree:
            place = "above"  # the expression stands on a clause that governs the deed's
        elif clause in other.subtree:
            place = "below"
        else:
            place = "beside"
        steps = min(steps_between(token, trigger), 7)
        inside = token is trigger or token in trigger.subtree
        between = token.doc[min(token.i, trigger.i) + 1 : max(token.i, trigger.i)]
        verbs = min(sum([word.pos_ == "VERB" for word in between]), 3)
        broken = any(word.lower_ in _BREAKS for word in between)
        rank, in_words = self._ranks[id(support)], self._ranks_in_words[id(support)]
        of = min(len(self._own), 3)
        return [
            _block(names.own_way, before, steps, place, (other.dep_, clause.dep_), inside, *kind),
            _block(names.own_between, before, verbs, broken, *kind),
            _block(names.own_rank, rank, of, in_words, support.is_first, *kind),
            _block(names.own_lead, support.lead, place, *kind),
        ]

    def _words_elsewhere(self, option: Option, nearest: Support, where: str) -> list[Block]:
        """How far an expression of another sentence is, and what the two sentences share."""
        deed, calendar = self._deed, self._calendar
        at, said, sentences = nearest.mention.sentence, nearest.on_saying, calendar.reading.sentences
        apart = abs(at - deed.sentence)
        far = str(apart) if apart < 4 else "4-7" if apart < 8 else "far"
        together = sentences[at].segment == sentences[deed.sentence].segment
        between = min(calendar.dated_between(at, deed.sentence), 3)
        place = deed.place is not None and deed.place in sentences[at].text.lower()
        leads = any(support.mention.sentence < _HEAD for support in option.supports)
        headline = self._headline if leads else None
        alone = len(calendar.in_sentence(at)) == 1
        lemma = calendar.has_lemma(at, self._lemma)
        first, own = nearest.is_first, bool(self._own)
        return [
            _block(names.elsewhere, where, far, together, said, own, first, between),
            _block(names.shared, where, far, said, lemma, place, headline, alone),
        ]

    def _history(self, option: Option, where: str) -> list[Block]:
        """Whether the deeds before it have the same day."""
        if not self._before:
            return [_block(names.first_deed, where)]
        deed, last = self._deed, self._before[-1]
        apart = deed.sentence - last.deed.sentence
        near = str(apart) if 0 <= apart < 3 else "far"
        joined = self._joined() if apart == 0 else None
        events = (last.deed.event, deed.event) if apart == 0 else (deed.event,)
        memories = tuple([self._memory(alike, option) if alike else None for alike in self._alike])
        share = round(self._times[id(option)] / len(self._before) * 4)
        return [
            _block(names.as_last, where, last.option is option, near, where == "own", joined, events),
            _block(names.as_alike, where, memories, share),
        ]

    def _joined(self) -> bool:
        """Whether the deed before it stands in its clause or governs it."""
        last, token = self._before[-1].deed.token, self._deed.token
        return clause_head(last) is self._verb or token in last.subtree

    def _memory(self, alike: Sequence[Option], option: Option) -> tuple[bool, bool, bool | None]:
        """Whether the last deed of some, any, and for a headline the first one, has an option."""
        some = any(one is option for one in alike)
        return alike[-1] is option, some, alike[0] is option if self._headline else None

    def _alike_before(self) -> list[list[Option]]:
        """The options of earlier deeds that are like this one, for each of `names.ALIKE`."""
        deed, before = self._deed, self._before
        of_event = [one for one in before if one.deed.event == deed.event]
        of_lemma = [one for one in before if one.deed.token.lemma_ == deed.token.lemma_]
        of_place = [one for one in before if deed.place is not None and one.deed.place == deed.place]
        of_both = [one for one in of_event if one.deed.place == deed.place]
        return [[one.option for one in alike] for alike in (of_event, of_lemma, of_place, of_both)]


def _kind(option: Option) -> str:
    return "none" if option.days is None else "words"
