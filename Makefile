# Every target makes .venv from nothing but a Python of at least 3.11, and is quick the second time.
.DELETE_ON_ERROR:
.PHONY: help demo test test-peer test-browser lint format docs lock clean

SHELL := /bin/sh
# What pip leaves uncompiled is compiled once, not by every process that imports it.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
# All pins carry hashes and the sets are closed, so there is nothing left to resolve.
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-compile
PINNED := $(INSTALL) --require-hashes --only-binary :all:
CODE := extractor tests benchmarks docs
COG := $(BIN)/cog -c -P -U -I . -I docs --verbosity=1
T ?=

help:
	@echo "make demo          read the article in fixtures/articles and print its claims"
	@echo "make test          run the tests; T='-k name' narrows them"
	@echo "make lint          ruff, mypy --strict, import-linter, and whether the README is current"
	@echo "make test-peer     the flow against a real llama.cpp server"
	@echo "make test-browser  the report in a real Chromium, which has to be installed"
	@echo "make format        let ruff format the code"
	@echo "make docs          write command output into README.md and docs/"
	@echo "make lock          pin requirements/ to pyproject.toml; UPGRADE=1 takes newer versions"
	@echo "make clean         remove .venv, caches and builds"

demo: .venv/ready
	@sh docs/demo.sh

test: .venv/test
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(T)

test-peer: .venv/peer
	$(BIN)/python -m pytest -m peer $(T)

test-browser: .venv/browser
	$(BIN)/python -m pytest -m browser $(T)

lint: .venv/lint
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(COG) --check --diff --check-fail-msg="run make docs" README.md docs/*.md

format: .venv/lint
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

docs: .venv/test
	$(COG) -r README.md docs/*.md

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

# lint.txt holds every set, so the smaller ones are cut from it and can't disagree.
lock: .venv/lock
	$(LOCK) pyproject.toml --group lint -o requirements/lint.txt
	$(LOCK) pyproject.toml --group test -c requirements/lint.txt -o requirements/test.txt
	$(LOCK) pyproject.toml --group build -c requirements/lint.txt -o requirements/runtime.txt
	$(LOCK) --group peer -c requirements/lint.txt -o requirements/peer.txt
	$(LOCK) --group browser -c requirements/lint.txt -o requirements/browser.txt
	$(LOCK) --group lock -o requirements/lock.txt

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/made:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			rm -rf .venv; $$python -m venv .venv && touch $@; exit; \
		fi; \
	done; echo 'Python 3.11 or newer is needed: install it, or name it with `make PYTHON=/path/to/python3`.' >&2; exit 1

.venv/ready: .venv/made requirements/runtime.txt pyproject.toml
	@echo 'Installing into .venv (once)' >&2
	@$(PINNED) -r requirements/runtime.txt
	@$(INSTALL) --no-build-isolation -e .
	@touch $@

.venv/test: .venv/ready requirements/test.txt
	@$(PINNED) -r requirements/test.txt
	@touch $@

.venv/lint: .venv/test requirements/lint.txt
	@$(PINNED) -r requirements/lint.txt
	@touch $@

.venv/peer: .venv/test requirements/peer.txt
	@$(PINNED) -r requirements/peer.txt
	@touch $@

.venv/browser: .venv/test requirements/browser.txt
	@$(PINNED) -r requirements/browser.txt
	@touch $@

.venv/lock: .venv/made requirements/lock.txt
	@$(PINNED) -r requirements/lock.txt
	@touch $@
