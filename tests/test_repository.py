"""What the repository as a whole must be: nothing of one machine in it, and its papers in step with its code."""

from __future__ import annotations

import re
import socket
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).resolve().parents[1]

# Written so that this file does not hold what it looks for.
REGISTRY = re.compile(
    r"\bpypi[.]org|\bpythonhosted[.]org|\bregistry[.]npmjs|\bnpmjs[.](?:com|org)|\b(?:deb|security)[.]debian"
    r"|\bdownload[.]pytorch|\bdebian[.]org/debian"
)
MACHINE_PATH = re.compile(r"(?<![\w.~:/-])/(?:work/\w|root/|home/\w+/|tmp/\w)")
VAGUE_NAMES = {"utils.py", "helpers.py", "models.py", "common.py", "base.py"}
NOT_OURS = {".git", ".venv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", "store", "stores", "build"}
PAPERS = ("README.md", "CONTRIBUTING.md")
# A path below one of the project's folders, as papers, docstrings and comments name it; `data/store` is made by a run.
PARTS = "archive|benchmarks|data|docs|evaluation|ingest|language|retrieval|serving|tests|ui"
NAMED_PATH = re.compile(rf"(?<![\w./-])(?:{PARTS})/(?!stores?\b)[\w./-]*\w/?")

# A module of more lines than LONG has a test module of its own, in the same place below tests/, or is tested with another.
TESTED = {"archive", "evaluation", "ingest", "language", "retrieval"}
LONG = 60
TESTED_WITH = {
    "retrieval/writing/asking.py": "tests/retrieval/writing/test_faults.py",
    "retrieval/writing/budget.py": "tests/retrieval/writing/test_writer.py",
    "retrieval/writing/composition.py": "tests/retrieval/writing/test_writer.py",
    "retrieval/writing/stream.py": "tests/retrieval/writing/test_faults.py",
    "archive/rendering.py": "tests/archive/test_cli.py",
    "archive/withdrawn_texts.py": "tests/archive/test_cleaning.py",
    "archive/transfer/cli.py": "tests/archive/transfer/test_packing.py",
    "archive/transfer/manifest.py": "tests/archive/transfer/test_importing.py",
    "archive/transfer/sources.py": "tests/archive/transfer/test_importing.py",
    "archive/transfer/unpacking.py": "tests/archive/transfer/test_importing.py",
    "archive/vectors/chroma_server.py": "tests/archive/vectors/test_served.py",
    "archive/vectors/collections.py": "tests/archive/vectors/test_served.py",
    "archive/vectors/kinds.py": "tests/archive/vectors/test_served.py",
    "archive/catalogue/across_releases.py": "tests/archive/catalogue/test_writer.py",
    "archive/catalogue/embedding_writer.py": "tests/archive/catalogue/test_writer.py",
    "archive/catalogue/catalogue_file.py": "tests/faults/test_damage.py",
    "archive/generations/checks.py": "tests/faults/test_damage.py",
    "archive/generations/locks.py": "tests/faults/test_locks.py",
    "archive/vectors/mending.py": "tests/faults/test_damage.py",
    "archive/vectors/nearest.py": "tests/faults/test_damage.py",
    "archive/generations/space.py": "tests/faults/test_full_disk.py",
    "archive/vectors/index_rows.py": "tests/archive/vectors/test_index_making.py",
    "archive/vectors/partial_index.py": "tests/archive/vectors/test_index_making.py",
    "archive/vectors/probe.py": "tests/archive/test_verifying.py",
    "archive/verifying/texts.py": "tests/archive/test_verifying.py",
    "archive/verifying/vectors.py": "tests/archive/test_verifying.py",
    "archive/verifying/verify.py": "tests/archive/test_verifying.py",
    "archive/verifying/words.py": "tests/archive/test_verifying.py",
    "ingest/rebuilding.py": "tests/archive/test_verifying.py",
    "archive/catalogue/people_tables.py": "tests/archive/catalogue/test_people_reader.py",
    "archive/releases.py": "tests/archive/catalogue/test_reader.py",
    "archive/catalogue/schema.py": "tests/archive/catalogue/test_reader.py",
    "archive/catalogue/word_changes.py": "tests/archive/catalogue/test_postings.py",
    "archive/settings.py": "tests/retrieval/writing/test_model.py",
    "evaluation/asking.py": "tests/evaluation/test_evaluate.py",
    "evaluation/blame.py": "tests/evaluation/test_evaluate.py",
    "evaluation/cases.py": "tests/evaluation/test_evaluate.py",
    "evaluation/charts.py": "tests/evaluation/test_page.py",
    "evaluation/metrics.py": "tests/evaluation/test_figures.py",
    "evaluation/predictions.py": "tests/evaluation/test_judging.py",
    "evaluation/questions.py": "tests/evaluation/test_reading.py",
    "evaluation/ranking.py": "tests/evaluation/test_figures.py",
    "evaluation/report.py": "tests/evaluation/test_page.py",
    "ingest/fetching/bodies.py": "tests/ingest/fetching/test_client.py",
    "ingest/fetching/forms.py": "tests/ingest/fetching/test_crawl.py",
    "ingest/fetching/listings.py": "tests/ingest/fetching/test_crawl.py",
    "ingest/fetching/manifest.py": "tests/ingest/fetching/test_crawl.py",
    "ingest/fetching/tasks.py": "tests/ingest/fetching/test_crawl.py",
    "ingest/fetching/visit.py": "tests/ingest/fetching/test_crawl.py",
    "ingest/readers/pages/html_comments.py": "tests/ingest/readers/pages/test_html_page.py",
    "ingest/readers/pages/html_content.py": "tests/ingest/readers/pages/test_html_page.py",
    "ingest/readers/pages/html_head.py": "tests/ingest/readers/pages/test_html_page.py",
    "ingest/readers/pages/html_metadata.py": "tests/ingest/readers/pages/test_html_page.py",
    "ingest/readers/forms.py": "tests/ingest/readers/test_bad_input.py",
    "ingest/readers/reader.py": "tests/ingest/readers/test_release.py",
    "ingest/readers/records/feed_pieces.py": "tests/ingest/readers/records/test_feeds.py",
    "ingest/readers/text/fields.py": "tests/ingest/readers/records/test_records.py",
    "ingest/readers/records/rows.py": "tests/ingest/readers/records/test_csv_rows.py",
    "ingest/readers/records/xml_speeches.py": "tests/ingest/readers/records/test_xml_files.py",
    "ingest/readers/records/xml_tree.py": "tests/ingest/readers/records/test_xml_files.py",
    "ingest/readers/documents/front_matter.py": "tests/ingest/readers/documents/test_markdown.py",
    "ingest/readers/documents/pdf_pages.py": "tests/ingest/readers/documents/test_pdf.py",
    "ingest/readers/documents/word_blocks.py": "tests/ingest/readers/documents/test_word_document.py",
    "ingest/relations/alike_texts.py": "tests/ingest/relations/test_related.py",
    "ingest/relations/amendments.py": "tests/ingest/relations/test_related.py",
    "retrieval/answering/premises/denied_claims.py": "tests/retrieval/answering/premises/test_contradiction.py",
    "retrieval/answering/premises/numbers.py": "tests/retrieval/answering/premises/test_contradiction.py",
    "retrieval/answering/runnable.py": "tests/retrieval/answering/test_pipeline.py",
    "retrieval/answering/state.py": "tests/retrieval/answering/test_pipeline.py",
    "retrieval/api.py": "tests/retrieval/answering/test_pipeline.py",
    "retrieval/browsing/found.py": "tests/retrieval/browsing/test_browse.py",
    "retrieval/browsing/request.py": "tests/retrieval/browsing/test_browse.py",
    "retrieval/citations/differences.py": "tests/retrieval/citations/test_related.py",
    "retrieval/cli.py": "tests/retrieval/answering/test_pipeline.py",
    "retrieval/exports/forms.py": "tests/retrieval/exports/test_layout.py",
    "retrieval/quote_check/verdict.py": "tests/retrieval/quote_check/test_check.py",
    "retrieval/search/candidates.py": "tests/retrieval/search/test_ranking.py",
    "retrieval/search/langchain.py": "tests/retrieval/answering/test_pipeline.py",
    "language/wording.py": "tests/test_wording.py",
    "retrieval/listing/finding.py": "tests/retrieval/listing/test_listing.py",
    "retrieval/listing/telling.py": "tests/retrieval/listing/test_listing.py",
    "retrieval/query/guests.py": "tests/retrieval/query/test_understanding.py",
    "retrieval/query/spelling.py": "tests/retrieval/query/test_understanding.py",
}


