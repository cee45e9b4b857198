"""The doorkeeper: keys where they are set, so many requests a minute, and nothing too large to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import openai
import pytest

from retrieval import UsageError
from serving.desk import Desk
from serving.keys import AccessKeys
from tests.serving.conftest import get, post

pytestmark = pytest.mark.model
PEOPLE = "/api/people"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Basic one"}, 401),
        ({"X-API-Key": "on"}, 401),
        ({"X-API-Key": "é"}, 401),
        ({"Authorization": "Bearer one"}, 200),
        ({"authorization": "bearer two"}, 200),
        ({"X-API-Key": "two"}, 200),
    ],
)
def test_where_keys_are_set_one_is_needed(
    desk: Desk, open_doors: Callable[..., str], headers: dict[str, str], status: int
) -> None:
    address = open_doors(desk, api_keys="one, two")
    said = get(address + PEOPLE, headers={name: value.encode() for name, value in headers.items()})
    assert said.status_code == status
    if status == 401:
        assert said.headers["www-authenticate"] == "Bearer"
        assert "X-API-Key" in said.json()["detail"]
    assert get(f"{address}/metrics").status_code == 401
    assert get(f"{address}/healthz").status_code == 200


def test_keys_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("# of the newsroom\nfirst\n\n second \n", encoding="utf-8")
    keys = AccessKeys(str(file))
    assert [keys.knows(key) for key in ("first", "second", "", "# of the newsroom")] == [True, True, False, False]
    assert not AccessKeys("")
    assert AccessKeys("a,b").knows("b")


@pytest.mark.parametrize(("text", "told"), [(None, "there is none"), ("# nothing\n", "no key")])
def test_a_file_without_keys_is_told(tmp_path: Path, text: str | None, told: str) -> None:
    file = tmp_path / "keys"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        AccessKeys(str(file))


def test_requests_a_minute_are_counted_and_told(desk: Desk, open_doors: Callable[..., str]) -> None:
    address = open_doors(desk, rate_per_minute=2)
    first, second, third = (get(address + PEOPLE) for _ in range(3))
    assert [one.status_code for one in (first, second, third)] == [200, 200, 429]
    assert first.headers["ratelimit-policy"] == '"minute";q=2;w=60'
    assert [one.headers["ratelimit"].split(";")[1] for one in (first, second, third)] == ["r=1", "r=0", "r=0"]
    assert 1 <= int(third.headers["retry-after"]) <= 60
    assert third.headers["content-type"] == "application/problem+json"
    assert "2 requests a minute" in third.json()["detail"]


def test_each_key_has_a_count_of_its_own(desk: Desk, open_doors: Callable[..., str]) -> None:
    address = open_doors(desk, rate_per_minute=1, api_keys="one,two")
    said = [get(address + PEOPLE, headers={"X-API-Key": key}).status_code for key in ("one", "two", "one")]
    assert said == [200, 200, 429]


@pytest.mark.parametrize("told", [True, False])
def test_what_is_too_large_is_not_read(desk: Desk, open_doors: Callable[..., str], told: bool) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 100

    address = open_doors(desk, request_bytes=2000)
    body = b"x" * 4000 if told else pieces()
    said = post(f"{address}/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert said.status_code == 413
    assert "2,000 bytes" in said.json()["detail"]
    assert post(f"{address}/api/ask", json={"question": "hello"}).status_code == 200


@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://news.example.org", True), ("https://other.example.org", False)]
)
def test_web_pages_of_other_origins_are_let_in_where_they_are_set(
    desk: Desk, open_doors: Callable[..., str], origin: str, allowed: bool
) -> None:
    address = open_doors(desk, cors_origins="https://news.example.org", api_keys="one")
    said = httpx.options(address + PEOPLE, headers={"Origin": origin, "Access-Control-Request-Method": "GET"})
    assert ("access-control-allow-origin" in said.headers) is allowed
    none = get(open_doors(desk) + PEOPLE, headers={"Origin": origin})
    assert "access-control-allow-origin" not in none.headers


def test_openai_s_client_is_told_in_its_own_form(desk: Desk, open_doors: Callable[..., str]) -> None:
    address = open_doors(desk, api_keys="one", rate_per_minute=2)
    stranger = openai.OpenAI(base_url=f"{address}/v1", api_key="wrong", max_retries=0)
    with pytest.raises(openai.AuthenticationError, match="none of its keys"):
        stranger.models.list()
    known = openai.OpenAI(base_url=f"{address}/v1", api_key="one", max_retries=0)
    assert [len(known.models.list().data) for _ in range(2)] == [1, 1]
    with pytest.raises(openai.RateLimitError, match="2 requests a minute") as raised:
        known.models.list()
    assert int(raised.value.response.headers["retry-after"]) >= 1
