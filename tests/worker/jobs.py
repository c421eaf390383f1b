"""Jobs that misbehave, for the child that `child.py` starts; they stand there as ``briefer.jobs_for_tests``."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from briefer.errors import SourceEncrypted


def echo(value: object) -> object:
    return value


def shout(data: bytes) -> bytes:
    return data.upper()


def chatter(words: str) -> str:
    print(words)
    os.write(1, words.encode())
    os.write(2, words.encode())
    return words


def refuse() -> None:
    raise SourceEncrypted("“x.pdf” is encrypted and wants a password.", "Ask whoever has it.")


def stumble() -> None:
    raise KeyError("the text of a secret article")


def die() -> None:
    os._exit(7)


def spin() -> None:
    while True:
        pass


def stubborn(data: bytes, name: str) -> None:
    spin()


def swallow() -> int:
    return len(b"x" * (4 << 30))


def creep() -> int:
    kept = []
    while True:
        kept.append(bytearray(os.urandom(1)) * (4 << 20))


def sleep() -> None:
    time.sleep(600)


def steps(progress: Callable[[float], None]) -> str:
    for step in range(5):
        progress(step / 4)
    return "done"


def who() -> int:
    return os.getpid()


def grow() -> None:
    sys.modules[__name__].__dict__["kept"] = bytearray(b"x") * (600 << 20)


def surroundings() -> dict[str, object]:
    return {"environment": dict(os.environ), "folder": os.getcwd(), "files": os.listdir(".")}


def unplain() -> object:
    return object()


def _private() -> None:
    raise AssertionError("not a job")


def escape(way: str) -> str:
    try:
        if way == "socket":
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        elif way == "lookup":
            socket.getaddrinfo("example.org", 80)
        elif way == "program":
            subprocess.run([sys.executable, "-c", "pass"], check=False)
        elif way == "system":
            os.system("true")
        else:
            os.fork()
    except PermissionError:
        return "refused"
    return "escaped"
