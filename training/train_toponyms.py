"""
Trains the weights that find and place toponyms; scores them on texts that they were not trained on.

    python eval/places.py convert CORPUS.xml DOCS.jsonl GOLD.jsonl
    python training/train_toponyms.py DOCS.jsonl GOLD.jsonl [DOCS.jsonl GOLD.jsonl ...] [--folds 2] [--write]

Each text is either learned from or scored, never both: fold f holds every text whose number modulo the folds
is f, in every corpus. With `--write` the weights of all texts go into `data/languages/en/`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from examples import Choices, Example
from fitting import fit_choices, fit_classes

sys.path.insert(0, str(Path(__file__).parent.parent / "eval"))
import places as scoring  # the evaluation beside this folder

from contested.extract.judge import Judge
from contested.extract.language_model import load_language_model
from contested.extract.parsing import plain
from contested.extract.toponyms import WEIGHTS as FINDER
from contested.extract.toponyms import Candidate, ToponymFinder, span_of
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.weights import Weights
from contested.resolve.toponyms import WEIGHTS as RANKS
from contested.resolve.toponyms import Company, NamedWords, ToponymResolver

NEAR = 60.0  # km: a candidate so near to the annotated point is right; else the nearest within FAR
FAR = 161.0
FINDER_STRENGTH, RANKS_STRENGTH = 1.0, 1.0
WORDY = ("before=", "behind=", "title=", "end=")  # features that name a word of the text
LEAST_TEXTS = 4  # of each corpus must have such a word: else it is the corpus's matter, not the language's
LANGUAGES = Path(__file__).parent.parent / "src" / "contested" / "data" / "languages"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text as the language model reads it, with its annotated places."""

    corpus: str
    number: int
    name: str
    text: str
    doc: Any
    gold: list[dict[str, Any]]


def read_corpora(files: Sequence[Path]) -> list[Annotated]:
    """All texts, read by the language model."""
    nlp = load_language_model()
    found = []
    for docs, gold in zip(files[::2], files[1::2], strict=True):
        places = scoring.by_document(gold)
        records = [json.loads(line) for line in docs.read_text("utf-8").splitlines() if line.strip()]
        read = nlp.pipe((plain(r["text"]) for r in records), batch_size=8, disable=["parser", "lemmatizer"])
        for number, (record, doc) in enumerate(zip(records, read, strict=True)):
            found.append(
                Annotated(docs.stem, number, record["id"], record["text"], doc, places.get(record["id"], []))
            )
    return found


def finder_examples(texts: Sequence[Annotated], finder: ToponymFinder) -> Iterator[Example]:
    """Whether each candidate is one of the annotated names."""
    found = [(text, finder.candidates(text.doc, text.text)) for text in texts]
    common = _common_words(found)
    for text, candidates in found:
        for candidate in candidates:
            right = any(_is_it(span_of(text.doc, candidate), gold) for gold in text.gold)
            features = [f for f in candidate.features if f in common or not f.startswith(WORDY)]
            yield Example(features, "yes" if right else "no", text.name)


def _common_words(found: Sequence[tuple[Annotated, list[Candidate]]]) -> set[str]:
    """The features with words that every corpus has in several texts."""
    texts: dict[str, Counter[str]] = {}
    for text, candidates in found:
        seen = {f for candidate in candidates for f in candidate.features if f.startswith(WORDY)}
        texts.setdefault(text.corpus, Counter()).update(seen)
    return set.intersection(
        *({f for f, n in counts.items() if n >= LEAST_TEXTS} for counts in texts.values())
    )


def _is_it(span: tuple[int, int], gold: dict[str, Any]) -> bool:
    """Whether a candidate and an annotation are about the same words: most of the longer one is shared."""
    shared = min(span[1], gold["end"]) - max(span[0], gold["start"])
    return shared * 2 > max(span[1] - span[0], gold["end"] - gold["start"])


def form_of(candidates: Sequence[Candidate], text: Annotated, gold: dict[str, Any]) -> str | None:
    """How the finder would give annotated words; None where it never proposes them."""
    found = [c for c in candidates if _is_it(span_of(text.doc, c), gold)]
    same = [c for c in found if span_of(text.doc, c) == (gold["start"], gold["end"])]
    return (same or found)[0].form if found else None


