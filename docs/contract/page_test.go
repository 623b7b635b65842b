// Package contract holds the contract of the common platform, the pages made from it, and the test that keeps
// both alike: go test ./docs/contract -update writes the pages anew.
package contract

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write README.md anew")

const (
	contractFile = "common-platform.openapi.yaml"
	pageFile     = "README.md"
)

func TestThePageIsThatOfTheContract(t *testing.T) {
	source, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	page, err := pageOf(source)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(pageFile, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(pageFile)
	if err != nil || string(written) != string(page) {
		t.Errorf("%s is not what %s says (%v): run go test ./docs/contract -update", pageFile, contractFile, err)
	}
}

// Whoever writes a client must not guess: every operation, parameter, answer and field says what it means, and
// every text, number and pattern shows one that fits.
func TestNothingIsLeftUnsaid(t *testing.T) {
	source, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse(source)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, op := range doc.operations() {
		count++
		for _, key := range []string{"summary", "description", "operationId"} {
			if text(op.node, key) == "" {
				t.Errorf("%s %s has no %s", op.method, op.path, key)
			}
		}
		if answers := at(op.node, "responses"); at(answers, "default") == nil || text(doc.follow(at(answers, "default")), "description") == "" {
			t.Errorf("%s %s has no default answer", op.method, op.path)
		}
		for _, parameter := range doc.parameters(op) {
			if text(parameter, "description") == "" || text(parameter, "example") == "" && text(at(parameter, "schema"), "example") == "" {
				t.Errorf("%s %s: parameter %s lacks words or an example", op.method, op.path, text(parameter, "name"))
			}
		}
	}
	if count < 19 {
		t.Errorf("only %d operations", count)
	}
	for name, schema := range pairs(doc.at("components", "schemas")) {
		doc.complain(name, schema, t.Errorf)
	}
}
