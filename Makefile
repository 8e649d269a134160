# All development commands; `make` without a target lists them.
# The virtual environment is installed from the lock files, and again whenever they change.

VENV := .venv
PY := $(VENV)/bin/python
LOCK_TOOLS := .cache/lock
UV_VERSION := 0.13.8

# The Python for the virtual environment; if empty, the first one found that is 3.11 or newer.
PYTHON ?=
# What builds the site: mkdocs, properdocs or zensical.
ENGINE ?= mkdocs
# The address of `make serve`, and the arguments `make test` passes to pytest, such as ARGS='-k search'.
ADDRESS ?= 127.0.0.1:8000
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# Silences Material's warning about MkDocs 2; pyproject.toml requires MkDocs below 2.
export NO_MKDOCS_2_WARNING := 1
PIP_INSTALL := $(PY) -m pip install --quiet --no-input --only-binary :all: --require-hashes
# The project itself, for the `reading-list` command; the lock files pin its build dependencies, too.
PIP_INSTALL_SELF := $(PY) -m pip install --quiet --no-input --no-deps --no-build-isolation --editable .

# Start over if the environment's Python no longer exists, after an upgrade for example.
ifneq ($(shell test -x $(PY) && echo yes),yes)
$(shell rm -f $(VENV)/.run $(VENV)/.engines $(VENV)/.dev $(VENV)/.self)
endif

# ProperDocs loads the plugin as MkDocs does. Zensical has no plugins; it builds the source that `generate` writes.
SOURCE := build/source
SERVE_WITH_mkdocs = $(PY) -m mkdocs serve --dev-addr $(ADDRESS)
SERVE_WITH_properdocs = $(PY) -m properdocs serve --dev-addr $(ADDRESS) --config-file mkdocs.yml
SERVE_WITH_zensical = $(error make serve needs ENGINE=mkdocs or ENGINE=properdocs)
BUILD_WITH_mkdocs = $(PY) -m mkdocs build --strict
BUILD_WITH_properdocs = $(PY) -m properdocs build --strict --config-file mkdocs.yml
define BUILD_WITH_zensical
$(PY) -m generator generate --out $(SOURCE)
$(PY) -m zensical build --strict --clean --config-file $(SOURCE)/mkdocs.yml
rm -rf site
mv $(SOURCE)/site site
endef
ENGINE_INSTALLED := $(VENV)/$(if $(filter mkdocs,$(ENGINE)),.run,.engines)
ifndef BUILD_WITH_$(ENGINE)
$(error ENGINE must be mkdocs, properdocs or zensical (got '$(ENGINE)'))
endif

.DEFAULT_GOAL := help
.PHONY: messages help site serve check test lint format bench fuzz peers attack layout sbom wheel reproduce pins lock clean
.DELETE_ON_ERROR:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: $(ENGINE_INSTALLED) $(VENV)/.self ## build the site into site/, treating warnings as errors (ENGINE=mkdocs)
	$(BUILD_WITH_$(ENGINE))

serve: $(ENGINE_INSTALLED) $(VENV)/.self ## preview the site while editing (ADDRESS=127.0.0.1:8000)
	$(SERVE_WITH_$(ENGINE))

check: $(VENV)/.run $(VENV)/.self ## validate the content
	$(PY) -m generator check

test: $(VENV)/.dev $(VENV)/.self ## run the tests (ARGS='-k search' to select some)
	@tools/ensure_browser.sh $(PY)
	$(PY) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.dev $(VENV)/.self ## check style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(VENV)/.dev $(VENV)/.self ## fix the style of the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/.run $(VENV)/.self ## measure builds, saves, imports, search, related papers and topic suggestions
	$(PY) -m bench $(ARGS)

fuzz: $(VENV)/.dev $(VENV)/.self ## fuzz the readers (SECONDS=60), then run the property tests with many more examples
	$(PY) -m fuzz --seconds $(or $(SECONDS),60)
	$(PY) -m pytest --hypothesis-profile=fuzz -m hypothesis $(ARGS)

peers: $(VENV)/.dev $(VENV)/.self ## compare the readers with other programs on the files in their tests (DIRS='../zotero/translators', ARGS=-v)
	$(PY) -m peers $(ARGS) $(DIRS)

attack: $(VENV)/.dev $(VENV)/.self ## test hostile inputs in a real browser (ONLY=site for one group, SECONDS=600 for random inputs)
	@tools/ensure_browser.sh $(PY)
	$(PY) -m attack $(ONLY) --seconds $(or $(SECONDS),0) $(ARGS)

layout: $(VENV)/.run ## list violations of the package order and size limits; update tables in the docs
	$(PY) tools/layout.py

messages: $(VENV)/.run ## update the catalogs of the languages (LANGUAGE=fr to start one)
	$(PY) tools/messages.py $(LANGUAGE)

sbom: $(VENV)/.run ## update the third-party licenses, and write a bill of materials
	$(PY) tools/sbom.py

wheel: $(VENV)/.self ## build a wheel of the last commit into build/
	tools/build_wheel.sh $(PY) build

reproduce: $(VENV)/.self ## check that builds of the last commit are reproducible, byte for byte
	tools/reproduce.sh $(PY)

pins: ## check that pinned actions match the versions in their comments
	tools/check_pins.sh

lock: $(LOCK_TOOLS)/bin/uv ## update the lock files within the ranges of pyproject.toml
	$(LOCK_COMPILE) --extra build --output-file requirements.lock
	$(LOCK_COMPILE) --extra build --extra engines --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK_COMPILE) --extra build --extra engines --constraint requirements-dev.lock --output-file requirements-engines.lock

clean: ## remove everything that was generated
	rm -rf site build $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One resolution for all platforms and Python versions, with hashes of all files.
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

# These include everything in requirements.lock, at the same versions.
$(VENV)/.engines: requirements-engines.lock requirements.lock | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements-engines.lock
	@touch $(VENV)/.run $@

$(VENV)/.dev: requirements-dev.lock requirements.lock | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements-dev.lock
	@touch $(VENV)/.run $(VENV)/.engines $@

$(VENV)/.self: pyproject.toml | $(VENV)/.run
	$(PIP_INSTALL_SELF)
	@touch $@
