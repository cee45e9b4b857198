"""Settings: one class, read from the environment (``OTR_...``); the console's flags win over it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BUNDLED_MODEL = "sentence-transformers/all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """What a user may set. Every field has an environment variable: ``OTR_STORE``, ``OTR_EMBEDDING_MODEL`` ..."""

    model_config = SettingsConfigDict(env_prefix="OTR_", extra="forbid")

    store: Path = Field(default=Path("data/store"), description="folder of the store")
    embedding_model: str = Field(
        default=BUNDLED_MODEL,
        description="the bundled model's name, a folder with a sentence-transformers model, or a name on a model hub",
    )
    embedding_precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto",
        description="number format of the model's weights; auto takes bfloat16 where the processor has it",
    )
    reranker: str = Field(
        default="",
        description="a cross-encoder that ranks the best passages once more: a folder, or a name on a model hub",
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