def rank_choices(
    texts: Sequence[Annotated], finder: ToponymFinder, resolver: ToponymResolver
) -> Iterator[Choices]:
    """The candidates of each annotated name, and which of them lie at its point."""
    for text in texts:
        candidates = finder.candidates(text.doc, text.text)
        named, gold = [], []
        for one in sorted(text.gold, key=lambda one: one["start"]):
            form = form_of(candidates, text, one)
            if form and one["lat"] is not None:
                quote = scoring.quote_of(text.text, one)
                named.append(NamedWords(quote=quote, form=form))
                gold.append(one)
        groups = resolver.groups(named, text.text)
        for _ in range(2):  # the company after the first round, as in use
            company = Company(groups)
            rows = [resolver.features(group, company) if group.hits else [] for group in groups]
            for group in groups:
                if group.hits:
                    group.choice = resolver._weighed(group, company)
        for group, features in zip(groups, rows, strict=True):
            if len(group.hits) < 2 or group.form in ("people", "short"):
                continue
            distances = [scoring.km(gold[group.at[0]], hit.place) for hit in group.hits]
            limit = NEAR if min(distances) <= NEAR else FAR
            right = [distance <= limit for distance in distances]
            if any(right) and not all(right):
                yield Choices([list(row) for row in features], right, text.name)


def as_weights(judge: Judge, name: str) -> Weights:
    """A judge of one or two classes as a table of weights."""
    column = (
        judge.weights[:, 0]
        if len(judge.classes) == 1
        else (judge.weights[:, judge.classes.index("yes")] - judge.weights[:, judge.classes.index("no")])
    )
    return Weights(
        name, {f: round(float(column[row]), 3) for f, row in judge.rows.items() if abs(column[row]) >= 0.005}
    )


def train(texts: Sequence[Annotated], gazetteer: Gazetteer) -> tuple[Weights, Weights]:
    """The weights of finding and of ranking, from texts."""
    finder = ToponymFinder(gazetteer=gazetteer, weights=Weights(FINDER, {}))
    found = fit_classes(FINDER, list(finder_examples(texts, finder)), strength=FINDER_STRENGTH)
    ranks = Weights(
        RANKS, {f"order={order}": -2.0 * order for order in range(4)} | {"in the place named beside it": 4.0}
    )
    for _ in range(2):  # ranks learn from the company that ranks choose
        resolver = ToponymResolver(gazetteer=gazetteer, weights=ranks)
        ranked = fit_choices(RANKS, list(rank_choices(texts, finder, resolver)), strength=RANKS_STRENGTH)
        ranks = as_weights(ranked, RANKS)
    return as_weights(found, FINDER), ranks


def predict(
    texts: Sequence[Annotated], gazetteer: Gazetteer, found: Weights, ranks: Weights
) -> dict[str, Any]:
    """The places of texts, by name of the text, in the exchange format."""
    finder = ToponymFinder(gazetteer=gazetteer, weights=found)
    resolver = ToponymResolver(gazetteer=gazetteer, weights=ranks)
    answers = {}
    for text in texts:
        toponyms = finder.find(text.doc, text.text)
        named = [NamedWords(quote=toponym.quote, form=toponym.form) for toponym in toponyms]
        answers[text.name] = scoring.records(toponyms, resolver.resolve(named, text.text))
    return answers


def crossvalidate(texts: Sequence[Annotated], folds: int, gazetteer: Gazetteer) -> None:
    """Prints the figures of each corpus, every text scored by weights that never saw it."""
    answers: dict[str, dict[str, Any]] = {}
    for fold in range(folds):
        weights = train([text for text in texts if text.number % folds != fold], gazetteer)
        held = [text for text in texts if text.number % folds == fold]
        for corpus in {text.corpus for text in held}:
            own = [text for text in held if text.corpus == corpus]
            answers.setdefault(corpus, {}).update(predict(own, gazetteer, *weights))
    for corpus, predicted in sorted(answers.items()):
        gold = {text.name: text.gold for text in texts if text.corpus == corpus}
        print(
            corpus, "  ".join(f"{name} {value:.3f}" for name, value in scoring.score(gold, predicted).items())
        )


def write(weights: Weights, *, about: str) -> None:
    """Puts weights into the language's folder."""
    lines = [f"# {about}\n", *(f"{name}\t{value:g}\n" for name, value in sorted(weights.values.items()))]
    (LANGUAGES / "en" / f"{weights.name}.tsv").write_text("".join(lines), "utf-8")


def main() -> None:
    """Cross-validates, and writes the weights where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="DOCS GOLD")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = read_corpora(options.files)
    gazetteer = Gazetteer.open()
    crossvalidate(texts, options.folds, gazetteer)
    if options.write:
        about = f"made by training/train_toponyms.py from {len(texts)} texts; feature, tab, weight"
        for weights in train(texts, gazetteer):
            write(weights, about=about)


if __name__ == "__main__":
    main()
