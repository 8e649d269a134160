# Everything is done through this file; `make` alone lists what there is.
# The environment is made from the hashed lock files, and again only when they change.

VENV := .venv
PY := $(VENV)/bin/python
LOCK_TOOLS := .cache/lock
UV_VERSION := 0.13.8

# The Python to make the environment with; empty: the first of 3.11 or newer that is found.
PYTHON ?=
# Where `make serve` listens, and what `make test` passes on, such as ARGS='-k search'.
ADDRESS ?= 127.0.0.1:8000
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# Material announces at each start that MkDocs 2 will be another program; pyproject.toml pins MkDocs below 2.
export NO_MKDOCS_2_WARNING := 1
PIP_INSTALL := $(PY) -m pip install --quiet --no-input --only-binary :all: --require-hashes
# The project itself, so that the command `reading-list` is there; its build needs nothing that is not locked.
PIP_INSTALL_SELF := $(PY) -m pip install --quiet --no-input --no-deps --no-build-isolation --editable .

# An environment whose Python has gone (upgraded away, say) counts as not there.
ifneq ($(shell test -x $(PY) && echo there),there)
$(shell rm -f $(VENV)/.run $(VENV)/.dev $(VENV)/.self)
endif

.DEFAULT_GOAL := help
.PHONY: help site serve check test lint format bench fuzz layout lock clean
.DELETE_ON_ERROR:

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/.run $(VENV)/.self ## build the site into site/, refusing every warning
	$(PY) -m mkdocs build --strict

serve: $(VENV)/.run $(VENV)/.self ## show the site while editing (ADDRESS=127.0.0.1:8000)
	$(PY) -m mkdocs serve --dev-addr $(ADDRESS)

check: $(VENV)/.run $(VENV)/.self ## prove that the content is sound
	$(PY) -m generator check

test: $(VENV)/.dev $(VENV)/.self ## run the tests (ARGS='-k search' for some of them)
	@tools/ensure_browser.sh $(PY)
	$(PY) -m pytest $(ARGS)

lint: $(VENV)/.dev $(VENV)/.self ## check style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(VENV)/.dev $(VENV)/.self ## rewrite the code in the common style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/.run $(VENV)/.self ## measure the share of the build, the suggested topics
	$(PY) -m bench $(ARGS)

fuzz: $(VENV)/.dev $(VENV)/.self ## fuzz the readers (SECONDS=60), then run the property tests with many more examples
	$(PY) -m fuzz --seconds $(or $(SECONDS),60)
	$(PY) -m pytest --hypothesis-profile=fuzz -m hypothesis $(ARGS)

layout: $(VENV)/.run ## list violations of the package order and size limits; update CONTRIBUTING.md
	$(PY) tools/layout.py

lock: $(LOCK_TOOLS)/bin/uv ## renew the lock files within the ranges of pyproject.toml
	$(LOCK_COMPILE) --extra build --output-file requirements.lock
	$(LOCK_COMPILE) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove everything that was made
	rm -rf site build $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One resolution for all platforms and Python versions, with a hash for every file of every package.
LOCK_COMPILE = $(LOCK_TOOLS)/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --strip-extras --no-config --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

$(LOCK_TOOLS)/bin/uv: Makefile
	tools/make_venv.sh $(LOCK_TOOLS)
	$(LOCK_TOOLS)/bin/python -m pip install --quiet --no-input uv==$(UV_VERSION)
	@touch $@

$(VENV)/bin/python:
	@PYTHON='$(PYTHON)' tools/make_venv.sh $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements.lock
	@touch $@

# The packages of the tests are those of the site and more, at the same versions.
$(VENV)/.dev: requirements-dev.lock requirements.lock | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements-dev.lock
	@touch $(VENV)/.run $@

$(VENV)/.self: pyproject.toml | $(VENV)/.run
	$(PIP_INSTALL_SELF)
	@touch $@
