"""Features in blocks that hang on a few plain values: weighed once, however many share them."""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from itertools import chain

_Names = Callable[..., Iterable[str]]


class Block:
    """
    Features that come together: a function that names them, with its arguments.

    Equal blocks are one object, so a judge need add up the weights of each only once, and finds the sum by
    identity; reports repeat most of their blocks.
    """

    __slots__ = ("_function", "_values")

    def __init__(self, function: _Names, *values: Hashable) -> None:
        self._function = function
        self._values = values

    def names(self) -> Iterable[str]:
        """The features."""
        return self._function(*self._values)


def one_of_each() -> Callable[..., Block]:
    """A maker of blocks from a function and its arguments, of which equal ones are one object."""
    return lru_cache(maxsize=30_000)(Block)  # reports repeat them, and memory stays bounded


block = one_of_each()  # of those who may fill a role, and of whom words without a name mean


def names_in(blocks: Iterable[Block]) -> list[str]:
    """The features of some blocks."""
    return list(chain.from_iterable(one.names() for one in blocks))
