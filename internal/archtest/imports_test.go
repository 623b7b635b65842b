package archtest

import (
	"slices"
	"strings"
	"testing"
)

// levels lists the house from the ground up. A package imports only what stands on a lower level;
// packages on one level do not see each other.
var levels = [][]string{
	{"fault"},
	{"id", "clock", "qty"},
	{"money"},
	{"i18n", "ledger", "rules", "thai"},
	{"address", "promptpay"},
	{"party", "catalog"},
	{"stock", "selling", "ordering", "shipping", "papers", "consign", "publishing"},
	{"report"},
	{"store", "connect", "printing", "replicate", "backup", "sample"},
	{"shop"},
	{"cli", "app"},
	{"main"},
}

// leaves may be imported from anywhere because they import nothing of the house.
var leaves = []string{"assets", "version"}

// levelOf gives the level of a part of the house, -1 for one that is not listed.
func levelOf(part string) int {
	return slices.IndexFunc(levels, func(level []string) bool { return slices.Contains(level, part) })
}

// partOf gives the part of the house a folder belongs to: "internal/printing/text" is "printing".
func partOf(folder string) string {
	if folder == "" {
		return "main"
	}
	first, rest, _ := strings.Cut(folder, "/")
	if first != "internal" {
		return first
	}
	part, _, _ := strings.Cut(rest, "/")
	return part
}

func TestWhoMayImportWhom(t *testing.T) {
	for _, file := range product(t) {
		part := partOf(file.folder)
		if part == "testkit" || part == "archtest" {
			continue
		}
		if levelOf(part) < 0 && !slices.Contains(leaves, part) {
			t.Errorf("%s: %q has no level; say in imports_test.go where it stands", file.name, part)
			continue
		}
		for _, path := range file.imports() {
			if wrong := refuses(file.folder, path); wrong != "" {
				t.Errorf("%s imports %s: %s", file.name, path, wrong)
			}
		}
	}
}

// refuses says why a folder of the product may not import a path, "" when it may.
func refuses(folder, path string) string {
	if why := refusesOutsider(folder, path); why != "" {
		return why
	}
	target, ours := strings.CutPrefix(path, module+"/")
	if !ours {
		return ""
	}
	from, to := partOf(folder), partOf(target)
	switch {
	case to == "testkit" || to == "archtest":
		return "it is for tests only"
	case slices.Contains(leaves, to):
		return ""
	case slices.Contains(leaves, from):
		return "a leaf imports nothing of the house"
	case from == "app" && under(target, "internal/store"):
		return "the window goes through package shop"
	case from == to && from == "connect":
		if folder != target && folder != "internal/connect" && target != "internal/connect" {
			return "platforms never see each other"
		}
	case from == to, levelOf(to) < levelOf(from):
	case levelOf(to) == levelOf(from):
		return "they stand on one level; what both need belongs lower"
	default:
		return "it stands higher"
	}
	return ""
}

// outsiders names the packages from outside that only some folders may import.
var outsiders = []struct {
	prefixes []string
	folders  []string
	why      string
}{
	{[]string{"fyne.io/"}, []string{"app", ""}, "only app and main know the toolkit"},
	{[]string{"net/http", "github.com/go-resty/resty", "resty.dev/"}, []string{"internal/connect"}, "the HTTP client lives only in connect"},
	{[]string{"database/sql", "modernc.org/sqlite"}, []string{"internal/store", "internal/replicate", "internal/id"}, "SQL lives in store and replicate"},
	{[]string{"github.com/jung-kurt/gofpdf", "github.com/phpdave11/gofpdf", "github.com/go-pdf/fpdf"}, []string{"internal/printing/pdf"}, "the PDF library lives in printing/pdf"},
	{[]string{"github.com/getkin/kin-openapi", "github.com/santhosh-tekuri/jsonschema", "go.yaml.in/yaml"}, nil, "it is for tests only"},
}

func refusesOutsider(folder, path string) string {
	for _, rule := range outsiders {
		for _, prefix := range rule.prefixes {
			if !under(path, strings.TrimSuffix(prefix, "/")) {
				continue
			}
			allowed := slices.ContainsFunc(rule.folders, func(root string) bool {
				return folder == root || root != "" && under(folder, root)
			})
			if !allowed {
				return rule.why
			}
		}
	}
	return ""
}

// The rule itself, on imports that must and must not pass, so that a slip in it is seen.
func TestTheRuleOfImports(t *testing.T) {
	for _, c := range []struct {
		folder, path string
		allowed      bool
	}{
		{"internal/money", module + "/internal/qty", true},
		{"internal/qty", module + "/internal/money", false},
		{"internal/selling", module + "/internal/stock", false},
		{"internal/store/migrations", module + "/internal/store", true},
		{"internal/printing/pdf", module + "/internal/printing/text", true},
		{"internal/connect/medusa", module + "/internal/connect/woocommerce", false},
		{"internal/connect/medusa", module + "/internal/connect", true},
		{"internal/store", module + "/internal/printing", false},
		{"app/till", module + "/internal/shop", true},
		{"app/till", module + "/internal/store", false},
		{"app/till", module + "/app/widget", true},
		{"app/till", module + "/internal/cli", false},
		{"internal/cli", module + "/app", false},
		{"", module + "/app", true},
		{"internal/fault", module + "/internal/version", true},
		{"internal/shop", module + "/internal/testkit", false},
		{"internal/selling", "fyne.io/fyne/v2", false},
		{"app/till", "fyne.io/fyne/v2/widget", true},
		{"internal/printing/spool", "net/http", false},
		{"internal/printing/spool", "net", true},
		{"internal/connect/feed", "net/http", true},
		{"app/till", "database/sql", false},
		{"internal/id", "database/sql/driver", true},
		{"app/papers", "github.com/jung-kurt/gofpdf", false},
		{"internal/connect/feed", "github.com/getkin/kin-openapi/openapi3", false},
	} {
		if why := refuses(c.folder, c.path); (why == "") != c.allowed {
			t.Errorf("%s importing %s: allowed %v, refused by %q", c.folder, c.path, c.allowed, why)
		}
	}
}
