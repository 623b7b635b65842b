package cli_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/cli"
)

// bare runs a line exactly as it stands.
func bare(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = cli.Run(args, strings.NewReader(""), &out, &errs)
	return status, out.String(), errs.String()
}

// commands are all that this version has.
var commands = []string{"init", "demo", "set", "get", "check", "backup", "verify", "restore", "version", "help",
	"product", "product import", "product export", "product photos", "product show", "product search",
	"stock", "stock receive", "stock count", "stock adjust", "stock move", "stock place", "stock show", "stock history",
	"stock return", "stock order", "stock paper", "stock papers", "stock sheet", "stock expiry", "stock recount", "stock reorder",
	"sell", "refund", "void", "exchange", "bills", "bill", "bill repay", "receipt",
	"customer", "customer add", "customer list", "customer show", "customer pay",
	"shift", "shift open", "shift cash", "shift close", "shift show",
	"promptpay", "promptpay payload", "promptpay qr", "promptpay card", "promptpay read", "slip", "slip read", "words", "address", "address parse", "address check", "report", "report day", "report channels", "label", "manifest", "pick", "tags", "testpage",
	"producer", "producer list", "producer show", "producer add", "producer edit", "producer terms", "producer agreement", "producer erase", "settle", "statement", "rate", "tracking", "tracking check", "tracking range", "order", "order parse", "order ship", "order deliver", "order return", "order lost", "order look", "order collect", "order add", "order list", "order show", "order confirm", "order unconfirm",
	"order pay", "order refund", "order pack", "order unpack", "order cancel", "order reopen", "order reply", "order import", "order erase", "customer erase", "customer export", "tracking pool", "tracking pool add", "tracking pool list", "tracking pool open", "tracking pool close", "tracking pool destroyed", "tracking refresh", "feed",
	"channel", "channel add", "channel edit", "channel list", "channel test", "channel close", "publish", "sync", "outbox", "outbox retry", "outbox discard", "outbox export", "outbox import",
	"paper", "paper quotation", "paper purchase-order", "paper delivery", "paper invoice", "paper billing", "paper receipt", "paper tax-invoice", "paper abbreviated", "paper credit-note",
	"paper debit-note", "paper voucher", "paper list", "paper show", "paper void",
	"paper accept", "paper orders", "paper plan", "paper progress", "paper owed", "paper last", "report tax"}

var laterCommands = []string{"hub status", "journal export f", "report sales", "report products",
	"report producers", "report stock", "report expiry", "report post", "report centre --csv f"}

// A text that is missing shows as its key.
var bareKey = regexp.MustCompile(`\bcli\.[a-z]+\.|\bfault\.[a-z_]+`)

func TestHelpOfEveryCommandInBothLanguages(t *testing.T) {
	newCounter(t)
	thai := regexp.MustCompile(`\p{Thai}`)
	for _, command := range append([]string{""}, commands...) {
		texts := map[string]string{}
		for _, lang := range []string{"th", "en"} {
			status, out, errs := bare(t, append([]string{"help", "--lang", lang}, strings.Fields(command)...)...)
			if status != 0 || errs != "" || len(out) < 40 || bareKey.MatchString(out) {
				t.Errorf("help %s in %s: %d %q\n%s", command, lang, status, errs, out)
			}
			if thai.MatchString(out) != (lang == "th") {
				t.Errorf("help %s is not in %s:\n%s", command, lang, out)
			}
			texts[lang] = out
			if command != "" && command != "help" {
				_, flag, _ := bare(t, append(strings.Fields(command), "--help", "--lang", lang)...)
				if flag != out {
					t.Errorf("%s --help differs from help %s:\n%s\n%s", command, command, flag, out)
				}
			}
		}
		if !strings.Contains(texts["en"], "talat "+strings.TrimSuffix(command, " ")) {
			t.Errorf("help %s does not show how it is written:\n%s", command, texts["en"])
		}
	}
}

func TestHelpShowsACommandThatAlsoHoldsOthers(t *testing.T) {
	newCounter(t)
	_, out, _ := bare(t, "help", "bill", "--lang", "en")
	if !strings.Contains(out, "talat bill NUMBER\n") || !strings.Contains(out, "talat bill repay NUMBER") {
		t.Error(out)
	}
}

func TestHelpListsEveryCommand(t *testing.T) {
	newCounter(t)
	_, out, _ := bare(t, "help", "--lang", "en")
	for _, command := range commands {
		if first, _, more := strings.Cut(command, " "); !more && !strings.Contains(out, "\n  "+first+" ") {
			t.Errorf("help leaves out %s:\n%s", command, out)
		}
	}
	status, out, _ := bare(t, "help", "--json")
	var doc struct{ Help string }
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 || doc.Help == "" {
		t.Errorf("help --json: %d %v %q", status, err, out)
	}
	if status, _, errs := bare(t, "help", "nothing"); status != 2 || errs == "" {
		t.Errorf("help nothing: %d %q", status, errs)
	}
}

func TestCommandsOfLaterVersionsSaySo(t *testing.T) {
	c := newCounter(t)
	for _, line := range laterCommands {
		args := strings.Fields(line)
		c.fails(2, "command_later", "", args...)
		if status, out, errs := bare(t, args...); status != 2 || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: %d %q %q", line, status, out, errs)
		}
	}
	if status, out, _ := bare(t, "hub", "--help", "--lang", "en"); status != 0 || !strings.Contains(out, "does not have") {
		t.Errorf("hub --help: %d %q", status, out)
	}
}

func TestUnknownCommandsAndFlags(t *testing.T) {
	c := openShop(t)
	for _, line := range []string{"nothing", "nothing --flag x", "stock nothing", "promptpay pay", "report week", "customer", "shift", "slip"} {
		r := c.run(strings.Fields(line)...)
		if code := r.at("error.code"); r.status != 2 || code != "command_unknown" && code != "command_missing" {
			t.Errorf("%s: %d %s", line, r.status, r.stdout)
		}
	}
	c.fails(2, "flag_unknown", "colour", "sell", "--colour", "red")
	c.fails(2, "flag_unknown", "q", "sell", "-q")
	c.fails(2, "flag_unknown", "", "sell", "--=x")
	c.fails(2, "flag_value_unreadable", "print", "sell", "--print=maybe")
	if status, out, errs := bare(t, "sell", "--line"); status != 2 || out != "" || strings.Count(errs, "\n") != 1 {
		t.Errorf("a flag without its value: %d %q %q", status, out, errs)
	}
	if status, _, _ := bare(t); status != 2 {
		t.Errorf("no command at all: %d", status)
	}
	if status, _, errs := bare(t, "version", "--lang", "de"); status != 2 || !strings.Contains(errs, "de") {
		t.Errorf("an unknown language: %d %q", status, errs)
	}
}

func TestCommonFlagsStandAnywhere(t *testing.T) {
	c := openShop(t)
	for _, line := range [][]string{
		{"--json", "--shop", c.dir, "--lang", "en", "sell", "--line", "SOAP", "--pay", "cash"},
		{"sell", "--line", "SOAP", "--pay", "cash", "--lang=en", "--shop=" + c.dir, "--json"},
		{"--shop", c.dir, "stock", "--json", "show", "--lang", "en"},
	} {
		if status, out, errs := bare(t, line...); status != 0 || !strings.HasPrefix(out, "{") || errs != "" {
			t.Errorf("%v: %d %q %q", line, status, out, errs)
		}
	}
	for _, lang := range []struct{ flag, word string }{{"en", "There is no product"}, {"th", "ไม่พบสินค้า"}} {
		_, _, errs := bare(t, "--lang", lang.flag, "product", "show", "GOLD", "--shop", c.dir)
		if !strings.Contains(errs, lang.word) {
			t.Errorf("%s: %q", lang.flag, errs)
		}
	}
	if _, _, errs := bare(t, "sell", "--bogus", "--lang", "en"); !strings.Contains(errs, "Unknown flag --bogus") {
		t.Errorf("a line that cannot be read is answered in the wrong language: %q", errs)
	}
}

func TestTheClockCanBeFixed(t *testing.T) {
	c := openShop(t)
	t.Setenv("TALAT_NOW", "2027-01-01T17:30:00Z") // 2 January in Thailand
	c.ok("sell", "--line", "SOAP", "--pay", "cash").has("bill.number", "A-2570-000001", "bill.day", "2027-01-02")
	t.Setenv("TALAT_NOW", "tomorrow")
	c.fails(2, "time_unreadable", "TALAT_NOW", "check")
}

func TestTheDefaultShop(t *testing.T) {
	newCounter(t)
	dir, err := cli.DefaultDir()
	if err != nil {
		t.Fatal(err)
	}
	if status, out, errs := bare(t, "init", "--name", "ร้าน"); status != 0 || !strings.Contains(out, dir) {
		t.Errorf("%d %q %q", status, out, errs)
	}
	if status, _, errs := bare(t, "get", "shop.name"); status != 0 {
		t.Errorf("%d %q", status, errs)
	}
}

func TestReadWindow(t *testing.T) {
	for _, c := range []struct {
		line   string
		want   cli.Window
		wanted bool
	}{
		{"", cli.Window{}, true},
		{"--shop d --lang en --screen till", cli.Window{Dir: "d", Lang: "en", Screen: "till"}, true},
		{"--screen=bills", cli.Window{Screen: "bills"}, true},
		{"sell", cli.Window{}, false},
		{"--shop d sell --line A", cli.Window{}, false},
		{"--json", cli.Window{}, false},
		{"--help", cli.Window{}, false},
		{"--lang de", cli.Window{}, false},
		{"--shop", cli.Window{}, false},
		{"--shop=", cli.Window{}, false},
	} {
		if got, wanted := cli.ReadWindow(strings.Fields(c.line)); got != c.want || wanted != c.wanted {
			t.Errorf("%q: %v %v", c.line, got, wanted)
		}
	}
}

// Whatever is typed, a command answers with a known status and one line or one document: never a trace.
func FuzzRun(f *testing.F) {
	f.Setenv("TALAT_NOW", noon)
	dir := f.TempDir()
	f.Setenv("XDG_DATA_HOME", dir)
	if status := cli.Run([]string{"init", "--name", "ร้าน", "--shop", dir + "/shop"}, nil, &bytes.Buffer{}, &bytes.Buffer{}); status != 0 {
		f.Fatal(status)
	}
	for _, line := range []string{"sell --line MISC@5 --pay cash", "sell --line MISC*9999999999@99999999 --pay cash --discount ==", "sell --line @* --pay ::",
		"refund A-2569-000001 --line *@", "bill -", "bill --", "stock count =", "stock adjust *-", "stock receive MISC*99999999999999999999@@",
		"promptpay payload --to ๐๘๑๒๓๔๕๖๗๘ --amount 99999999999", "words 99999999999999999999", "slip read \x00", "shift open --float ٣",
		"--lang --json", "--shop=\x00 check", "help help help", "report day --date 0000-00-00", "product search \xff --limit 1", "void \xff --reason \x1b[2J"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Split(line, " ")
		for _, arg := range args {
			// Commands that write files, and practice shops of any size, are left to the other tests.
			switch {
			case arg == "demo", arg == "export", arg == "backup", arg == "restore", arg == "init", strings.HasPrefix(arg, "--out"), strings.HasPrefix(arg, "--shop"):
				return
			}
		}
		for _, form := range [][]string{nil, {"--json"}} {
			var out, errs bytes.Buffer
			status := cli.Run(append(append([]string{"--shop", dir + "/shop"}, form...), args...), strings.NewReader(""), &out, &errs)
			said := out.String() + errs.String()
			if status < 0 || status > 3 || strings.Contains(said, "goroutine ") || strings.Contains(said, "runtime error") {
				t.Fatalf("%q: %d %q", line, status, said)
			}
			if status != 0 && form == nil && strings.Count(errs.String(), "\n") != 1 && out.Len() == 0 {
				t.Fatalf("%q: not one line: %q", line, errs.String())
			}
			if strings.Contains(out.String(), `"code":"internal"`) {
				t.Fatalf("%q: a fault of the program: %s", line, out.String())
			}
		}
	})
}

// The window's flags are no command's: what is wrong with them is said instead of opening a window.
func TestTheWindowOpensOnlyOnAScreenThereIs(t *testing.T) {
	newCounter(t)
	for _, args := range [][]string{nil, {"--screen", "till"}, {"--lang", "en", "--screen=settings", "--shop", "x"}} {
		if _, wanted := cli.ReadWindow(args); !wanted {
			t.Errorf("%q opens no window", args)
		}
	}
	for _, args := range [][]string{{"--screen", "moon"}, {"--screen", ""}, {"--screen", "Till"}, {"--json", "--screen=../till"}} {
		if _, wanted := cli.ReadWindow(args); wanted {
			t.Errorf("%q opens the window", args)
		}
		status, out, errs := bare(t, append(args, "--lang", "en")...)
		if status != 2 || !strings.Contains(out+errs, "no screen") || !strings.Contains(out+errs, "till") {
			t.Errorf("%q: %d %q %q", args, status, out, errs)
		}
	}
	if status, _, errs := bare(t, "words", "5", "--screen", "till"); status != 2 || !strings.Contains(errs, "--screen") {
		t.Errorf("a command took --screen: %d %q", status, errs)
	}
}
