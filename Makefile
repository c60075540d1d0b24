# Everything is one command. The work is done in deploy/local/; this only names it.
PYTHON ?= $(or $(shell command -v python3.11),python3)
PORT ?= 8000
PORTOLAN_HOME ?= .portolan
ARGS ?=
export PORT PORTOLAN_HOME

environment := @$(PYTHON) deploy/local/environment.py
run := exec .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint format bench requirements clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: ## Run Portolan with its demo landscape (PORT=8000 PORTOLAN_HOME=.portolan)
	$(environment) requirements.txt
	@$(run) deploy.local.demo

demo-reset: ## Stop that demo and remove its data
	$(environment) requirements.txt
	@$(run) deploy.local.reset

test: ## Run the tests (ARGS="tests/catalog -k register")
	$(environment) requirements-dev.txt
	@$(run) deploy.local.with_services pytest --numprocesses auto --no-loadscope-reorder $(ARGS)

lint: ## Check style, types, layers, templates and migrations
	$(environment) requirements-dev.txt
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --check --quiet templates
	.venv/bin/mypy
	.venv/bin/python -m deploy.local.with_services manage makemigrations --check --dry-run

format: ## Bring code and templates into shape
	$(environment) requirements-dev.txt
	.venv/bin/ruff check --fix-only
	.venv/bin/ruff format
	.venv/bin/djlint --reformat --quiet templates

bench: ## Measure what has a budget
	$(environment) requirements-dev.txt
	@$(run) deploy.local.with_services pytest -q -o python_files="bench_*.py" -o python_functions="bench_*" tests/benchmarks $(ARGS)

requirements: ## Pin the newest versions that requirements*.in allow
	$(environment) requirements-dev.txt
	.venv/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	  requirements.in --output-file requirements.txt
	.venv/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	  --constraint requirements.txt requirements-dev.in --output-file requirements-dev.txt

clean: ## Remove the environment and every cache; data stays
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
