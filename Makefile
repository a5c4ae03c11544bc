# `make demo` and `make test` need Python only: they make .venv and install into it.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test fuzz screenshot bench bench-check lint types contracts ci clean

demo: $(READY)
	$(BIN)/moto-ses-managed demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

screenshot: $(READY)
	CONSOLE_SCREENSHOT=docs/console.png $(BIN)/python -m pytest -q tests/console -k screenshot

fuzz: $(READY)
	SES_FUZZ_REQUESTS=50000 SES_FUZZ_SEED=$$(date +%s) SES_SCHEMATHESIS_EXAMPLES=100 \
		$(BIN)/python -m pytest tests/hostile -n auto -q

# The table of docs/performance.md, all contestants in turn; then each call for pytest-benchmark, which compares runs.
bench: $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python benchmarks/report.py
	$(BIN)/python -m pytest benchmarks -q -p no:cacheprovider --benchmark-autosave

bench-check: $(READY)
	$(BIN)/python benchmarks/report.py --check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

ci:
	bash .ci/run

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .npm

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@
