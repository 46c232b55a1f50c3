"""What the benchmarks of reading share: the clock's and the processor's seconds, and those of the peer."""

import time
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray

from contested.extract.word_vectors import one_thread
from contested.model.report import Report

Seconds = NDArray[np.float64]  # by the clock, by processor time


def whole_pipeline(path: Any) -> Any:
    """The language pipeline as its package ships it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(path, exclude=["senter"])


def parsing(reports: Sequence[Report], peer: Any) -> Seconds:
    """Seconds in which the peer reads all words."""
    began = now()
    with one_thread():
        for _ in peer.pipe((report.text for report in reports), batch_size=16):
            pass
    return now() - began


def now() -> Seconds:
    """The clock's seconds and the processor's."""
    return np.array([time.perf_counter(), time.process_time()])


def pair(values: Seconds, form: str = ".2f") -> str:
    """By the clock, and in brackets by processor time."""
    return f"{values[0]:{form}} ({values[1]:{form}})"


def spread(ratios: Sequence[Seconds]) -> str:
    """The median of some ratios, the least and the most."""
    middle, least, most = np.median(ratios, axis=0), np.min(ratios, axis=0), np.max(ratios, axis=0)
    return f"ratio {pair(middle)}, from {pair(least)} to {pair(most)}"
