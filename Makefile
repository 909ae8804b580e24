# `make` lists the targets. Everything lives in .venv; the lock files in requirements/ say what goes in.
PYTHON ?= python3
PY := .venv/bin/python
GOLD ?= benchmarks/unseen
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

.PHONY: help run test check lint types layers docs stress bench train lock schemas clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: .venv/run-ready ## install what is missing, then start the web app on 127.0.0.1
	@$(PY) app.py

test: .venv/dev-ready ## install what the tests need, then run them all
	@$(PY) -m pytest

check: lint types layers docs test ## everything that must hold before a change lands

lint: .venv/dev-ready ## style
	@$(PY) -m ruff check .

types: .venv/dev-ready ## strict types
	@$(PY) -m mypy

layers: .venv/dev-ready ## imports point down only
	@.venv/bin/lint-imports

docs: .venv/dev-ready ## generated parts of docs and schemas are up to date, links hold
	@$(PY) -m pytest -q tests/test_docs.py tests/content/test_schemas.py

stress: .venv/dev-ready ## scripted calls that the score must put in the right order
	@$(PY) benchmarks/stress.py

bench: .venv/dev-ready ## accuracy on labelled calls (GOLD=DIR names others), then speed
	@$(PY) benchmarks/agreement.py $(GOLD)
	@$(PY) benchmarks/scoring_time.py
	@$(PY) benchmarks/start_up.py
	@$(PY) benchmarks/first_token.py

train: .venv/dev-ready ## learn the weights of the analysis anew from benchmarks/corpus (minutes)
	@$(PY) benchmarks/training/train.py

schemas: .venv/dev-ready ## write the editor schemas anew after a change of the models
	@$(PY) -m roleplay.content.schemas

lock: ## write the lock files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q --extra build pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q --extra build --extra dev pyproject.toml -o requirements/dev.txt

clean: ## remove the environment and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/python-ready:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 run")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@touch $@

.venv/run-ready: requirements/run.txt pyproject.toml | .venv/python-ready
	@echo "Installing (once, about a minute) ..."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev-ready: requirements/dev.txt pyproject.toml | .venv/python-ready
	@echo "Installing what the tests need (once, about a minute) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(PY) tests/browser/find_browser.py --install
	@touch $@ .venv/run-ready
