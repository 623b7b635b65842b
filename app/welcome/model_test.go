package welcome

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

func TestNameIsNeededAndBounded(t *testing.T) {
	for name, want := range map[string]string{"": "name_missing", " \u200b ": "name_missing", "ร้านป้าน้อย": "",
		strings.Repeat("ก", 100): "", strings.Repeat("ก", 101): "name_too_long"} {
		if got := fault.Code((&answers{name: name}).checkName()); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestPayIDIsReadAsItIsTyped(t *testing.T) {
	for _, c := range []struct {
		typed, masked, code string
		warned              bool
	}{
		{"081-234-5678", "xxx-xxx-5678", "", false},
		{"๐๘๑๒๓๔๕๖๗๘", "xxx-xxx-5678", "", false},
		{"081", "", "promptpay_id_digits", false},
		{"1101700230708", "x-xxxx-xxxxx-70-8", "", false},
		{"1101700230709", "x-xxxx-xxxxx-70-9", "", true},
	} {
		read, err := (&answers{promptPay: c.typed}).readPay()
		if read.masked != c.masked || (read.warning != nil) != c.warned || (err == nil) != (c.code == "") {
			t.Errorf("%s: %q, warning %v, %v", c.typed, read.masked, read.warning, err)
		}
		if (read.modules != nil) != (err == nil) {
			t.Errorf("%s: a code to scan %v with %v", c.typed, read.modules != nil, err)
		}
	}
	if read, err := (&answers{}).readPay(); err != nil || !read.empty || read.modules != nil {
		t.Errorf("an empty field: %+v, %v", read, err)
	}
}

func TestAnswersMakeTheShop(t *testing.T) {
	ctx := context.Background()
	given := answers{name: "ร้านป้าน้อย", promptPay: "081-234-5678", receiver: "นางน้อย", print: true}
	s, err := given.open(ctx, filepath.Join(t.TempDir(), "shop"), keep(i18n.English, true), noon)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for key, want := range map[string]string{"shop.name": "ร้านป้าน้อย", "promptpay.id": "0812345678", "promptpay.name": "นางน้อย",
		"printer.receipt": "file:receipts", "printer.auto": "yes", "ui.lang": "en", "ui.alt_keys": "yes", "shop.practice": "no"} {
		if got, err := s.Get(ctx, key); got != want || err != nil {
			t.Errorf("%s is %q, want %q (%v)", key, got, want, err)
		}
	}
}

func TestPracticeShopIsReopened(t *testing.T) {
	ctx, home := context.Background(), t.TempDir()
	told := 0
	first, err := practice(ctx, home, keep(i18n.Thai, false), noon, func(int, int) { told++ })
	if err != nil {
		t.Fatal(err)
	}
	_, till := first.Till()
	if err := first.Close(); err != nil || told == 0 {
		t.Fatalf("%v, told %d times how far it is", err, told)
	}
	again, err := practice(ctx, home, keep(i18n.Thai, false), noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, same := again.Till(); same != till {
		t.Error("the second time it is another shop")
	}
	if is, err := again.Practice(ctx); !is || err != nil {
		t.Errorf("practice %v, %v", is, err)
	}
	if known := shop.Beside(ctx, home, noon); len(known) != 1 || !known[0].Practice {
		t.Errorf("beside each other lie %v", known)
	}
}

func TestNextBill(t *testing.T) {
	for text, want := range map[string]int{"": 0, " 42 ": 42, "0": -1, "x": -1, "1000000": -1} {
		got, err := readNextBill(text)
		if (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
}

func TestLastPapers(t *testing.T) {
	got := readLastPapers(" A-TX-2569-000003, a-rc-๒๕๖๙-000001\nA-IV-2569-000009 ; ")
	if want := []string{"A-TX-2569-000003", "a-rc-๒๕๖๙-000001", "A-IV-2569-000009"}; !slices.Equal(got, want) || len(readLastPapers(" ")) > 0 {
		t.Errorf("%q", got)
	}
}
