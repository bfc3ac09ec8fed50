# What one does with Gatehouse, from a fresh checkout on Debian 12. `make help` lists it.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: run build deb deb-check deb-systemd sbom test asan tsan fuzz simulate races sabotage bench bench-smoke bench-micro tidy format clean help

define first_steps

  Gatehouse starts on http://127.0.0.1:8080. Try, in another terminal:

    curl -i http://127.0.0.1:8080/api/user/v1/signup -H 'Content-Type: application/json' \
      -d '{"email":"kim@example.com","nickname":"kim","password":"a quiet river at dawn"}'

  The code that verifies the address then appears below. Ctrl-C stops.

endef
export first_steps

# $(call compile,PRESET): everything of one preset, in build/PRESET.
compile = cmake --preset $(1) --log-level=WARNING && ninja -C build/$(1)

run: build ## Build, and start the server with its defaults
	@echo "$$first_steps"
	@exec build/release/gatehouse serve

build: ## Build the release binary, build/release/gatehouse
	@packaging/install build
	@$(call compile,release)

deb: build ## Make the Debian package of the release binary, in build/deb
	@packaging/install package
	@ninja -C build/release describe
	@packaging/deb

deb-check: deb ## Install that package in a throw-away Debian, use it, purge it, and look at every part of it
	@packaging/install test develop
	@tests/package/run

deb-systemd: deb ## Run the service of that package under a systemd of its own, where the kernel lets one start
	@packaging/install test develop
	@tests/package/run tests/package/systemd

sbom: build ## List what the release binary is made of, in build/release/gatehouse.cdx.json
	@packaging/install package
	@tools/sbom build/release >build/release/gatehouse.cdx.json

test: ## Run all tests, over SQLite and PostgreSQL
	@packaging/install build test
	@$(call compile,test)
	@tests/run build/test

asan tsan: ## Run all tests under AddressSanitizer (asan) or ThreadSanitizer (tsan)
	@packaging/install build test
	@$(call compile,$@)
	@tests/run build/$@

FOR ?= 30
fuzz: ## Fuzz each parser for so many seconds: FOR=30
	@packaging/install build test
	@FUZZ_SEED=$(FUZZ_SEED) tests/fuzz/run $(FOR)

.PHONY: fuzz-api
fuzz-api: ## Fuzz the whole program over its socket for so many seconds, on each database: FOR=30
	@packaging/install build test
	@cmake --preset asan --log-level=WARNING && ninja -C build/asan gatehouse
	@printf '%s\n' sqlite postgresql | xargs -P 2 -I{} tests/fuzz/api/run --seconds $(FOR) --database {} $(FUZZ_SEED:%=--first %)

.PHONY: power-loss
power-loss: ## Lose the power 100,000 times under the SQLite database
	@packaging/install build test
	@cmake --preset test --log-level=WARNING && ninja -C build/test test_power_loss
	@POWER_LOSSES=100000 POWER_LOSS_SEED=$$RANDOM build/test/tests/power_loss/test_power_loss

OPERATIONS ?= 100000000
SEED ?= 1
simulate: ## Run the application against its model: OPERATIONS=100000000 SEED=1
	@packaging/install build test
	@cmake --preset test --log-level=WARNING && ninja -C build/test simulate
	@build/test/simulate --operations $(OPERATIONS) --seed $(SEED)

ROUNDS ?= 10000
races: ## Race 64 at a time against the server, on both databases: ROUNDS=10000
	@packaging/install build test
	@$(call compile,test)
	@GATEHOUSE_RACE_ROUNDS=$(ROUNDS) tests/run build/test -R '^e2e.race_histories$$'

sabotage: ## Switch each defence off in turn, and see that a test notices (for hours)
	@packaging/install build test
	@tests/sabotage/run

.PHONY: kill
kill: ROUNDS = 1000
kill: ## Kill the server under 64 writing clients, on each database: ROUNDS=1000
	@packaging/install build test
	@$(call compile,test)
	@KILL_ROUNDS=$(ROUNDS) tests/run build/test -R '^e2e.kills$$' --verbose

.PHONY: soak
FOR ?= 30m
ON ?= both
soak: build ## Mix everything with faults for a long time, and see what the servers take: FOR=30m ON=both
	@packaging/install test
	@GATEHOUSE_BINARY=build/release/gatehouse tests/soak/run --for $(FOR) --on $(ON)

bench: build ## Measure the release binary against its yardsticks, and write bench/report.md
	@packaging/install test bench
	@bench/run; status=$$?; bench/report && exit $$status

bench-smoke: build ## Run all of that shortly: every answer is looked at, no time is
	@packaging/install test bench
	@bench/run --smoke

bench-micro: ## Measure single steps of a request: JSON, router, tokens, names
	@packaging/install build develop
	@cmake --preset release --log-level=WARNING && ninja -C build/release gatehouse_micro
	@build/release/bench/micro/gatehouse_micro --benchmark_min_time=0.2

tidy: ## Look for likely mistakes with clang-tidy
	@packaging/install build test develop
	@cmake --preset test --log-level=WARNING
	@run-clang-tidy-19 -quiet -p build/test "$(CURDIR)/src/.*(?<!_test)\.cpp$$"

format: ## Format the C++ sources
	@packaging/install develop
	@git ls-files -co --exclude-standard '*.cpp' '*.hpp' | xargs clang-format-19 -i

clean: ## Remove what was built
	rm -rf build

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z -]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
