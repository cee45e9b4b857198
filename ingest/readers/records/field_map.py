"""The map: a file in which an owner says under which names a publisher's data has a release's fields.

``records`` says where the list of releases is, ``[fields]`` what each field is called; a dot leads into what is nested
('meta.published'). In XML the names are those of elements and attributes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive import UsageError
from ingest.readers.text import MEANINGS, fold_field

MAP_NAME = "map.toml"  # of a map in an ingested folder
ALLOWED = (*MEANINGS, "speaker", "sentence")
_EXAMPLE = '[fields]\ntitle = "headline"'


def load_field_map(path: Path) -> Mapping[str, str]:
    """Return what a map says: names of fields by what they mean, and 'records' where it tells the list.

    Raises UsageError, which names the file and the field.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"the map {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the map {path} is not TOML: {error}") from error
    fields = said.pop("fields", {})
    records = said.pop("records", None)
    if said:
        raise UsageError(f"the map {path} has {next(iter(said))!r}: allowed are 'records' and the table [fields]")
    if not isinstance(fields, dict) or not (fields or records):
        raise UsageError(f"the map {path} names no field: write, for one,\n{_EXAMPLE}")
    for field, name in fields.items():
        if field not in ALLOWED:
            raise UsageError(f"the map {path} has the field {field!r}: allowed are {', '.join(ALLOWED)}")
        if not isinstance(name, str) or not name.strip():
            raise UsageError(
                f"the map {path} gives {field!r} the value {name!r}: a name in quotation marks is expected"
            )
    if records is not None and not isinstance(records, str):
        raise UsageError(f"the map {path} gives 'records' the value {records!r}: a name in quotation marks is expected")
    return {**fields, **({"records": records} if records else {})}


def find_field_map(given: Path | None, roots: Sequence[Path], kept: Mapping[str, str]) -> Mapping[str, str]:
    """Return the map that is given, else that of an ingested folder, else the one that is ``kept`` from before."""
    found = given or next((root / MAP_NAME for root in roots if (root / MAP_NAME).is_file()), None)
    return load_field_map(found) if found else kept


def follow_path(value: Any, path: str) -> Any:
    """Return what stands at a dotted path in nested fields; None where nothing does. Of a list, what its parts have."""
    if isinstance(value, Mapping) and path in value:
        return value[path]
    for step in path.split("."):
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else _of_each(value, step)
        elif isinstance(value, Mapping):
            value = value.get(step, next((value[name] for name in value if fold_field(name) == fold_field(step)), None))
        else:
            return None
    return value


def _of_each(parts: Sequence[Any], step: str) -> list[Any] | None:
    return [part[step] for part in parts if isinstance(part, Mapping) and step in part] or None
