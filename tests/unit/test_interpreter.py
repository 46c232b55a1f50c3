"""Settings of the whole process are as they were once the work is done, whatever comes of it."""

import gc
import sys

import pytest

from contested.interpreter import garbage_left, quick_turns


def test_the_search_for_garbage_goes_on_behind_work_that_failed() -> None:
    @garbage_left()
    def fail() -> None:
        assert not gc.isenabled()
        raise TimeoutError

    with pytest.raises(TimeoutError):
        fail()
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with garbage_left():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_threads_take_turns_as_before_behind_work_that_failed() -> None:
    before = sys.getswitchinterval()

    @quick_turns(before / 10)
    def fail() -> None:
        assert sys.getswitchinterval() == pytest.approx(before / 10)
        raise TimeoutError

    with pytest.raises(TimeoutError):
        fail()
    assert sys.getswitchinterval() == pytest.approx(before)
