"""The tests' own promise: nothing leaves this machine, neither from here nor from a child."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

OUTSIDE = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"


def test_the_tests_cannot_reach_the_network() -> None:
    with pytest.raises(RuntimeError, match=r"getaddrinfo to '192\.0\.2\.1'"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    with socket.socket() as link, pytest.raises(RuntimeError, match="connect to"):
        link.connect(("192.0.2.1", 9))
    with pytest.raises(RuntimeError, match=r"'example\.org'"):
        socket.gethostbyname("example.org")


def test_what_they_start_cannot_either() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OUTSIDE], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "OutsideNetworkError" in done.stderr


def test_this_machine_can_be_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    with socket.socket(socket.AF_UNIX) as local:
        local.bind(str(tmp_path / "s"))
        local.listen()
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(str(tmp_path / "s"))
