# What there is to do here. `make` lists it.

GO          ?= go
BIN         := bin
VERSION     := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
MOST_MB     := 40

# One build, the same bytes wherever it is made: no paths, no CGO, no time.
BUILD := CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags "-s -w -buildid= -X main.version=$(VERSION)"

# Journeys through the binary and the browser have a step of their own.
UNIT = $$($(GO) list ./... | grep -v -e '/e2e$$' -e '/e2e/')

say = @printf '\n== %s  [%s]\n' "$(1)" "$$(date +%H:%M:%S)"

.DEFAULT_GOAL := help
.PHONY: help build test test-unit test-oracle test-race test-kill test-e2e test-cli lint bench figures cover fuzz tools clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## the release binary, bin/candor: stripped, reproducible, under 40 MiB, as the test of figures
	@mkdir -p $(BIN)
	$(BUILD) -o $(BIN)/candor ./cmd/candor
	@bytes=$$(wc -c < $(BIN)/candor); mb=$$((bytes / 1048576)); \
	  echo "$(BIN)/candor $(VERSION): $$mb MiB"; \
	  [ $$mb -lt $(MOST_MB) ] || { echo "larger than $(MOST_MB) MiB: see what came in with go version -m $(BIN)/candor"; exit 1; }

test: tools lint test-unit test-oracle test-cli test-e2e ## everything that judges a change
	$(call say,all tests passed)

test-unit: ## packages, charter, contracts, rules of the house
	$(call say,packages)
	$(GO) test -timeout 8m $(UNIT)

test-oracle: ## the vendors' own clients against our conformance server, in a module of their own
	$(call say,model makers' own clients as oracles)
	cd internal/llm/oracle && $(GO) vet ./... && $(GO) test -timeout 6m ./...

test-cli: ## scripts against the real binary
	$(call say,scripts against the binary)
	$(GO) test -timeout 6m ./e2e/cli/...

test-e2e: ## journeys in a real browser
	$(call say,journeys in the browser)
	$(GO) test -timeout 10m $$($(GO) list ./e2e/... | grep -v '/e2e/cli')

test-race: ## packages under the race detector
	$(call say,packages under the race detector)
	$(GO) test -race -timeout 20m $(UNIT)

test-kill: ## kill the server twenty times under load; nothing acknowledged is lost
	$(call say,killed under load)
	$(GO) test -tags kill -count 1 -v -timeout 10m ./e2e/kill

lint: ## format, vet, staticcheck
	$(call say,format)
	@bad=$$(gofmt -l $$(git ls-files --cached --others --exclude-standard '*.go')); [ -z "$$bad" ] || { echo "run gofmt -w on:"; echo "$$bad"; exit 1; }
	$(call say,vet)
	$(GO) vet ./...
	$(GO) vet -tags kill ./e2e/kill
	$(call say,staticcheck)
	$(GO) run $(STATICCHECK) ./...

fuzz: ## every fuzz test for a short while
	@for p in $$(grep -rl '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -rhoE '^func Fuzz[A-Za-z0-9_]+' $$p/*_test.go | sed 's/func //'); do \
	    printf '== %s %s\n' "$$p" "$$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime 20s $$p || exit 1; done; done

bench: ## benchmarks of the hot paths
	$(call say,benchmarks)
	$(GO) test -run '^$$' -bench . -benchmem $(UNIT)

figures: ## the figures of the README, with the commands that make them
	$(call say,figures)
	$(GO) test -count 1 -v -run Figures $$(grep -rl 'func TestFigures' --include='*_test.go' . | xargs -n1 dirname | sort -u) | grep -v '^=== '
	$(GO) run ./bench/figures

cover: ## what the tests reach, as bin/cover.html
	@mkdir -p $(BIN)
	$(GO) test -coverpkg=./... -coverprofile=$(BIN)/cover.out $(UNIT)
	$(GO) tool cover -html=$(BIN)/cover.out -o $(BIN)/cover.html
	$(GO) tool cover -func=$(BIN)/cover.out | tail -n 1

tools: ## install what the tests need besides Go
	scripts/install-test-tools.sh

clean: ## remove what was built
	rm -rf $(BIN)
