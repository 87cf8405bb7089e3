# Every target sets up what it needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1763769600)

.DEFAULT_GOAL := help
.PHONY: help serve test build check links links-record links-live links-moves lint bench golden lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(READY) ## Build the site and serve it with live reload at http://127.0.0.1:8000/
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

test: $(READY) ## Run all tests (browser tests need Chromium)
	$(BIN)/pytest

build: $(READY) ## Build the site into site/; a build that fails leaves the last one as it was
	$(BIN)/python -m macros build

check: $(READY) ## Check the data file only, in under two seconds
	@$(BIN)/python -m macros check

links: build ## Check the built site's links, as far as that goes without a network
	$(BIN)/python -m macros links offline

links-record: build ## Enter new addresses in data/links.yml as unverified, drop those that are gone
	$(BIN)/python -m macros links record

links-live: build ## Look at every address outside the site, for real
	$(BIN)/python -m macros links live

links-moves: $(READY) ## Write addresses that have moved for good anew in the data file
	$(BIN)/python -m macros links moves
	@$(MAKE) --no-print-directory links-record

lint: $(READY) ## Lint, check the format, check the types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY) ## Measure the build against plain MkDocs, and the sizes of what is served
	$(BIN)/python -m tests.bench

golden: $(READY) ## Write the golden pages anew, to be read as a diff
	UPDATE_GOLDEN=1 $(BIN)/pytest -q tests/golden

lock: ## Write requirements.txt anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-annotate --quiet --custom-compile-command "make lock" -o requirements.txt

clean: ## Remove what was built and installed
	rm -rf site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV) *.egg-info

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; found $$($(PYTHON) --version). Try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
