"""Keeps a test away from the network and from the person's own briefer folder."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

_LOCAL_NAMES = {"localhost", "localhost.localdomain", ""}


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a briefer folder of its own, so that none sees what another, or the developer, left."""
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("BRIEFER_LIBRARY", raising=False)


class _Guard:
    """Refuses connections, and remembers them: a thread's failure would otherwise go unseen."""

    def __init__(self, *, loopback: bool) -> None:
        self.loopback = loopback
        self.refused: list[str] = []

    def check(self, what: str, host: object) -> None:
        if self.loopback and _is_loopback(host):
            return
        sentence = f"a test tried to {what} {host!r}; nothing of ours may reach the network"
        self.refused.append(sentence)
        # pytest's own outcome is no Exception: code under test that catches OSError must not hide it.
        pytest.fail(sentence)


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return False
    if host.lower() in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Refuse every connection that leaves the machine, and those to the machine itself without the `loopback` mark."""
    guard = _Guard(loopback=request.node.get_closest_marker("loopback") is not None)

    def refusing(original: Any) -> Any:
        def call(sock: socket.socket, *args: Any) -> Any:
            if sock.family != getattr(socket, "AF_UNIX", None):
                address = args[-1]
                guard.check("connect to", address[0] if isinstance(address, tuple) else address)
            return original(sock, *args)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))

    def resolving(original: Any) -> Any:
        def call(host: Any, *args: Any, **named: Any) -> Any:
            guard.check("look up", host)
            return original(host, *args, **named)

        return call

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, resolving(getattr(socket, name)))

    yield
    if guard.refused:
        pytest.fail(guard.refused[0])
