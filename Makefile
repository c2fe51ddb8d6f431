# The habits. Needs Python 3.11 or later with venv, and make; the rest comes from PyPI into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
SIZES ?= 100 1000 10000
CODE := threads analyzers reports rejoinder tests benchmarks docs setup.py

.PHONY: demo test lint format bench gate kills fuzz audit-dependencies docs docs-check clean help

help:
	@echo "make demo        read, analyze and report the example page"
	@echo "make test        run the tests"
	@echo "make lint        ruff and mypy"
	@echo "make format      let ruff put the code in order"
	@echo "make bench       measure speed, as ratios, into docs/performance.md (SIZES=\"100 1000\")"
	@echo "make gate        measure quality on the benchmark data"
	@echo "make kills       kill commands at random moments, and look whether anything is lost"
	@echo "make fuzz        feed hostile input to every reader (MINUTES=, N=, SEED=, AT=)"
	@echo "make audit-dependencies  list what is installed, and what is known against it"
	@echo "make docs        write docs/cli.md, docs/schema.md and README.md's examples anew"
	@echo "make docs-check  fail where they are stale"
	@echo "make clean       remove what these have made"

demo: $(VENV)/.installed
	$(BIN)/rejoinder demo -o demo-report.html

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.performance --sizes "$(SIZES)"

gate: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.gate

kills: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.kills

# An hour, unless told otherwise; docs/hostile-input.md. Failing inputs are kept in build/fuzz.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.fuzz --seed $(or $(SEED),1) $(if $(AT),--at $(AT), \
		$(if $(N),--inputs $(N),--minutes $(or $(MINUTES),60)))
	$(if $(AT)$(N)$(MINUTES),,$(BIN)/python -m benchmarks.fuzzing)

audit-dependencies: $(VENV)/.installed-audit
	.ci/audit $(BIN)

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/build.py --pictures

docs-check: $(VENV)/.installed-dev
	$(BIN)/python docs/build.py --check

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f demo-report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps, so that a second run goes straight to work. Installed in place: the code that runs is the
# code in this folder.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "make: no python3.11 or python3 found" >&2; exit 1; }
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rejoinder needs Python 3.11 or later; try make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: setup.py pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: setup.py pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-audit: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,audit]'
	@touch $@
