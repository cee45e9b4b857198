"""Settings: one class, read from the environment (``OTR_...``); the console's flags win over it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

BUNDLED_MODEL = "intfloat/e5-small"


class Settings(BaseSettings):
    """What a user may set. Every field has an environment variable: ``OTR_STORE``, ``OTR_EMBEDDING_MODEL`` ..."""

    model_config = SettingsConfigDict(env_prefix="OTR_", extra="forbid")

    store: Path = Field(default=Path("data/store"), description="folder of the store")
    vectors: str = Field(
        default="",
        description="address of a Chroma server for the vectors: http://host:8000; without it, they are in the store",
    )
    vectors_tenant: str = Field(default="default_tenant", description="tenant on the Chroma server")
    vectors_database: str = Field(default="default_database", description="database on the Chroma server")
    vectors_headers: SecretStr = Field(
        default=SecretStr(""), description="headers for the Chroma server, as JSON: a token, say"
    )
    vectors_ca: Path | None = Field(
        default=None, description="file of the certificates that the Chroma server's is checked against"
    )
    vectors_wait_s: float = Field(
        default=2.0, gt=0.0, description="how many seconds a question waits for the Chroma server"
    )
    embedding_model: str = Field(
        default=BUNDLED_MODEL,
        description="the bundled model's name, a folder with a sentence-transformers model, or a name on a model hub",
    )
    embedding_precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto",
        description="number format of the model's weights; auto takes bfloat16 where the device has it, else float32",
    )
    embedding_device: str = Field(
        default="auto",
        description="what the model computes on: cpu, cuda, cuda:1, mps; auto takes a GPU where there is one",
    )
    reranker: str = Field(
        default="",
        description="a cross-encoder that ranks the best passages once more: a folder, or a name on a model hub",
    )
    checker: str = Field(
        default="",
        description="a cross-encoder (NLI or of MiniCheck's kind) that votes on a model's sentences: a folder, or a hub's name",
    )
    people: Path | None = Field(
        default=None,
        description="file that corrects names and offices of people; without it, people.toml in the archive",
    )
    runs: Path = Field(default=Path("runs"), description="folder of the runs that evaluators start from the page")
    evaluate_page: bool = Field(
        default=True,
        description="whether the page for evaluators is there; a run keeps the machine busy, so not where the public asks",
    )
    weights: Path | None = Field(
        default=None,
        description="file of learned numbers, as benchmarks.fit writes it; without it, those that are shipped",
    )
    caution: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="how probable an answer must be to be given: 0 answers all, 1 refuses all; without it, as the weights say",
    )
    model: str = Field(
        default="",
        description="a language model that words answers in prose, as PROVIDER:NAME; without it they are the archive's own words",
    )
    model_first_token_s: float = Field(
        default=20.0, gt=0.0, description="how long the model may take to begin, in seconds"
    )
    model_gap_s: float = Field(default=10.0, gt=0.0, description="how long the model may pause, in seconds")
    model_total_s: float = Field(default=60.0, gt=0.0, description="how long the model may take for all, in seconds")
    model_max_tokens: int = Field(default=400, ge=1, description="how many tokens the model may write for one answer")
    model_price_in: float | None = Field(
        default=None, ge=0.0, description="what a million tokens that the model reads cost, in any currency"
    )
    model_price_out: float | None = Field(
        default=None, ge=0.0, description="what a million tokens that the model writes cost, in the same currency"
    )
    model_money_per_answer: float | None = Field(
        default=None, gt=0.0, description="the most that one answer may cost; a longer one is not asked for"
    )
    model_money_per_day: float | None = Field(default=None, gt=0.0, description="the most that a day (UTC) may cost")
    model_tokens_per_day: int | None = Field(
        default=None, ge=1, description="the most tokens that a day (UTC) may take, read and written together"
    )
    model_ledger: Path | None = Field(
        default=None,
        description="file of what the model cost and of its drafts; without it, model.sqlite in the folder of the store",
    )
    conversations: Path | None = Field(
        default=None, description="file of the page's conversations; without it, conversations.sqlite in the store"
    )
    conversation_days: float = Field(
        default=30.0,
        ge=0.0,
        description="for how many days after its last question a conversation of the page is kept; 0: not at all",
    )
    feedback: Path | None = Field(
        default=None, description="file of what was thought of answers; without it, feedback.sqlite in the store"
    )
    questions_at_once: int = Field(
        default=2, ge=1, description="how many questions are answered at the same time; others wait"
    )
    queue: int = Field(default=100, ge=0, description="how many questions may wait; beyond them the answer is 'busy'")
    rate_per_minute: int = Field(
        default=60,
        ge=0,
        description="how many requests a caller of /api, /v1 and /mcp may make in a minute; 0: any number",
    )
    request_bytes: int = Field(
        default=1_048_576, ge=1024, description="how large a request to /api, /v1 and /mcp may be"
    )
    api_keys: SecretStr = Field(
        default=SecretStr(""),
        description="keys of which a program must send one to /api, /v1 and /mcp: with commas between, or a file with one a line",
    )
    hosts: str = Field(
        default="",
        description="names, with commas between, under which /mcp may be reached beside this machine's own: archive.example.org",
    )
    cors_origins: str = Field(
        default="",
        description="origins, with commas between, whose web pages may use /api and /v1: https://example.org",
    )
    staff: str = Field(
        default="",
        description="e-mail addresses, with commas between, of those who may see the pages for staff once they logged in;"
        " without it, whoever can log in, and everybody where no login is set",
    )
    contact: str = Field(
        default="",
        description="how whoever runs the page is reached, as the page says it: an address, a telephone number",
    )
    public_url: str = Field(
        default="",
        description="the page's address as others reach it, for links to passages; without it, as it was asked",
    )

    @property
    def staff_addresses(self) -> frozenset[str]:
        """The addresses of ``staff``, in lower case."""
        return frozenset(filter(None, (address.strip().lower() for address in self.staff.split(","))))
