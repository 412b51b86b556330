# Everything one does with sphinx-wiki. `make` alone lists it.
#
# Needs Python 3.11 or newer, git and make. Another Python: make html PYTHON=python3.12

PYTHON     ?= python3
NOTES      ?= notes
SITE       ?= _site
SPHINXOPTS ?=
LIVEOPTS   ?=
PYTESTOPTS ?= -n auto --dist worksteal
SIZES      ?= 200 1000 3000

VENV := .venv
BIN  := $(VENV)/bin
# What is installed is remembered in these files; pyproject.toml is newer after a change.
WIKI := $(VENV)/.wiki-installed
DEV  := $(VENV)/.dev-installed
PIP  := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html livehtml docs test lint types pytest soak bench bench-browser bench-live clean distclean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(WIKI) ## build the notes into _site
	@$(BIN)/sphinx-build $(SPHINXOPTS) $(NOTES) $(SITE)
	@echo
	@echo "Open this in a browser: file://$(abspath $(SITE))/index.html"

livehtml: $(WIKI) ## serve the notes, and show each change as it is saved
	@$(BIN)/sphinx-wiki live $(LIVEOPTS) $(NOTES)

docs: $(DEV) ## build the documentation into _docs; a warning is an error
	@$(BIN)/sphinx-build -W --keep-going $(SPHINXOPTS) docs _docs
	@echo "Open this in a browser: file://$(abspath _docs)/index.html"

test: lint types pytest ## run every check and every test

lint: $(DEV) ## check the style of the code
	$(BIN)/ruff check

types: $(DEV) ## check the types of the code
	$(BIN)/mypy

pytest: $(DEV)
	$(BIN)/pytest $(PYTESTOPTS)

soak: $(DEV) ## run thousands of random edits against clean builds
	$(BIN)/pytest -m soak $(PYTESTOPTS) tests/oracles tests/live

bench: $(DEV) ## time this project beside plain Sphinx, plain MyST-NB and other tools that are installed
	$(BIN)/python -m tests.benchmarks.execution
	$(BIN)/python -m tests.benchmarks.build --sizes $(SIZES)
	$(BIN)/python -m tests.benchmarks.check

bench-live: $(DEV) ## time live preview beside sphinx-autobuild, in Chromium
	$(BIN)/python -m tests.benchmarks.live

bench-browser: $(DEV) ## paint, blocking time and bytes of pages in Chromium, beside other tools
	$(BIN)/python -m tests.benchmarks.browser

clean: ## remove what was built
	rm -rf $(SITE) _docs jupyter_execute .pytest_cache .mypy_cache .ruff_cache .hypothesis

distclean: clean ## remove the virtual environment too
	rm -rf $(VENV)

$(WIKI): pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
		{ echo "sphinx-wiki needs Python 3.11 or newer, and there is no $(PYTHON) here."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sphinx-wiki needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1); choose another with: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu install python3-venv: sudo apt install python3-venv"; exit 1; }
	@echo "Installing into $(VENV)..."
	@$(PYTHON) -m venv --clear $(VENV)
	@# The pip that comes with Python 3.11 knows no dependency groups.
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable .
	@touch $@

$(DEV): $(WIKI)
	@echo "Installing what tests and checks need..."
	@$(PIP) install --group dev
	@touch $@
