# `make` lists the commands. Each sets up what it needs; nothing is installed twice.
.DEFAULT_GOAL := help
.PHONY: help setup demo run test test-law test-agreement test-attempts test-journeys check fix duties measure bench
PYTEST = .venv/bin/python -m pytest

help: ## list the commands
	@awk -F ' ## ' '/^[a-z-]+:.* ## / { sub(/:.*/, "", $$1); printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the demo and the tests need, into this folder
	@scripts/setup test

demo: ## serve a made-up authority at http://127.0.0.1:8000
	@scripts/setup run
	@exec .venv/bin/sightline demo

run: ## serve your own record (empty at first) at http://127.0.0.1:8000
	@scripts/setup run
	@exec .venv/bin/sightline serve

test: ## run every test
	@scripts/setup test
	@$(PYTEST) -n 2 --dist worksteal

test-law: ## run the tests of the law: duties, clocks, working days
	@scripts/setup test
	@$(PYTEST) tests/law

test-agreement: ## hold the two evaluators of the law to the same answers, on made-up duties and records
	@scripts/setup test
	@SIGHTLINE_AGREEMENT=5000 $(PYTEST) tests/law -k agree

test-attempts: ## try ten thousand ways at records that are not one's own, at the pages and at the database
	@scripts/setup test
	@SIGHTLINE_ATTEMPTS=10000 $(PYTEST) tests/access/test_attempts.py

test-sequences: ## throw ten thousand sequences of acts, in any order, at a child's record (an hour or more)
	@scripts/setup test
	@SIGHTLINE_SEQUENCES=10000 $(PYTEST) -n 2 tests/casework/test_any_order.py

test-look-back: ## read all 1,550 closed cases of Leeds, 2009, in a real browser (half an hour)
	@scripts/setup test
	@SIGHTLINE_WHOLE_LOOK_BACK=yes $(PYTEST) tests/journeys/test_the_whole_look_back.py

test-journeys: ## walk the journeys in a real browser
	@scripts/setup test
	@$(PYTEST) tests/journeys

check: ## lint, types, layers, migrations and generated documents
	@scripts/setup test
	@scripts/check

fix: ## put right what the linter and the formatter can
	@scripts/setup test
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

duties: ## print the book of duties, or of one area: make duties area=referral
	@scripts/setup run
	@.venv/bin/sightline duties $(area)

measure: ## measure an authority against its duties, from the record in var
	@scripts/setup run
	@.venv/bin/sightline measure

bench: ## measure speed at the size of an authority and of the nation
	@scripts/setup bench
	@.venv/bin/python -m bench
