# Everything here needs Go and nothing else, but peers, which needs node and npm.
GO ?= go
TOOL = $(GO) tool -modfile=.ci/tools.mod

.PHONY: help conformance build test check golden mutants variants steady peers foreign fuzz bench clean

help: ## explain each target
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

conformance: build ## judge the built-in simulator by every feature; reports go to reports/out
	bin/deskproof run

build: ## build bin/deskproof
	$(GO) build -trimpath -o bin/deskproof ./cmd/deskproof

test: ## run all tests
	$(GO) test ./...

check: ## format, vet, linters, and all tests again with the race detector
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "gofmt would change:"; echo "$$out"; exit 1; }
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(TOOL) errcheck -ignoretests -exclude .ci/errcheck.txt ./...
	$(TOOL) ineffassign ./...
	$(GO) test -race ./...

golden: ## rewrite golden files; read the diff before you commit it
	$(GO) test $$($(GO) list -f '{{.ImportPath}} {{join .TestImports " "}} {{join .XTestImports " "}}' ./... | awk '/internal\/golden/ && $$1 !~ /internal\/golden$$/ {print $$1}') -update

mutants: build ## let the judge catch what is wrong: every mutant, and every fault at every kind of frame (QUICK=1: each mutant where it is to be caught)
	bin/deskproof selftest mutants $(if $(QUICK),--quick)
	$(if $(QUICK),,bin/deskproof selftest sites)

variants: build ## let the judge pass what is lawful: every variant
	bin/deskproof selftest variants

steady: ## run everything again and again, slowed and disturbed: the verdicts must be the same (STEADY=200)
	.ci/steady $(or $(STEADY),200)

peers: ## let foreign programs judge us (needs node and npm)
	fixtures/peers/run

foreign: build ## let us judge a foreign implementation, whole and broken (needs node and npm)
	fixtures/targets/foreign/run bin/deskproof

fuzz: ## fuzz every decoder for a while each (FUZZTIME=30s)
	.ci/fuzz $(or $(FUZZTIME),30s)

bench: ## measure speed, each part beside a peer that does the least (BENCHFLAGS=--quick)
	$(GO) run ./cmd/yardstick $(BENCHFLAGS)

clean: ## remove what was built and reported
	rm -rf bin reports/out
