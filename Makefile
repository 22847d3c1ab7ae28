# Forte on your own machine: `make run`, and everything a developer needs. `make help` lists it.

.DEFAULT_GOAL := help
.PHONY: help setup packages run demo test lint scorecard scorecard-nudges scorecard-postings scorecard-certifications scorecard-portfolio scorecard-story scorecard-fast year mails lock

run demo: export FORTE_MODE = local
# Time zones come from the pinned tzdata package, whatever the system's copy says.
export PYTHONTZPATH =

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input --quiet --quiet

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

setup: ## Install what Forte needs into .venv; run, demo and test do it first
	@$(PYTHON) -c '' 2>/dev/null || { \
	  for candidate in python3.11 python3.12 python3.13 python3; do \
	    $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	    candidate=; \
	  done; \
	  [ -n "$$candidate" ] || { echo 'Forte needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv'; exit 1; }; \
	  $$candidate -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$$candidate comes without venv. On Debian: apt-get install $$($$candidate -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; exit 1; }; \
	  rm -rf .venv && $$candidate -m venv .venv; \
	}
	@cmp -s requirements.lock .venv/requirements.lock || { \
	  echo 'Installing what Forte needs into .venv. This is the slow part, and only the first time.'; \
	  $(PIP) install --require-hashes -r requirements.lock && cp requirements.lock .venv/; \
	}

run: setup ## Start Forte here and print its address; PORT=8001 make run moves it
	@$(PYTHON) -m config.up

demo: setup ## Make a demo person with fourteen weeks of history, and print how to sign in
	@$(PYTHON) -m config.prepare tables
	@$(PYTHON) manage.py demo

test: setup ## Run every check and test; ARGS="tests/accounts -k sign" runs those tests alone
	@$(PYTHON) tests/run.py $(ARGS)

lint: setup ## Run the checks that need no test: ruff, mypy, import-linter, djlint, Django's own
	@$(PYTHON) tests/run.py --lint

packages: setup # what test and scorecard need besides
	@$(PYTHON) tests/run.py --install

scorecard: packages ## Measure everything for real, and write docs/scorecard/; needs PostgreSQL and Redis installed
	@$(PYTHON) -m benchmarks.scorecard

scorecard-nudges: packages ## The page about nudges alone: crashes, freezes, punctuality; up to 20 minutes
	@$(PYTHON) -m benchmarks.scorecard nudges

scorecard-postings: packages ## The page about reading postings: how fast, and how it grows; a minute
	@$(PYTHON) -m benchmarks.scorecard postings

scorecard-certifications: packages ## The page about certifications: pages, orders, dates, a year of reminders; up to 20 minutes
	@$(PYTHON) -m benchmarks.scorecard certifications

scorecard-portfolio: packages ## The page about case studies: pages, the editor's save, pictures; two minutes
	@$(PYTHON) -m benchmarks.scorecard portfolio

scorecard-story: packages ## The page about telling it: the capture address, the one page, queries, the bullet coach; five minutes
	@$(PYTHON) -m benchmarks.scorecard story

scorecard-fast: packages ## The subset that CI runs: asserts counts, prints times, writes nothing
	@$(PYTHON) -m benchmarks.scorecard --fast

year: setup ## Print a lane's year: make year LANE=finops SECOND=security METRIC=cloud-spend
	@FORTE_MODE=local $(PYTHON) manage.py year $(LANE) $(if $(SECOND),--second $(SECOND)) $(if $(METRIC),--metric $(METRIC))

mails: setup ## Write the mails of fourteen weeks into docs/mails/, to be read whole
	@FORTE_MODE=local FORTE_VAR=$$(mktemp -d) sh -c '$(PYTHON) -m config.prepare tables && $(PYTHON) manage.py mails docs/mails'

lock: setup ## Lock the dependencies anew; ARGS=--upgrade takes newer versions
	@$(PYTHON) -m uv --version >/dev/null 2>&1 || $(PIP) install uv
	@$(PYTHON) -m uv pip compile pyproject.toml --quiet --extra local --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -o requirements.lock $(ARGS)
	@$(PYTHON) -m uv pip compile pyproject.toml --quiet --extra local --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -c requirements.lock -o requirements-dev.lock $(ARGS)
