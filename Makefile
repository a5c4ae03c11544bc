# `make demo` and `make test` need Python only: they make .venv and install into it.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXTRAS := server,proxy,console,smtp,terminal

.PHONY: demo test test-all async coverage fidelity fuzz mutants soak screenshot bench bench-check lint types contracts moto-tests docs \
	package ci clean

demo: $(READY)
	$(BIN)/moto-ses-managed demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

# Those that take long for what they show, too.
test-all: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

# What the tests of async clients run in: aiobotocore pins botocore, and so they have an environment of their own.
async: .venv-async/.ready

.venv-async/.ready: pyproject.toml
	$(PYTHON) -m venv .venv-async
	.venv-async/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv-async/bin/python -m pip install --quiet --editable '.[server]' --group async
	touch $@

# Branches of the package that the tests run, in servers and commands that they start, too.
coverage: $(READY)
	$(BIN)/nox -s coverage

# docs/fidelity.md, of the annotations beside the tests.
fidelity: $(READY)
	$(BIN)/python -m tests.documentation.fidelity

screenshot: $(READY)
	CONSOLE_SCREENSHOTS=docs/images $(BIN)/python -m pytest -q tests/console/browser/test_screenshots.py

fuzz: $(READY)
	SES_FUZZ_REQUESTS=50000 SES_FUZZ_SEED=$$(date +%s) SES_SCHEMATHESIS_EXAMPLES=100 \
		$(BIN)/python -m pytest tests/hostile -n auto -q

# Whether the tests notice small changes to the simulation: a random sample of them, one at a time, in a copy of the
# repository, so that it can go on for an hour beside other work.
mutants: $(READY)
	$(BIN)/python -m pip install --quiet --group mutation
	.ci/mutants $(or $(MUTANTS),160) $(or $(SEED),12)

# Ten minutes of mixed load, slow and broken clients: memory, descriptors and percentiles, window by window.
soak: $(READY)
	$(BIN)/python benchmarks/soak.py $(if $(MINUTES),--minutes $(MINUTES))

# The table of docs/performance.md, all contestants in turn; then each call for pytest-benchmark, which compares runs.
bench: $(READY)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/report.py
	$(BIN)/python -m pytest benchmarks -q -p no:cacheprovider --benchmark-autosave

bench-check: $(READY)
	$(BIN)/python benchmarks/report.py --check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet .github/workflows

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

# The documentation site, in site/. A broken link or reference fails.
docs: $(READY)
	$(BIN)/python -m pip install --quiet --group docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

# moto's own SES tests, with managed pools on; .ci/moto_differences.py has those that SES answers differently.
moto-tests: $(READY)
	$(BIN)/python .ci/moto_tests.py

# The wheel and the source distribution, each installed into an empty environment, without extras and with each.
package: $(READY)
	$(BIN)/nox -s package

ci:
	bash .ci/run

clean:
	rm -rf $(VENV) .venv-async .nox .pytest_cache .mypy_cache .ruff_cache .hypothesis .npm .coverage .coverage.* dist site

# Dependency groups need pip 25.1.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]' --group dev
	touch $@
