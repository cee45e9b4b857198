"""Imports: an export becomes a generation, whole or not at all, and the store is untouched by whatever is wrong with it."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import ClassVar

import numpy as np
import pytest

from archive.catalogue.schema import SCHEMA_VERSION
from archive.errors import ModelMismatchError, NotFoundError, OnTheRecordError, SchemaError, StoreError, UsageError
from archive.generations.checks import CATALOGUE
from archive.generations.generations import current_generation, generation_folder
from archive.store import Store
from archive.transfer import (
    ExportError,
    ImportReport,
    PublishedFiles,
    export_to_file,
    find_export,
    follow_export,
    import_export,
    sources,
)
from archive.transfer.unpacking import PackedExport
from archive.vectors import ChromaServer
from tests.archive.conftest import DIMENSION, make_release, write_generation
from tests.chroma import RunningChroma


class Model:
    """What a test's store was embedded with."""

    name, digest = "test-model", "m1"


class Silent:
    def begin(self, stage: str, total: int) -> None:
        pass

    def reach(self, done: int) -> None:
        pass


def take(given: Path | str, store: Path, **options: object) -> ImportReport:
    chosen = {"embedder": Model(), "progress": Silent(), **options}
    return import_export(find_export(str(given)), store=store, **chosen)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of two generations, the exports of both, and a replica of the first."""
    folder = tmp_path_factory.mktemp("made")
    for number, name in ((1, "earlier.zip"), (2, "archive.zip")):
        write_generation(folder / "store", [make_release(f"{number}/a.md")])
        export_to_file(PublishedFiles.of(folder / "store"), folder / name)
    take(folder / "earlier.zip", folder / "replica")
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """The store with two generations."""
    shutil.copytree(made / "store", tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def exported(made: Path, tmp_path: Path) -> Path:
    """The export of its second generation, in a folder that is served."""
    (tmp_path / "served").mkdir()
    for name in ("archive.zip", "archive.zip.json"):
        shutil.copy(made / name, tmp_path / "served")
    return tmp_path / "served" / "archive.zip"


def everything(store: Path) -> dict[str, bytes]:
    """Return the bytes of what a store has published."""
    number = current_generation(store)
    files = (
        {path: path.read_bytes() for path in generation_folder(store, number).rglob("*") if path.is_file()}
        if number
        else {}
    )
    return {path.relative_to(store).as_posix(): data for path, data in files.items()}


def test_an_export_is_published_under_its_number_with_the_same_bytes(
    exported: Path, store: Path, tmp_path: Path
) -> None:
    report = take(exported, tmp_path / "replica")
    assert (report.generation, report.exported_as, report.is_new) == (2, 2, True)
    ours, theirs = everything(store), everything(tmp_path / "replica")
    assert {name: theirs[name] for name in ours if "manifest" not in name} == {
        name: data for name, data in ours.items() if "manifest" not in name
    }
    assert Store(tmp_path / "replica").generation().index.count() == 4
    assert not take(exported, tmp_path / "replica").is_new, "what is there is not imported twice"


def test_wherever_a_byte_is_changed_the_same_bytes_are_unpacked_or_none(made: Path, tmp_path: Path) -> None:
    whole, refused = (made / "archive.zip").read_bytes(), 0
    with PackedExport(made / "archive.zip", source="whole") as export:
        sums = {name: file.sha256 for name, file in export.manifest.files.items()}
    for number, at in enumerate(range(0, len(whole), len(whole) // 60)):
        wrong, folder = tmp_path / "wrong.zip", tmp_path / str(number)
        wrong.write_bytes(flipped(whole, at))
        folder.mkdir()
        try:
            with PackedExport(wrong, source="wrong") as export:
                export.unpack(folder)
        except ExportError:
            refused += 1
            continue
        assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums, at
    assert refused > 50, "most bytes are a file's"


def test_a_replica_can_be_exported_in_turn(exported: Path, tmp_path: Path) -> None:
    take(exported, tmp_path / "replica")
    export_to_file(PublishedFiles.of(tmp_path / "replica"), tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes()[400:] != b""
    take(tmp_path / "again.zip", tmp_path / "second")
    same = (everything(tmp_path / one) for one in ("replica", "second"))
    first, second = ({name: data for name, data in one.items() if name.endswith((CATALOGUE, ".bin"))} for one in same)
    assert first == second != {}


def test_readers_notice_it_and_numbers_rise(store: Path, exported: Path, tmp_path: Path) -> None:
    take(exported, tmp_path / "replica")
    reader = Store(tmp_path / "replica", notice_after=0)
    assert reader.generation().number == 2
    write_generation(store, [make_release("c/third.md")])
    export_to_file(PublishedFiles.of(store), exported)
    assert take(exported, tmp_path / "replica").generation == reader.generation().number == 3
    assert reader.generation().catalogue.count("releases") == 3


def test_an_archive_that_was_ingested_here_is_not_replaced_unasked(store: Path, exported: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for _ in range(3):
        write_generation(other, [make_release("z/own.md")])
    with pytest.raises(UsageError, match="--replace"):
        take(exported, other)
    assert take(exported, other, replace=True).generation == 4


def test_another_model_is_told(exported: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMismatchError, match=r"'test-model' .* 'other'.*OTR_EMBEDDING_MODEL"):
        take(exported, tmp_path / "replica", embedder=type("Other", (), {"name": "other", "digest": "m2"})())
    assert current_generation(tmp_path / "replica") == 0


def test_vectors_of_an_import_may_be_on_a_server(exported: Path, tmp_path: Path, running: RunningChroma) -> None:
    server = ChromaServer(address=running.address)
    take(exported, tmp_path / "replica", server=server)
    generation = Store(tmp_path / "replica", server=server).generation()
    assert (generation.index.kind, generation.index.trouble(), generation.index.count()) == ("server", "", 4)
    export_to_file(PublishedFiles.of(tmp_path / "replica"), tmp_path / "again.zip")
    take(tmp_path / "again.zip", tmp_path / "third")
    third = Store(tmp_path / "third").generation()
    assert (third.index.kind, third.index.count()) == ("folder", 4), "an export of vectors on a server is built anew"


def flip(data: bytes) -> bytes:
    """Return an export with a byte of its largest file changed; one between the files may mean nothing."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        largest = max(archive.infolist(), key=lambda entry: entry.compress_size)
    return flipped(data, largest.header_offset + len(largest.FileHeader()) + largest.compress_size // 2)


def flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 0xFF
    return bytes(changed)


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object], *, kind: int = zipfile.ZIP_STORED) -> bytes:
    """Return an export with other entries, each checksum in its manifest set right where ``change`` leaves it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, held in entries.items():
            archive.writestr(name, held)
    return out.getvalue()


def with_manifest(**changed: object) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps({**json.loads(entries["manifest.json"]), **changed}).encode()

    return change


def named(name: str, *, size: int = 1) -> Callable[[dict[str, bytes]], None]:
    """Announce and hold a file of another name."""

    def change(entries: dict[str, bytes]) -> None:
        said = json.loads(entries["manifest.json"])
        said["files"][name] = {"sha256": "0" * 64, "size": size}
        entries["manifest.json"] = json.dumps(said).encode()
        entries[name] = b"x"

    return change


def grown(entries: dict[str, bytes]) -> None:
    entries[CATALOGUE] += b"more"


def without_catalogue(entries: dict[str, bytes]) -> None:
    del entries[CATALOGUE]


def unannounced(entries: dict[str, bytes]) -> None:
    entries["vectors/extra"] = b"x"


def no_catalogue_in_it(entries: dict[str, bytes]) -> None:
    words = b"no database at all, but as long as one" * 100
    said = json.loads(entries["manifest.json"])
    said["files"][CATALOGUE] = {"sha256": hashlib.sha256(words).hexdigest(), "size": len(words)}
    entries["manifest.json"], entries[CATALOGUE] = json.dumps(said).encode(), words


@pytest.mark.parametrize(
    ("harm", "error", "told"),
    [
        (lambda data: data[: len(data) // 2], ExportError, "no whole export"),
        (lambda data: data[:-1], ExportError, "no whole export"),
        (lambda _: b"", ExportError, "no whole export"),
        (lambda _: b"<html>not found</html>", ExportError, "no whole export"),
        (flip, ExportError, "no whole export"),
        (
            partial(repacked, change=with_manifest(schema_version=SCHEMA_VERSION + 1)),
            SchemaError,
            "update On the Record",
        ),
        (partial(repacked, change=with_manifest(format=2)), ExportError, "form 2.*update On the Record"),
        (partial(repacked, change=with_manifest(more=1)), ExportError, "not what 'otr export' writes"),
        (partial(repacked, change=with_manifest(files={})), ExportError, "not what 'otr export' writes"),
        (partial(repacked, change=named("../outside")), ExportError, "no name of a file"),
        (partial(repacked, change=named("/outside")), ExportError, "no name of a file"),
        (partial(repacked, change=named("vectors/../../outside")), ExportError, "no name of a file"),
        (partial(repacked, change=named("vectors\\..\\outside")), ExportError, "no name of a file"),
        (partial(repacked, change=named("vectors/./x")), ExportError, "no name of a file"),
        (partial(repacked, change=named("a/b/c/d/e/f")), ExportError, "no name of a file"),
        (partial(repacked, change=named("vectors/x", size=10**15)), ExportError, "has 1 bytes, the manifest says"),
        (partial(repacked, change=named("vectors/x")), ExportError, "vectors/x is not what was exported"),
        (partial(repacked, change=grown), ExportError, "bytes, the manifest says"),
        (partial(repacked, change=without_catalogue), ExportError, "it lacks"),
        (partial(repacked, change=unannounced), ExportError, "which its manifest does not"),
        (partial(repacked, change=no_catalogue_in_it), ExportError, "holds no catalogue"),
        (partial(repacked, change=lambda entries: None, kind=zipfile.ZIP_BZIP2), ExportError, "packed in a way"),
        (partial(repacked, change=lambda entries: entries.pop("manifest.json")), ExportError, "and no export"),
    ],
)
@pytest.mark.parametrize("holds", ["nothing", "an earlier import"])
def test_what_is_wrong_with_an_export_leaves_the_store_untouched(
    made: Path,
    tmp_path: Path,
    harm: Callable[[bytes], bytes],
    error: type[OnTheRecordError],
    told: str,
    holds: str,
) -> None:
    replica, wrong = tmp_path / "replica", tmp_path / "wrong.zip"
    if holds == "an earlier import":
        shutil.copytree(made / "replica", replica)
    before = everything(replica)
    wrong.write_bytes(harm((made / "archive.zip").read_bytes()))
    with pytest.raises(error, match=told):
        take(wrong, replica)
    assert everything(replica) == before
    assert not (replica / "building").exists()
    assert {path.name for path in tmp_path.iterdir()} <= {"replica", "store", "served", "wrong.zip"}


def test_an_export_that_the_disk_has_no_room_for_is_told_first(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("archive.transfer.unpacking.shutil.disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(StoreError, match="make room"):
        take(exported, tmp_path / "replica")
    assert current_generation(tmp_path / "replica") == 0


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder; knows ranges, and breaks off after so many bytes where it is told to."""

    break_after: ClassVar[list[int]] = []
    asked: ClassVar[list[tuple[str, str]]] = []
    ranges: ClassVar[bool] = True
    hidden: ClassVar[bool] = False

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        wanted = self.headers.get("Range", "") if self.ranges else ""
        self.asked.append((path.name, wanted))
        if not path.is_file() or (self.hidden and path.suffix == ".json"):
            self.send_error(404)
            return
        data = path.read_bytes()
        tag = f'"{hash(data)}"'
        if self.headers.get("If-Range", tag) != tag:
            wanted = ""
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        stop = self.break_after.pop() if self.break_after and path.suffix == ".zip" else len(data)
        self.wfile.write(data[start : start + stop])
        if start + stop < len(data):
            self.wfile.flush()
            self.connection.close()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(exported: Path) -> Iterator[str]:
    """The address of the export on a web server."""
    Handler.asked.clear()
    Handler.break_after.clear()
    Handler.ranges, Handler.hidden = True, False
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(exported.parent)))
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}/archive.zip"
    httpd.shutdown()


