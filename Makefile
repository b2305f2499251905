# Two commands for a fresh checkout: `make chat` and `make test`. Both build .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input -q

.DEFAULT_GOAL := help
.PHONY: help chat serve test gate format benchmarks clean

help:
	@echo 'make chat   start a lesson      (make chat ARGS="fractions --plain")'
	@echo 'make serve  run a server        (make serve ARGS="--port 8765")'
	@echo 'make test   install what the tests need and run the whole gate'

# Set-up prints to standard error and reads nothing, so that a lesson can be piped through `make chat`.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null || \
	  { echo "This needs Python 3.11 or newer. Name one with: make chat PYTHON=python3.11" >&2; exit 2; }
	@echo "Setting up .venv (once, about a minute) …" >&2
	@$(PYTHON) -m venv $(VENV) </dev/null >&2 || { rm -rf $(VENV); \
	  echo "This Python has no venv module. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 2; }

$(VENV)/.pip: $(VENV)/bin/python
	@$(PIP) install -U 'pip>=25.1' </dev/null >&2
	@touch $@

$(VENV)/.run: $(VENV)/.pip pyproject.toml constraints.txt
	@echo "Installing …" >&2
	@$(PIP) install -c constraints.txt -e '.[fast]' </dev/null >&2
	@touch $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml constraints.txt
	@echo "Installing, with what the tests need …" >&2
	@$(PIP) install -c constraints.txt -e '.[fast,postgres]' --group dev </dev/null >&2
	@touch $@ $(VENV)/.run

chat: $(VENV)/.run
	@$(BIN)/tutor chat $(ARGS)

serve: $(VENV)/.run
	@$(BIN)/tutor serve $(ARGS)

test: $(VENV)/.dev
	@$(MAKE) --no-print-directory gate

# The whole gate, cheapest first. CI runs this and nothing else.
gate:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.support.generated --check
	$(BIN)/tutor lint --strict syllabi
	$(BIN)/pytest -n 2 $(ARGS)

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m tests.support.generated

benchmarks: $(VENV)/.dev
	-$(BIN)/python tests/benchmarks/turns.py
	-$(BIN)/python tests/benchmarks/journal.py
	-$(BIN)/python tests/benchmarks/supervision.py
	-$(BIN)/python tests/benchmarks/first_screen.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
