package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/talat-pos/talat"

// source is one file of the product, tests left out, whatever system or tag it is built for.
type source struct {
	folder string // from the root: "internal/store", "" for the root itself
	name   string // from the root: "internal/store/open.go"
	file   *ast.File
	files  *token.FileSet
}

// at names a place in the file for a message.
func (s source) at(node ast.Node) string {
	return s.name + ":" + strconv.Itoa(s.files.Position(node.Pos()).Line)
}

// imports lists what the file imports.
func (s source) imports() []string {
	var paths []string
	for _, spec := range s.file.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	return paths
}

// tree reads the whole product once for all tests. It walks the folders itself and does not ask
// `go list`, so that it sees files of every system and tag, and so that the test cache, which watches
// what a test opens, notices a new file.
var tree = sync.OnceValues(func() ([]source, error) {
	root := filepath.Join("..", "..")
	var all []source
	err := filepath.WalkDir(root, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if full != root && skipped(full, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(full, ".go") || strings.HasSuffix(full, "_test.go") {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, full, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		folder := strings.TrimPrefix(path.Dir(name), ".")
		all = append(all, source{folder: folder, name: name, file: file, files: files})
		return nil
	})
	return all, err
})

// skipped reports whether a folder is none of the product: hidden, test data or a module of its own.
func skipped(folder, name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" {
		return true
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

// product gives the files of the product or ends the test.
func product(t *testing.T) []source {
	t.Helper()
	all, err := tree()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

// under reports whether a folder is root or lies in it.
func under(folder, root string) bool { return folder == root || strings.HasPrefix(folder, root+"/") }

// called gives "package.Function" of a call, by the package's last name as it is written.
func called(node ast.Node) (string, *ast.CallExpr) {
	call, ok := node.(*ast.CallExpr)
	if !ok {
		return "", nil
	}
	return selected(call.Fun), call
}

// selected gives "package.Name" of a selection, "" for anything else.
func selected(node ast.Node) string {
	selector, ok := node.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	owner, ok := selector.X.(*ast.Ident)
	if !ok {
		return ""
	}
	return owner.Name + "." + selector.Sel.Name
}
