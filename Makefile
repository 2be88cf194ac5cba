# Dougong: everything a developer or an operator calls. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Compiled once and kept, not by every process that starts.
export PYTHONDONTWRITEBYTECODE :=
.PHONY: help setup web run system check lint types layers contract web-check test test-sqlite test-postgres test-web test-browser sample openapi lock bench

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WEB := $(BIN)/python -m dougong.config.webbuild
PYTEST := $(BIN)/pytest -q -n 2 --dist loadgroup -p no:cacheprovider

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/.installed web ## .venv with the locked packages (Node included), the web app built

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (make setup PYTHON=/path/to/python3.11)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -qq -j 2 .venv/lib src || true # some packages carry templates that are no Python yet
	@touch $@

web: .venv/.installed ## the web app, built when its sources changed
	@$(WEB) build

run: setup ## dougong up --demo on http://localhost:8000, data in ./data
	@exec $(BIN)/dougong up --demo

SYSTEM := chromium chromium-driver fonts-noto-cjk postgresql redis-server mosquitto

system: ## (root, Debian) Chromium, CJK fonts, PostgreSQL, Redis, mosquitto, if missing
	@missing=""; for name in $(SYSTEM); do \
	  dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; done; \
	if [ -z "$$missing" ]; then echo "system packages: all there"; exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then echo "as root: apt-get install$$missing"; exit 1; fi; \
	apt-get update -q; \
	DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $$missing

check: lint types layers contract web-check ## ruff, mypy, import-linter, eslint, tsc, the committed contract

lint: .venv/.installed
	$(BIN)/ruff check .

types: .venv/.installed
	$(BIN)/mypy

layers: .venv/.installed
	$(BIN)/python -m dougong.config.layers

contract: web
	$(BIN)/dougong openapi --check
	$(WEB) npm run openapi -- --check

web-check: web
	$(WEB) npm run check

# What keeps one core busy runs in twos; the tests after it take both by themselves, one engine at a time.
test: ## check, Python on SQLite and PostgreSQL, web unit tests, browser
	@$(MAKE) --no-print-directory -j 2 --output-sync=target check test-web
	@$(MAKE) --no-print-directory test-sqlite test-postgres test-browser

# What asks no engine but the code above it runs on one of the two: filters and cursors where types are strict, doors where it is quick.
test-sqlite: setup
	$(PYTEST) --ignore=tests/journeys --ignore=tests/test_hostile_requests.py

test-postgres: setup
	@if compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || [ "$${DOUGONG_SKIPS_FAIL:-}" = 1 ]; then \
	  $(PYTEST) --ignore=tests/journeys --ignore=tests/test_schemathesis.py --ignore=tests/test_leaks.py --ignore=tests/test_leaks_fields.py --ignore=tests/test_leaks_writes.py --ignore=tests/test_headers.py --db=postgres; \
	else echo "SKIPPED: the tests on PostgreSQL (its server is not installed; make system)"; fi

test-web: web
	$(WEB) npm test

# Browsers and servers wait for each other: three at a time keep two cores busy.
test-browser: setup
	@if compgen -G "tests/journeys/test_*.py" >/dev/null; then $(PYTEST) -n 3 --durations=12 tests/journeys; fi

sample: setup ## the benchmarks on a tenth of their rows; a busy machine misses limits, so none fails
	-@$(BIN)/python benchmarks/lists.py --sample

openapi: ## writes api/openapi.json, web/src/api/schema.d.ts and docs/settings.md
	$(BIN)/dougong openapi
	$(BIN)/dougong settings
	$(WEB) npm run openapi

lock: ## requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock

ifeq (bench,$(firstword $(MAKECMDGOALS)))
NAMES := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
$(foreach name,$(NAMES),$(eval $(name): ;@:))
endif
bench: setup ## the benchmarks with their ratios: make bench, or make bench NAME
	@for file in $(if $(NAMES),$(NAMES:%=benchmarks/%.py),$$(ls benchmarks/[a-z]*.py)); do \
	  echo "== $$file"; $(BIN)/python $$file; done
