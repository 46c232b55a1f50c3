"""Python's search for unreachable cycles, put off while something is made in one go."""

import gc
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
