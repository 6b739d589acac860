"""A port is ours alone from the moment it is chosen, and open to our own workers."""

from __future__ import annotations

import socket

import pytest

from antu.kernel.errors import BadInput, OutsideMissing
from antu.site.ports import FIRST, claim_port

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])


def test_a_taken_port_is_refused_with_exit_status_3() -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        with pytest.raises(OutsideMissing, match="已被占用") as refused:
            claim_port(HOST, other.getsockname()[1])
        assert refused.value.exit_status == 3


def test_a_claimed_port_cannot_be_claimed_again_before_anybody_listens() -> None:
    claim = claim_port(HOST, free_port())
    with claim.socket, pytest.raises(OutsideMissing):
        claim_port(HOST, claim.port)


def test_without_a_wish_the_next_free_port_is_claimed() -> None:
    first = claim_port(HOST, None)
    with first.socket:
        second = claim_port(HOST, None)
        with second.socket:
            assert second.port > first.port >= FIRST


def test_a_worker_may_listen_on_the_claimed_port() -> None:
    claim = claim_port(HOST, free_port())
    with claim.socket, socket.socket() as worker:
        worker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        worker.bind((HOST, claim.port))
        worker.listen()
        socket.create_connection((HOST, claim.port)).close()


def test_an_address_of_another_machine_cannot_be_served() -> None:
    with pytest.raises(OutsideMissing, match="不能在"):
        claim_port("192.0.2.1", 8123)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_bad_input(port: int) -> None:
    with pytest.raises(BadInput, match="65535"):
        claim_port(HOST, port)
