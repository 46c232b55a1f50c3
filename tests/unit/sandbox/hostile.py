"""What hostile input makes of a parser."""

import os
import time


def count(data: bytes, *, times: int = 1) -> int:
    print("a library talks")
    return len(data) * times


def hog(data: bytes) -> int:
    return len(bytearray(4 << 30))


def loop(data: bytes) -> None:
    while True:
        pass


def sleep(data: bytes) -> None:
    time.sleep(60)


def crash(data: bytes) -> None:
    os.abort()


def fail(data: bytes) -> None:
    raise ValueError("odd byte")


def recurse(data: bytes) -> None:
    recurse(data)


def chatter(data: bytes) -> str:
    return "a" * 300_000_000


def write(data: bytes) -> None:
    with open(data, "wb") as file:
        file.write(b"a")
