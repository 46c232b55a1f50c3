"""What Python does for the whole process, told to wait or to hurry while something is made in one go."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left() -> Iterator[None]:
    """
    Leaves the search until the work is done.

    A report, or the cells of a place, are made of very many objects that live as long as it: searching them
    over and over took an eighth of the processor time of extraction, and one search of everything can take
    longer than a new claim. One search behind the work finds as much.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@contextmanager
def quick_turns(seconds: float = 0.0005) -> Iterator[None]:
    """
    Threads that ask for Python's lock get it after half a millisecond, not five.

    A thread that mostly works without the lock (the network's) needs it for a moment between two pieces of
    work: a sixth of its time went into waiting for a thread that never lets go of it by itself.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