def fetch(address: str, into: Path) -> bytes:
    """Return the bytes of an export that is fetched, and kept below a folder as far as it came."""
    source = find_export(address)
    return source.fetch(into, source.notice(), told=lambda _done, _whole: None).read_bytes()


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("ranges", [True, False])
def test_a_fetch_that_breaks_off_is_gone_on_with(
    exported: Path, web: str, tmp_path: Path, beside: bool, ranges: bool
) -> None:
    Handler.break_after.append(exported.stat().st_size // 2)
    Handler.ranges, Handler.hidden = ranges, not beside
    with pytest.raises(StoreError, match=r"archive\.zip"):
        fetch(web, tmp_path / "replica")
    assert fetch(web, tmp_path / "replica") == exported.read_bytes()
    fetched = [wanted for name, wanted in Handler.asked if name == "archive.zip"]
    there = [int(one.removeprefix("bytes=").rstrip("-")) for one in fetched[1:] if one]
    assert (len(fetched), len(there)) == (2, int(ranges))
    assert all(0 < at <= exported.stat().st_size // 2 for at in there)


@pytest.mark.parametrize("beside", [True, False])
def test_an_export_that_changes_between_two_fetches_is_begun_anew(
    store: Path, exported: Path, web: str, tmp_path: Path, beside: bool
) -> None:
    Handler.break_after.append(exported.stat().st_size // 2)
    Handler.hidden = not beside
    with pytest.raises(StoreError, match=r"archive\.zip"):
        fetch(web, tmp_path / "replica")
    write_generation(store, [make_release("c/third.md")])
    export_to_file(PublishedFiles.of(store), exported)
    assert fetch(web, tmp_path / "replica") == exported.read_bytes()


def test_an_import_that_broke_off_publishes_nothing_and_the_next_leaves_nothing_behind(
    exported: Path, web: str, tmp_path: Path
) -> None:
    Handler.break_after.append(exported.stat().st_size // 2)
    with pytest.raises(StoreError, match=r"archive\.zip"):
        take(web, tmp_path / "replica")
    assert current_generation(tmp_path / "replica") == 0
    assert take(web, tmp_path / "replica").generation == 2
    assert Store(tmp_path / "replica").generation().catalogue.count("releases") == 2
    assert not list((tmp_path / "replica").glob("import.*"))


def test_an_export_that_is_written_anew_while_it_is_asked_for_is_told(
    store: Path, exported: Path, web: str, tmp_path: Path
) -> None:
    before = exported.read_bytes()
    write_generation(store, [make_release("c/third.md")])
    export_to_file(PublishedFiles.of(store), exported)
    exported.write_bytes(before)
    with pytest.raises(OnTheRecordError, match=r"archive\.zip"):
        take(web, tmp_path / "replica")
    export_to_file(PublishedFiles.of(store), exported)
    assert take(web, tmp_path / "replica").generation == 3


def test_secrets_of_an_address_are_not_told(web: str, tmp_path: Path) -> None:
    Handler.hidden = True
    presigned = f"{web}?X-Signature=secret"
    take(presigned, tmp_path / "replica")
    assert "secret" not in (generation_folder(tmp_path / "replica", 2) / "origin.json").read_text()
    with pytest.raises(OnTheRecordError) as error:
        take(presigned.replace("archive", "none"), tmp_path / "other")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ("none.zip", NotFoundError, "there is no file"),
        ("http://127.0.0.1:9/x.zip", StoreError, "cannot be fetched"),
        ("nonsense://bucket/x.zip", UsageError, "cannot be read here"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, given: str, error: type[OnTheRecordError], told: str) -> None:
    with pytest.raises(error, match=told):
        take(given, tmp_path / "replica")


def test_objects_of_a_store_of_objects_are_fetched(exported: Path, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path in exported.parent.iterdir():
        memory.pipe_file(f"/bucket/{path.name}", path.read_bytes())
    assert take("memory://bucket/archive.zip", tmp_path / "replica").generation == 2
    assert not take("memory://bucket/archive.zip", tmp_path / "replica").is_new
    memory.rm_file("/bucket/archive.zip.json")
    assert take("memory://bucket/archive.zip", tmp_path / "other").generation == 2
    with pytest.raises(NotFoundError):
        take("memory://bucket/none.zip", tmp_path / "other")


def test_a_replica_follows_and_asks_only_for_what_is_small(
    store: Path, exported: Path, web: str, tmp_path: Path
) -> None:
    told: list[str] = []
    complained: list[str] = []
    steps = iter(["nothing", "newer", "broken", "broken", "mended"])

    def wait() -> None:
        match next(steps):
            case "newer":
                write_generation(store, [make_release("c/third.md")])
                export_to_file(PublishedFiles.of(store), exported)
            case "broken":
                exported.with_name("archive.zip.json").write_text("{")
            case "mended":
                write_generation(store, [make_release("d/fourth.md")])
                export_to_file(PublishedFiles.of(store), exported)

    follow_export(
        lambda: take(web, tmp_path / "replica"), wait=wait, tell=told.append, complain=complained.append, rounds=6
    )
    assert [line.partition(" published")[0] for line in told] == ["generation 2", "generation 3", "generation 4"]
    assert len(complained) == 1
    names = [name for name, _ in Handler.asked]
    assert (names.count("archive.zip.json"), names.count("archive.zip")) == (6, 3)


def test_vectors_are_those_that_were_exported(store: Path, exported: Path, tmp_path: Path) -> None:
    take(exported, tmp_path / "replica")
    rows = [Store(folder).generation().vectors for folder in (store, tmp_path / "replica")]
    assert np.array_equal(rows[0][1], rows[1][1])
    assert rows[0][1].shape[1] == DIMENSION
    assert sources._PARTIAL not in {path.name for path in (tmp_path / "replica").iterdir()}
