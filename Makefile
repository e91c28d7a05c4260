# What people type. Everything below runs again safely, as root or not, and leaves nothing behind but .build and
# .build-sanitize.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test sanitize pictures lint build install uninstall format bench fuzz soak clean

# Where `make install` puts the program; DESTDIR goes before it, for those who make packages.
PREFIX ?= /usr/local

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: ## Install what is missing, build, serve on SQLite, print the sign-in link (ARGS="--port 9000")
	@scripts/prepare.sh
	-@scripts/fetch-docs-assets.sh .build/docs-assets
	@scripts/build.sh
	@exec "$$(swift build --show-bin-path)/taskflow" serve $(ARGS)

test: ## Run all tests (ARGS="--filter ClientTests")
	@scripts/prepare.sh
	-@scripts/fetch-docs-assets.sh .build/docs-assets
	@scripts/test-needs.sh
	@# Eight at once: all of them would open more files than many machines allow, and each would wait long for its turn.
	@SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 TASKFLOW_STRICT=1 TASKFLOW_TEST_ALL=1 \
		scripts/with-postgres.sh swift test $(ARGS)
	@scripts/with-postgres.sh scripts/system-tests.sh

pictures: ## Take a picture of every page of the web board, light, dark and on a phone (into .build/pictures)
	@scripts/prepare.sh
	@scripts/test-needs.sh
	@swift build --product taskflow
	@Tests/Web/run.sh "$$(swift build --show-bin-path)/taskflow" pictures .build/pictures
	@mkdir -p docs/images && cp .build/pictures/readme.png docs/images/board.png

sanitize: ## Run the tests of storage, feed and doors under the thread sanitizer (ARGS="--filter ChangeFeedTests")
	@scripts/prepare.sh
	@scripts/test-needs.sh
	@scripts/with-postgres.sh scripts/sanitize.sh $(ARGS)

lint: ## Check format and style, and that nothing of ours gives a warning
	@scripts/prepare.sh
	@scripts/lint.sh

build: ## Build the release program with its manual page and completions into .build/dist (a quarter of an hour the first time)
	@scripts/prepare.sh
	-@scripts/fetch-docs-assets.sh .build/docs-assets
	@scripts/build-release.sh

install: ## Install what was built (PREFIX=/usr/local, DESTDIR=)
	@scripts/install.sh "$(DESTDIR)$(PREFIX)"

uninstall: ## Remove what was installed; data stay (PREFIX=/usr/local, DESTDIR=)
	@scripts/install.sh --remove "$(DESTDIR)$(PREFIX)"

format: ## Format the sources
	@swift format format --in-place --recursive Sources Tests Fuzzing Benchmarks Package.swift

bench: ## Measure TaskFlow beside its peers, an hour or so; --quick takes minutes (ARGS="--quick")
	@scripts/prepare.sh
	@scripts/bench-needs.sh
	@taskflow=$$(scripts/release.sh taskflow) && ceiling=$$(scripts/release.sh plaintext-ceiling) && \
		Benchmarks/run.sh --taskflow "$$taskflow" --ceiling "$$ceiling" $(ARGS)

fuzz: ## Throw a million inputs of each kind at what reads strangers' input (ARGS="CASES SEED")
	@scripts/prepare.sh
	@fuzz=$$(scripts/release.sh taskflow-fuzz) && "$$fuzz" $(ARGS)

soak: ## Run the long scenes at full size: many more kills, outages and crews at random (an hour or so)
	@scripts/prepare.sh
	@scripts/test-needs.sh
	@taskflow=$$(scripts/release.sh taskflow) && \
		KILL_ROUNDS=20 OUTAGE_ROUNDS=10 CREWS=20 CREW_STEPS=4000 CREW_LATE=--late SIGHT_ROUNDS=40 CREW_DAY="--long --tasks 1000" CREW_TALK=--long \
		scripts/with-postgres.sh scripts/system-tests.sh "$$taskflow"

clean: ## Remove what was built
	@rm -rf .build .build-sanitize
