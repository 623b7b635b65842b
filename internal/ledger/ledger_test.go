package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// TestTheHashIsWhatTheDesignSays writes the hashed bytes out by hand.
func TestTheHashIsWhatTheDesignSays(t *testing.T) {
	till := id.Till{0: 0xAA, 15: 0xBB}
	event := ledger.Event{Till: till, Seq: 258, Kind: "bill.paid", Version: 1, PrevHash: []byte{1, 2, 3}, Body: []byte("{}")}
	var text []byte
	text = append(append(text, 0, 0, 0, 16), till[:]...)
	text = append(text, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2)
	text = append(append(text, 0, 0, 0, 9), "bill.paid"...)
	text = append(text, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1)
	text = append(text, 0, 0, 0, 3, 1, 2, 3)
	text = append(append(text, 0, 0, 0, 2), "{}"...)
	if want := sha256.Sum256(text); !bytes.Equal(event.Sum(), want[:]) {
		t.Errorf("hash %s, want %s", hex.EncodeToString(event.Sum()), hex.EncodeToString(want[:]))
	}
}

// TestEveryPartIsHashed: a change of any part changes the hash, also where two parts only shift a byte.
func TestEveryPartIsHashed(t *testing.T) {
	base := ledger.Event{Till: id.Till{1}, Seq: 2, Kind: "ab", Version: 1, PrevHash: []byte{3}, Body: []byte("xy")}
	seen := map[string]bool{string(base.Sum()): true}
	for n, change := range []func(*ledger.Event){
		func(e *ledger.Event) { e.Till[15] = 1 }, func(e *ledger.Event) { e.Seq = 3 }, func(e *ledger.Event) { e.Kind = "ac" },
		func(e *ledger.Event) { e.Version = 2 }, func(e *ledger.Event) { e.PrevHash = []byte{4} }, func(e *ledger.Event) { e.Body = []byte("xz") },
		func(e *ledger.Event) { e.PrevHash, e.Body = []byte{3, 'x'}, []byte("y") },
	} {
		changed := base
		change(&changed)
		if sum := string(changed.Sum()); seen[sum] {
			t.Errorf("change %d keeps the hash", n)
		} else {
			seen[sum] = true
		}
	}
}

func TestSealAndOpen(t *testing.T) {
	till := id.New[id.Till]()
	posting := &ledger.Posting{Kind: ledger.EventBillPaid, At: 1, Day: "2026-11-23", Bills: []ledger.Bill{{ID: id.New[id.Bill](), Number: "A-2569-000001", Total: -5}}}
	first, err := ledger.Seal(posting, till, nil)
	if err != nil || first.Seq != 1 || len(first.PrevHash) != 0 || !bytes.Equal(first.Hash, first.Sum()) {
		t.Fatalf("first %+v %v", first, err)
	}
	second, err := ledger.Seal(posting, till, &first)
	if err != nil || second.Seq != 2 || !bytes.Equal(second.PrevHash, first.Hash) || bytes.Equal(second.Hash, first.Hash) {
		t.Errorf("second %+v %v", second, err)
	}
	opened, err := second.Open()
	if err != nil || opened.Kind != posting.Kind || opened.Bills[0] != posting.Bills[0] || opened.Day != posting.Day {
		t.Errorf("opened %+v %v", opened, err)
	}
	broken := ledger.Event{Body: []byte("{")}
	if _, err := broken.Open(); !fault.Is(err, "event_decode") {
		t.Errorf("a broken body: %v", err)
	}
}

func TestNumber(t *testing.T) {
	for want, got := range map[string]string{
		"A-2569-000042":     ledger.Number("A", ledger.TypeBill, 2569, 42),
		"A-RF-2569-000007":  ledger.Number("A", ledger.TypeRefund, 2569, 7),
		"B-VD-2570-1000000": ledger.Number("B", ledger.TypeVoid, 2570, 1_000_000),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestMillis(t *testing.T) {
	at := time.Date(2026, 11, 23, 11, 30, 0, 7_000_000, clock.Bangkok)
	if got := ledger.MillisOf(at).Time(); !got.Equal(at) || got.Location() != time.UTC {
		t.Errorf("%s", got)
	}
}

func lot(n byte, onHand qty.Qty, expires clock.Day) ledger.LotStock {
	return ledger.LotStock{Lot: ledger.Lot{ID: id.Lot{n}, Expires: expires}, OnHand: onHand, Arrived: int64(n)}
}

func TestTake(t *testing.T) {
	type parts = map[byte]qty.Qty
	for _, test := range []struct {
		name  string
		lots  []ledger.LotStock
		want  qty.Qty
		parts parts
		short qty.Qty
	}{
		{"first expired first, without a date last", []ledger.LotStock{lot(1, 5, ""), lot(2, 5, "2027-01-01"), lot(3, 5, "2026-12-01")}, 12, parts{3: 5, 2: 5, 1: 2}, 0},
		{"older before newer", []ledger.LotStock{lot(2, 5, ""), lot(1, 5, "")}, 6, parts{1: 5, 2: 1}, 0},
		{"short goes to the newest", []ledger.LotStock{lot(1, 5, ""), lot(2, 1, "2026-12-01")}, 10, parts{2: 5, 1: 5}, 4},
		{"also when it is empty", []ledger.LotStock{lot(1, 5, ""), lot(2, 0, "")}, 7, parts{1: 5, 2: 2}, 2},
		{"below zero already", []ledger.LotStock{lot(1, -3, "")}, 2, parts{1: 2}, 2},
		{"a lot below zero gives nothing", []ledger.LotStock{lot(1, -3, "2026-12-01"), lot(2, 5, "")}, 2, parts{2: 2}, 0},
		{"no lot", nil, 2, parts{}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := qty.Qty(0)
			for _, lot := range test.lots {
				before += lot.OnHand
			}
			got, short := ledger.Take(test.lots, test.want, ledger.Kept{})
			sum := qty.Qty(0)
			for _, part := range got {
				sum += part.Qty
				if test.parts[part.Lot.ID[0]] != part.Qty {
					t.Errorf("parts %+v, want %v", got, test.parts)
				}
			}
			if short != test.short || len(got) != len(test.parts) {
				t.Errorf("short %s parts %+v, want %s %v", short, got, test.short, test.parts)
			}
			after := qty.Qty(0)
			for _, lot := range test.lots {
				after += lot.OnHand
			}
			if before-after != sum {
				t.Errorf("%s left the lots, %s were taken", before-after, sum)
			}
		})
	}
}

func TestExpired(t *testing.T) {
	for expires, want := range map[clock.Day]bool{"": false, "2026-11-23": false, "2026-11-22": true, "2026-11-24": false} {
		if got := (ledger.Lot{Expires: expires}).Expired("2026-11-23"); got != want {
			t.Errorf("%q: %v", expires, got)
		}
	}
}
