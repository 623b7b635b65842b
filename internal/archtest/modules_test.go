package archtest

import (
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// SQLite is translated for one version of its C library; another one corrupts memory in ways no test
// of ours would find. So go.mod asks for just the libc that sqlite's own go.mod asks for.
func TestSQLiteHasItsOwnLibc(t *testing.T) {
	const sqlite, libc = "modernc.org/sqlite", "modernc.org/libc"
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", sqlite).Output()
	if err != nil || len(strings.TrimSpace(string(folder))) == 0 {
		t.Fatalf("the folder of %s: %v", sqlite, err)
	}
	ours := required(t, filepath.Join("..", "..", "go.mod"), libc)
	its := required(t, filepath.Join(strings.TrimSpace(string(folder)), "go.mod"), libc)
	if ours != its {
		t.Errorf("go.mod has %s %s, and %s asks for %s: go get %s@%s", libc, ours, sqlite, its, libc, its)
	}
}

// required gives the version of a module that a go.mod names.
func required(t *testing.T, file, name string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(words) >= 2 && words[0] == name {
			return words[1]
		}
	}
	t.Fatalf("%s does not name %s", file, name)
	return ""
}

// The command line knows the names of the screens without knowing the toolkit; both lists are one.
func TestTheCommandLineKnowsTheScreens(t *testing.T) {
	var window, commands []string
	for _, file := range product(t) {
		ast.Inspect(file.file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || len(spec.Values) == 0 {
				return true
			}
			switch {
			case file.folder == "app/kit" && typeName(spec.Type) == "nav.Screen":
				window = append(window, texts(spec.Values)...)
			case file.folder == "internal/cli" && spec.Names[0].Name == "screens":
				if list, ok := spec.Values[0].(*ast.CompositeLit); ok {
					commands = texts(list.Elts)
				}
			}
			return true
		})
	}
	slices.Sort(window)
	slices.Sort(commands)
	if len(window) == 0 || !slices.Equal(window, commands) {
		t.Errorf("app/kit has the screens %q, internal/cli/window.go has %q", window, commands)
	}
}

func typeName(node ast.Expr) string {
	if node == nil {
		return ""
	}
	return selected(node)
}

// texts gives what the strings written out in a list say.
func texts(nodes []ast.Expr) []string {
	var all []string
	for _, node := range nodes {
		if value, ok := text(node); ok {
			all = append(all, value)
		}
	}
	return all
}
