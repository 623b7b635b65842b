package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/cli"
)

// counter is a shop in a folder of its own, at a fixed moment, used by commands alone.
type counter struct {
	t   *testing.T
	dir string
}

const noon = "2026-11-23T05:00:00Z" // noon in Thailand

func newCounter(t *testing.T) *counter {
	t.Helper()
	t.Setenv("TALAT_NOW", noon)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	return &counter{t: t, dir: filepath.Join(t.TempDir(), "ร้าน")}
}

// openShop is a counter with a shop and goods.
func openShop(t *testing.T, initFlags ...string) *counter {
	t.Helper()
	c := newCounter(t)
	c.ok(append([]string{"init", "--name", "ร้านทดสอบ"}, initFlags...)...)
	c.ok("product", "import", c.file("goods.csv", goods))
	return c
}

const goods = `sku,barcode,name,unit,price,stock,vat,producer,gp_percent
HONEY,8850000000015;8850000000022*6,น้ำผึ้งป่า,ขวด,120,10,7,กลุ่มผึ้งหลวง,20
SOAP,,สบู่ขมิ้น,ก้อน,45,30,7,,
RICE,,ข้าวหอม,กก.,35.50,20,7,,
ODD,,ขนมสามชิ้น,ชิ้น,33.33,9,7,,
VEG,,ผักสด,กำ,10,50,exempt,,
`

// file writes a file beside the shop.
func (c *counter) file(name, content string) string {
	c.t.Helper()
	path := filepath.Join(filepath.Dir(c.dir), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// result is what one command said.
type result struct {
	t              *testing.T
	line           string
	status         int
	stdout, stderr string
	doc            map[string]any
}

// text runs a command for people.
func (c *counter) text(args ...string) result {
	c.t.Helper()
	var out, errs bytes.Buffer
	status := cli.Run(append([]string{"--shop", c.dir}, args...), strings.NewReader(""), &out, &errs)
	return result{t: c.t, line: strings.Join(args, " "), status: status, stdout: out.String(), stderr: errs.String()}
}

// run runs a command with --json and reads its one document.
func (c *counter) run(args ...string) result {
	c.t.Helper()
	r := c.text(append(args, "--json")...)
	decoder := json.NewDecoder(strings.NewReader(r.stdout))
	decoder.UseNumber()
	if err := decoder.Decode(&r.doc); err != nil {
		c.t.Fatalf("talat %s: no JSON: %v\n%s%s", r.line, err, r.stdout, r.stderr)
	}
	if decoder.More() {
		c.t.Errorf("talat %s: more than one document: %s", r.line, r.stdout)
	}
	if r.stderr != "" {
		c.t.Errorf("talat %s: standard error holds %q", r.line, r.stderr)
	}
	return r
}

// ok runs a command that must succeed.
func (c *counter) ok(args ...string) result {
	c.t.Helper()
	r := c.run(args...)
	if r.status != 0 {
		c.t.Fatalf("talat %s: status %d: %s", r.line, r.status, r.stdout)
	}
	return r
}

// fails runs a command that must fail with a code and a field.
func (c *counter) fails(status int, code, field string, args ...string) {
	c.t.Helper()
	r := c.run(args...)
	if r.status != status || r.at("error.code") != code || r.at("error.field") != field || r.at("error.message") == "" {
		c.t.Errorf("talat %s: status %d %s; want %d %s at %q", r.line, r.status, strings.TrimSpace(r.stdout), status, code, field)
	}
}

// at gives the value at a path such as "bill.lines.0.qty" as text, "<none>" where there is nothing.
func (r result) at(path string) string {
	var value any = r.doc
	for _, step := range strings.Split(path, ".") {
		switch inside := value.(type) {
		case map[string]any:
			there := false
			if value, there = inside[step]; !there {
				return "<none>"
			}
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(inside) {
				return "<none>"
			}
			value = inside[n]
		default:
			return "<none>"
		}
	}
	return fmt.Sprint(value)
}

// has checks values by path: pairs of path and value.
func (r result) has(pairs ...string) result {
	r.t.Helper()
	for n := 0; n < len(pairs); n += 2 {
		if got := r.at(pairs[n]); got != pairs[n+1] {
			r.t.Errorf("talat %s: %s is %s, want %s", r.line, pairs[n], got, pairs[n+1])
		}
	}
	return r
}

// keys checks that paths are there.
func (r result) keys(paths ...string) result {
	r.t.Helper()
	for _, path := range paths {
		if r.at(path) == "<none>" {
			r.t.Errorf("talat %s: %s is missing in %s", r.line, path, r.stdout)
		}
	}
	return r
}

func (r result) satang(path string) int64 {
	r.t.Helper()
	amount, err := strconv.ParseInt(r.at(path), 10, 64)
	if err != nil {
		r.t.Fatalf("talat %s: %s: %v", r.line, path, err)
	}
	return amount
}
