# Two commands are all that a newcomer types: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold/dev

.PHONY: demo test check lint types gold bench layouts fuzz links soak screens pages load lock clean

demo: $(VENV)/.run
	$(BIN)/undertook demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: lint types test

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

gold: $(VENV)/.run
	@if [ -d "$(GOLD)" ]; then $(BIN)/undertook evaluate "$(GOLD)"; else echo "no annotated documents at $(GOLD): nothing to measure"; fi

# Three years of three generated councils with planted truth, linking 100,000 records, and a thousand random lives.
links: $(VENV)/.dev
	$(BIN)/python -m benchmarks.links
	$(BIN)/python -m benchmarks.links.speed
	UNDERTOOK_LIVES=1000 $(BIN)/python -m pytest tests/pipeline/link/test_followups_kept.py

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# 200 sets of minutes made in fourteen layouts with known truth: how much of it the PDF reader reads.
layouts: $(VENV)/.dev
	$(BIN)/python -m benchmarks.layouts

# 5,000 damaged files of every format: each is read or named, none kills or hangs its reader.
fuzz: $(VENV)/.dev
	$(BIN)/python -m benchmarks.fuzz

# A hundred kills of crawls and of updates at random moments, the command against each fault alone, and a council of 40
# committees and six years fetched in every way.
soak: $(VENV)/.dev
	UNDERTOOK_KILLS=100 UNDERTOOK_SOAK=1 $(BIN)/python -m pytest tests/pipeline/crawl

# Pictures of the tracker's pages: two for the README, the others in out/screens to look at.
screens: $(VENV)/.dev
	$(BIN)/python -m benchmarks.screens

# A million records, three million passages: how fast pages answer four clients. Makes the databases first.
pages: $(VENV)/.dev
	$(BIN)/python -m benchmarks.tracker_pages out/pages

# Twenty readers, five officers who write and one update after the other, for five minutes; then every write is looked for.
load: $(VENV)/.dev
	$(BIN)/python -m benchmarks.tracker_load 300

# The environment follows the lock; `uv` writes the lock and is needed for nothing else. Modules are compiled when they are
# first used: half of what is installed never is.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.run: $(BIN)/python requirements/run.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --no-compile --requirement requirements/run.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/.dev: $(BIN)/python requirements/dev.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --no-compile --requirement requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@ $(VENV)/.run

lock:
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --quiet pyproject.toml --output-file requirements/run.lock
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --quiet pyproject.toml --extra dev --extra dask --constraint requirements/run.lock --output-file requirements/dev.lock

clean:
	rm -rf $(VENV) dist build out undertook-demo
