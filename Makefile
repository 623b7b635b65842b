# Talat. `make run` and `make test` do all the set-up on a bare Debian or Ubuntu with Go and make.

SHELL   := /bin/bash
TAGS    := x11,migrated_fynedo
VERSION := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
LDFLAGS := -X github.com/talat-pos/talat/internal/version.Program=$(VERSION)
BUILD   := -tags $(TAGS) -ldflags "$(LDFLAGS)"
TIMEOUT := -timeout 20m

# A fixed locale keeps the toolkit quiet and the tests alike; a checkout owned by somebody else must
# still build; Go's usual place is searched when the shell forgot it.
export LANG    := C.UTF-8
export LC_ALL  := C.UTF-8
export GOFLAGS := -buildvcs=false $(GOFLAGS)
export PATH    := $(PATH):/usr/local/go/bin

.PHONY: help run build test quick lint fmt lint-contract test-medusa race fuzz bench soak screenshots forms windows clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 15

run: ## install what is missing, build, open the window (or take its picture where there is no display)
	@build/setup.sh run
	@$(MAKE) --no-print-directory build
	@build/open.sh build/bin/talat

build: ## build/bin/talat
	@[ -e build/bin/talat ] || echo "Building; the window's toolkit takes some minutes the first time."
	CGO_ENABLED=1 go build $(BUILD) -o build/bin/talat .

test: ## install what the tests need, then lint and test everything
	@build/setup.sh test
	@$(MAKE) --no-print-directory lint
	CGO_ENABLED=1 go test -tags $(TAGS) $(TIMEOUT) ./...
	build/display.sh go test -tags $(TAGS),window $(TIMEOUT) ./app/journey/...

# The longest begin first, and one more runs than there are processors: some always wait for the disk.
QUICK_P = $$(($$(getconf _NPROCESSORS_ONLN) + 1))

quick: ## the tests that need neither C compiler nor display, screens in fewer looks
	CGO_ENABLED=0 GOGC=400 GOMEMLIMIT=1GiB go test -short -vet=off -p $(QUICK_P) -tags $(TAGS) $(TIMEOUT) ./internal/shop ./internal/store ./internal/cli $$(build/packages.sh)

lint: build/bin/staticcheck ## format, vet, staticcheck
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "run make fmt on:" $$unformatted; exit 1; fi
	go vet -tags $(TAGS),window ./...
	build/bin/staticcheck -tags $(TAGS),window ./...

build/bin/staticcheck: build/tools/go.mod build/tools/go.sum
	go build -C build/tools -o ../bin/staticcheck honnef.co/go/tools/cmd/staticcheck

fmt: ## gofmt everything
	gofmt -w .

lint-contract: ## docs/contract in two linters, where Node is
	@build/contract/lint.sh

test-medusa: ## the connector of Medusa against the real one, which npm brings; some minutes the first time
	@build/setup.sh medusa
	build/medusa/test.sh

race: ## the race detector where goroutines share something
	CGO_ENABLED=1 go test -race -tags $(TAGS) $(TIMEOUT) ./internal/...

fuzz: ## every fuzz test for FUZZTIME (10s)
	build/fuzz.sh $(or $(FUZZTIME),10s)

BENCH := TALAT_BENCH="$(CURDIR)/build/out/bench" TALAT_WINDOW="$(CURDIR)/build/bin/talat" build/display.sh \
	go test -v -count=1 -timeout 240m

bench: ## speed and size against their limits; makes a shop of 1,000,000 lines at the first run
	@build/setup.sh test
	@$(MAKE) --no-print-directory build
	@mkdir -p build/out
	CGO_ENABLED=0 $(BENCH) -p 1 -run 'Test(Sale|Reads|Orders|OrderFile|Chat|Ships|Settles|Stock|Syncs|Import|Listings|ListingsSent|ListedSale|BadLine|Start|Office|OfficeOrders|Papers|PaperedSale|AgainstPdfkit)$$' ./internal/bench ./internal/printing/pdf

soak: ## memory of the window over SALES (10000) sales, some hours
	@build/setup.sh test
	@$(MAKE) --no-print-directory build
	@mkdir -p build/out
	CGO_ENABLED=0 TALAT_SOAK=$(or $(SALES),10000) $(BENCH) -run Soak ./internal/bench

screenshots: ## docs/screenshots/*.png, drawn without a display
	TALAT_SCREENSHOTS="$(CURDIR)/docs/screenshots" CGO_ENABLED=0 go test -tags $(TAGS) $(TIMEOUT) -count=1 -run TestScreenshots $$(build/packages.sh ./app/...)

forms: ## docs/forms/*.png, a picture of every form
	@build/setup.sh test
	@mkdir -p docs/forms
	TALAT_FORM_PICTURES="$(CURDIR)/docs/forms" CGO_ENABLED=0 go test -tags $(TAGS) $(TIMEOUT) -count=1 -run TestFormPictures ./internal/printing/pdf

windows: ## link build/out/talat.exe
	@build/setup.sh windows
	@mkdir -p build/out
	build/windows.sh $(VERSION) talat_windows_amd64.syso
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		go build -tags $(TAGS) -ldflags "$(LDFLAGS) -H=windowsgui" -o build/out/talat.exe .
	@ls -l build/out/talat.exe

clean: ## remove what was built
	rm -rf build/bin build/out talat_windows_amd64.syso
