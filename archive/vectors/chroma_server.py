"""A Chroma server (``chroma run``, or a distributed Chroma): how it is reached, and what may go wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import AuthorizationError, ChromaAuthError, NotFoundError

from archive.errors import StoreError, UsageError
from archive.settings import Settings

_SPOKEN = "1."  # the version of the interface that 'chroma run' of chromadb 1.x tells
_PATIENCE = 120.0  # seconds that a writer waits for one answer: a batch of vectors takes long where much is written
_Result = TypeVar("_Result")


class VectorServerError(StoreError):
    """The Chroma server cannot be reached, or is not what it should be."""


class NoCollectionError(VectorServerError):
    """The Chroma server has no collection of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromaServer:
    """Where a Chroma server is: an http or https address, tenant and database, headers to send (a token, say).

    ``authority`` is a file of certificates to trust, ``wait`` how many seconds a question waits for an answer.
    """

    address: str
    tenant: str = "default_tenant"
    database: str = "default_database"
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    authority: Path | None = None
    wait: float = 2.0

    def __post_init__(self) -> None:
        """Raise UsageError for what is no address of a server."""
        parts = urlsplit(self.address)
        try:
            known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
        except ValueError:  # a port that is no number
            known = None
        if not known or parts.path.strip("/") or parts.query or "@" in parts.netloc:
            raise UsageError(
                f"the vectors' server is {self.address!r}: give the address of a Chroma server, as http://localhost:8000"
            )

    @classmethod
    def chosen(cls, settings: Settings, *, address: str = "") -> ChromaServer | None:
        """Return the server that is set, at another ``address`` where one is given; None where neither is."""
        if not (address or settings.vectors):
            return None
        return cls(
            address=(address or settings.vectors).rstrip("/"), tenant=settings.vectors_tenant,
            database=settings.vectors_database, headers=_read_headers(settings.vectors_headers.get_secret_value()),
            authority=settings.vectors_ca, wait=settings.vectors_wait_s,
        )  # fmt: skip

    def connect(self, *, wait: float = _PATIENCE) -> Any:  # a chromadb client: its own types lack close()
        """Return a client of the server that waits so many seconds for each answer; raises VectorServerError."""
        with self.asking():
            self._check_version(wait)
            return _in_time(lambda: self._open(wait), wait)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Turn whatever a client raises inside into a VectorServerError that names the server."""
        try:
            yield
        except StoreError:
            raise
        except NotFoundError as error:
            raise NoCollectionError(f"the Chroma server {self.address} says: {error}") from error
        except (AuthorizationError, ChromaAuthError) as error:
            raise VectorServerError(
                f"the Chroma server {self.address} does not let us in ({error}): set OTR_VECTORS_HEADERS"
            ) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise VectorServerError(
                f"the Chroma server {self.address} did not answer in time ({type(error).__name__}): see why it is slow,"
                " or raise OTR_VECTORS_WAIT_S"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise VectorServerError(
                f"the Chroma server {self.address} cannot be reached ({error}): start it ('chroma run --port"
                f" {urlsplit(self.address).port or 8000}'), or set OTR_VECTORS to where it is"
            ) from error
        except Exception as error:  # its client raises bare Exceptions for what a server says
            raise VectorServerError(
                f"the Chroma server {self.address} answered with an error ({str(error)[:200]}): see its log"
            ) from error

    def _check_version(self, wait: float) -> None:
        """Raise VectorServerError where something else than a Chroma of our version answers."""
        verify = str(self.authority) if self.authority else True
        answer = httpx.get(f"{self.address}/api/v2/version", headers=self.headers, timeout=wait, verify=verify)
        if answer.status_code in (401, 403):
            raise VectorServerError(
                f"the Chroma server {self.address} does not let us in ({answer.status_code}): set OTR_VECTORS_HEADERS"
            )
        said = answer.text.strip().strip('"')
        if answer.status_code != httpx.codes.OK or not said.startswith(_SPOKEN):
            told = (
                f"says version {said[:40]!r}" if answer.status_code == httpx.codes.OK else f"says {answer.status_code}"
            )
            raise VectorServerError(
                f"{self.address} {told}, and a Chroma server of version {_SPOKEN}x is needed: run 'chroma run' of the"
                " chromadb that On the Record is installed with"
            )

    def _open(self, wait: float) -> Any:
        parts = urlsplit(self.address)
        secure = parts.scheme == "https"
        settings = ChromaSettings(
            anonymized_telemetry=False, chroma_server_ssl_verify=str(self.authority) if self.authority else None
        )
        client: Any = chromadb.HttpClient(
            parts.hostname or "", parts.port or (443 if secure else 80), ssl=secure, headers=dict(self.headers),
            settings=settings, tenant=self.tenant, database=self.database,
        )  # fmt: skip
        # Its own client waits for ever (chromadb 1.5.9, api/fastapi.py: timeout=None), and has no setting for it.
        client._server._session.timeout = httpx.Timeout(wait)  # noqa: SLF001
        return client


def _in_time(make: Callable[[], _Result], wait: float) -> _Result:
    """Return what ``make`` returns; raises TimeoutError where that takes longer: its thread is left to itself."""
    made: list[_Result] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            made.append(make())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            failed.append(error)

    thread = Thread(target=run, name="chroma-connect", daemon=True)
    thread.start()
    thread.join(wait)
    if failed:
        raise failed[0]
    if not made:
        raise TimeoutError(f"no connection within {wait:g} s")
    return made[0]


def _read_headers(text: str) -> dict[str, str]:
    if not text.strip():
        return {}
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise UsageError('OTR_VECTORS_HEADERS is no JSON object of texts: give {"X-Chroma-Token": "..."}')
    return read
