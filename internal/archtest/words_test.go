package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
)

// Only package clock reads the machine's clock: everything else is given one.
func TestOnlyTheClockTellsTheTime(t *testing.T) {
	asks := []string{"time.Now", "time.Since", "time.Until", "time.Local"}
	for _, file := range product(t) {
		if under(file.folder, "internal/clock") {
			continue
		}
		ast.Inspect(file.file, func(node ast.Node) bool {
			if name := selected(node); slices.Contains(asks, name) {
				t.Errorf("%s: %s belongs to internal/clock", file.at(node), name)
			}
			return true
		})
	}
}

// Money and quantities are whole numbers.
func TestNoFloatTouchesMoney(t *testing.T) {
	exact := []string{"money", "qty", "ledger", "catalog", "selling", "stock", "consign", "ordering", "publishing", "papers"}
	for _, file := range product(t) {
		if !slices.Contains(exact, partOf(file.folder)) {
			continue
		}
		ast.Inspect(file.file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.Ident:
				if node.Name == "float64" || node.Name == "float32" {
					t.Errorf("%s: %s", file.at(node), node.Name)
				}
			case *ast.BasicLit:
				if node.Kind == token.FLOAT {
					t.Errorf("%s: %s is a float", file.at(node), node.Value)
				}
			case *ast.SelectorExpr:
				if selected(node) == "strconv.ParseFloat" {
					t.Errorf("%s: strconv.ParseFloat", file.at(node))
				}
			}
			return true
		})
	}
}

// Every refusal that is written out has its sentence in both languages, and gives it the values it
// mentions. Faults of the program (fault.Wrap) share one sentence.
func TestEveryFaultHasASentence(t *testing.T) {
	for _, file := range product(t) {
		ast.Inspect(file.file, func(node ast.Node) bool {
			if name, call := called(node); name == "fault.New" || name == "fault.Unreadable" {
				if code, ok := literal(call, 0); ok {
					checkText(t, file.at(node), "fault."+code, call.Args[2:])
				}
			}
			return true
		})
	}
}

// Every key that is written out has its text in both languages, and gives it the values it mentions.
func TestEveryTextIsThere(t *testing.T) {
	for _, file := range product(t) {
		ast.Inspect(file.file, func(node ast.Node) bool {
			if name, call := called(node); name == "i18n.T" {
				if key, ok := literal(call, 1); ok {
					checkText(t, file.at(node), key, call.Args[2:])
				}
			}
			return true
		})
	}
}

var placeholder = regexp.MustCompile(`\{[^{}"]*\}`)

// checkText holds a key against the catalogue, and its placeholders against values written out as
// fault.Values{…} or nil; values that come from elsewhere are not followed.
func checkText(t *testing.T, at, key string, values []ast.Expr) {
	t.Helper()
	if !everywhere(key) {
		t.Errorf("%s: %s has no text in assets/i18n in both languages", at, key)
		return
	}
	given := map[string]bool{}
	for _, set := range values {
		if name, ok := set.(*ast.Ident); ok && name.Name == "nil" {
			continue
		}
		written, ok := set.(*ast.CompositeLit)
		if !ok {
			return
		}
		for _, element := range written.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				return
			}
			if name, ok := text(pair.Key); ok {
				given["{"+name+"}"] = true
			}
		}
	}
	for _, name := range placeholder.FindAllString(i18n.T(i18n.Thai, key), -1) {
		if !given[name] {
			t.Errorf("%s: %s mentions %s, which is not given", at, key, name)
		}
	}
}

func everywhere(key string) bool {
	for _, lang := range i18n.Langs {
		if !i18n.Has(lang, key) {
			return false
		}
	}
	return true
}

// literal gives the argument of a call when it is one string written out.
func literal(call *ast.CallExpr, argument int) (string, bool) {
	if len(call.Args) <= argument {
		return "", false
	}
	return text(call.Args[argument])
}

// text gives what a string written out says.
func text(node ast.Expr) (string, bool) {
	written, ok := node.(*ast.BasicLit)
	if !ok || written.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(written.Value)
	return value, err == nil
}
