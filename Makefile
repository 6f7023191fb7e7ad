# `make run` and `make test` do everything from a fresh clone; the other targets are parts of them.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PYTEST_ARGS ?=

BIN := $(abspath $(VENV))/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
LOCK := --require-hashes --requirement
# Node.js of the machine, or else the one that the step `npm` puts in the virtual environment.
export PATH := $(PATH):$(BIN)

BUILT := site/static/built/site.css
ASSET_SOURCES := site/build.mjs $(wildcard site/styles/*.css site/scripts/*.js site/scripts/*/*.js)
JUDGES := site/node_modules/.judges
SUDO := $(if $(filter 0,$(shell id -u)),,sudo -n)

# What the tests start besides Python and Node.js, by Debian's names; daemons lie in /usr/sbin.
found = $(shell PATH="$$PATH:/usr/sbin" command -v $(1) 2>/dev/null)
MISSING = $(strip \
	$(if $(call found,chromium)$(call found,chromium-browser),,chromium) \
	$(if $(call found,javac),,default-jdk-headless) \
	$(if $(call found,nginx),,nginx) \
	$(if $(call found,varnishd),,varnish))

.PHONY: run test lint setup assets npm programs lock rules guide bench mutations clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

run: export OMGREP_PUBLIC_URL := http://localhost:$(PORT)/
run: setup assets ## Set up, check and build the catalogue, and serve it on PORT
	@echo "==> Checking the sources and building a Release"
	$(BIN)/omgrep build
	@echo "==> Serving on http://localhost:$(PORT)/ (stop with Ctrl-C)"
	$(BIN)/omgrep serve --port $(PORT)

test: lint $(JUDGES) assets programs ## Set up, lint and run every test
	@echo "==> Testing"
	@$(BIN)/pytest --numprocesses auto --dist loadfile \
	-m "$(if $(filter chromium,$(MISSING)),not browser)" $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp ## Ruff, mypy and who may import whom
	@echo "==> Linting"
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo

setup: $(VENV)/run.stamp

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or later is needed; name one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	|| { echo "Python's venv is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "==> Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml hatch_build.py | $(BIN)/python
	@echo "==> Installing Python packages"
	@$(PIP) install $(LOCK) requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "==> Installing Python packages for tests"
	@$(PIP) install $(LOCK) requirements-dev.txt
	@touch $@

assets: $(BUILT) ## Styles, script and font, into site/static/built

$(BUILT): site/node_modules/.package-lock.json $(ASSET_SOURCES)
	@echo "==> Bundling styles and script"
	@node site/build.mjs

site/node_modules/.package-lock.json: site/package.json site/package-lock.json site/.npmrc | npm
	@echo "==> Installing npm packages"
	@cd site && npm ci --omit=dev --loglevel=error
	@touch $@

# Ten times as much: what only the tests need, to judge what is served.
$(JUDGES): site/package.json site/package-lock.json site/.npmrc | npm
	@echo "==> Installing npm packages for tests"
	@cd site && npm ci --loglevel=error
	@touch site/node_modules/.package-lock.json $@

npm: | $(BIN)/python
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	echo "==> No npm here: installing Node.js in $(VENV)"; \
	$(PIP) install $(LOCK) requirements-node.txt; }

# No daemon is left running: the tests start their own, on loopback.
programs:
	@test -z "$(MISSING)" || { \
	if command -v apt-get >/dev/null && $(SUDO) true 2>/dev/null; then \
	echo "==> Installing $(MISSING) for the tests"; \
	$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	apt-get install -qq --no-install-recommends $(MISSING) >/dev/null && \
	{ ! test -d /run/systemd/system || \
	for daemon in $(filter nginx varnish,$(MISSING)); do \
	$(SUDO) systemctl disable --quiet --now $$daemon; done; }; \
	else echo "What needs these is not tested; on Debian: apt-get install $(MISSING)"; fi; }

UV_COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

lock: | $(BIN)/python ## Renew every lock file from pyproject.toml and site/package.json
	$(PIP) install 'uv>=0.13'
	$(UV_COMPILE) --group build pyproject.toml --output-file requirements.txt
	$(UV_COMPILE) --group build --group dev --constraints requirements.txt pyproject.toml \
	--output-file requirements-dev.txt
	$(UV_COMPILE) --group node --output-file requirements-node.txt
	cd site && npm install --package-lock-only

rules: setup ## Renew docs/rules from the shapes and their examples
	$(BIN)/omgrep rules --pages docs/rules

guide: $(VENV)/dev.stamp assets programs ## Renew what docs/redigere shows: outputs and screenshots
	$(BIN)/python -m tests.guide

bench: $(VENV)/dev.stamp assets ## Measure speed and memory
	$(BIN)/python -m benchmarks

mutations: $(VENV)/dev.stamp ## Break each file of vocab/ in 20 ways: is it found, at the right line?
	$(BIN)/python -m benchmarks.mutations

clean: ## Remove everything that make and omgrep build made
	rm -rf $(VENV) site/node_modules site/static/built release dist
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
