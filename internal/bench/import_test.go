package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit"
)

// The limits of an import of importRows rows, with its validation, as a process of its own.
const (
	importRows    = 20_000
	maxImport     = 20_000 // ms
	maxImportSize = 300    // MB, resident at the most
)

// importChild names the file that this process imports, instead of testing.
const importChild = "TALAT_IMPORT_CHILD"

func TestImport(t *testing.T) {
	if file := os.Getenv(importChild); file != "" {
		importFile(t, file)
		return
	}
	rows := importRows
	if wanted().dir == "" {
		rows = 50
	}
	heading(fmt.Sprintf("Import of a sheet of %d rows and 23 columns into an empty shop, in a process of its own", rows))
	sheet := testkit.Sheet(rows)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"goods.csv":  func(to *bytes.Buffer) error { return catalog.WriteCSV(to, sheet) },
		"goods.xlsx": func(to *bytes.Buffer) error { return catalog.WriteXLSX(to, sheet) },
	} {
		var data bytes.Buffer
		if err := write(&data); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, data.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestImport$", "-test.v")
		child.Env = append(os.Environ(), importChild+"="+file)
		out, err := child.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var read, checked, saved, size float64
		var created int
		at := bytes.Index(out, []byte("figures "))
		if at < 0 {
			t.Fatalf("no figures in %s", out)
		}
		if _, err := fmt.Sscanf(string(out[at:]), "figures %g %g %g %g %d", &read, &checked, &saved, &size, &created); err != nil || created != rows {
			t.Fatalf("%v: %s", err, out)
		}
		report(t, figure{name, read + checked + saved, "ms", maxImport, fmt.Sprintf("read %.0f, checked %.0f, saved %.0f", read, checked, saved)})
		report(t, figure{name + ", resident at the most", size, "MB", maxImportSize, ""})
	}
}

// importFile is the child: it imports a file into a new shop and prints what that took.
func importFile(t *testing.T, path string) {
	ctx := context.Background()
	s, err := shop.Create(ctx, filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "ร้านทดสอบ"}, clock.System)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var table catalog.Table
	var plan *catalog.Plan
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	read := millis(func() {
		data, err := os.Open(path)
		must(err)
		defer func() { _ = data.Close() }()
		file, err := catalog.OpenFile(path, data)
		must(err)
		table, err = file.Table(ctx, "", nil)
		must(err)
	})
	checked := millis(func() {
		plan, err = s.PlanImport(ctx, table, nil)
		must(err)
	})
	saved := millis(func() { must(s.Import(ctx, plan, nil)) })
	fmt.Printf("\nfigures %.0f %.0f %.0f %.1f %d\n", read, checked, saved, peak(), plan.Created)
}

// peak gives the most memory this process had resident, in MB; 0 where the system does not tell.
func peak() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes := 0.0
	if _, err := fmt.Sscan(after, &kilobytes); err != nil {
		return 0
	}
	return kilobytes / 1024
}