def files() -> list[Path]:
    """Return the files that a commit would hold; without git, all but what is known to be made by a run."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
        return [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    found = (path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts))
    return [path for path in found if path.is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return 'path:line: text' for every line of a text file that the pattern is found in."""
    found = []
    for path in files():
        data = path.read_bytes()
        if b"\0" in data:  # a picture, say
            continue
        lines = data.decode("utf-8", errors="replace").splitlines()
        name = path.relative_to(ROOT).as_posix()
        found += [f"{name}:{number}: {line[:120]}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def targets_named(paper: str) -> set[str]:
    """Return the make targets that a paper names in code: 'make chat' in a block or between backticks."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", text)
    return set(re.findall(r"^(?:\$ )?make ([a-z][a-z-]*)", "\n".join([*blocks, *spans]), flags=re.MULTILINE))


def targets_made() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", text, flags=re.MULTILINE))


def test_files_are_found() -> None:
    assert {"pyproject.toml", "tests/test_repository.py"} <= {path.relative_to(ROOT).as_posix() for path in files()}


def test_no_registry_is_named() -> None:
    assert lines_with(REGISTRY) == []


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (MACHINE_PATH, "see {}tmp/x for it", True),
        (MACHINE_PATH, "'{}home/someone/store'", True),
        (MACHINE_PATH, "https://example.gov{}home/news/1", False),
        (MACHINE_PATH, "data{}work/x", False),
        (REGISTRY, "https:{}{}pypi[dot]org{}simple", True),
        (REGISTRY, "docs.python.org", False),
    ],
)
def test_the_patterns_find_what_they_look_for(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.search(text.replace("{}", "/").replace("[dot]", "."))) is found


def test_no_module_with_a_vague_name() -> None:
    assert [path.name for path in files() if path.name in VAGUE_NAMES] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_make_targets_that_a_paper_names_exist(paper: str) -> None:
    named = targets_named(paper)
    assert named >= {"chat", "test"} if paper == "README.md" else named
    assert named <= targets_made()


def test_every_path_that_is_named_exists() -> None:
    named = {
        (path.relative_to(ROOT).as_posix(), found)
        for path in files()
        if path.suffix in {".py", ".md", ".toml"} and not path.is_relative_to(ROOT / "tests")
        for found in NAMED_PATH.findall(path.read_text(encoding="utf-8"))
    }
    assert ("README.md", "retrieval/query/") in named
    assert [(paper, found) for paper, found in sorted(named) if not (ROOT / found).exists()] == []


def test_every_module_that_decides_something_has_a_test() -> None:
    modules = [
        path.relative_to(ROOT) for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in TESTED
    ]
    long = [path for path in modules if len(lines_of(path.as_posix())) > LONG and path.name != "__init__.py"]
    own = {path.as_posix(): (ROOT / "tests" / path).with_name(f"test_{path.name}").exists() for path in long}
    assert own["archive/store.py"]
    assert {path for path, tested in own.items() if not tested} - set(TESTED_WITH) == set()
    assert {path for pair in TESTED_WITH.items() for path in pair if not (ROOT / path).exists()} == set()


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    pins = dict(line.split("==") for line in lines_of("constraints.txt") if not line.startswith("#"))
    pinned = {normal(name) for name in pins}
    assert {normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in asked} - pinned == set()
    assert [version for version in pins.values() if "+" in version] == []


def lines_of(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").split("\n")[:-1]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_sockets_beyond_loopback_are_blocked() -> None:
    with pytest.warns(match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):  # 192.0.2.0/24: RFC 5737
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_can_be_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1]), timeout=5).close()
