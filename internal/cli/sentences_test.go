package cli_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
)

// Every code that anything below the screens can raise has its sentence in both languages: refusals,
// warnings, and also the failures of machine and program, which a command may have to report.
func TestEveryCodeHasItsSentences(t *testing.T) {
	for code, path := range raised(t) {
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, "fault."+code) {
				t.Errorf("%s: %s has no sentence in %s", path, code, lang)
			}
		}
	}
}

// What the window can say too names no flag: the command has its own sentence for that.
func TestOnlyTheCommandNamesFlags(t *testing.T) {
	for code, path := range raised(t) {
		if strings.HasPrefix(path, filepath.Join("..", "cli")) {
			continue
		}
		for _, lang := range i18n.Langs {
			if text := i18n.T(lang, "fault."+code); strings.Contains(text, "--") {
				t.Errorf("%s: %q", path, text)
			}
		}
	}
}

// The command's own sentences are of codes that are raised, and name a flag.
func TestTheCommandsOwnSentences(t *testing.T) {
	codes := raised(t)
	for _, lang := range i18n.Langs {
		for _, key := range i18n.Keys(lang) {
			if code, own := strings.CutPrefix(key, "cli.fault."); own && (codes[code] == "" || !strings.Contains(i18n.T(lang, key), "--")) {
				t.Errorf("%s in %s", key, lang)
			}
		}
	}
}

// raised gives every code that is raised, and a file where it is: one that is not of the command line, where there is one.
func raised(t *testing.T) map[string]string {
	t.Helper()
	codes := map[string]string{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if code := codeOf(node); code != "" && (codes[code] == "" || strings.HasPrefix(codes[code], filepath.Join("..", "cli"))) {
				codes[code] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(codes) < 100 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	return codes
}

// codeOf gives the code that a piece of source raises, "" when it raises none that is written out.
func codeOf(node ast.Node) string {
	switch node := node.(type) {
	case *ast.CallExpr:
		selector, ok := node.Fun.(*ast.SelectorExpr)
		if !ok || len(node.Args) == 0 {
			return ""
		}
		owner, _ := selector.X.(*ast.Ident)
		ofFault := owner != nil && owner.Name == "fault"
		switch {
		case ofFault && (selector.Sel.Name == "New" || selector.Sel.Name == "Unreadable"), selector.Sel.Name == "warn":
			return written(node.Args[0])
		case ofFault && selector.Sel.Name == "Wrap" && len(node.Args) == 2:
			return written(node.Args[1])
		}
	case *ast.KeyValueExpr:
		if key, ok := node.Key.(*ast.Ident); ok && key.Name == "Code" {
			return written(node.Value)
		}
	}
	return ""
}

// written gives what a string written out says, when it looks like a code.
func written(node ast.Expr) string {
	literal, ok := node.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return ""
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil || strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return ""
	}
	return text
}
