"""Which model is set, by name and environment, and what is told where it cannot be."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from archive import Settings, UsageError
from retrieval.writing import Caps, open_asker, open_model
from tests.conftest import run_otr

OPENAI = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OPENAI:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("llama3", r"'llama3' is not of the form PROVIDER:NAME"),
        ("openai:", r"'openai:' is not of the form"),
        (":gpt", r"':gpt' is not of the form"),
        ("nobody:gpt", r"'nobody:gpt' cannot be set up"),
        ("openai:gpt", r"'openai:gpt' has no key and no address: set OPENAI_API_KEY, or OPENAI_BASE_URL"),
    ],
)
def test_a_model_that_cannot_be_is_told(name: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        open_model(Settings(model=name))


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("ollama:x", "langchain_ollama", "ollama"),
        ("anthropic:x", "langchain_anthropic", "anthropic"),
        ("google:x", "langchain_google_genai", "google"),
        ("bedrock:x", "langchain_aws", "bedrock"),
    ],
)
def test_a_missing_package_is_told_with_its_command(name: str, package: str, extra: str) -> None:
    if find_spec(package):
        assert open_model(Settings(model=name)).name == name
        return
    with pytest.raises(
        UsageError, match=rf"'{name}' needs the package .* pip install -c constraints.txt -e '\.\[{extra}\]'"
    ):
        open_model(Settings(model=name))


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert open_model(Settings(model="openai:org/name:q4")).name == "openai:org/name:q4"


def test_the_environment_sets_a_model_and_its_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OTR_MODEL", "openai:m")
    monkeypatch.setenv("OTR_MODEL_TOKENS_PER_DAY", "5000")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    asker = open_asker(Settings(), tmp_path)
    assert (asker.model.name, asker._budget.caps.tokens_a_day) == ("openai:m", 5000)
    assert asker._budget.ledger.path == tmp_path / "model.sqlite"


def test_a_limit_in_money_needs_prices() -> None:
    with pytest.raises(UsageError, match="OTR_MODEL_PRICE_IN and OTR_MODEL_PRICE_OUT"):
        Caps.from_settings(Settings(model_money_per_day=5.0))
    caps = Caps.from_settings(Settings(model_money_per_day=5.0, model_price_in=2.0, model_price_out=8.0))
    assert caps.price(1_000_000, 500_000) == 6.0


@pytest.mark.model
def test_the_console_refuses_a_model_that_cannot_be(sample_store: Path) -> None:
    asked = run_otr("ask", "How many visas were issued?", "--model", "llama3", store=sample_store)
    assert asked.returncode == 2
    assert "'llama3' is not of the form PROVIDER:NAME" in asked.stderr
    served = run_otr("serve", "--model", "llama3", store=sample_store)
    assert served.returncode == 2
    assert "'llama3' is not of the form" in served.stderr


@pytest.mark.model
def test_the_console_tells_what_a_dead_model_did(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OTR_MODEL_LEDGER", str(tmp_path / "ledger.sqlite"))
    question = "How many people were brought out by Operation Safe Harbour?"
    alone = run_otr("ask", question, store=sample_store)
    asked = run_otr("ask", question, "--model", "openai:m", store=sample_store)
    assert asked.returncode == 0
    assert asked.stdout == alone.stdout
    assert "could not be reached" in asked.stderr
