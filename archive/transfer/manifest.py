"""What an export says of itself: inside the file, what it holds; beside it, which file is the newest.

An export is a zip archive: ``manifest.json`` first, then the published generation's files, each as it is or deflated.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from archive.errors import StoreError
from archive.generations import CATALOGUE

MANIFEST_NAME = "manifest.json"
LONGEST_MANIFEST = 4_000_000  # bytes
_FORMAT = 1
_SHA256 = r"^[0-9a-f]{64}$"
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}")
_DEEPEST = 4  # folders

_Form = TypeVar("_Form", bound=BaseModel)
Checksum = Annotated[str, Field(pattern=_SHA256)]


class ExportError(StoreError):
    """An export is not what an export is, or is damaged: exit 3, and the store is as it was."""


class PackedFile(BaseModel):
    """A file of the generation: its checksum and its size in bytes, unpacked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: Checksum
    size: int = Field(ge=0)


class ExportManifest(BaseModel):
    """What an export holds. ``generation`` is the number that it was published under."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = _FORMAT
    # The catalogue's; another one is read, or refused, by whoever opens the catalogue.
    schema_version: int
    generation: int = Field(ge=1)
    published: str
    embedding_model: str
    embedding_digest: str
    files: dict[str, PackedFile]

    @field_validator("files")
    @classmethod
    def _are_names_of_a_generation(cls, files: dict[str, PackedFile]) -> dict[str, PackedFile]:
        if CATALOGUE not in files:
            raise ValueError(f"it holds no {CATALOGUE}")
        for name in files:
            parts = PurePosixPath(name).parts
            if name != "/".join(parts) or len(parts) > _DEEPEST or not all(map(_PART.fullmatch, parts)):
                raise ValueError(f"{name!r} is no name of a file of a generation")
        return files

    @property
    def content(self) -> str:
        """A checksum over what it holds: two exports of one generation have the same, whenever they are made."""
        listed = sorted((name, file.sha256) for name, file in self.files.items())
        return hashlib.sha256(json.dumps([self.generation, listed]).encode()).hexdigest()

    @property
    def size(self) -> int:
        """How many bytes it takes unpacked."""
        return sum(file.size for file in self.files.values())

    def write(self) -> bytes:
        """Return it as it stands in the file."""
        return (self.model_dump_json(indent=1) + "\n").encode()

    @classmethod
    def read(cls, data: bytes, *, source: str) -> Self:
        """Return what a file says that it holds; raises ExportError where that is none, or of a later form than is known."""
        read = _parse(cls, data, source)
        if read.format != _FORMAT:
            raise ExportError(
                f"{source} is an export of form {read.format}, this program reads {_FORMAT}: update On the Record"
            )
        return read


class ExportNotice(BaseModel):
    """What stands beside an export (``FILE.json``), small enough to be asked for every minute: which one it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    size: int = Field(ge=0)
    sha256: Checksum
    content: Checksum
    generation: int = Field(ge=1)
    published: str

    def write(self) -> bytes:
        """Return it as it stands beside the file."""
        return (self.model_dump_json(indent=1) + "\n").encode()

    @classmethod
    def read(cls, data: bytes, *, source: str) -> Self:
        """Return what stands beside an export; raises ExportError where that is none."""
        return _parse(cls, data, source)


def _parse(form: type[_Form], data: bytes, source: str) -> _Form:
    try:
        return form.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ExportError(
            f"{source} is not what 'otr export' writes ({where}: {first['msg']}): export it again"
        ) from error
