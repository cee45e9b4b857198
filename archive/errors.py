"""The errors of the program, in one tree. Every message names the thing, the value, and what to do next."""

from __future__ import annotations


class OnTheRecordError(Exception):
    """The root of the tree. ``exit_code`` is what the console returns for it."""

    exit_code = 1


class UsageError(OnTheRecordError):
    """The caller asked for something that cannot be: exit 2."""

    exit_code = 2


class NotFoundError(UsageError):
    """The archive holds nothing of that name: no release, no version, no person."""


class AmbiguousNameError(UsageError):
    """Several people in the archive have this name."""


class StoreError(OnTheRecordError):
    """The store, or a service that it needs, cannot serve: exit 3."""

    exit_code = 3


class EmptyStoreError(StoreError):
    """Nothing has been ingested yet."""


class StoreBusyError(StoreError):
    """Another writer holds the store."""


class StoreDamagedError(StoreError):
    """A published file is not what was published."""


class SchemaError(StoreError):
    """The store was written with another schema."""


class ModelMismatchError(StoreError):
    """The store was embedded with another model than the one that is set."""


class ModelError(StoreError):
    """The embedding model cannot be loaded."""


class UnreadableError(OnTheRecordError):
    """One input file cannot be read as a release; its message is the reason for its quarantine."""
