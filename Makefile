# Everything here needs Go and nothing else, but peers, which needs node and npm.
GO ?= go
SCAPI_PROFILES = union wwe-guide scapi-manual scapi-current client-2016 client-2020 client-2021 client-2023 \
	wwe-guide+client-2016 scapi-manual+client-2020 scapi-current+client-2023
GWS_PROFILES = 8.5.0 8.5.1 client-compat
WEBEX_PROFILES = sdk-3.12.0 documented
TOOL = $(GO) tool -modfile=.ci/tools.mod

.PHONY: help conformance build test check golden mutants variants coverage profiles steady peers foreign fuzz bench clean

help: ## explain each target
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

conformance: build ## judge the built-in simulator by every feature; reports go to reports/out
	bin/deskproof run

build: ## build bin/deskproof
	$(GO) build -trimpath -o bin/deskproof ./cmd/deskproof

test: ## run all tests
	$(GO) test ./...

check: build ## format, vet, linters, the tests again with the race detector, the longest cut short, and whether what was proved still is
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "gofmt would change:"; echo "$$out"; exit 1; }
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(TOOL) errcheck -ignoretests -exclude .ci/errcheck.txt ./...
	$(TOOL) ineffassign ./...
	bin/deskproof selftest coverage
	bin/deskproof selftest coverage --system gws
	bin/deskproof selftest coverage --system webex
	$(GO) test -race -short ./...

golden: ## rewrite golden files; read the diff before you commit it
	$(GO) test $$($(GO) list -f '{{.ImportPath}} {{join .TestImports " "}} {{join .XTestImports " "}}' ./... | awk '/internal\/golden/ && $$1 !~ /internal\/golden$$/ {print $$1}') -update

mutants: build ## let the judge catch what is wrong: every mutant, and every fault at every kind of frame (QUICK=1: each mutant where it is to be caught)
	bin/deskproof selftest mutants $(if $(QUICK),--quick)
	$(if $(QUICK),,bin/deskproof selftest sites)

variants: build ## let the judge pass what is lawful: every variant in every profile (QUICK=1: in the usual profiles, each on a sixteenth of what it touches)
	bin/deskproof selftest variants $(if $(QUICK),--quick,--profile all)

coverage: conformance ## say which documented items are proved, and by what
	bin/deskproof run --wire scapi --profile wwe-guide --out reports/out/wwe-guide >reports/out/profile.txt
	bin/deskproof run --wire gws --profile 8.5.1 --out reports/out/8.5.1 >reports/out/profile.txt
	bin/deskproof run --wire gws --profile client-compat --out reports/out/client-compat >reports/out/profile.txt
	bin/deskproof run --wire webex --profile documented --out reports/out/documented >reports/out/profile.txt
	bin/deskproof report coverage reports/out reports/out/wwe-guide --out reports/out/coverage.html
	bin/deskproof report coverage reports/out reports/out/wwe-guide
	bin/deskproof report coverage --system gws reports/out reports/out/8.5.1 reports/out/client-compat --out reports/out/coverage-gws.html
	bin/deskproof report coverage --system gws reports/out reports/out/8.5.1 reports/out/client-compat
	bin/deskproof report coverage --system webex reports/out reports/out/documented --out reports/out/coverage-webex.html
	bin/deskproof report coverage --system webex reports/out reports/out/documented

profiles: build ## judge the simulator in every profile, and in some that join documents and a client
	@mkdir -p reports/out; \
	judge() { echo "$$2"; bin/deskproof run --wire $$1 --profile $$2 --out reports/out/$$2 >reports/out/profile.txt || { cat reports/out/profile.txt; exit 1; }; }; \
	for p in $(SCAPI_PROFILES); do judge scapi $$p; done; for p in $(GWS_PROFILES); do judge gws $$p; done; for p in $(WEBEX_PROFILES); do judge webex $$p; done

steady: ## run everything again and again, slowed and disturbed: the verdicts must be the same (STEADY=200 STEADYFLAGS='--wire gws')
	.ci/steady $(or $(STEADY),200) $(STEADYFLAGS)

peers: ## let foreign programs judge us (needs node and npm)
	fixtures/peers/run
	fixtures/peers/debian.sh curl
	$(GO) test -count 1 -run TheCurlExamplesWork ./cmd/deskproof

foreign: build ## let us judge a foreign implementation, whole and broken (needs node and npm)
	fixtures/targets/foreign/run bin/deskproof

fuzz: ## fuzz every decoder for a while each (FUZZTIME=30s)
	.ci/fuzz $(or $(FUZZTIME),30s)

bench: ## measure speed, each part beside a peer that does the least (BENCHFLAGS=--quick)
	$(GO) run ./cmd/yardstick $(BENCHFLAGS)

clean: ## remove what was built and reported
	rm -rf bin reports/out
