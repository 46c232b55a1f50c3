"""Why a claim reads as it does: each decision with its answer, what spoke for it, and what came second."""

from dataclasses import dataclass

from contested.model.actor import SideId
from contested.model.text import ClaimId, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLine:
    """A line of a data file that bore on a decision; an analyst who disagrees changes it there."""

    file: str  # below the package's data: "languages/en/events/capture.toml"
    line: int  # counted from 1
    key: str  # "trigger.seize.lemma", "modality.planned.auxiliaries"
    word: str | None  # the entry of that line that fitted: "retake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Features that say the same thing, and what they add: log-odds of the answer against the runner-up."""

    says: str
    weight: float  # > 0 speaks for the answer
    features: tuple[str, ...]  # as the judge names them; empty where no judge's feature is behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another answer that was possible."""

    says: str
    share: float
    side: SideId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One question about a claim, and how it was answered."""

    asks: str  # "event", "actor", "target", "place", "modality", "time", "attribution", "count"
    says: str  # the answer in words: an event type, the words of a name, "nobody"
    decided_by: str  # "judge", or the rule: "rule: subj"
    quote: Quote | None = None  # the words that the answer stands on
    stands_for: Quote | None = None  # whom these words mean: of "they", of an implied party
    side: SideId | None = None
    share: float | None = None  # of the judge's belief, not calibrated; None where a rule decided
    parse: str | None = None  # the way through the parse: "recaptured -nsubj-> army"
    lines: tuple[DataLine, ...] = ()
    reasons: tuple[Reason, ...] = ()  # strongest first; all of them add up to the log-odds
    rivals: tuple[Rival, ...] = ()  # likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReasons:
    """All decisions behind one claim, made again from its report."""

    claim: ClaimId  # as made again; another id than the stored one where the program reads it otherwise now
    confidence: float
    made_by: str
    decisions: tuple[Decision, ...]
    note: str | None = None  # what changed since the claim was stored
