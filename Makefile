# Each target makes its own virtual environment from the lock in requirements/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The speech model that `make voice` fetches, as `interviewer speech list` names it.
MODEL ?= base.en
# The extras of pyproject.toml that are meant for users.
EXTRAS := voice serve keyring cluster coding
# One more than there are cores: the tests with sound share a worker, and mostly listen.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
# The tests of `make check`: none of them starts terminals, browsers, servers or sound.
FAST := tests/bank tests/browser tests/figures tests/grading tests/history tests/interview tests/learning tests/report tests/settings tests/text tests/userdata
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --custom-compile-command "make lock" requirements/build.in pyproject.toml

# The prefix that lowers the priority of lint and bank check.
NICE :=

.PHONY: run $(EXTRAS) check test tests lint bank refit lock clean

run: $(VENV)/.run
	@$(BIN)/interviewer

voice: $(VENV)/.voice
	@$(BIN)/interviewer speech download $(MODEL)
	@$(BIN)/interviewer practice --voice

serve: $(VENV)/.serve
	@$(BIN)/interviewer serve

keyring: $(VENV)/.keyring

cluster: $(VENV)/.cluster

coding: $(VENV)/.coding

# For everyday work; should take under a minute on two quiet cores.
check: $(VENV)/.dev
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest --numprocesses $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)') --hypothesis-profile quick $(FAST)

# What CI runs. Lint and bank only use the processor time that the tests leave.
test: $(VENV)/.dev
	$(MAKE) --no-print-directory --jobs 3 NICE="nice -n 19" lint bank tests

# Tests with sound, terminals and browsers depend on real time, which other work on the machine can
# spoil: failed tests run once more, alone. The first failure stays in the output.
tests: $(VENV)/.dev
	$(BIN)/pytest --numprocesses $(WORKERS) \
		|| $(BIN)/pytest --exitfirst --last-failed --last-failed-no-failures none

lint: $(VENV)/.dev
	$(NICE) $(BIN)/ruff check .
	$(NICE) $(BIN)/ruff format --check .
	$(NICE) $(BIN)/mypy

bank: $(VENV)/.dev
	$(NICE) $(BIN)/interviewer bank check

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# .run installs the program, .voice and the like add an extra, .dev also adds what the tests need.
$(VENV)/.%: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r $<
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

# Fits the offline grader's numbers anew; REAL names files of real answers (docs/training.md).
refit: $(VENV)/.dev
	@test -n "$(REAL)" || { echo "make refit REAL='FILE ...': see docs/training.md" >&2; exit 2; }
	$(PIP) --no-build-isolation -e '.[fit]'
	$(BIN)/python -m training.fit --real $(REAL) --write

# Renews the lock after a change of the dependencies in pyproject.toml.
lock: $(VENV)/bin/python
	$(PIP) "uv>=0.9,<1"
	$(UV_COMPILE) -o requirements/run.txt
	$(UV_COMPILE) --extra dev --constraint requirements/run.txt -o requirements/dev.txt
	for extra in $(EXTRAS); do \
		$(UV_COMPILE) --extra $$extra --constraint requirements/dev.txt -o requirements/$$extra.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) build dist
