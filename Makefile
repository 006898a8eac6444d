# Two commands do everything on a bare Debian 12 with git and make:  make run  and  make test
#
# run       build, analyse the sample case in the terminal, write its report, serve a demonstration of the talks
# build     the release command, build/release/parley
# test      every test and check; the last line counts them
# test-corpora CORPORA=DIR   every foreign domain in DIR is converted, or rejected for the reason that is known
# worlds    [PAIRS=10000] [SEED=1] pairs of worlds that differ in one party's secrets; every byte of every viewer compared
# timing    [ROUNDS=2000] the smallest difference of time that could tell what others do, or which names exist
# elicitation   simulated people with hidden scores: how well their answers order packages that they never saw
# bench     Parley beside its rivals, and the server under load, [CORPORA=DIR] [QUICK=1]
# fuzz      every reader against libFuzzer, [TIME=60] seconds each
# durability   the log and the server killed KILLS times each, the log's power cut CUTS times, and a fault at every call
# asan      the C++ tests under the address and undefined-behaviour sanitizers
# coverage  which lines the C++ tests reach
# lint      arrows, documents, format, clang-tidy, and the web's own linters; `make format` rewrites what the format check finds
# clean     remove everything that was built
CASE ?= cases/talks-2025.yaml
CORPORA ?= $(wildcard ../shared/corpora)
QUICK ?=
TIME ?= 60
KILLS ?= 1000
CUTS ?= 10000
PAIRS ?= 10000
ROUNDS ?= 2000
SEED ?= 1
SHELL := /bin/bash

# The report page is built into the command: web/ first, C++ after it, each only when its sources changed.
web_sources := $(shell find web api -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
web_page := web/dist/report.html

.PHONY: run build test test-corpora worlds timing elicitation bench fuzz durability asan coverage lint format clean help
.DEFAULT_GOAL := build

run: build
	@build/release/parley analyze $(CASE)
	@build/release/parley report $(CASE) -o build/$(notdir $(CASE:.yaml=.html))
	@echo "The report stands in $(CURDIR)/build/$(notdir $(CASE:.yaml=.html)); open it in any browser."
	@exec build/release/parley serve --demo --data build/demo --case $(CASE)

build: .packages $(web_page)
	@scripts/build release

test: .packages-test $(web_page)
	@scripts/test

test-corpora: .packages-test $(web_page)
	@scripts/test-corpora "$(CORPORA)"

worlds: .packages-test $(web_page)
	@scripts/build dev two_worlds
	@build/dev/tests/two_worlds --pairs $(PAIRS) --seed $(SEED) --jobs $$(nproc)

timing: .packages-test $(web_page)
	@scripts/build dev two_worlds_timing
	@build/dev/tests/two_worlds_timing --rounds $(ROUNDS)

elicitation: .packages-test
	@scripts/build dev parley_elicitation_bench
	@build/dev/tests/parley_elicitation_bench

bench: .packages-bench $(web_page)
	@scripts/build release
	@scripts/build release parley_load
	@bench/run --corpora "$(CORPORA)" $(if $(QUICK),--quick)
	@echo; echo "LOAD"; echo
	@python3 bench/load.py --parley build/release/parley --load build/release/bench/load/parley_load \
	  --work build/bench --seconds $(if $(QUICK),20,300)

fuzz: .packages-fuzz $(web_page)
	@scripts/fuzz $(TIME)

durability: .packages-test $(web_page)
	@scripts/durability $(KILLS) $(CUTS)

asan: .packages-test $(web_page)
	@scripts/build asan
	@ctest --preset asan -j $$(nproc)

coverage: .packages-test .packages-coverage $(web_page)
	@scripts/coverage

lint: .packages-test $(web_page)
	@scripts/lint

format: .packages-test
	@git ls-files -z '*.hpp' '*.cpp' | xargs -0 clang-format-19 -i

clean:
	rm -rf build web/dist web/node_modules

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

# Phony on purpose: a look at the package list takes a moment and spares a stale stamp.
.PHONY: .packages .packages-test .packages-bench .packages-fuzz .packages-coverage
.packages:
	@scripts/bootstrap build web
.packages-test:
	@scripts/bootstrap build web test
.packages-bench:
	@scripts/bootstrap build web bench
.packages-fuzz:
	@scripts/bootstrap build web fuzz test
.packages-coverage:
	@scripts/bootstrap coverage

# Not `npm ci`: it refuses a lock file without the binaries of other platforms, which not every registry carries.
# `npm install` takes exactly the versions that the lock file names; `--no-save` keeps it from writing to that file.
web/node_modules/.package-lock.json: web/package.json web/package-lock.json | .packages
	@scripts/with-node npm install --no-save --no-audit --no-fund
	@touch $@

$(web_page): $(web_sources) web/node_modules/.package-lock.json
	@scripts/with-node npm run build
	@touch $@
