"""Network: only public addresses are connected to, the one that was checked, and nothing takes for ever."""

from __future__ import annotations

import httpcore
import pytest

from ingest.fetching.limits import NotFetchedError
from ingest.fetching.network import CheckedNetwork, name_private
from tests.ingest.fetching.conftest import Server


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"), ("127.8.9.10", "loopback"), ("::1", "loopback"), ("::ffff:127.0.0.1", "loopback"),
        ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"), ("192.168.1.1", "private"),
        ("100.64.0.1", "private"), ("198.18.0.1", "private"), ("192.0.2.1", "private"), ("fc00::1", "private"),
        ("fd12:3456::1", "private"), ("::ffff:10.0.0.1", "private"), ("2002:0a00:0001::1", "private"),
        ("64:ff9b::a00:1", "private"), ("64:ff9b::7f00:1", "loopback"), ("2001:db8::1", "private"), ("2001::1", "private"),
        ("169.254.169.254", "link-local"), ("fe80::1", "link-local"), ("fe80::1%eth0", "link-local"),
        ("::ffff:169.254.169.254", "link-local"), ("0.0.0.0", "unspecified"), ("::", "unspecified"), ("0.1.2.3", "private"),
        ("224.0.0.1", "multicast"), ("239.255.255.250", "multicast"), ("ff02::1", "multicast"), ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"), ("::7f00:1", "reserved"),
        ("8.8.8.8", ""), ("93.184.216.34", ""), ("2606:2800:220:1::1", ""), ("::ffff:8.8.8.8", ""), ("64:ff9b::808:808", ""),
        ("172.32.0.1", ""), ("100.128.0.1", ""),
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_every_spelling(address: str, kind: str) -> None:
    assert kind in name_private(address)
    assert bool(name_private(address)) is bool(kind)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.1", "0x7f000001", "2130706433", "0"]
)
def test_this_machine_is_not_connected_to(host: str) -> None:
    with pytest.raises(NotFetchedError, match="--allow-private"):
        CheckedNetwork().connect_tcp(host, 80)


@pytest.mark.parametrize(
    "answers", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["2606:2800:220:1::1", "::ffff:192.168.0.1"]]
)
def test_a_name_that_leads_to_a_private_address_is_refused(answers: list[str]) -> None:
    with pytest.raises(NotFetchedError, match=r"news\.example leads to a .* address"):
        CheckedNetwork(resolver=lambda _host, _port: answers).connect_tcp("news.example", 80)


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(server: Server) -> None:
    asked: list[str] = []

    def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.put("/", "here")
    network = CheckedNetwork(allow_private=True, resolver=resolver)
    with httpcore.ConnectionPool(network_backend=network) as pool:
        answer = pool.request("GET", f"http://news.example:{server.host.partition(':')[2]}/")
    assert (answer.content, asked) == (b"here", ["news.example"])
    assert server.asked[0].headers["Host"].startswith("news.example:")


def test_a_name_that_nobody_knows_is_told() -> None:
    def resolver(host: str, _port: int) -> list[str]:
        raise OSError(host)

    with pytest.raises(httpcore.ConnectError, match=r"no host of the name news\.example"):
        CheckedNetwork(resolver=resolver).connect_tcp("news.example", 80)


def test_a_request_that_has_used_its_time_ends(server: Server) -> None:
    network = CheckedNetwork(allow_private=True)
    network.allow(0.0)
    with pytest.raises(httpcore.ReadTimeout):
        network.connect_tcp("127.0.0.1", int(server.host.partition(":")[2]))
