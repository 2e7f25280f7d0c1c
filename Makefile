# Everything a person does with this repository. `make help` tells all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DATA ?= .mapae

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types imports migrations messages journeys torture drill thorough bench mutation theme lock clean

help: ## Say what each command does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

.setup-run: requirements/run.txt pyproject.toml
	@$(PYTHON) tools/bootstrap.py $(VENV) requirements/run.txt
	@touch $@

.setup-dev: requirements/dev.txt pyproject.toml
	@$(PYTHON) tools/bootstrap.py $(VENV) requirements/dev.txt
	@touch $@ .setup-run

.setup-bench: .setup-dev requirements/bench.txt
	@$(PYTHON) tools/bootstrap.py $(VENV) requirements/bench.txt
	@touch $@

setup: .setup-dev ## Make the environment for developing

run: .setup-run ## Start Mapae with demonstration data (PORT=8000 DATA=.mapae)
	@exec $(BIN)/mapae up --demo --data $(DATA) --port $(PORT)

test: .setup-dev ## Tests of every room, in less than two minutes
	@$(BIN)/pytest -n 2 --dist loadfile -m "not wide and not slow and not browser and not torture and not long"

lint: .setup-dev ## Style, and the ban on clocks and dice outside the gateways
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .setup-dev ## Types
	@$(BIN)/mypy

imports: .setup-dev ## Who may import whom
	@$(BIN)/lint-imports --no-cache

migrations: .setup-dev ## No model change without its migration
	@$(BIN)/python tools/django_command.py makemigrations --check --dry-run

messages: .setup-dev ## Every sentence is in every language (needs gettext)
	@$(BIN)/python tools/messages.py check

journeys: .setup-dev ## Browser journeys (needs Chromium; its headless shell takes half the time)
	@$(BIN)/pytest -n 2 --dist worksteal -m "browser and not long"

torture: .setup-dev ## Kill everything again and again (ROUNDS=200, KILLS=50, ROWS=500)
	@$(BIN)/python -m tests.torture.kill --rounds $(or $(ROUNDS),200)
	@$(BIN)/python -m tests.torture.group --kills $(or $(KILLS),50) --rows $(or $(ROWS),500)

thorough: .setup-dev ## The long forms: 1,000 tamperings, 100,000 guesses, 10,000 requests a role, 50 officers, 200 kills (ROUNDS=200)
	@MAPAE_TEST_GUESSES=100000 $(BIN)/pytest -m "long or slow" tests/usecases tests/properties
	@$(BIN)/pytest -m long tests/site tests/benchmarks
	@MAPAE_TEST_EVERY_VIEW=yes $(BIN)/pytest -n 2 tests/journeys/test_every_page.py
	@$(BIN)/pytest -s -m long tests/journeys
	@$(BIN)/python -m tests.torture.contract --cases $(or $(REQUESTS),10000)
	@$(BIN)/python -m tests.torture.officers --cases 1000 --officers 50
	@$(MAKE) --no-print-directory torture

drill: .setup-dev ## Back up and bring back many cases, and see that all is there (CASES=100000)
	@$(BIN)/python -m tests.torture.restore --cases $(or $(CASES),100000)

check: .setup-dev ## Exactly what CI does
	@$(MAKE) --no-print-directory test lint types imports migrations messages
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "(wide or slow or torture) and not browser and not long"
	@$(MAKE) --no-print-directory journeys

bench: .setup-bench ## Measure documents, rules, files of groups, the board check and pages beside their anchors
	@$(BIN)/python -m benchmarks.documents
	@$(BIN)/python -m benchmarks.rulebook
	@$(BIN)/python -m benchmarks.group_files
	@$(BIN)/python -m benchmarks.board_checks
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.group_import

mutation: .setup-dev ## Change the core in small ways and see that tests notice (ONLY="states names" EVERY=5)
	@nice -n 15 $(BIN)/python tools/mutation.py --every $(or $(EVERY),1) $(ONLY)

theme: ## Build the style sheets anew (needs Node)
	@theme/build.sh

lock: ## Renew the locks (needs uv)
	@requirements/compile.sh

clean: ## Remove the environment and what tests left; data folders stay
	@rm -rf $(VENV) .setup-run .setup-dev .setup-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots
