# fukyu: what a day's work needs. `make` lists it.
# SWIFT_FLAGS and PORT can be given: make run PORT=9090
SHELL := /bin/bash
PORT ?= 8080
STAGE := scripts/stage
PYTHON := .build-venv/bin/python
# A crashed test process would otherwise wait for a debugger's answer and hold the pipe open.
export SWIFT_BACKTRACE ?= enable=no
# The debug binary that `swift build` and `swift test` leave; the browser and kill tests use it.
FUKYU := .build/debug/fukyu
SOURCES := Sources Tests Package.swift

.DEFAULT_GOAL := help
.PHONY: help run test quick browser kill servers setup build release format lint docs docs-check bench clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run: ## install, build, load the sample, publish it to out/site/ and serve it on 127.0.0.1:8080 (PORT=…)
	@PORT=$(PORT) scripts/run

test: ## every test: Swift, killed imports, real Chromium and load, several servers
	@scripts/setup --tests
	@$(STAGE) "Swift tests" swift test
	@FUKYU_TESTS_ENGINE=PostgreSQL $(STAGE) "operations on PostgreSQL" swift test --skip-build --filter OperationsTests
	@$(STAGE) "kill tests" $(PYTHON) Tests/Kill/kill_import.py --binary $(FUKYU)
	@$(STAGE) "kill tests of exchanges" $(PYTHON) Tests/Kill/kill_import.py --of exchanges --kills 20 --inside 15 --binary $(FUKYU)
	@$(STAGE) "browser and load tests" $(PYTHON) -m pytest -q Tests/Browser --binary $(FUKYU)
	@$(STAGE) "several servers on PostgreSQL" $(PYTHON) -m pytest -q Tests/Servers --binary $(FUKYU)

quick: setup ## the Swift tests only, for daily work
	@swift test

browser: build ## the browser and load tests only
	@scripts/setup --tests
	@$(PYTHON) -m pytest -q Tests/Browser --binary $(FUKYU)

kill: build ## the kill tests only: an import killed at random moments
	@scripts/setup --tests
	@$(PYTHON) Tests/Kill/kill_import.py --binary $(FUKYU)
	@$(PYTHON) Tests/Kill/kill_import.py --of exchanges --kills 20 --inside 15 --binary $(FUKYU)

servers: build ## the tests of several servers on one PostgreSQL only
	@scripts/setup --tests
	@$(PYTHON) -m pytest -q Tests/Servers --binary $(FUKYU)

setup:
	@scripts/setup

build: setup ## debug build
	@swift build

release: setup ## release build of the command: .build/release/fukyu
	@swift build -c release --product fukyu

format: ## rewrite the sources in the project's format
	@swift format --in-place --parallel --recursive $(SOURCES)

lint: ## check the format and the scripts' syntax
	@swift format lint --strict --parallel --recursive $(SOURCES)
	@bash -n scripts/setup && bash -n scripts/run && bash -n scripts/stage && bash -n .ci/run

docs: build ## write the generated pages of docs/
	@$(FUKYU) docs

docs-check: build ## fail when a generated page of docs/ is not what `make docs` would write
	@$(FUKYU) docs --check

bench: release ## the national benchmark (minutes)
	@Benchmarks/run

clean: ## delete everything built; what you imported (*.sqlite) stays
	@rm -rf .build .build-* out
