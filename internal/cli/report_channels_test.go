package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The report of channels answers with every channel and their sum, and writes the files that are asked for.
func TestReportOfChannels(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	dir := t.TempDir()
	csv, xlsx, pdf := filepath.Join(dir, "c.csv"), filepath.Join(dir, "c.xlsx"), filepath.Join(dir, "c.pdf")
	r := c.ok("report", "channels", "--csv", csv, "--xlsx", xlsx, "--pdf", pdf)
	r.has("from", "2026-11-01", "to", "2026-11-23", "channels.0.channel", "counter", "channels.0.bills", "1", "files.2", pdf)
	if total := r.at("channels.0.total_satang"); total == "0" || total != r.at("sum.total_satang") {
		t.Errorf("%s of %s", total, r.at("sum.total_satang"))
	}
	data, err := os.ReadFile(csv)
	if err != nil || !strings.Contains(string(data), "หน้าร้าน") || strings.Count(strings.TrimSpace(string(data)), "\n") != 2 {
		t.Errorf("%v %q", err, data)
	}
	for file, begins := range map[string]string{xlsx: "PK", pdf: "%PDF-"} {
		if data, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(data, []byte(begins)) {
			t.Errorf("%s: %v", file, err)
		}
	}
	if r := c.text("report", "channels", "--lang", "en"); r.status != 0 || !strings.Contains(r.stdout, "Sold") {
		t.Errorf("%q", r.stdout)
	}
	c.ok("report", "channels", "--from", "2026-12-01", "--to", "2026-12-31").has("channels", "[]", "sum.total_satang", "0", "files", "[]")
	c.fails(1, "dates_reversed", "to", "report", "channels", "--from", "2026-12-01", "--to", "2026-11-01")
	c.fails(2, "out_kind_unknown", "xlsx", "report", "channels", "--xlsx", "c.ods")
	c.fails(2, "date_unreadable", "from", "report", "channels", "--from", "เมื่อวาน")
}
