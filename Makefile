# Wegwijzer in two commands: `make run` and `make test`. `make help` lists the others.

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := python3.13 python3.12 python3.11 python3 python
PYTHON := $(shell for p in $(PYTHONS); do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 && { echo $$p; break; }; done)
WORKERS := auto
PYTEST := $(BIN)/python -m pytest -q -n $(WORKERS) --maxprocesses 4
PIP := PIP_USE_PEP517=1 $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
BENCH := tests/benchmarks
say = @printf '· %s\n'

.DEFAULT_GOAL := help
.PHONY: help run test test-long check lint format bench lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1 — /p' $(MAKEFILE_LIST)

run: $(VENV)/.run ## start Wegwijzer; the first time it sets itself up
	@$(BIN)/python -m bot run

test: $(VENV)/.dev ## run the tests
	$(say) 'the tests'
	@$(PYTEST)

test-long: $(VENV)/.dev ## run the long tests: every language, every script, the comparison of speed
	$(say) 'the long tests'
	@$(BIN)/python -m pytest -q -m long -o faulthandler_timeout=5400

check: lint ## look at code, floors, scripts, texts and house rules without running the other tests
	$(say) 'house rules'
	@$(BIN)/python -m pytest -q --no-header tests/house

lint: $(VENV)/.dev ## the same without the house rules, which `make test` looks at too
	$(say) 'style'
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	$(say) 'types'
	@$(BIN)/mypy --no-error-summary
	$(say) 'floors'
	@floors=$$($(BIN)/lint-imports 2>&1) || { echo "$$floors"; exit 1; }
	$(say) 'scripts'
	@$(BIN)/python -m bot check
	$(say) 'texts'
	@$(BIN)/python -m bot texts

format: $(VENV)/.dev ## lay out the code
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/.dev ## compare the speed with other bots (ROUNDS=3 SECONDS=15)
	@PYTHONPATH=tests $(BIN)/python -m benchmarks $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SECONDS),--seconds $(SECONDS))

lock: $(VENV)/.dev ## write the locks anew after a change in pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(say) 'locks'
	@$(LOCK) $(UPGRADE) pyproject.toml --group build -o requirements.txt
	@$(LOCK) $(UPGRADE) pyproject.toml --group build --group dev -c requirements.txt -o requirements-dev.txt
	@for peer in $(BENCH)/requirements-*.in; do $(LOCK) $(UPGRADE) $$peer -o $${peer%.in}.txt; done

clean: ## remove what was set up and built, but no data
	@rm -rf $(VENV) .tools build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov

# The environment: made once, renewed when a lock changes.

$(BIN)/python:
ifeq ($(PYTHON),)
	@echo 'Wegwijzer needs Python 3.11, 3.12 or 3.13 and found none of them. / Wegwijzer heeft Python 3.11, 3.12 of 3.13 nodig.' >&2; exit 1
endif
	$(say) "an environment for $$($(PYTHON) --version)"
	@# Debian has venv in a package of its own; without it virtualenv does the same, kept inside this folder.
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null && $(PYTHON) -m venv --clear $(VENV) || { \
		$(PYTHON) -m pip --version >/dev/null 2>&1 || { \
			echo 'Python has neither venv nor pip here: install them (Debian: apt install python3-venv). / Installeer python3-venv.' >&2; exit 1; }; \
		$(PYTHON) -m pip install --quiet --no-input --disable-pip-version-check --target .tools virtualenv && \
		PYTHONPATH=.tools $(PYTHON) -m virtualenv --quiet --clear $(VENV); }

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	$(say) 'libraries'
	@$(PIP) --require-hashes -r requirements.txt
	@PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(say) 'libraries for testing'
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
