# Each target makes its own virtual environment from the lock in requirements/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are cores: the tests with sound share a worker, and mostly listen.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

.PHONY: run test refit lock clean

run: $(VENV)/.run
	@$(BIN)/interviewer

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/interviewer bank check
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadgroup

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

# Fits the offline grader's numbers anew; REAL names files of real answers (docs/training.md).
refit: $(VENV)/.dev
	@test -n "$(REAL)" || { echo "make refit REAL='FILE ...': see docs/training.md" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[fit]'
	$(BIN)/python -m training.fit --real $(REAL) --write

# Renews the lock after a change of the dependencies in pyproject.toml.
lock: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet "uv>=0.9,<1"
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" requirements/build.in pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --extra dev --constraint requirements/run.txt \
		requirements/build.in pyproject.toml -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist
